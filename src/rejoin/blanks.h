// Whether blank lines part the paragraphs of a text, and stand nowhere else.
#pragma once

#include <vector>

#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Blank lines stand behind every line in one text, at column ends in the next, and between paragraphs in a third. It is the third
// where hardly a blank line stands but behind the end of a sentence, and most line ends without one stand inside sentences:
// then no paragraph goes on across a blank line behind a sentence. Few blank lines show nothing. Linear.
bool blanks_part_paragraphs(const std::vector<LineFacts>& facts);

}  // namespace runon::rejoin
