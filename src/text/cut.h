// Where a text that is too long for one document is parted.
#pragma once

#include <cstddef>
#include <string_view>

namespace runon::text {

// The best place to part `utf8` at, in its second half. Requires: at least 16 bytes, and that more text follows.
// Takes the last place of the best kind that there is:
//   1. behind empty lines, or in front of a form feed, where the line before ends a sentence
//   2. behind other empty lines, or in front of any other form feed
//   3. behind a line that ends a sentence
//   4. behind a line
//   5. behind a sentence, in the last 64 KiB
//   6. in front of a space, in the last 64 KiB
//   7. between two characters
// A line ends in LF (CR LF is never parted), or in CR where no LF is found. Empty: nothing but spaces, tabs and CR.
// The text may hold bytes that are not UTF-8. Linear.
std::size_t best_cut(std::string_view utf8);

}  // namespace runon::text
