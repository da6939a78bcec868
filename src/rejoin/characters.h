// The characters of a line, decoded once for all that look at them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/properties.h"

namespace runon::rejoin {

struct Characters {
  std::u32string points;
  std::vector<text::Properties> is;  // of each of `points`

  std::size_t size() const { return points.size(); }

  // Takes well-formed UTF-8 without line ends, in place of what was there. Linear.
  void read(std::string_view line);
};

}  // namespace runon::rejoin
