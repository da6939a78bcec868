// Pairs of lines that are no running text, as they show by how the two begin and are set: entries of lists without any sign.
#pragma once

#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Marks of facts.size() - 1 line breaks those
// - behind a line that ends far from the margin, where the next one is set in further or less, as below a heading, or a term
//   and what it means; lines about one middle are left, but for an option of a program ("--oil");
// - between names of files, addresses and the like, one a line, behind a short line or where three stand in a row;
// - between lines that begin with the same two words, the first one not small, as entries of a list do and two lines of a
//   paragraph hardly ever;
// - between lines that begin with a number and the same sign behind it, behind a short line: times, years, dates;
// - between lines that each begin with a label of one word and a colon ("License: ..."), or a short first one is one, or the
//   second one behind a short line does;
// - around lines of a single mark that stands alone thrice, as "." in place of empty lines.
// `far`: which lines end far from the right margin (short_lines()). Requires: a line. Linear in the
// lines; looks at how most begin.
void find_listed(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<bool>& far,
                 std::vector<bool>& apart);

}  // namespace runon::rejoin
