// Headings of sections with numbers ("9.6.10 Lamps", "C.2 Oil", "3 Light"), captions with numbers, labels of notes.
#pragma once

#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"
#include "rejoin/margins.h"

namespace runon::rejoin {

// Marks of facts.size() - 1 line breaks those in front of such lines and behind them:
// - a number of two levels and more and a title, or the number alone, which counts on from another of the last four, on its level
//   or on one above, or opens a level below, or from which one does;
// - a number of one level, a space and a title on a short line without marks, where three and more count on from 1;
// - a word for a table, a figure or an example, a number, a colon or dash, and more;
// - a word for a note, a tip, a warning or the like and nothing else. Both are closed classes, in a dozen languages.
// In front of them a sentence, a paragraph or a short line ends, or they are taken for running text. Behind them (behind the
// title that follows a number alone) a break stands where the next line's begin would have gone on the line, in letters larger
// than those of the text, too, and the next line fills the column or ends a sentence, as the second line of a heading does not.
// `edges`: those of the same lines. Requires: the document's lines are wrapped (wrapped.h). Linear.
void part_headings(const flow::Document& document, const std::vector<LineFacts>& facts, const Edges& edges,
                   std::vector<bool>& apart);

}  // namespace runon::rejoin
