// The figures of a run as JSON.
#pragma once

#include <string>

#include "base/result.h"
#include "io/output.h"
#include "pipeline/report.h"
#include "pipeline/run_options.h"

namespace runon::pipeline {

// One object with units in its key names; keys are only ever added. Ends in a line end.
std::string stats_json(const Report& report);

// The same into options.stats.
base::Status write_stats(const Report& report, const RunOptions& options, io::TempFiles& temps);

}  // namespace runon::pipeline
