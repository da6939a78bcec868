// What was typed, as options.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/option_table.h"
#include "pipeline/run_options.h"

namespace runon::cli {

// What the user wants of a command.
enum class Wish { run, dry_run, short_help, long_help, print_config, list_rules };

struct Arguments {
  Wish wish = Wish::run;
  pipeline::RunOptions options;
};

// Reads the arguments behind the command's name: a configuration file first, then flags in the order
// typed, so that these hold. Asks for help are answered before anything else is looked at. Touches
// nothing outside but the configuration file.
base::Result<Arguments> parse(pipeline::Command command, const std::vector<std::string>& typed);

}  // namespace runon::cli
