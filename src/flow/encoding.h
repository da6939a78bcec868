// How the bytes of an input relate to the text that was decoded from them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace runon::flow {

// A span of Document::base that its encoding would not give back as it was: two byte sequences of one
// character, an escape sequence that changes nothing.
struct Kept {
  std::size_t begin = 0;  // of base
  std::size_t end = 0;
  std::string bytes;  // of the input
};

struct Encoding {
  std::string name = "UTF-8";  // UTF-8: base is the input itself, byte for byte; else see text/encoding.h
  std::string tail;            // bytes at the input's end too few to make a code unit (odd UTF-16)
  std::vector<Kept> kept;      // in order, disjoint; empty for most inputs
  bool detected = false;       // nobody named it
  float confidence = 1;        // that a detected one is right, 0 to 1
};

}  // namespace runon::flow
