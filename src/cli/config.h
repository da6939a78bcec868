// Options from a file.
#pragma once

#include <string>

#include "base/result.h"
#include "pipeline/run_options.h"

namespace runon::cli {

// Takes over the options of a TOML 1.0 file, whose keys are the names of the option table. Numbers, switches and strings are
// what TOML calls them; a number may also stand as a string, an option that may be given several times takes an array. An
// Error (config) names file and line; of an unknown key, the nearest one.
base::Status read_config(const std::string& path, pipeline::RunOptions& options);

}  // namespace runon::cli
