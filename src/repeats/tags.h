// Which of some bytes are equal to one: sixteen at once where there is SSE2, else eight.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace runon::repeats {

// Bit i for byte i of the 64 at `tags`. Anywhere.
inline std::uint64_t equal_tags_portable(const void* tags, std::uint8_t tag) {
  constexpr std::uint64_t kEach = 0x0101010101010101U;
  constexpr std::uint64_t kLow = 0x7F * kEach;
  std::uint64_t bits = 0;
  for (unsigned word = 0; word < 8; ++word) {
    std::uint64_t x = 0;
    std::memcpy(&x, static_cast<const char*>(tags) + std::size_t{8} * word, 8);
    if constexpr (std::endian::native == std::endian::big) x = __builtin_bswap64(x);
    x ^= tag * kEach;
    // 1 in each byte that is 0 now; the multiplication gathers these into the highest byte.
    const std::uint64_t zeros = ~(((x & kLow) + kLow) | x | kLow) >> 7U;
    bits |= ((zeros * 0x0102040810204080U) >> 56U) << (8 * word);
  }
  return bits;
}

// The same. Requires: `tags` is a multiple of 16.
inline std::uint64_t equal_tags(const void* tags, std::uint8_t tag) {
#ifdef __SSE2__
  const __m128i wanted = _mm_set1_epi8(static_cast<char>(tag));
  const auto* const at = static_cast<const __m128i*>(tags);
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 4; ++i) {
    const int equal = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_load_si128(at + i), wanted));
    bits |= std::uint64_t{static_cast<std::uint32_t>(equal)} << (16 * i);
  }
  return bits;
#else
  return equal_tags_portable(tags, tag);
#endif
}

}  // namespace runon::repeats
