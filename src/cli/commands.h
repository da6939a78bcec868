// What the program can do; each gives the exit status.
#pragma once

#include "cli/signals.h"
#include "io/output.h"
#include "pipeline/run_options.h"

namespace runon::cli {

int clean(const pipeline::RunOptions& options, io::TempFiles& temps, Interrupt& interrupt);
int explain(const pipeline::RunOptions& options);
int restore(const pipeline::RunOptions& options, io::TempFiles& temps);

}  // namespace runon::cli
