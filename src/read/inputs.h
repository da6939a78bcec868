// What a run reads, in order.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/file.h"
#include "read/globs.h"

namespace runon::read {

struct Input {
  std::string path;                          // to open; "-" is standard input
  std::string id;                            // unique, UTF-8: the path below the argument that named it
  std::shared_ptr<const base::Error> error;  // it cannot be read: a directory that cannot be listed
  std::string below;                         // the same as id where that had to be made UTF-8, else empty

  // Where its output stands below a directory.
  const std::string& place() const { return below.empty() ? id : below; }
};

struct Wanted {
  std::vector<std::string> arguments;  // files, directories, "-"
  std::string files_from;              // a file with more of them, a line each; "-" is standard input; empty: none
  bool null = false;                   // they end in NUL there, not in LF
  Globs globs;                         // of what lies below directories
};

// The files that are named: files as they come, directories with all files below them by the order of their paths' bytes.
// Nothing named is standard input. Whether a file is there is found out when it is opened. Names that are not UTF-8 become
// ids by valid_name(). Where two would have one id, they take their whole paths, and then numbers ("~2").
// `except`: see io::list_tree. Error (usage): the list of files cannot be read.
base::Result<std::vector<Input>> find_inputs(const Wanted& wanted, const std::optional<io::Identity>& except);

// The same of arguments alone.
std::vector<Input> list_inputs(const std::vector<std::string>& arguments, const std::optional<io::Identity>& except);

// What people call the input: its path, or "<stdin>".
std::string display_name(const Input& input);

}  // namespace runon::read
