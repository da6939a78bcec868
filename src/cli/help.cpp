#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "pipeline/clean.h"

namespace runon::cli {
namespace {

using pipeline::Command;

constexpr std::string_view kExits =
    "Exit status: 0 all done; 1 the machine failed (an output cannot be written, no memory); 2 wrong use, nothing\n"
    "was written; 3 done, but some inputs or records were rejected; 130, 143 interrupted.\n";

constexpr std::string_view kCleanExamples =
    "Examples:\n"
    "  runon clean page.txt                          cleaned text on standard output\n"
    "  pdftotext paper.pdf - | runon clean           the same for what a program writes\n"
    "  runon clean scans/ -o clean/                  each file of a directory, under the same name\n"
    "  runon clean scans/ --blocks -o out.jsonl --audit audit.jsonl\n"
    "                                                typed blocks, and a record of every edit\n";

std::string_view synopsis(Command command) {
  switch (command) {
    case pipeline::kClean: return "runon clean [OPTION...] [INPUT...]";
    case pipeline::kExplain: return "runon explain [OPTION...] INPUT";
    default: return "runon restore [OPTION...] CLEAN.jsonl --audit AUDIT.jsonl";
  }
}

std::string_view about(Command command) {
  switch (command) {
    case pipeline::kClean:
      return "Cleans text that was extracted from PDF or OCR: rejoins broken lines, takes out letter-spacing, doublings, page\n"
             "furniture and repeats. INPUTs are files, directories (with all files below them), or - for standard input.\n";
    case pipeline::kExplain:
      return "Shows one document line by line: what was decided at each line break, how sure, and why. In the evidence,\n"
             "positive weights speak for a break, negative ones for a join.\n";
    default: return "Gives back the inputs of a 'clean' run byte for byte: one to standard output, several to -o DIR/.\n";
  }
}

// Breaks `text` between words so that no line is wider than the help; each line begins with `indent`.
std::string fold(std::string_view text, std::size_t indent) {
  constexpr std::size_t kWidth = 110;
  std::string out;
  std::size_t column = kWidth;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (column + 1 + word.size() > kWidth) {
      out += (out.empty() ? "" : "\n") + std::string(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + "\n";
}

std::string flags(const pipeline::Option& row) {
  std::string out = row.letter != 0 ? fmt::format("  -{}, --{}", row.letter, row.name) : fmt::format("      --{}", row.name);
  if (!row.value.empty()) out += fmt::format(" {}", row.value);
  return out;
}

std::string line(std::string_view left, std::string_view right) {
  constexpr std::size_t kColumn = 41;
  if (left.size() < kColumn) return fmt::format("{:<{}} {}\n", left, kColumn, right);
  return fmt::format("{}\n{:<{}} {}\n", left, "", kColumn, right);
}

std::string own_lines(Command command) {
  std::string out = "\nMore:\n";
  for (const OwnOption& own : own_options()) {
    if ((own.commands & command) == 0) continue;
    std::string left = own.letter != 0 ? fmt::format("  -{}, --{}", own.letter, own.name) : fmt::format("      --{}", own.name);
    if (!own.value.empty()) left += fmt::format(" {}", own.value);
    out += line(left, own.brief);
  }
  return out;
}

constexpr unsigned kAll = pipeline::kClean | pipeline::kExplain | pipeline::kRestore;
constexpr std::array kOwn = {
    OwnOption{"config", 0, "FILE", "the same options from a TOML file; what is typed holds",
              pipeline::kClean | pipeline::kExplain},
    OwnOption{"print-config", 0, "", "prints the options as such a file", pipeline::kClean},
    OwnOption{"dry-run", 0, "", "lists what would be read and estimates what it takes; writes nothing", pipeline::kClean},
    OwnOption{"list-rules", 0, "", "prints all rules, on or off", pipeline::kClean},
    OwnOption{"help", 'h', "", "short help, help with all details", kAll},
};

constexpr std::array kCommands = {
    CommandWords{pipeline::kClean, "clean", "cleans files, directories or standard input"},
    CommandWords{pipeline::kExplain, "explain", "shows what was decided at each line break, and why"},
    CommandWords{pipeline::kRestore, "restore", "gives the inputs back, byte for byte"},
};

}  // namespace

std::span<const OwnOption> own_options() { return kOwn; }
std::span<const CommandWords> command_words() { return kCommands; }
std::string_view exit_words() { return kExits; }
std::string_view example_words() { return kCleanExamples; }
std::string_view synopsis_of(pipeline::Command command) { return synopsis(command); }
std::string_view about_of(pipeline::Command command) { return about(command); }

std::string usage(Command command) {
  return fmt::format("usage: {}\n       runon {} --help shows the options\n", synopsis(command),
                     command == pipeline::kClean     ? "clean"
                     : command == pipeline::kExplain ? "explain"
                                                     : "restore");
}

std::string help(Command command, bool with_text) {
  std::string out = fmt::format("usage: {}\n\n{}", synopsis(command), about(command));
  const pipeline::RunOptions defaults;
  std::string_view group;
  for (const pipeline::Option& row : pipeline::option_table()) {
    if ((row.commands & command) == 0) continue;
    if (row.group != group) out += fmt::format("\n{}:\n", row.group);
    group = row.group;
    std::string brief(row.brief);
    const std::string standard = row.get(defaults);
    if (!row.value.empty() && !standard.empty() && standard != "\"\"")
      brief += fmt::format(" [{}]", standard.front() == '"' ? standard.substr(1, standard.size() - 2) : standard);
    out += line(flags(row), brief);
    if (with_text && !row.text.empty()) out += fold(row.text, 10);
    if (with_text && !row.negation.empty()) out += fold(fmt::format("--{} turns it off.", row.negation), 10);
  }
  out += own_lines(command);
  if (with_text) {
    if (command == pipeline::kClean) out += fmt::format("\n{}", kCleanExamples);
    out += fmt::format("\n{}", kExits);
  }
  return out;
}

std::string program_help() {
  return "usage: runon COMMAND [OPTION...] [INPUT...]\n\n"
         "Cleans text that was extracted from PDF or OCR, and keeps a record of every edit.\n\n"
         "Commands:\n"
         "  clean      cleans files, directories or standard input\n"
         "  explain    shows what was decided at each line break, and why\n"
         "  restore    gives the inputs back, byte for byte\n"
         "  index      looks into, and merges, the files that --index keeps\n\n"
         "  runon COMMAND --help shows a command's options; runon --version the versions of what it is made of.\n"
         "  runon --generate man|bash|zsh|fish prints the manual page, or what a shell completes options by.\n\n" +
         std::string(kExits);
}

std::string rule_list(const pipeline::RunOptions& options) {
  std::string out;
  for (const flow::Rule* rule : pipeline::all_rules())
    out += fmt::format("{:<11} {:<22} {:<3}  {}\n", rule->stage, rule->id, options.clean.rules.on(*rule) ? "on" : "off",
                       rule->summary);
  return out;
}

}  // namespace runon::cli
