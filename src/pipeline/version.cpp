#include "pipeline/version.h"

#include <fmt/format.h>
#include <oneapi/tbb/version.h>

#include "base/hash.h"
#include "read/record.h"
#include "text/version.h"

namespace runon::pipeline {

std::string versions() {
  return fmt::format("runon {}\nICU {} (Unicode {})\nxxHash {}\noneTBB {}.{}\nsimdjson {}\nfmt {}.{}.{}\n", RUNON_VERSION,
                     text::icu_version(), text::unicode_version(), base::xxhash_version(), TBB_VERSION_MAJOR, TBB_VERSION_MINOR,
                     read::simdjson_version(), FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
}

}  // namespace runon::pipeline
