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
#include "cli/config.h"
#include "cli/help.h"

namespace runon::cli {
namespace {

using base::Code;
using base::Error;
using base::Status;

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
      dry_run_ = app_.add_flag("--dry-run");
      list_rules_ = app_.add_flag("--list-rules");
    }
    if (command != pipeline::kRestore) config_ = app_.add_option("--config")->take_last();
    for (const OwnOption& own : own_options())
      if ((own.commands & command) != 0) names_.push_back(own.name);
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
    if (dry_run_ != nullptr && dry_run_->count() > 0) arguments.wish = Wish::dry_run;
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
  CLI::Option* dry_run_ = nullptr;
  CLI::Option* list_rules_ = nullptr;
  CLI::Option* config_ = nullptr;
};

}  // namespace

base::Result<Arguments> parse(pipeline::Command command, const std::vector<std::string>& typed) {
  return Parser(command).parse(typed);
}

}  // namespace runon::cli
