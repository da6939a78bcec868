// A file line by line, decompressed where it is compressed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/unpack.h"

namespace runon::read {

class LineReader {
 public:
  // Requires: the file stands at its content (Unpacker::next).
  explicit LineReader(io::Unpacker file) : file_(std::move(file)) {}

  // The next line without its LF; nothing at the end. The view lives until the next call.
  base::Result<std::optional<std::string_view>> next();

  std::size_t number() const { return number_; }  // of the line given last, 1-based

 private:
  io::Unpacker file_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t number_ = 0;
  bool at_end_ = false;
};

}  // namespace runon::read
