// How the lines of a page fill its columns, before and after that is known.
#pragma once

#include <cstddef>
#include <vector>

#include "base/vectors.h"
#include "rejoin/layout.h"
#include "rejoin/setting.h"

namespace runon::rejoin {

struct Manner {
  float justified = 0;        // see LayoutStyle
  float first_justified = 0;  // the same of first lines
  float first_indent = 0;     // ems that these are narrower by
  float first_spare = 0;      // ems that they may be short by, over and above what ragged lines are
  float pieces = 0;           // see LayoutStyle

  static Manner of(const LayoutStyle& style) { return {style.justified, style.justified, style.indent, 0, style.pieces}; }

  // Nothing is known: lines are justified or not, and first ones have some indent or none. What it says of lines that a style
  // fits is not far from what the style says, so that one pass shows where paragraphs are, and those which style it is.
  static Manner open() { return {0.5F, 0.2F, 0, 2, 0.02F}; }
};

// What the lines of a page say together.
struct Posterior {
  std::vector<float> ends;     // per break: probability of a paragraph end
  std::vector<float> pieces;   // per break: probability that it cuts a line of the page
  std::vector<float> measure;  // per line: the likeliest measure
};

// Fills in the indent, the share of justified lines, and that of line breaks that cut a line of the page, which explain best
// what a pass in the open manner says of the lines. One step of expectation and maximization (Dempster, Laird and Rubin 1977).
// `wide`: with the wider of two forms of the loop; both give the same bits.
void find_manner(const std::vector<Slug>& lines, const Setting& setting, const Posterior& posterior, bool wide,
                 LayoutStyle& style);

}  // namespace runon::rejoin
