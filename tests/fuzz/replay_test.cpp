// What fuzzing starts from, and every case that it found (tests/fuzz/cases/TARGET/), without a fuzzer.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "fuzz/targets.h"
#include "support/catch.h"
#include "support/generate.h"

using namespace runon;
namespace fs = std::filesystem;

namespace {

const std::string kCases = RUNON_SOURCE_DIR "/tests/fuzz/cases";

void replay(const fuzz::Target& target, const std::string& bytes) {
  try {
    target.run(bytes);
  } catch (const fuzz::Broken& broken) {
    FAIL_CHECK(broken.what());
  }
}

}  // namespace

TEST_CASE("every case that fuzzing found is mended", "[fuzz]") {
  std::set<std::string> names;
  for (const fuzz::Target& target : fuzz::targets()) {
    names.insert(std::string(target.name));
    const fs::path folder = fs::path(kCases) / target.name;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      INFO(entry.path().string());
      replay(target, support::read_file(entry.path().string()));
    }
  }
  CHECK(names.size() >= 10);
  for (const auto& entry : fs::directory_iterator(kCases)) CHECK(names.count(entry.path().filename().string()) == 1);
}

TEST_CASE("the laws hold of what fuzzing starts from", "[fuzz]") {
  for (const fuzz::Target& target : fuzz::targets()) {
    const std::vector<std::string> seeds = target.seeds();
    CHECK(!seeds.empty());
    // An even choice: all of them take a minute.
    const std::size_t step = std::max<std::size_t>(1, seeds.size() / 24);
    for (std::size_t i = 0; i < seeds.size(); i += step) {
      INFO(target.name << ", seed " << i);
      replay(target, seeds[i]);
    }
  }
}
