// What rejoin sees of a character: a class for the ends of lines.
#pragma once

#include <cstdint>

#include "text/properties.h"

namespace runon::rejoin {

// Classes of characters at line ends and line starts. Finer than a general category where the
// difference decides line breaks.
enum class Glyph : std::uint8_t {
  none,  // there is no such character
  stop,  // ends a sentence in its script: U+3002, !, ?, Devanagari danda, Arabic question mark ...
  dot,   // U+002E, which also abbreviates and numbers
  ellipsis,
  comma,  // comma, ideographic and enumeration commas, semicolons
  colon,
  hyphen,  // U+002D, U+2010, U+00AD
  dash,
  open,   // brackets and quotes that open
  close,  // brackets and quotes that close
  quote,  // undirected " and '
  digit,
  han,
  kana,
  hangul,
  arabic,  // Arabic and Hebrew letters
  upper,
  lower,
  letter,  // letters without case
  punct,   // other punctuation
  symbol,
  other,
};
inline constexpr int kGlyphs = 22;

// `properties` are those of the character.
Glyph glyph(char32_t point, const text::Properties& properties);
Glyph glyph(char32_t point);

}  // namespace runon::rejoin
