#include <fmt/format.h>

#include <string_view>

#include "pipeline/clean.h"
#include "pipeline/option_table.h"

namespace runon::pipeline {
namespace {

std::string flags(const Option& row) {
  std::string out = row.letter != 0 ? fmt::format("`-{}`, `--{}", row.letter, row.name) : fmt::format("`--{}", row.name);
  if (!row.value.empty()) out += fmt::format(" {}", row.value);
  out += '`';
  if (!row.negation.empty()) out += fmt::format(", `--{}`", row.negation);
  return out;
}

std::string standard(const Option& row) {
  const std::string value = row.get(RunOptions{});
  if (row.value.empty()) return value == "true" ? "on" : "off";
  return value.empty() || value == "\"\"" ? "none"
                                          : fmt::format("`{}`", value.front() == '"' ? value.substr(1, value.size() - 2) : value);
}

std::string commands(const Option& row) {
  std::string out;
  for (const auto& [bit, name] : {std::pair{kClean, "clean"}, std::pair{kExplain, "explain"}, std::pair{kRestore, "restore"}})
    if ((row.commands & bit) != 0) out += fmt::format("{}{}", out.empty() ? "" : ", ", name);
  return out;
}

// A bar parts cells, so one inside a cell is escaped.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string options_document() {
  std::string out =
      "# Options\n\n"
      "Made of the option table (`src/pipeline/option_rows.inc`), which the flags, the help and the keys of a configuration "
      "file\n"
      "are made of too. A test compares this file with it, and writes it anew when `RUNON_UPDATE` is set.\n\n"
      "The last word on an option holds. `--config FILE` reads a TOML file whose keys are the names without dashes; what is "
      "typed\n"
      "holds against it, and an unknown key is an error. `--print-config` prints such a file, `--list-rules` all rules,\n"
      "`--dry-run` what would be read and what it would take.\n"
      "An output directory that lies inside an input directory is no input.\n";
  std::string_view group;
  for (const Option& row : option_table()) {
    if (row.group != group)
      out += fmt::format("\n## {}\n\n| option | meaning | default | commands |\n| --- | --- | --- | --- |\n", row.group);
    group = row.group;
    const std::string meaning = row.text.empty() ? std::string(row.brief) : fmt::format("{}. {}", row.brief, row.text);
    out += fmt::format("| {} | {} | {} | {} |\n", cell(flags(row)), cell(meaning), standard(row), commands(row));
  }
  out +=
      "\n## Rules\n\nEach can be turned on or off with `--rule ID` and `--no-rule ID`.\n\n| stage | rule | default | what it "
      "does |\n| --- | --- | --- | --- |\n";
  for (const flow::Rule* rule : all_rules())
    out += fmt::format("| {} | `{}` | {} | {} |\n", rule->stage, rule->id, rule->on ? "on" : "off", cell(rule->summary));
  return out;
}

}  // namespace runon::pipeline
