// A plain decoder of UTF-8, by the words of the Unicode Standard (3.9, table 3-7): a twin for text/utf8.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runon::reference {

struct Sequence {
  std::vector<std::pair<int, int>> bytes;  // lowest and highest value of each
};

// Table 3-7, row by row.
inline const std::vector<Sequence>& well_formed_sequences() {
  static const std::vector<Sequence> rows = {
      {{{0x00, 0x7F}}},
      {{{0xC2, 0xDF}, {0x80, 0xBF}}},
      {{{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}}},
      {{{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}}},
      {{{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}}},
  };
  return rows;
}

struct Step {
  char32_t point;
  std::size_t bytes;
  bool well_formed;
};

// The longest prefix of `bytes` that is a sequence, or else the longest that begins one, or else one byte.
inline Step first(std::string_view bytes) {
  Step best{0xFFFD, 1, false};
  for (const Sequence& row : well_formed_sequences()) {
    std::size_t n = 0;
    while (n < row.bytes.size() && n < bytes.size()) {
      const int byte = static_cast<std::uint8_t>(bytes[n]);
      if (byte < row.bytes[n].first || byte > row.bytes[n].second) break;
      ++n;
    }
    if (n == row.bytes.size()) {
      const int kept_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
      char32_t point = static_cast<char32_t>(static_cast<std::uint8_t>(bytes[0]) & kept_bits[n]);
      for (std::size_t i = 1; i < n; ++i) point = point * 64 + (static_cast<std::uint8_t>(bytes[i]) - 0x80U);
      return {point, n, true};
    }
    if (n > best.bytes) best.bytes = n;
  }
  return best;
}

}  // namespace runon::reference
