// UTF-8, one code point at a time (RFC 3629; ill-formed input by the Unicode Standard's table 3-8,
// "maximal subparts").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runon::text {

inline constexpr char32_t kReplacement = 0xFFFD;  // REPLACEMENT CHARACTER

struct Decoded {
  char32_t point = kReplacement;
  std::size_t bytes = 1;  // how many bytes it took; of an ill-formed sequence, its maximal subpart
  bool well_formed = true;
};

// Of ASCII alone.
constexpr bool ascii_letter(char byte) {
  return static_cast<unsigned char>((static_cast<unsigned char>(byte) | 0x20U) - 'a') < 26;
}
constexpr bool ascii_lower(char byte) { return byte >= 'a' && byte <= 'z'; }
constexpr bool ascii_upper(char byte) { return byte >= 'A' && byte <= 'Z'; }
constexpr bool ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }

// The small letter of a capital of ASCII, Latin-1 or Russian, which closed classes of words are written in; others as they are.
constexpr char32_t small_letter(char32_t point) {
  const bool capital = (point >= U'A' && point <= U'Z') || (point >= 0xC0 && point <= 0xDE) || (point >= 0x410 && point <= 0x42F);
  return capital ? point + 0x20 : point;
}

// First to last, both included.
constexpr bool in_range(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

// decode() of what is none of the usual cases.
Decoded decode_other(std::string_view bytes, std::size_t at);

// The code point at `at`. Requires: at < bytes.size(). Surrogates and overlong forms are ill-formed.
// Inline for ASCII, and for the leads of three bytes whose second one needs no bounds of its own (all but E0 and ED).
inline Decoded decode(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (in_range(lead, 0xE1, 0xEF) && lead != 0xED && bytes.size() - at > 2) {
    const char32_t second = byte(1) ^ 0x80U;  // below 0x40 when it continues
    const char32_t third = byte(2) ^ 0x80U;
    if ((second | third) < 0x40) return {((lead & 0x0FU) << 12U) | (second << 6U) | third, 3, true};
  }
  return decode_other(bytes, at);
}

// The CJK ideograph U+4E00..U+9FA5 at `at`, or 0: what loops over runs of them ask, most of any Chinese text.
inline char32_t ideograph_at(std::string_view bytes, std::size_t at) {
  if (bytes.size() < at + 3) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[at + i])); };
  // The bytes compare as the code points do.
  const char32_t all = byte(0) << 16U | byte(1) << 8U | byte(2);
  if (all - 0xE4B880 > 0xE9BEA5 - 0xE4B880 || (all & 0xC0C0) != 0x8080) return 0;
  return (all >> 4U & 0xF000U) | (all >> 2U & 0xFC0U) | (all & 0x3FU);
}

// Where the run of such ideographs from `at` on ends; `at` where there is none. Requires: at <= bytes.size() and `bytes`
// well-formed, so that two bytes tell most of them.
inline std::size_t ideographs_end(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  constexpr std::uint32_t kFirst = 0xE4B8;
  constexpr std::uint32_t kLast = 0xE9BD;
  while (bytes.size() - at >= 3 && ((byte(at) << 8U | byte(at + 1)) - kFirst <= kLast - kFirst || ideograph_at(bytes, at) != 0))
    at += 3;
  return at;
}

// decode_before() of what is none of the usual cases.
Decoded decode_other_before(std::string_view bytes, std::size_t at);

// The code point that ends at `at`. Requires: at > 0 and `bytes` well-formed. Inline for ASCII and three bytes.
inline Decoded decode_before(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t back) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[at - back])); };
  if (byte(1) < 0x80) return {byte(1), 1, true};
  if (at >= 3 && (byte(3) & 0xF0U) == 0xE0)
    return {(byte(3) & 0x0FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(1) & 0x3FU), 3, true};
  return decode_other_before(bytes, at);
}

// Appends the UTF-8 of a Unicode scalar value.
void append_long(std::string& out, char32_t point);  // of one beyond ASCII
inline void append(std::string& out, char32_t point) {
  if (point < 0x80) out.push_back(static_cast<char>(point));
  else append_long(out, point);
}

std::string encode(std::u32string_view points);

// Decodes well-formed UTF-8 into `points`, with the byte offset of each and of the end behind the
// last (offsets.size() == points.size() + 1). Both are cleared first.
void decode_all(std::string_view bytes, std::u32string& points, std::vector<std::size_t>& offsets);

// Plain decoding without offsets; what `points` held goes.
void decode_all(std::string_view bytes, std::u32string& points);
std::u32string decode_all(std::string_view bytes);

// Number of code points in well-formed UTF-8.
std::size_t count(std::string_view bytes);

}  // namespace runon::text
