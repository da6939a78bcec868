// What typography forbids or demands at a line break, whatever else speaks for or against it.
#pragma once

#include <string_view>

#include "flow/document.h"
#include "rejoin/features.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

enum class Constraint {
  none,
  join,          // no line begins or ends so, be it of a program
  join_in_text,  // unless something sets the lines apart
  brk,
};
inline bool demands_join(Constraint hard) { return hard == Constraint::join || hard == Constraint::join_in_text; }

// UAX #14 LB13 and LB14, JIS X 4051, GB/T 15834: a paragraph does not begin with closing punctuation,
// nor end with opening brackets. Beside these: what two lines show for certain by how the one ends and the other begins, as
// numbers of a series (series.h), labels and references of papers (papers.h), items that stop at a comma, addresses that have
// only begun, prompts. Constant time but for an item's and a headline's words.
Constraint constraint(const flow::Document& document, const LineFacts& a, const LineFacts& b);

// The break parts a date in Han or Hangul: a month and a day's number from its day, a year and a month's number from its
// month, four digits from their year. No list and no verse has such line ends. Of two lines with text, without the white space
// around them.
bool splits_date(std::string_view before, std::string_view after);

}  // namespace runon::rejoin
