// Whether bytes are UTF-16 or UTF-32 without a mark.
#pragma once

#include <limits>
#include <string_view>

#include "text/language.h"

namespace runon::text {

struct Wide {
  std::string_view name;                             // empty: none of them
  double bits = std::numeric_limits<double>::max();  // of the head, read as that
};

// The likeliest of the four, by the first KiB. Any thread.
Wide judge_units(std::string_view bytes, const Languages& languages);

}  // namespace runon::text
