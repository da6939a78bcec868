// The one table of options: flags, help, configuration keys and docs/options.md are made of it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "pipeline/run_options.h"

namespace runon::pipeline {

// Commands that an option belongs to.
enum Command : unsigned { kClean = 1, kExplain = 2, kRestore = 4 };

struct Option {
  std::string_view name;      // "output"; the flag is --output, the configuration key output
  char letter = 0;            // 'o', or 0
  std::string_view negation;  // "no-blocks", or empty; of switches only
  std::string_view group;     // heading in the help
  std::string_view value;     // what the value is called: "PATH"; empty: a switch
  std::string_view brief;     // one line
  std::string_view text;      // more, for --help and the document; may be empty
  unsigned commands = kClean;
  bool repeats = false;  // each occurrence adds; else the last one holds

  // Takes the value over, or says why it cannot be: an Error without a place, which the caller adds. A
  // switch gets "true" or "false".
  base::Status (*set)(RunOptions&, std::string_view value) = nullptr;
  // The value as TOML writes it, or empty where nothing is set.
  std::string (*get)(const RunOptions&) = nullptr;
};

// In the order of the help: groups stand together.
std::span<const Option> option_table();

// The row of that name, or of the negation; null for none.
const Option* find_option(std::string_view name);

// Contradictions between options, those of the stages included; the Error names them.
base::Status check(const RunOptions& options);

// All options of `clean` as a TOML file that gives them back.
std::string print_config(const RunOptions& options);

// The table as a document: docs/options.md is this.
std::string options_document();

}  // namespace runon::pipeline
