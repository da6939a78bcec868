// What is to be thought of each line break: the tests of whole texts, the models and the constraints, one after the other.
#pragma once

#include <cstddef>
#include <vector>

#include "flow/document.h"
#include "rejoin/layout.h"
#include "rejoin/line_facts.h"
#include "rejoin/model.h"
#include "rejoin/tables.h"

namespace runon::rejoin {

// Of n lines that were all set alike.
struct Verdict {
  std::vector<float> odds;  // of a break, logarithmic, at each of the n - 1; infinite: for certain
  std::vector<Row> rows;    // features behind them; none where no model was asked, unless they were wanted
  LayoutStyle style;
  bool verbatim = false;  // lines stay as they are
  bool finished = false;  // no line was broken by a column
  Tables tables;          // empty where rows were not looked for
};

// Of a text, region by region (regions.h).
struct Judgement {
  struct Part {
    std::size_t begin = 0;  // its first line
    Verdict verdict;        // of its lines and, but for the last part, of the one behind them
  };

  std::vector<float> odds;  // of a break at each of facts.size() - 1
  std::vector<Part> parts;  // one at least, in order

  // The part that has the line. Logarithmic in the parts.
  const Part& of(std::size_t line) const;
};

// Judges the breaks between lines of `facts`, which is measured anew, region by region, in the face that the text was set in.
// `why`: features are wanted even where they decide nothing. Linear in the text but for finding regions. Threads: any.
Judgement judge(const flow::Document& document, std::vector<LineFacts>& facts, bool why);

}  // namespace runon::rejoin
