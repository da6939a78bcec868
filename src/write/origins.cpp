#include "write/origins.h"

#include <string_view>

namespace runon::write {

namespace {

// Bytes of the line end at `at`; 0 for none.
std::size_t line_end(std::string_view bytes, std::size_t at) {
  const auto is = [&](std::string_view what) { return bytes.substr(at, what.size()) == what; };
  switch (bytes[at]) {
    case '\n':
    case '\v': return 1;
    case '\r': return is("\r\n") ? 2 : 1;
    case '\xC2': return is("\xC2\x85") ? 2 : 0;                            // NEXT LINE
    case '\xE2': return is("\xE2\x80\xA8") || is("\xE2\x80\xA9") ? 3 : 0;  // LINE and PARAGRAPH SEPARATOR
    default: return 0;
  }
}

}  // namespace

std::size_t InputLines::at(std::size_t base_at) {
  while (at_ < base_at) {
    const std::size_t length = line_end(base_, at_);
    if (length == 0) {
      ++at_;
      continue;
    }
    if (at_ + length > base_at) break;
    at_ += length;
    ++line_;
  }
  return line_;
}

}  // namespace runon::write
