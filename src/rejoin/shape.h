// What the lines of a document have in common, whatever stands in them.
#pragma once

#include <vector>

#include "rejoin/line_facts.h"

namespace runon::rejoin {

// A document's lines together: wrapped text has many of a few widths. Features (features.h) of the same names.
struct Shape {
  float stop_share = 0;
  float middle_width = 0;
  float widest = 1;
  float width_spread = 0;
  float upper_share = 0;
  float comma_share = 0;
  float spread_weight = 0;  // of the lines of width_spread, in ems: their share of the text; no feature
};

// Requires a line.
Shape shape_of(const std::vector<LineFacts>& facts);

}  // namespace runon::rejoin
