// The figures of one document.
#pragma once

#include <cstddef>

#include "flow/document.h"

namespace runon::flow {

struct Counts {
  std::size_t lines = 0;       // of the source that had text
  std::size_t paragraphs = 0;  // blocks that were left standing
  std::size_t joined = 0;      // line breaks taken out inside blocks
  std::size_t undoubled = 0;   // edits of what stood twice side by side
  std::size_t dropped = 0;     // lines of page furniture and jump lines
  std::size_t repeats = 0;     // blocks that had stood before
  std::size_t edits = 0;
};

// Counts a document that all stages have seen. Linear in its edits, lines and blocks.
Counts count(const Document& document);

}  // namespace runon::flow
