// Chains: lines that are equal, or equal but for a growing number, a page's length apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "furniture/lines.h"

namespace runon::furniture {

struct Chain {
  std::vector<std::size_t> rows;      // ascending, two or more
  std::vector<std::uint32_t> values;  // the growing number; empty for equal lines
  bool page_shaped = false;           // a page number by itself (shapes.h)
  bool labelled = false;              // and a page word says so
  bool framed = false;                // or ornaments do

  bool numbered() const { return !values.empty(); }
  std::size_t size() const { return rows.size(); }
};

// Fewest lines with text between two pieces of furniture of different pages, where no form feed tells
// pages apart: below that, equal lines are verse, tables, dialogue or code.
inline constexpr std::size_t kShortestPage = 12;

// All chains of at least two rows: equal lines, numbered ones, and numbers that go on from one numbered
// chain to another, as those of heads that change with the chapter or between odd and even pages do.
std::vector<Chain> find_chains(const Lines& lines);

}  // namespace runon::furniture
