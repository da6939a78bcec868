// Lines that show by themselves, or with the next one, that they are no running text: rows of tables, frames, rules, quoted
// messages.
#pragma once

#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Marks the breaks between lines whose fields stand below each other: two of them, or one over three lines, parted by white space
// of three columns and more. Fields begin behind a tab or two columns; where text is justified with spaces, by chance some stand
// so in two lines that reach the margin, which are left. Requires: a mark for each of facts.size() - 1 breaks. Linear; looks at
// the text of lines with columns of white.
void find_tables(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& apart);

// Marks the breaks on both sides of rules ("----") and rows of frames, and those between lines that begin with the same sign of a
// quoted message or a remark ("> ", "# "). Requires the same. Linear; looks at how most lines begin.
void find_rules(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& apart);

}  // namespace runon::rejoin
