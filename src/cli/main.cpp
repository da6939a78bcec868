// The program: finds the command, reads its options, does it. Each command says what the exit status is.
#include <unistd.h>

#include <array>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "cli/messages.h"
#include "cli/signals.h"
#include "io/output.h"
#include "io/process.h"
#include "pipeline/clean.h"
#include "pipeline/large.h"
#include "pipeline/version.h"

namespace runon::cli {
namespace {

constexpr std::array<std::string_view, 4> kCommands = {"clean", "explain", "restore", "index"};

int wrong_use(const base::Error& error) {
  print_error(error);
  return base::exit_status(error.code);
}

int unknown_command(const std::string& name) {
  const std::string_view near = base::nearest(name, kCommands);
  return wrong_use(
      {base::Code::usage, "no such command", name,
       near.empty() ? "commands are: clean, explain, restore, index" : std::string("did you mean '").append(near).append("'?")});
}

// Nothing to read but what the user would have to type: more likely a mistake.
bool waits_for_typing(const pipeline::RunOptions& options) {
  return options.inputs.empty() && options.files_from.empty() && ::isatty(STDIN_FILENO) != 0;
}

int run_command(pipeline::Command command, const Arguments& arguments, io::TempFiles& temps, Interrupt& interrupt) {
  switch (arguments.wish) {
    case Wish::short_help: return print(help(command, false)), 0;
    case Wish::long_help: return print(help(command, true)), 0;
    case Wish::print_config: return print(pipeline::print_config(arguments.options)), 0;
    case Wish::list_rules: return print(rule_list(arguments.options)), 0;
    case Wish::run:
    case Wish::dry_run: break;
  }
  if (command != pipeline::kRestore && waits_for_typing(arguments.options)) return print_words(usage(command)), 2;
  if (arguments.wish == Wish::dry_run) return dry_run(arguments.options);
  if (command == pipeline::kClean) return clean(arguments.options, temps, interrupt);
  if (command == pipeline::kExplain) return explain(arguments.options);
  return restore(arguments.options, temps);
}

int run(std::vector<std::string> typed) {
  if (typed.empty()) return print_words(program_help()), 2;
  const std::string name = std::move(typed.front());
  typed.erase(typed.begin());
  if (name == "--version" || name == "-V") return print(pipeline::versions()), 0;
  if (name == "--help" || name == "-h" || name == "help") return print(program_help()), 0;

  if (name == "--generate") {
    const std::optional<std::string> made = generate(typed.empty() ? "" : typed.front());
    if (made) return print(*made), 0;
    return wrong_use({base::Code::usage, "man, bash, zsh or fish can be generated", name, "runon --generate bash"});
  }

  if (name == "index") return index(typed);

  pipeline::Command command{};
  if (name == "clean") command = pipeline::kClean;
  else if (name == "explain") command = pipeline::kExplain;
  else if (name == "restore") command = pipeline::kRestore;
  else return unknown_command(name);

  const base::Result<Arguments> arguments = parse(command, typed);
  if (!arguments) return wrong_use(arguments.error());
  const unsigned threads = pipeline::threads_used(arguments.value().options.clean);
  io::return_freed(pipeline::Bounds(threads).kept(threads));
  static io::TempFiles temps;  // both live as long as the thread that waits for signals
  static Interrupt interrupt;
  handle_signals(temps, interrupt);
  return run_command(command, arguments.value(), temps, interrupt);
}

}  // namespace
}  // namespace runon::cli

int main(int count, char** values) {
  try {
    return runon::cli::run(std::vector<std::string>(values + 1, values + count));
  } catch (const std::bad_alloc&) {
    runon::cli::print_error({runon::base::Code::no_memory, "out of memory", {}, "give it smaller files, or fewer --threads"});
    return runon::base::exit_status(runon::base::Code::no_memory);
  } catch (const std::exception& error) {  // the standard library or oneTBB could not have a thread, mostly
    runon::cli::print_error({runon::base::Code::no_memory,
                             std::string("the system refused what the run needs: ") + error.what(),
                             {},
                             "give it more memory (ulimit -v) or processes (ulimit -u), or fewer --threads"});
    return runon::base::exit_status(runon::base::Code::no_memory);
  }
}
