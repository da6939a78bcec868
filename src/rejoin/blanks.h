// Blank lines that part the paragraphs of a text, and stand nowhere else.
#pragma once

#include <vector>

#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Marks of facts.size() - 1 line breaks those with a blank line behind a sentence, where blank lines part paragraphs. In other
// texts they stand behind every line, or at column ends; they part paragraphs where hardly one stands but behind the end of a
// sentence, and most line ends without one stand inside sentences. Few blank lines show nothing, nor does one at a page's end or
// where furniture was taken out. Linear.
void part_at_blanks(const std::vector<LineFacts>& facts, std::vector<bool>& apart);

}  // namespace runon::rejoin
