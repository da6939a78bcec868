#include "text/line_ends.h"

#include <algorithm>

#include "base/eight.h"

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
      at = base::pass_eights(utf8, at + 1, [](const base::Eight& bytes) { return bytes.ascii() && !bytes.any_below('\r' + 1); });
      continue;
    }
    const std::size_t length = line_end(utf8, at);
    if (length > 0) ++lines;
    at += std::max<std::size_t>(length, 1);
  }
  return lines;
}

}  // namespace runon::text
