// What lies below a directory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "io/file.h"

namespace runon::io {

struct Tree {
  std::vector<std::string> files;   // relative to the root, sorted by bytes
  std::vector<base::Error> errors;  // directories that could not be listed
};

// Every regular file below `root`, links followed. A link that leads back to a directory it stands in
// is not entered; pipes, sockets and devices are left out. `except` is a directory not to enter, nor
// anything below it (an output that lies inside the input). What runs of this program keep to go on later is left out. Cost: one
// stat for a link, else none.
Tree list_tree(const std::string& root, const std::optional<Identity>& except);

}  // namespace runon::io
