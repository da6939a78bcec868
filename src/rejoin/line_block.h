// Up to 64 bytes of a line, told at once: what most of any line is made of (letters of ASCII, spaces, ideographs) as bits of
// words and the sum of their widths, so that only the other characters have to be looked at one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace runon::rejoin {

struct LineBlock {
  std::uint64_t letters = 0;     // A to Z, small or capital
  std::uint64_t spaces = 0;      // U+0020
  std::uint64_t ideographs = 0;  // first bytes of U+4E00..U+9F7F
  std::uint64_t beyond = 0;      // bytes of characters beyond ASCII, these among them
  std::uint32_t ems = 0;         // of the letters and spaces, in the average face, in thousandths
  // How many bits each word has, and how many letters and ideographs stand behind a space of the block.
  std::uint8_t letter_count = 0;
  std::uint8_t space_count = 0;
  std::uint8_t ideograph_count = 0;
  std::uint8_t begin_count = 0;

  static constexpr std::size_t kBytes = 64;
};

// The block of `text` at `at`, as far as `end`; text behind `end` is read, but not told of. Requires: `text` is well-formed, a
// character begins at `at`, at < end <= text.size(). `wide`: with vectors of AVX2, which the processor has to have; either way
// gives the same.
LineBlock line_block(std::string_view text, std::size_t at, std::size_t end, bool wide);

// The same without the sum and the counts.
LineBlock line_bits(std::string_view text, std::size_t at, std::size_t end, bool wide);

}  // namespace runon::rejoin
