// Where a text changes the way it was set: pages of several sources in one file, articles behind each other.
#pragma once

#include <cstddef>
#include <vector>

#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Lines that a region has at least: what is inferred of a layout takes some.
inline constexpr std::size_t kRegionLines = 48;

// The first lines of regions, in order; the first is 0. In each lines are about as wide, blank lines and indents about as
// frequent, and so are the ways that lines end and the kinds of script; nothing is asked of what they say. A text of one layout
// is one region: of 2,226 extracts that were each set in one 9 were parted, of 128 none.
//
// Binary segmentation (Scott and Knott 1974) by what it would take to write these properties of the lines down (minimum
// description length, Rissanen 1978): parted is where two regions take so much less than one that it makes up for saying where.
// Linear: 2,048 lines are looked at together, half as many of them with the next ones again, an eighth of the places at first.
// The facts are to be measured in the average face.
std::vector<std::size_t> find_regions(const std::vector<LineFacts>& facts);

}  // namespace runon::rejoin
