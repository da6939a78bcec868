#include "text/line_ends.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace runon::text {

std::size_t line_end(std::string_view utf8, std::size_t at) {
  const auto is = [&](std::string_view what) { return utf8.substr(at, what.size()) == what; };
  switch (utf8[at]) {
    case '\n':
    case '\v': return 1;
    case '\r': return is("\r\n") ? 2 : 1;
    case '\xC2': return is("\xC2\x85") ? 2 : 0;                            // NEXT LINE
    case '\xE2': return is("\xE2\x80\xA8") || is("\xE2\x80\xA9") ? 3 : 0;  // LINE and PARAGRAPH SEPARATOR
    default: return 0;
  }
}

std::size_t count_line_ends(std::string_view utf8) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    if (begins_no_line_end(utf8[at])) {
      ++at;
      // Eight bytes at once, where all are ASCII above CR: plus 0x72 they reach 0x80 each, and none carries.
      for (std::uint64_t word = 0; at + sizeof word <= utf8.size(); at += sizeof word) {
        std::memcpy(&word, utf8.data() + at, sizeof word);
        constexpr std::uint64_t kHigh = 0x8080808080808080U;
        if ((word & kHigh) != 0 || ((word + 0x7272727272727272U) & kHigh) != kHigh) break;
      }
      continue;
    }
    const std::size_t length = line_end(utf8, at);
    if (length > 0) ++lines;
    at += std::max<std::size_t>(length, 1);
  }
  return lines;
}

}  // namespace runon::text
