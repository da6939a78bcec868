// A line of the text: what a line end closed in the source.
#pragma once

#include <cstddef>
#include <cstdint>

namespace runon::flow {

// What the stages before rejoin found a line to be.
enum class Mark : std::uint8_t {
  none,
  furniture,  // page header, footer, folio, column label
  jump,       // "(continued from page 1)" on its own
  repeat,     // doubling took its text away: it stood in the line before
};

struct Line {
  std::size_t begin = 0;  // byte span of Document::text, without the line end
  std::size_t end = 0;
  std::uint32_t number = 0;  // 1-based line of the source
  Mark mark = Mark::none;
  bool dropped = false;     // its text was taken away (by furniture or doubling); begin == end
  bool stretched = false;   // spacing took letter-spacing out of it: it once filled its column
  bool page_break = false;  // a form feed stands between the line before and this one
};

}  // namespace runon::flow
