// Which outputs a run writes, settled before anything is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/file.h"
#include "pipeline/run_options.h"
#include "read/inputs.h"
#include "write/sink.h"

namespace runon::pipeline {

struct Plan {
  std::vector<read::Input> inputs;
  write::Targets targets;
  std::string journal;  // where the run sets down how far it is; empty: it cannot be gone on with
};

// What the options say about inputs.
read::Globs globs(const RunOptions& options);
base::Result<std::vector<read::Input>> list_inputs(const RunOptions& options, const std::optional<io::Identity>& except);

// Lists the inputs and gives each its output. An Error (usage) where an output would be an input, or
// two outputs one file. Where the output is a directory inside an input, it is no input.
// Looks at the file system, changes nothing.
base::Result<Plan> plan(const RunOptions& options);

// The path of an id below the directory that it is put into: without root and "..".
std::string path_below(std::string_view id);

}  // namespace runon::pipeline
