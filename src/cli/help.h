// Help, made of the option table.
#pragma once

#include <string>

#include "pipeline/option_table.h"

namespace runon::cli {

std::string program_help();
std::string usage(pipeline::Command command);  // two lines: for those who gave nothing
std::string help(pipeline::Command command, bool with_text);
std::string rule_list(const pipeline::RunOptions& options);

}  // namespace runon::cli
