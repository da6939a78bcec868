// "Did you mean ...?"
#pragma once

#include <span>
#include <string_view>

namespace runon::base {

// The name most like `typed` (fewest insertions, deletions, replacements and swaps of neighbours), or
// empty where none is near. The first of equals. Cost: product of the lengths, for each name.
std::string_view nearest(std::string_view typed, std::span<const std::string_view> names);

}  // namespace runon::base
