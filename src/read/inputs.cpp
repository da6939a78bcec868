#include "read/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "io/tree.h"
#include "io/unpack.h"
#include "read/names.h"

namespace runon::read {
namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void make_unique(std::vector<Input>& inputs) {
  // Hashes: two names that share one by chance are told apart needlessly, which does no harm.
  const std::hash<std::string> hash;
  std::unordered_map<std::size_t, std::uint32_t> seen;
  seen.reserve(inputs.size());
  for (const Input& input : inputs) ++seen[hash(input.id)];
  if (seen.size() == inputs.size()) return;
  for (Input& input : inputs)
    if (seen[hash(input.id)] > 1 && input.path != "-") {
      input.id = valid_name(input.path);
      input.below = input.id == input.path ? std::string() : input.path;
    }
  std::unordered_set<std::string> taken;  // a name may look like another one's copy
  for (const Input& input : inputs) taken.insert(input.id);
  std::unordered_map<std::string, std::size_t> copies;
  for (Input& input : inputs) {
    std::size_t& copy = copies[input.id];
    if (++copy == 1) continue;
    while (!taken.insert(fmt::format("{}~{}", input.id, copy)).second) ++copy;
    if (!input.below.empty()) input.below += fmt::format("~{}", copy);
    input.id += fmt::format("~{}", copy);
  }
}

Input input_of(std::string path, std::string name) {
  Input input;
  input.path = std::move(path);
  input.id = valid_name(name);
  if (input.id != name) input.below = std::move(name);
  return input;
}

class Finder {
 public:
  Finder(const Globs& globs, const std::optional<io::Identity>& except) : globs_(globs), except_(except) {}

  void add(const std::string& argument) {
    if (argument == "-") inputs_.push_back(input_of("-", "stdin"));
    else if (io::is_directory(argument)) add_tree(argument);
    else inputs_.push_back(input_of(argument, std::string(file_name(argument))));
  }

  base::Status add_list(const std::string& path, bool null) {
    const auto unreadable = [&](base::Error error) {
      error.code = base::Code::usage;
      error.where = fmt::format("--files-from {}", path);
      return error;
    };
    base::Result<io::Unpacker> file = io::Unpacker::open(path);
    if (!file) return unreadable(std::move(file.error()));
    if (base::Result<bool> begun = file.value().next(); !begun) return unreadable(std::move(begun.error()));
    std::string names;
    if (base::Status done = file.value().read_all(names); !done) return unreadable(std::move(done.error()));
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(null ? '\0' : '\n', at), names.size());
      const std::string name = names.substr(at, end - at);
      at = end + 1;
      if (name == "-" && path == "-")
        return base::Error{base::Code::usage, "the list on standard input names standard input", "--files-from -", {}};
      if (!name.empty()) add(name);
    }
    return base::Done{};
  }

  std::vector<Input> finish() {
    make_unique(inputs_);
    return std::move(inputs_);
  }

 private:
  void add_tree(const std::string& root) {
    io::Tree tree = io::list_tree(root, except_);
    for (std::string& file : tree.files) {
      if (!globs_.all() && !globs_.in(file) && !may_hold_members(file)) continue;
      std::string path = io::join(root, file);
      inputs_.push_back(input_of(std::move(path), std::move(file)));
    }
    for (base::Error& error : tree.errors) {
      Input input = input_of(error.where, error.where);
      input.error = std::make_shared<const base::Error>(std::move(error));
      inputs_.push_back(std::move(input));
    }
  }

  // The members of an archive are asked one by one.
  bool may_hold_members(std::string_view file) const {
    constexpr std::string_view kEndings[] = {".tar",     ".tgz",    ".txz",     ".tzst",    ".tbz2", ".tar.gz",
                                             ".tar.zst", ".tar.xz", ".tar.bz2", ".tar.lz4", ".zip"};
    const bool archive =
        std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) { return file.ends_with(ending); });
    return archive && !globs_.excludes(file);
  }

  const Globs& globs_;
  const std::optional<io::Identity>& except_;
  std::vector<Input> inputs_;
};

}  // namespace

base::Result<std::vector<Input>> find_inputs(const Wanted& wanted, const std::optional<io::Identity>& except) {
  Finder finder(wanted.globs, except);
  for (const std::string& argument : wanted.arguments) {
    if (argument == "-" && wanted.files_from == "-")
      return base::Error{base::Code::usage, "standard input cannot be both the list of files and an input", "--files-from -", {}};
    finder.add(argument);
  }
  if (!wanted.files_from.empty()) {
    if (base::Status done = finder.add_list(wanted.files_from, wanted.null); !done) return std::move(done.error());
  } else if (wanted.arguments.empty()) {
    finder.add("-");
  }
  return finder.finish();
}

std::vector<Input> list_inputs(const std::vector<std::string>& arguments, const std::optional<io::Identity>& except) {
  Wanted wanted;
  wanted.arguments = arguments;
  return std::move(find_inputs(wanted, except).value());
}

std::string display_name(const Input& input) { return input.path == "-" ? "<stdin>" : input.path; }

}  // namespace runon::read
