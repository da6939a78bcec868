// Lines of the page that came in pieces, each on a line of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "flow/document.h"
#include "flow/edit.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// What was put together, in terms of the lines before.
class PageLines {
 public:
  // A line and the one that is behind it in the same line of the page; indices into Document::lines, before.
  struct Cut {
    std::size_t line = 0;
    std::size_t next = 0;
    bool spaced = false;  // a space stands between them now
  };

  // Nothing was put together.
  PageLines() = default;

  // `last`: for each line left, the index of its last piece.
  PageLines(std::vector<Cut> cuts, std::vector<std::size_t> last, std::vector<flow::Line> before)
      : cuts_(std::move(cuts)), last_(std::move(last)), before_(std::move(before)) {}

  const std::vector<Cut>& cuts() const { return cuts_; }

  // Of a line's first and last piece, by its index into Document::lines, the indices before.
  std::size_t first(std::size_t line) const { return line == 0 || cuts_.empty() ? line : last_[line - 1] + 1; }
  std::size_t last(std::size_t line) const { return cuts_.empty() ? line : last_[line]; }

  // The number of its last piece in the source.
  std::uint32_t last_number(const flow::Document& document, std::size_t line) const {
    return cuts_.empty() ? document.lines[line].number : before_[last_[line]].number;
  }

 private:
  std::vector<Cut> cuts_;
  std::vector<std::size_t> last_;
  std::vector<flow::Line> before_;
};

// Puts the pieces together where the white space at line ends says which they are: MuPDF, and what reads by it, begins a new line
// where a gap inside a line of the page is wide, and leaves in front of it the space that stood there; behind whole lines
// it leaves none. Such texts are told by all these lines together: they end in one space each, seldom with a sentence, the next
// one is not set in and seldom begins with a capital or a sign, and both together are no wider than whole lines are. Of 210
// extracts 209 were told by that, and of 372 other texts with white space behind three lines and more none was taken for one.
//
// Applies its edits, under `rule`, to the document, takes the lines that were put to others out of it and gathers `facts` anew.
// Requires the facts of the document's lines. Linear; where white space stands behind hardly a line, a look at each.
PageLines put_together(flow::Document& document, std::vector<LineFacts>& facts, flow::Edits& edits, const flow::Rule& rule);

}  // namespace runon::rejoin
