// Where a sequence says the same thing several times in a row.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace runon::doubling {

// For each position, how many characters from there on agree with the beginning; the first is the
// whole length. Z-function (Gusfield 1997, section 1.4): linear, whatever the text.
void z_function(std::u32string_view text, std::vector<std::size_t>& z);

// The length of the shortest text that, written several times, is the whole; the whole length when
// there is none. Requires: z is z_function of a text of z.size() characters.
std::size_t shortest_period(const std::vector<std::size_t>& z);

// A text written `copies` times in a row.
struct Run {
  std::size_t begin = 0;
  std::size_t unit = 0;  // length of one copy
  std::size_t copies = 2;
  std::size_t keep = 1;  // copies that stay

  std::size_t end() const { return begin + unit * copies; }
};

// Parts the whole text into runs of exactly `copies` copies each, as few runs as can be, among those
// the one whose first runs are longest; empty when it cannot be parted. Requires: text.size() <=
// kLongestParted. Cost: square of the length at worst; texts in which some character does not stand
// a multiple of `copies` times are refused in n log n.
inline constexpr std::size_t kLongestParted = 256;
std::vector<Run> part_into_runs(std::u32string_view text, std::size_t copies);

}  // namespace runon::doubling
