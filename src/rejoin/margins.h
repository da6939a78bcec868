// Between which margins a wrapped text stands, and which of its lines end far from the right one.
#pragma once

#include <cstdint>
#include <vector>

#include "rejoin/line_facts.h"

namespace runon::rejoin {

// The margins of most of the text, in ems.
struct Margins {
  float left = 0;
  float right = 0;
  std::uint32_t blanks = 0;  // blank lines that stand between two lines as a rule
};

inline float right_edge(const LineFacts& f) { return f.indent + f.size.ems; }
inline float middle(const LineFacts& f) { return f.indent + f.size.ems / 2; }

// The right margin is the one that four fifths of the text keep within, by weight: lines of lists and headlines weigh little.
// Linear.
Margins margins_of(const std::vector<LineFacts>& facts);

// Which lines the next one's begin would have gone on, with room to spare; facts.size() of them, the last one never. Linear.
std::vector<bool> short_lines(const std::vector<LineFacts>& facts, const Margins& margins);

// Both, for all that ask. Linear.
struct Edges {
  explicit Edges(const std::vector<LineFacts>& facts) : margins(margins_of(facts)), ends_early(short_lines(facts, margins)) {}

  Margins margins;
  std::vector<bool> ends_early;
};

}  // namespace runon::rejoin
