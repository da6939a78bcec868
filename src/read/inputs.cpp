#include "read/inputs.h"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>

#include "io/tree.h"

namespace runon::read {
namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void make_unique(std::vector<Input>& inputs) {
  std::unordered_map<std::string, std::size_t> seen;
  for (const Input& input : inputs) ++seen[input.id];
  for (Input& input : inputs)
    if (seen[input.id] > 1 && input.path != "-") input.id = input.path;
  std::unordered_map<std::string, std::size_t> copies;
  for (Input& input : inputs) {
    const std::size_t copy = ++copies[input.id];
    if (copy > 1) input.id += fmt::format("~{}", copy);
  }
}

}  // namespace

std::vector<Input> list_inputs(const std::vector<std::string>& arguments, const std::optional<io::Identity>& except) {
  std::vector<Input> inputs;
  if (arguments.empty()) inputs.push_back({"-", "stdin", {}});
  for (const std::string& argument : arguments) {
    if (argument == "-") {
      inputs.push_back({"-", "stdin", {}});
    } else if (!io::is_directory(argument)) {
      inputs.push_back({argument, std::string(file_name(argument)), {}});
    } else {
      io::Tree tree = io::list_tree(argument, except);
      for (std::string& file : tree.files) {
        std::string path = io::join(argument, file);
        inputs.push_back({std::move(path), std::move(file), {}});
      }
      for (base::Error& error : tree.errors) {
        std::string path = error.where;
        inputs.push_back({path, path, std::move(error)});
      }
    }
  }
  make_unique(inputs);
  return inputs;
}

std::string display_name(const Input& input) { return input.path == "-" ? "<stdin>" : input.path; }

}  // namespace runon::read
