// What a run reads, in order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "io/file.h"

namespace runon::read {

struct Input {
  std::string path;                  // to open; "-" is standard input
  std::string id;                    // unique: the path below the argument that named it
  std::optional<base::Error> error;  // it cannot be read: a directory that cannot be listed
};

// The files that the arguments name: files as they come, directories with all files below them by the
// order of their paths' bytes. Nothing given is standard input. Whether a file is there is found out
// when it is opened. Where two would have one id, they take their whole paths, and then numbers.
// `except`: see io::list_tree.
std::vector<Input> list_inputs(const std::vector<std::string>& arguments, const std::optional<io::Identity>& except);

// What people call the input: its path, or "<stdin>".
std::string display_name(const Input& input);

}  // namespace runon::read
