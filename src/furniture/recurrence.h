// Running heads and page numbers: what comes back once a page.
//
// After Lin, "Header and footer extraction by page association" (2002): lines of one page are compared
// with those of the others, digits masked. Pages need not be known: a line that stands again and again
// a page's length apart shows where they are, and so does a number that grows by one at that distance.
// Coming back is not enough, though: headlines, refrains and speakers come back, too. A chain of equal
// lines is taken for furniture only with evidence that it was not written where it stands:
//   - it stands at the edge of form-feed pages;
//   - it cuts sentences in two (Lines::cut), which no headline does;
//   - it holds, or stands beside, a number that counts pages, or a masthead's date;
//   - its distances are those of pages of one size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "furniture/lines.h"

namespace runon::furniture {

enum class Role : std::uint8_t { none, number, head };

struct Recurrence {
  std::vector<Role> roles;          // one per row
  std::vector<std::size_t> starts;  // rows of the chain that opens each page, in order; empty: unknown
};

// Linear but for sorting keys of short lines. Deterministic.
Recurrence find_recurrence(const Lines& lines);

}  // namespace runon::furniture
