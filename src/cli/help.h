// Help, made of the option table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/option_table.h"

namespace runon::cli {

// Options of the program itself, which no configuration file holds.
struct OwnOption {
  std::string_view name;
  char letter = 0;
  std::string_view value;
  std::string_view brief;
  unsigned commands = 0;
};
std::span<const OwnOption> own_options();

struct CommandWords {
  pipeline::Command command;
  std::string_view name;
  std::string_view brief;
};
std::span<const CommandWords> command_words();

std::string_view synopsis_of(pipeline::Command command);
std::string_view about_of(pipeline::Command command);
std::string_view example_words();
std::string_view exit_words();

std::string program_help();
std::string usage(pipeline::Command command);  // two lines: for those who gave nothing
std::string help(pipeline::Command command, bool with_text);
std::string rule_list(const pipeline::RunOptions& options);

}  // namespace runon::cli
