// Lines that show by themselves, or with the next one, that they are no running text: rows of tables, frames, rules, quoted
// messages.
#pragma once

#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// What of a text is set in rows.
struct Tables {
  std::vector<bool> breaks;  // of facts.size() - 1 line breaks, those that stay
  std::vector<bool> rows;    // of facts.size() lines, those of tables, whose indents are part of their columns
};

// Breaks stay
// - between lines whose fields stand below each other: two of them, or one over three lines, parted by white space of three
//   columns and more; or one behind four and more. Fields begin behind a tab or two columns; where text is justified with spaces,
//   by chance some stand so in two lines that reach the margin, which are left;
// - on both sides of rules ("----"), of rows of frames, and of the times of subtitles;
// - between lines that begin with the same sign of a quoted message or a remark ("> ", "# ").
// Linear; looks at how most lines begin, and at all of lines with columns of white.
Tables find_tables(const flow::Document& document, const std::vector<LineFacts>& facts);

}  // namespace runon::rejoin
