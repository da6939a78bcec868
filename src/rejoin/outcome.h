// A proof, cheaper than the stage, that it would leave a text as it is: for texts that are one paragraph a line already.
#pragma once

#include <cstddef>

#include "flow/document.h"

namespace runon::rejoin {

// So many lines end in punctuation that no column broke them. A line that its column broke seldom does: of 131 wrapped
// documents the share was 0.53 at most. The shares are of lines that end sentences, and of those that end in other marks.
inline bool lines_close(float stop_share, float other_share, std::size_t lines) {
  constexpr float kUnbroken = 0.75F;
  return lines >= 3 && stop_share + other_share >= (lines == 3 ? 1 : kUnbroken);
}

// True: the stage would make one block of each line, and no edit, whatever its options. False: that is not known. Looks at
// the ends of lines, and at full stops where words in front of them may be abbreviations. Requires: lines are those of the
// text (Document::split_lines()). Threads: any.
bool leaves_lines(const flow::Document& document);

}  // namespace runon::rejoin
