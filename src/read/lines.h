// A file line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/file.h"

namespace runon::read {

class LineReader {
 public:
  explicit LineReader(io::InputFile file) : file_(std::move(file)) {}

  // The next line without its LF; nothing at the end. The view lives until the next call.
  base::Result<std::optional<std::string_view>> next();

  std::size_t number() const { return number_; }  // of the line given last, 1-based

 private:
  io::InputFile file_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t number_ = 0;
  bool at_end_ = false;
};

}  // namespace runon::read
