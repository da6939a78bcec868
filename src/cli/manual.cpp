#include "cli/manual.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "cli/help.h"
#include "pipeline/clean.h"
#include "text/utf8.h"

namespace runon::cli {
namespace {

// The one command that takes words in place of options.
constexpr std::string_view kIndex = "index";
constexpr std::string_view kIndexBrief = "looks into, and merges, the files that --index keeps";
constexpr std::string_view kIndexWords = "info merge --help";

// An option of a command, whichever table it stands in.
struct Entry {
  std::string name;
  char letter = 0;
  std::string value;
  std::string brief;
  std::string text;
  std::string group;
};

std::vector<Entry> entries(pipeline::Command command) {
  std::vector<Entry> all;
  for (const pipeline::Option& row : pipeline::option_table()) {
    if ((row.commands & command) == 0) continue;
    all.push_back({std::string(row.name), row.letter, std::string(row.value), std::string(row.brief), std::string(row.text),
                   std::string(row.group)});
    if (!row.negation.empty())
      all.push_back({std::string(row.negation), 0, "", fmt::format("turns --{} off", row.name), "", std::string(row.group)});
  }
  for (const OwnOption& own : own_options())
    if ((own.commands & command) != 0)
      all.push_back({std::string(own.name), own.letter, std::string(own.value), std::string(own.brief), "", "More"});
  return all;
}

enum class Values { none, words, files, directories, free };

struct Completion {
  Values values = Values::none;
  std::vector<std::string> words;
};

// What can be given as the value of an option.
Completion completion(const Entry& entry) {
  if (entry.value.empty()) return {};
  if (entry.value == "ID") {
    Completion rules{Values::words, {}};
    for (const flow::Rule* rule : pipeline::all_rules()) rules.words.emplace_back(rule->id);
    return rules;
  }
  if (entry.value.rfind("STAGE", 0) == 0) return {Values::words, {pipeline::kStageNames.begin(), pipeline::kStageNames.end()}};
  if (entry.value.rfind("DIR", 0) == 0) return {Values::directories, {}};
  if (entry.value.rfind("FILE", 0) == 0 || entry.value.rfind("PATH", 0) == 0) return {Values::files, {}};
  Completion choices{Values::words, {}};
  for (std::size_t at = 0; at < entry.value.size() && text::ascii_lower(entry.value[at]);) {
    const std::size_t end = std::min(entry.value.find('|', at), entry.value.size());
    if (text::ascii_lower(entry.value[at])) choices.words.push_back(entry.value.substr(at, end - at));
    at = end + 1;
  }
  return choices.words.empty() ? Completion{Values::free, {}} : choices;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

std::string command_names() {
  std::vector<std::string> names;
  for (const CommandWords& words : command_words()) names.emplace_back(words.name);
  names.emplace_back(kIndex);
  return joined(names, " ");
}

std::string replaced(std::string_view text, std::string_view what, std::string_view prefix) {
  std::string out;
  for (const char c : text) {
    if (what.find(c) != std::string_view::npos) out += prefix;
    out += c;
  }
  return out;
}

// --- bash ---

std::string bash_case(std::string_view command, const Entry& entry) {
  const Completion values = completion(entry);
  if (values.values == Values::none) return {};
  std::string patterns = fmt::format("\"{} --{}\"", command, entry.name);
  if (entry.letter != 0) patterns += fmt::format("|\"{} -{}\"", command, entry.letter);
  std::string reply = "COMPREPLY=()";
  if (values.values == Values::words)
    reply = fmt::format("COMPREPLY=($(compgen -W \"{}\" -- \"$cur\"))", joined(values.words, " "));
  if (values.values == Values::files) reply = "COMPREPLY=($(compgen -f -- \"$cur\"))";
  if (values.values == Values::directories) reply = "COMPREPLY=($(compgen -d -- \"$cur\"))";
  return fmt::format("    {}) {}; return ;;\n", patterns, reply);
}

std::string bash() {
  std::string out =
      "# bash completion for runon, made by \"runon --generate bash\" of its option table.\n"
      "_runon() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} IFS=$' \\t\\n'\n"
      "  COMPREPLY=()\n"
      "  # --name=value comes as three words\n"
      "  if [ \"$cur\" = \"=\" ]; then cur=\n"
      "  elif [ \"$prev\" = \"=\" ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n";
  out += fmt::format(
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"{} --help --version --generate\" -- \"$cur\"))\n"
      "    return\n  fi\n  case \"$command $prev\" in\n    \"--generate --generate\") COMPREPLY=($(compgen -W \"man bash zsh "
      "fish\" -- "
      "\"$cur\")); return ;;\n",
      command_names());
  for (const CommandWords& words : command_words())
    for (const Entry& entry : entries(words.command)) out += bash_case(words.name, entry);
  out += fmt::format("    \"{0} {0}\") COMPREPLY=($(compgen -W \"{1}\" -- \"$cur\")); return ;;\n", kIndex, kIndexWords);
  out += "  esac\n  case \"$command $cur\" in\n";
  for (const CommandWords& words : command_words()) {
    std::vector<std::string> flags;
    for (const Entry& entry : entries(words.command)) {
      flags.push_back("--" + entry.name);
      if (entry.letter != 0) flags.push_back(std::string("-") + entry.letter);
    }
    out += fmt::format("    \"{} -\"*) COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")) ;;\n", words.name, joined(flags, " "));
  }
  return out + "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n  esac\n}\ncomplete -o filenames -F _runon runon\n";
}

// --- zsh ---

std::string zsh_action(const Entry& entry) {
  const Completion values = completion(entry);
  const std::string name = replaced(entry.value, ":[]|()", "\\");
  switch (values.values) {
    case Values::none: return {};
    case Values::words: return fmt::format(":{}:({})", name, joined(values.words, " "));
    case Values::files: return fmt::format(":{}:_files", name);
    case Values::directories: return fmt::format(":{}:_files -/", name);
    case Values::free: break;
  }
  return fmt::format(":{}: ", name);
}

std::string zsh_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string zsh() {
  std::string out =
      "#compdef runon\n# zsh completion for runon, made by \"runon --generate zsh\" of its option table.\n"
      "_runon() {\n  local -a commands\n  commands=(\n";
  for (const CommandWords& words : command_words())
    out += fmt::format("    {}\n", zsh_quoted(fmt::format("{}:{}", words.name, words.brief)));
  out += fmt::format("    {}\n", zsh_quoted(fmt::format("{}:{}", kIndex, kIndexBrief)));
  out += "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n";
  for (const CommandWords& words : command_words()) {
    out += fmt::format("    {})\n      shift words; (( CURRENT-- ))\n      _arguments -s \\\n", words.name);
    for (const Entry& entry : entries(words.command)) {
      const std::string rest = fmt::format("[{}]{}", replaced(entry.brief, "[]\\", "\\"), zsh_action(entry));
      const std::string equals = entry.value.empty() ? "" : "=";
      out += fmt::format("        {} \\\n", zsh_quoted(fmt::format("*--{}{}{}", entry.name, equals, rest)));
      if (entry.letter != 0) out += fmt::format("        {} \\\n", zsh_quoted(fmt::format("*-{}{}", entry.letter, rest)));
    }
    out += "        '*:input:_files'\n      ;;\n";
  }
  out += fmt::format("    {}) if (( CURRENT == 3 )); then compadd -- {}; else _files; fi ;;\n", kIndex, kIndexWords);
  return out + "  esac\n}\nif [ \"$funcstack[1]\" = \"_runon\" ]; then _runon \"$@\"; else compdef _runon runon; fi\n";
}

// --- fish ---

std::string fish() {
  std::string out = "# fish completion for runon, made by \"runon --generate fish\" of its option table.\n";
  const auto quoted = [](std::string_view text) { return "'" + replaced(text, "'\\", "\\") + "'"; };
  for (const CommandWords& words : command_words())
    out += fmt::format("complete -c runon -n __fish_use_subcommand -f -a {} -d {}\n", words.name, quoted(words.brief));
  for (const CommandWords& words : command_words())
    for (const Entry& entry : entries(words.command)) {
      out += fmt::format("complete -c runon -n '__fish_seen_subcommand_from {}' -l {}", words.name, entry.name);
      if (entry.letter != 0) out += fmt::format(" -s {}", entry.letter);
      const Completion values = completion(entry);
      switch (values.values) {
        case Values::none: break;
        case Values::words: out += fmt::format(" -x -a {}", quoted(joined(values.words, " "))); break;
        case Values::files: out += " -r -F"; break;
        case Values::directories: out += " -x -a '(__fish_complete_directories)'"; break;
        case Values::free: out += " -x"; break;
      }
      out += fmt::format(" -d {}\n", quoted(entry.brief));
    }
  out += fmt::format("complete -c runon -n __fish_use_subcommand -f -a {} -d {}\n", kIndex, quoted(kIndexBrief));
  out += fmt::format("complete -c runon -n '__fish_seen_subcommand_from {}' -a {}\n", kIndex, quoted(kIndexWords));
  return out;
}

// --- man ---

// Text as man(7) takes it: nothing in it is a request or an escape.
std::string roff(std::string_view text) {
  std::string out;
  bool line_begin = true;
  for (const char c : text) {
    if (line_begin && (c == '.' || c == '\'')) out += "\\&";
    line_begin = c == '\n';
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else out += c;
  }
  return out;
}

std::string sentence(std::string_view brief) {
  std::string out(brief);
  if (!out.empty() && text::ascii_lower(out.front())) out.front() = static_cast<char>(out.front() - 'a' + 'A');
  if (!out.empty() && out.back() != '.') out += '.';
  return out;
}

void append_options(std::string& out, pipeline::Command command) {
  std::string group;
  for (const Entry& entry : entries(command)) {
    if (entry.group != group) out += fmt::format(".SS {}\n", roff(entry.group));
    group = entry.group;
    out += ".TP\n";
    if (entry.letter != 0) out += fmt::format("\\fB\\-{}\\fR, ", entry.letter);
    out += fmt::format("\\fB\\-\\-{}\\fR", roff(entry.name));
    if (!entry.value.empty()) out += fmt::format(" \\fI{}\\fR", roff(entry.value));
    out += fmt::format("\n{}\n", roff(sentence(entry.brief)));
    if (!entry.text.empty()) out += fmt::format("{}\n", roff(entry.text));
  }
}

std::string man() {
  std::string out = fmt::format(
      ".\\\" Made by \"runon --generate man\" of the option table.\n.TH RUNON 1 \"\" \"runon {}\" \"User Commands\"\n.SH NAME\n"
      "runon \\- clean text that was extracted from PDF or OCR, with a record of every edit\n.SH SYNOPSIS\n",
      RUNON_VERSION);
  for (const CommandWords& words : command_words()) out += fmt::format("{}\n.br\n", roff(synopsis_of(words.command)));
  out += "\\fBrunon\\fR \\-\\-version\n.br\n\\fBrunon\\fR \\-\\-generate man|bash|zsh|fish\n";
  out +=
      ".SH DESCRIPTION\nA document is its source and an ordered list of edits, and what was edited can be had back.\n"
      "The same input and options give the same bytes, at any number of threads.\n"
      "The last word on an option holds; \\fB\\-\\-config\\fR reads a TOML file whose keys are the names of options.\n";
  for (const CommandWords& words : command_words()) {
    std::string name(words.name);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return text::ascii_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; });
    out += fmt::format(".SH {}\n{}", name, roff(about_of(words.command)));
    append_options(out, words.command);
  }
  out += fmt::format(".SH INDEX\n\\fBrunon {}\\fR info|merge FILE...: {}; runon {} \\-\\-help says more.\n", kIndex,
                     roff(kIndexBrief), kIndex);
  out += ".SH INTERRUPTION\n";
  out += roff(
      "SIGINT and SIGTERM end a run within a second. Output files appear whole or not at all: what an interrupted run has "
      "written "
      "stays beside its output in files whose names begin with .runon-, and the same command with --resume goes on behind it; "
      "without --resume it begins again.\n");
  out += fmt::format(".SH EXAMPLES\n.nf\n{}.fi\n.SH EXIT STATUS\n{}", roff(example_words()), roff(exit_words()));
  return out;
}

}  // namespace

std::optional<std::string> generate(std::string_view kind) {
  if (kind == "man") return man();
  if (kind == "bash") return bash();
  if (kind == "zsh") return zsh();
  if (kind == "fish") return fish();
  return std::nullopt;
}

}  // namespace runon::cli
