// What is no running text inside a text that is: tables, programs, verse set in from the margin. Their line ends stay, whatever
// the lines begin and end with.
#pragma once

#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// For each of facts.size() - 1 line breaks, whether it lies inside such a passage:
// - rows of a table: two fields begin or end below two of the line above, or one over three lines, parted by white space of
//   three columns and more;
// - lines between bars, frames, rules; lines of a quoted message, or of remarks, that begin with the same sign;
// - lines of a program or of settings, most of which begin or end as such lines do;
// - lines set in from the margin which do not fill a column of their own: verse, commands, addresses; and those of an address or
//   a signature that stands by itself;
// - lines that begin with a label and a colon, in front of which a break stands;
// - six lines and more of ideographs with hardly a mark and of several widths, as Chinese verse has them.
// All but tables and rules end far from the right margin. Requires: the document's lines are wrapped (wrapped.h), so that
// there is one. Linear in the lines; the text of few lines is looked at.
std::vector<bool> set_apart(const flow::Document& document, const std::vector<LineFacts>& facts);

}  // namespace runon::rejoin
