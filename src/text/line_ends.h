// What ends a line of the input.
#pragma once

#include <cstddef>
#include <string_view>

namespace runon::text {

// Bytes of the line end at `at`; 0 for none. LF, CR LF, CR, VT, NEL, U+2028 and U+2029 end a line, as they do for the
// characters stage; a form feed does not. Requires: at < utf8.size().
std::size_t line_end(std::string_view utf8, std::size_t at);

// What begins no line end, by its first byte: most of them.
inline bool begins_no_line_end(char byte) {
  const auto b = static_cast<unsigned char>(byte);
  return b > 0x0D && b != 0xC2 && b != 0xE2;
}

// Linear.
std::size_t count_line_ends(std::string_view utf8);

}  // namespace runon::text
