#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/messages.h"
#include "repeats/index.h"

namespace runon::cli {
namespace {

using base::Code;
using base::Error;

constexpr std::string_view kUsage =
    "usage: runon index info FILE...\n"
    "       runon index merge FILE... -o OUT\n\n"
    "Looks into, or merges, files that 'runon clean --index' keeps.\n"
    "  info    prints keys, likenesses, documents, runs, size and settings, and says where a file is damaged\n"
    "  merge   writes the union of files of equal settings; of a text that several have, the copy in the first one is kept\n"
    "          and the order of all is that of the arguments. OUT may be one of them.\n";

int fail(const Error& error) {
  print_error(error);
  return base::exit_status(error.code);
}

int info(const std::vector<std::string>& files) {
  int status = 0;
  for (const std::string& path : files) {
    const base::Result<repeats::Index> index = repeats::Index::open(path);
    if (!index) {
      status = fail(index.error());
      continue;
    }
    const repeats::Index& i = index.value();
    if (const base::Status sound = i.check(); !sound) {
      status = fail(sound.error());
      continue;
    }
    print(fmt::format("{}\n  keys {}\n  likenesses {}\n  documents {}\n  runs {}\n  bytes {}\n", visible(path), i.entries(),
                      i.texts(), i.documents(), i.runs(), i.bytes()));
    for (std::string_view rest = i.settings(); !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      print(fmt::format("  {}\n", visible(line)));
    }
  }
  return status;
}

}  // namespace

int index(const std::vector<std::string>& typed) {
  const auto asks = [&](std::string_view flag) { return std::find(typed.begin(), typed.end(), flag) != typed.end(); };
  if (asks("-h") || asks("--help")) return print(kUsage), 0;
  if (typed.empty()) return print_words(kUsage), 2;
  std::vector<std::string> files;
  std::string output;
  for (std::size_t i = 1; i < typed.size(); ++i) {
    const std::string& word = typed[i];
    if (word == "-o" || word == "--output") {
      if (++i == typed.size()) return fail({Code::usage, "its value is missing", word, "name the file to write"});
      output = typed[i];
    } else if (word.rfind("--output=", 0) == 0) {
      output = word.substr(9);
    } else if (word.size() > 1 && word.front() == '-') {
      return fail({Code::usage, "no such option", word, "runon index --help shows what can be given"});
    } else {
      files.push_back(word);
    }
  }
  const std::string& what = typed.front();
  if (what != "info" && what != "merge")
    return fail(
        {Code::usage, fmt::format("'{}' is nothing that can be done with an index", visible(what)), "index", "info or merge"});
  if (files.empty()) return fail({Code::usage, "no file is named", "index " + what, "name files that --index made"});
  if (what == "info") {
    if (!output.empty()) return fail({Code::usage, "no such option", "-o", "info prints to standard output"});
    return info(files);
  }
  if (output.empty()) return fail({Code::usage, "the output is missing", "index merge", "runon index merge A B -o OUT"});
  const base::Status done = repeats::merge_indexes(files, output);
  return done ? 0 : fail(done.error());
}

}  // namespace runon::cli
