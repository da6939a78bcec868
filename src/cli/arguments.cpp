#include "cli/arguments.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "base/nearest.h"
#include "io/file.h"

namespace runon::cli {
namespace {

using base::Code;
using base::Error;
using base::Status;

// Announced, but not there yet: better refused than parsed and forgotten.
constexpr std::array<std::string_view, 2> kLater = {"near", "index"};

// What a flag stands for: a row of the table, and for a switch the value that the flag gives it.
struct Flag {
  const pipeline::Option* row;
  std::string_view value;  // empty: what is typed behind the flag
  std::size_t used = 0;    // results taken over so far
};

class Parser {
 public:
  explicit Parser(pipeline::Command command) {
    app_.set_help_flag("");
    app_.allow_extras();
    if (command != pipeline::kRestore) app_.add_option("INPUT", inputs_);
    else app_.add_option("CLEAN", inputs_);
    short_help_ = app_.add_flag("-h");
    long_help_ = app_.add_flag("--help");
    if (command == pipeline::kClean) {
      print_config_ = app_.add_flag("--print-config");
      list_rules_ = app_.add_flag("--list-rules");
    }
    if (command != pipeline::kRestore) config_ = app_.add_option("--config")->take_last();
    for (const pipeline::Option& row : pipeline::option_table())
      if ((row.commands & command) != 0) add(row);
  }

  base::Result<Arguments> parse(const std::vector<std::string>& typed) {
    Arguments arguments;
    // Help is given however wrong the rest is.
    const auto asks = [&](std::string_view flag) {
      return std::find(typed.begin(), std::find(typed.begin(), typed.end(), "--"), flag) !=
             std::find(typed.begin(), typed.end(), "--");
    };
    if (asks("--help")) return arguments.wish = Wish::long_help, arguments;
    if (asks("-h")) return arguments.wish = Wish::short_help, arguments;
    try {
      std::vector<std::string> reversed(typed.rbegin(), typed.rend());
      app_.parse(reversed);
    } catch (const CLI::ArgumentMismatch& error) {
      const std::string_view what = error.what();
      return Error{Code::usage, "its value is missing", std::string(what.substr(0, what.find(':'))),
                   "runon --help shows what can be given"};
    } catch (const CLI::ParseError& error) {
      return Error{Code::usage, error.what(), {}, "runon --help shows what can be given"};
    }
    if (Status known = check_extras(); !known) return std::move(known.error());
    if (config_ != nullptr && config_->count() > 0)
      if (Status done = read_config(config_->results().back(), arguments.options); !done) return std::move(done.error());
    if (Status done = take(arguments.options); !done) return std::move(done.error());
    arguments.options.inputs = inputs_;
    if (print_config_ != nullptr && print_config_->count() > 0) arguments.wish = Wish::print_config;
    if (list_rules_ != nullptr && list_rules_->count() > 0) arguments.wish = Wish::list_rules;
    return arguments;
  }

 private:
  void add(const pipeline::Option& row) {
    std::string names = fmt::format("--{}", row.name);
    if (row.letter != 0) names += fmt::format(",-{}", row.letter);
    names_.push_back(row.name);
    if (!row.negation.empty()) names_.push_back(row.negation);
    if (row.value.empty()) {
      flags_[app_.add_flag(names)] = {&row, "true", 0};
      if (!row.negation.empty()) flags_[app_.add_flag(fmt::format("--{}", row.negation))] = {&row, "false", 0};
      return;
    }
    flags_[app_.add_option(names)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)] = {&row, {}, 0};
  }

  Status check_extras() const {
    for (const std::string& extra : app_.remaining()) {
      if (extra.empty() || extra.front() != '-') return Error{Code::usage, "not expected", extra, {}};
      const std::string name = extra.substr(0, extra.find('='));
      const std::string_view bare = std::string_view(name).substr(std::min(name.find_first_not_of('-'), name.size()));
      if (std::find(kLater.begin(), kLater.end(), bare) != kLater.end())
        return Error{Code::usage, "not available in this version", name, "leave it out"};
      const std::string_view near = base::nearest(bare, names_);
      return Error{Code::usage, "no such option", name,
                   near.empty() ? "runon --help shows what can be given" : fmt::format("did you mean --{}?", near)};
    }
    return base::Done{};
  }

  // In the order typed: the last word holds.
  Status take(pipeline::RunOptions& options) {
    for (const CLI::Option* typed : app_.parse_order()) {
      const auto found = flags_.find(typed);
      if (found == flags_.end()) continue;
      Flag& flag = found->second;
      std::string value(flag.value);
      if (flag.value.empty()) {
        if (flag.used >= typed->results().size()) continue;
        value = typed->results()[flag.used++];
      }
      Status done = flag.row->set(options, value);
      if (done) continue;
      done.error().where = fmt::format("--{}", flag.row->name);
      return done;
    }
    return base::Done{};
  }

  CLI::App app_;
  std::vector<std::string> inputs_;
  std::vector<std::string_view> names_;
  std::map<const CLI::Option*, Flag> flags_;
  CLI::Option* short_help_ = nullptr;
  CLI::Option* long_help_ = nullptr;
  CLI::Option* print_config_ = nullptr;
  CLI::Option* list_rules_ = nullptr;
  CLI::Option* config_ = nullptr;
};

// "FILE:LINE" of the first line that sets `key`.
std::string place(const std::string& path, const std::string& text, std::string_view key) {
  std::size_t number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line(text.data() + at, end - at);
    const std::size_t begin = line.find_first_not_of(" \t\"");
    if (begin != std::string_view::npos && line.substr(begin, key.size()) == key) return fmt::format("{}:{}", path, number);
    at = end + 1;
  }
  return path;
}

Error unknown_key(const std::string& where, const std::string& key) {
  std::vector<std::string_view> names;
  for (const pipeline::Option& row : pipeline::option_table())
    if ((row.commands & pipeline::kClean) != 0) names.push_back(row.name);
  const std::string_view near = base::nearest(key, names);
  return Error{Code::config, fmt::format("no such key: '{}'", key), where,
               near.empty() ? "runon clean --print-config shows all keys" : fmt::format("did you mean '{}'?", near)};
}

}  // namespace

base::Result<Arguments> parse(pipeline::Command command, const std::vector<std::string>& typed) {
  return Parser(command).parse(typed);
}

base::Status read_config(const std::string& path, pipeline::RunOptions& options) {
  base::Result<io::InputFile> file = io::InputFile::open(path);
  std::string text;
  Status read = file ? file.value().read_all(text) : Status(std::move(file.error()));
  if (!read) {
    read.error().code = Code::config;
    return read;
  }
  std::vector<CLI::ConfigItem> items;
  try {
    std::istringstream stream(text);
    items = CLI::ConfigTOML().from_config(stream);
  } catch (const CLI::Error& error) {
    return Error{Code::config, error.what(), path, "write it as --print-config does"};
  }
  for (const CLI::ConfigItem& item : items) {
    if (item.name == "++" || item.name == "--") continue;  // begin and end of a section
    const std::string where = place(path, text, item.name);
    if (!item.parents.empty())
      return Error{Code::config, fmt::format("'{}' stands in a section", item.name), where, "all keys stand at the top"};
    const pipeline::Option* row = pipeline::find_option(item.name);
    if (row == nullptr || row->name != item.name || (row->commands & pipeline::kClean) == 0) return unknown_key(where, item.name);
    if (item.inputs.size() > 1 && !row->repeats)
      return Error{Code::config, fmt::format("'{}' takes one value", item.name), where, {}};
    for (const std::string& value : item.inputs) {
      Status done = row->set(options, value);
      if (done) continue;
      done.error().code = Code::config;
      done.error().what = fmt::format("{}: {}", item.name, done.error().what);
      done.error().where = where;
      return done;
    }
  }
  return base::Done{};
}

}  // namespace runon::cli
