// What the program can do; each gives the exit status.
#pragma once

#include <string>
#include <vector>
#include "cli/signals.h"

#include "io/output.h"
#include "pipeline/run_options.h"

namespace runon::cli {

int clean(const pipeline::RunOptions& options, io::TempFiles& temps, Interrupt& interrupt);
// What a run would read and write, and an estimate of what it takes, on standard output. Reads the begin of each input and
// cleans a sample in memory; changes nothing.
int dry_run(const pipeline::RunOptions& options);
int explain(const pipeline::RunOptions& options);
// `typed`: what stands behind "index".
int index(const std::vector<std::string>& typed);
int restore(const pipeline::RunOptions& options, io::TempFiles& temps);

}  // namespace runon::cli
