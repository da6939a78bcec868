// What rejoin sees of a character: a class for the ends of lines, and an extent.
#pragma once

#include <cstdint>
#include <string_view>

#include "rejoin/face.h"

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

Glyph glyph(char32_t point);

struct Extent {
  float ems = 0;    // sum of advances
  float slack = 0;  // how much full-width punctuation may have been set narrower (JIS X 4051 allows half an em each)
  float soft = 0;   // part of `ems` in proportional letters and spaces, whose true width depends on the face
};

// Extent of well-formed UTF-8 without line ends, set in `face`. Linear.
Extent extent(std::string_view text, Face face);

}  // namespace runon::rejoin
