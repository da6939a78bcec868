// The figures of a run as JSON.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "io/output.h"
#include "pipeline/report.h"
#include "pipeline/run_options.h"

namespace runon::pipeline {

// What a run cost: differs from run to run.
struct Cost {
  double seconds = 0;  // of all the runs that it took
  std::size_t peak_memory_bytes = 0;
  unsigned threads = 0;
};

// One object with units in its key names; keys are only ever added. Ends in a line end.
std::string stats_json(const Report& report, const Cost& cost);

// The same into options.stats.
base::Status write_stats(const Report& report, const Cost& cost, const RunOptions& options, io::TempFiles& temps);

}  // namespace runon::pipeline
