// Where things of a document stand in its input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "flow/document.h"
#include "text/encoding.h"

namespace runon::write {

// Byte offsets of Document::base as byte offsets of the input, in increasing order: amortized constant
// for UTF-8, where they are equal, else linear in the base between them (text/encoding.h).
class InputBytes {
 public:
  explicit InputBytes(const flow::Document& document) : offsets_(document.base, document.encoding) {}
  // Requires: base_at >= the one asked before.
  std::size_t at(std::size_t base_at) { return offsets_.at(base_at); }

 private:
  text::SourceOffsets offsets_;
};

// Lines of the input, 1-based, of offsets of Document::base in increasing order. LF, CR LF, CR, VT, NEL,
// U+2028 and U+2029 end a line, as they do for the characters stage; a form feed does not. Linear.
class InputLines {
 public:
  explicit InputLines(const flow::Document& document) : base_(document.base) {}
  // Requires: base_at >= the one asked before. A line end belongs to the line that it ends.
  std::size_t at(std::size_t base_at);

 private:
  std::string_view base_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace runon::write
