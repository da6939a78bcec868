// Whether a line of CJK text was letter-spaced: the spaces in it part characters, not words or names.
//
// Two accounts of the gaps between its characters are weighed against each other:
//   spaced      each pair of neighbours got a gap with the same, unknown chance. With g gaps in n
//               places that is 1 / ((n + 1) * C(n, g)), all chances being as likely as any other.
//   meaningful  gaps part units: names of three, names of two set as wide as three ("X Y"), words,
//               clauses. Units have prices; a line that repeats a unit pays less for it; a lone
//               character between gaps is dear, and so is a gap before a comma or behind a bracket.
// Short lines need more proof. The numbers below are chosen so that no line of names, fields or
// clauses in tests/spacing/stretch_test.cpp is taken for a spaced one.
#pragma once

#include <cstddef>

#include "spacing/line.h"

namespace runon::spacing {

// Gaps wider than this part columns; they never count as letter-spacing.
inline constexpr std::uint32_t kColumnGap = 5;

struct Stretch {
  std::size_t pairs = 0;     // places where letter-spacing would put a gap; not counted where fewer than two have one
  std::size_t gapped = 0;    // and where there is one
  std::size_t bad_gaps = 0;  // of them, where no gap has a meaning: before a comma, behind a bracket
  double proof = 0;          // log odds for `spaced`
  bool spaced = false;
};

// Linear in the line.
Stretch weigh(const LineText& line);

}  // namespace runon::spacing
