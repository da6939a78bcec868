#include "rejoin/line_block.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/vectors.h"
#include "rejoin/face.h"
#include "text/utf8.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace runon::rejoin {
namespace {

constexpr std::size_t kAverage = static_cast<std::size_t>(Face::average);

// Part of functions for processors with and without an instruction for it.
RUNON_INLINE void count(LineBlock& block) {
  block.letter_count = static_cast<std::uint8_t>(__builtin_popcountll(block.letters));
  block.space_count = static_cast<std::uint8_t>(__builtin_popcountll(block.spaces));
  block.ideograph_count = static_cast<std::uint8_t>(__builtin_popcountll(block.ideographs));
  const std::uint64_t begins = (block.letters | block.ideographs) & block.spaces << 1U;
  block.begin_count = static_cast<std::uint8_t>(__builtin_popcountll(begins));
}

LineBlock plain_block(std::string_view text, std::size_t at, std::size_t end, bool counted) {
  const Advances* const advances = ascii_advances();
  LineBlock out;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::size_t n = std::min(end - at, LineBlock::kBytes);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const std::uint32_t c = byte(at + i);
    if (c == ' ') out.spaces |= bit;
    else if (text::ascii_letter(static_cast<char>(c))) out.letters |= bit;
    if (counted && ((out.spaces | out.letters) & bit) != 0) out.ems += advances[c - ' '][kAverage];
    if (c >= 0x80) out.beyond |= bit;
    if (c < 0xE4 || c > 0xE9) continue;
    // What the last byte of a block or of the text begins is told by that byte alone.
    const bool known = i + 1 < LineBlock::kBytes && at + i + 1 < text.size();
    if ((c > 0xE4 || (known && byte(at + i + 1) >= 0xB8)) && (c < 0xE9 || (known && byte(at + i + 1) < 0xBE)))
      out.ideographs |= bit;
  }
  if (counted) count(out);
  return out;
}

#if defined(__x86_64__)

// Widths of what has 2 to 7 in its upper half, by the lower one: their low bytes, and their high bytes.
struct Rows {
  alignas(16) std::array<std::array<std::uint8_t, 16>, 6> low{};
  alignas(16) std::array<std::array<std::uint8_t, 16>, 6> high{};
};

const Rows& rows() {
  static const Rows kRows = [] {
    Rows out;
    for (unsigned c = ' '; c <= 'z'; ++c) {
      if (c != ' ' && !text::ascii_letter(static_cast<char>(c))) continue;
      const std::uint16_t ems = ascii_advances()[c - ' '][kAverage];
      out.low[(c >> 4U) - 2][c & 15U] = static_cast<std::uint8_t>(ems & 0xFFU);
      out.high[(c >> 4U) - 2][c & 15U] = static_cast<std::uint8_t>(ems >> 8U);
    }
    return out;
  }();
  return kRows;
}

// Adds what the row of an upper half says of the bytes that have it: a shuffle gives nothing where the highest bit is set.
RUNON_WIDE inline void add_row(const Rows& rows, int upper, __m256i bytes, __m256i& low, __m256i& high) {
  const __m256i place =
      _mm256_adds_epu8(_mm256_xor_si256(bytes, _mm256_set1_epi8(static_cast<char>(upper << 4))), _mm256_set1_epi8(0x70));
  const auto table = [&](const std::array<std::uint8_t, 16>& row) RUNON_WIDE {
    return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(row.data())));
  };
  const auto row = static_cast<std::size_t>(upper - 2);
  low = _mm256_or_si256(low, _mm256_shuffle_epi8(table(rows.low[row]), place));
  high = _mm256_or_si256(high, _mm256_shuffle_epi8(table(rows.high[row]), place));
}

RUNON_WIDE inline std::uint64_t bits(__m256i lanes) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(lanes)); }

// Bits of 32 bytes: letters, spaces, and what may begin or follow in an ideograph.
struct Half {
  std::uint64_t letters, spaces, beyond, first, middle, last, from_b8, from_be;
};

template <bool kCounted>
RUNON_WIDE inline Half half_block(const char* from, __m256i valid, __m256i& ems) {
  const __m256i bytes = _mm256_and_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)), valid);
  const auto is = [&](int byte) RUNON_WIDE { return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(static_cast<char>(byte))); };
  const auto at_least = [&](int byte) RUNON_WIDE {
    return _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, _mm256_set1_epi8(static_cast<char>(byte))), bytes);
  };
  const __m256i small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
  // Signed: what is beyond ASCII is negative.
  const __m256i letters =
      _mm256_and_si256(_mm256_cmpgt_epi8(small, _mm256_set1_epi8('a' - 1)), _mm256_cmpgt_epi8(_mm256_set1_epi8('z' + 1), small));
  const __m256i spaces = is(' ');
  Half out{};
  out.letters = bits(letters);
  out.spaces = bits(spaces);
  if (kCounted && (out.letters | out.spaces) != 0) {
    __m256i low = _mm256_setzero_si256();
    __m256i high = _mm256_setzero_si256();
    const Rows& known = rows();
    add_row(known, 2, bytes, low, high);
    add_row(known, 4, bytes, low, high);
    add_row(known, 5, bytes, low, high);
    add_row(known, 6, bytes, low, high);
    add_row(known, 7, bytes, low, high);
    const __m256i none = _mm256_setzero_si256();
    ems = _mm256_add_epi64(ems, _mm256_sad_epu8(low, none));
    ems = _mm256_add_epi64(ems, _mm256_slli_epi64(_mm256_sad_epu8(high, none), 8));
  }
  out.beyond = bits(bytes);
  if (out.beyond == 0) return out;
  out.first = bits(is(0xE4));
  out.last = bits(is(0xE9));
  out.middle = bits(_mm256_andnot_si256(at_least(0xE9), at_least(0xE5)));
  out.from_b8 = bits(at_least(0xB8));
  out.from_be = bits(at_least(0xBE));
  return out;
}

template <bool kCounted>
RUNON_WIDE LineBlock wide_block(const char* from, std::size_t n) {
  alignas(32) static constexpr auto kValid = [] {
    std::array<std::uint8_t, 2 * LineBlock::kBytes> out{};
    for (std::size_t i = 0; i < LineBlock::kBytes; ++i) out[i] = 0xFF;
    return out;
  }();
  const auto valid = [&](std::size_t i) RUNON_WIDE {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(kValid.data() + LineBlock::kBytes - n + i));
  };
  __m256i ems = _mm256_setzero_si256();
  Half a = half_block<kCounted>(from, valid(0), ems);
  if (n > 32) {
    const Half b = half_block<kCounted>(from + 32, valid(32), ems);
    a.letters |= b.letters << 32U;
    a.spaces |= b.spaces << 32U;
    a.beyond |= b.beyond << 32U;
    a.first |= b.first << 32U;
    a.middle |= b.middle << 32U;
    a.last |= b.last << 32U;
    a.from_b8 |= b.from_b8 << 32U;
    a.from_be |= b.from_be << 32U;
  }
  constexpr std::uint64_t kUnknown = std::uint64_t{1} << 63U;  // the byte behind it is in the next block
  const std::uint64_t ideographs = a.middle | (a.first & a.from_b8 >> 1U) | (a.last & ~(a.from_be >> 1U | kUnknown));
  if (!kCounted) return {a.letters, a.spaces, ideographs, a.beyond};
  const __m128i half = _mm_add_epi64(_mm256_castsi256_si128(ems), _mm256_extracti128_si256(ems, 1));
  const auto sum = static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_add_epi64(half, _mm_unpackhi_epi64(half, half))));
  LineBlock out{a.letters, a.spaces, ideographs, a.beyond, sum};
  count(out);
  return out;
}

#endif

template <bool kCounted>
LineBlock block(std::string_view text, std::size_t at, std::size_t end, [[maybe_unused]] bool wide) {
#if defined(__x86_64__)
  constexpr std::size_t kFew = 6;  // bytes that are sooner looked at one by one
  if (wide && end - at > kFew) {
    const std::size_t n = std::min(end - at, LineBlock::kBytes);
    if (text.size() - at >= LineBlock::kBytes) return wide_block<kCounted>(text.data() + at, n);
    std::array<char, LineBlock::kBytes> last{};
    std::memcpy(last.data(), text.data() + at, n);
    return wide_block<kCounted>(last.data(), n);
  }
#endif
  return plain_block(text, at, end, kCounted);
}

}  // namespace

LineBlock line_block(std::string_view text, std::size_t at, std::size_t end, bool wide) {
  return block<true>(text, at, end, wide);
}

LineBlock line_bits(std::string_view text, std::size_t at, std::size_t end, bool wide) {
  return block<false>(text, at, end, wide);
}

}  // namespace runon::rejoin
