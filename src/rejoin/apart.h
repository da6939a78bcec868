// What is no running text inside a text that is, beside rows (tables.h): programs, verse, addresses. Their line ends stay,
// whatever the lines begin and end with.
#pragma once

#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"
#include "rejoin/margins.h"

namespace runon::rejoin {

// Marks of facts.size() - 1 line breaks those that lie inside such a passage, or where blank lines part it, or what is marked
// already, from the text around:
// - lines of a program or of settings, most of which begin or end as such lines do;
// - lines set in from the margin which do not fill a column of their own: verse, commands, addresses; and those of an address or
//   a signature that stands by itself, or of a letter's end ("Yours sincerely," and a name);
// - lines that begin with a label and a colon, in front of which a break stands, where three do, or two in a row;
// - three entries in a row that end in the page that something is on;
// - items of a list that begin with a dash, an asterisk or a dot, of which another stands within four lines;
// - four lines and more of as many ideographs and a mark at the end, or six with hardly a mark and of several widths, as
//   Chinese verse has them.
// All but items end far from the right margin. Requires: the document's lines are wrapped (wrapped.h), so that there is one.
// `edges`: those of the same lines. Linear in the lines; the text of few lines is looked at.
void set_apart(const flow::Document& document, const std::vector<LineFacts>& facts, const Edges& edges, std::vector<bool>& apart);

}  // namespace runon::rejoin
