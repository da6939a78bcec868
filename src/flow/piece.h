// Where a document stands in a plain text input that holds several.
#pragma once

#include <cstddef>
#include <vector>

namespace runon::flow {

// Of bytes: [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Piece {
  std::size_t number = 1;  // 1-based
  std::size_t bytes = 0;   // of the input in front of it
  std::size_t lines = 0;   // line ends of the input in front of it
  bool cut = false;        // it goes on with what was too long for one document: nothing parts it from the one before
  // Spans of its base that part documents from each other and are no text; ordered, disjoint.
  std::vector<Span> separators;
};

}  // namespace runon::flow
