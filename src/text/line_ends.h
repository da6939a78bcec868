// What ends a line of the input.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/vectors.h"

namespace runon::text {

// Bytes of the line end at `at`; 0 for none. LF, CR LF, CR, VT, NEL, U+2028 and U+2029 end a line, as they do for the
// characters stage; a form feed does not. Requires: at < utf8.size().
std::size_t line_end(std::string_view utf8, std::size_t at);

// What begins no line end, by its first byte: most of them.
inline bool begins_no_line_end(char byte) {
  const auto b = static_cast<unsigned char>(byte);
  return b > 0x0D && b != 0xC2 && b != 0xE2;
}

// How many line ends there are, by 64 bytes at once. `wide`: base::wide_vectors(), or false; the outcome is the same. Linear; no
// allocation; threads: any.
std::size_t count_line_ends(std::string_view utf8, bool wide = base::wide_vectors());

}  // namespace runon::text
