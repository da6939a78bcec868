// Where things of a document stand in its input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "flow/document.h"
#include "text/encoding.h"

namespace runon::write {

// Byte offsets of Document::base as byte offsets of the input (of the whole input, where the document is a piece), in increasing
// order: amortized constant for UTF-8, where they are equal, else linear in the base between them (text/encoding.h).
class InputBytes {
 public:
  explicit InputBytes(const flow::Document& document)
      : offsets_(document.base, document.encoding), before_(document.piece ? document.piece->bytes : 0) {}
  // Requires: base_at >= the one asked before.
  std::size_t at(std::size_t base_at) { return before_ + offsets_.at(base_at); }

 private:
  text::SourceOffsets offsets_;
  std::size_t before_;
};

// Lines of the input, 1-based, of offsets of Document::base in increasing order. What ends a line: text/line_ends.h.
// Linear.
class InputLines {
 public:
  explicit InputLines(const flow::Document& document)
      : base_(document.base), line_(1 + (document.piece ? document.piece->lines : 0)) {}
  // Requires: base_at >= the one asked before. A line end belongs to the line that it ends.
  std::size_t at(std::size_t base_at);

 private:
  std::string_view base_;
  std::size_t at_ = 0;
  std::size_t line_;
};

}  // namespace runon::write
