// Properties of code points, from tables made out of ICU at build time (make_properties.cpp).
#pragma once

#include <cstdint>

namespace runon::text {

// Scripts as far as the stages tell them apart.
enum class Script : std::uint8_t {
  common,  // punctuation, digits, symbols, white space, controls
  han,
  kana,  // Hiragana, Katakana, Bopomofo
  hangul,
  latin,
  cyrillic,
  greek,
  arabic,
  hebrew,
  thai,   // Thai, Lao, Khmer, Burmese: written without spaces, words found by dictionary
  indic,  // Devanagari and its kin
  other,
};

// UAX #14 line breaking classes, as far as used, in ICU's order of importance to us.
enum class Breaking : std::uint8_t {
  other,
  open,         // OP: never last on a line
  close,        // CL, CP: never first on a line
  exclamation,  // EX: never first
  infix,        // IS: never first
  nonstarter,   // NS, CJ: never first in strict setting (small kana, iteration marks, middle dots)
  quote,        // QU
  hyphen,       // HY, BA dashes
  inseparable,  // IN: ellipsis
};

struct Properties {
  Script script = Script::common;
  Breaking breaking = Breaking::other;
  std::uint8_t category = 0;  // ICU's UCharCategory
  std::uint8_t flags = 0;

  enum Flag : std::uint8_t {
    kWide = 1,         // East Asian Width W or F (UAX #11)
    kAmbiguous = 2,    // East Asian Width A
    kSentenceEnd = 4,  // STerm (UAX #29)
    kSpace = 8,        // White_Space, plus U+200B
    kIdeographic = 16,
    kEmoji = 32,      // Extended_Pictographic
    kIgnorable = 64,  // Default_Ignorable_Code_Point
    kSteady = 128,    // NFC_Quick_Check=Yes and combining class 0 (UAX #15)
  };

  bool wide() const { return (flags & kWide) != 0; }
  bool ambiguous() const { return (flags & kAmbiguous) != 0; }
  bool sentence_end() const { return (flags & kSentenceEnd) != 0; }
  bool space() const { return (flags & kSpace) != 0; }
  bool ideographic() const { return (flags & kIdeographic) != 0; }
  bool ignorable() const { return (flags & kIgnorable) != 0; }
  // In normal form C whatever stands around it, and nothing before it changes it.
  bool steady() const { return (flags & kSteady) != 0; }
  // General categories, numbered as in ICU's uchar.h.
  bool upper() const { return category == 1 || category == 3; }
  bool lower() const { return category == 2; }
  bool letter() const { return category >= 1 && category <= 5; }
  bool mark() const { return category >= 6 && category <= 8; }
  bool digit() const { return category == 9; }
  bool number() const { return category >= 9 && category <= 11; }
  bool punctuation() const { return (category >= 19 && category <= 23) || category == 28 || category == 29; }
  bool dash() const { return category == 19; }
  bool control() const { return category == 15; }
  // Written without spaces between words, with characters of one em: Han, kana, Bopomofo.
  bool cjk() const { return script == Script::han || script == Script::kana; }
};

// The tables that make_properties.cpp writes: which page a code point is in, which row each of its places has.
namespace tables {
inline constexpr unsigned kPageBits = 7;
extern const Properties kRows[];
extern const std::uint16_t kPages[][1U << kPageBits];
extern const std::uint16_t kIndex[];
inline constexpr Properties kUnassigned{};
}  // namespace tables

// Properties of any value; those above U+10FFFF count as unassigned. Three table look-ups, thread-safe.
inline const Properties& properties(char32_t point) {
  if (point > 0x10FFFF) return tables::kUnassigned;
  const auto& page = tables::kPages[tables::kIndex[point >> tables::kPageBits]];
  return tables::kRows[page[point & ((1U << tables::kPageBits) - 1)]];
}

}  // namespace runon::text
