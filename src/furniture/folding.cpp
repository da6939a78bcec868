#include "furniture/folding.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "base/vectors.h"
#include "text/properties.h"

namespace runon::furniture {

namespace {

using text::Properties;
using text::properties;

// Decimal digits of the scripts that page numbers are set in.
constexpr char32_t kZeros[] = {
    U'\u0660',  // ARABIC-INDIC DIGIT ZERO
    U'\u06F0',  // EXTENDED ARABIC-INDIC DIGIT ZERO
    U'\u0966',  // DEVANAGARI DIGIT ZERO
    U'\u09E6',  // BENGALI DIGIT ZERO
    U'\u0E50',  // THAI DIGIT ZERO
    U'\uFF10',  // FULLWIDTH DIGIT ZERO
};

char32_t fold(char32_t point, const Properties& facts) {
  if (facts.digit()) {
    for (const char32_t zero : kZeros)
      if (point >= zero && point < zero + 10) return U'0' + (point - zero);
    return point;
  }
  if (facts.upper()) {
    if (point < 0x80) return point + 32;
    if (point >= 0xC0 && point <= 0xDE) return point + 32;                 // Latin-1
    if (point >= 0x410 && point <= 0x42F) return point + 32;               // Cyrillic
    if (point >= 0x400 && point <= 0x40F) return point + 80;               // Cyrillic extensions
    if (point >= 0x100 && point <= 0x177) return point | 1;                // Latin Extended-A, mostly pairs
    if (point >= 0xFF21 && point <= 0xFF3A) return point - 0xFF21 + U'a';  // fullwidth Latin
    return point;
  }
  if (facts.dash() || point == 0x2212 || point == 0x2500) return U'-';  // MINUS SIGN, BOX DRAWINGS LIGHT HORIZONTAL
  if (point == 0x451) return 0x435;                                     // CYRILLIC SMALL LETTER IO: often set without dots
  return point;
}

bool is_code(char32_t point) { return std::u32string_view(U"{}=;<>\\$+^_`#%@").find(point) != std::u32string_view::npos; }

bool roman_digit(char32_t point) {
  constexpr std::uint32_t kRoman = [] {
    std::uint32_t bits = 0;
    for (const char letter : {'i', 'v', 'x', 'l', 'c'}) bits |= 1U << static_cast<unsigned>(letter - 'a');
    return bits;
  }();
  return point >= U'a' && point <= U'z' && (kRoman >> (point - U'a') & 1U) != 0;
}

}  // namespace

Seen look(char32_t point) {
  const Properties& facts = properties(point);
  Seen seen{fold(point, facts), 0};
  const auto set = [&](bool is, Trait trait) { seen.traits = static_cast<std::uint16_t>(seen.traits | (is ? trait : 0)); };
  set(facts.space() || facts.control() || facts.ignorable(), kSpaces);
  set(facts.wide(), kWideOnes);
  set(facts.mark(), kMarks);
  set(facts.letter(), kLetters);
  set(facts.lower(), kLower);
  set(facts.upper(), kUpper);
  set(is_code(point), kCode);
  set(facts.breaking == text::Breaking::close || facts.breaking == text::Breaking::quote, kCloses);
  // HORIZONTAL ELLIPSIS, FULLWIDTH COLON and SEMICOLON end a line's text as well as a full stop.
  set(facts.sentence_end() || point == 0x2026 || point == 0xFF1A || point == U':' || point == 0xFF1B, kEnds);
  set(facts.sentence_end(), kSentence);
  set(point == 0x3001 || point == 0xFF0C, kComma);
  set(facts.breaking == text::Breaking::open || point == U',' || point == U'-' || point == 0x3001 || point == 0xFF0C, kHangs);
  set(seen.folded >= U'0' && seen.folded <= U'9', kDigits);
  set(roman_digit(seen.folded), kRoman);
  return seen;
}

Opening::Opening(std::string_view line, std::size_t enough) {
  const text::Known<look>& known = furniture::known();
  std::size_t n = 0;
  unsigned spaces = 0;
  bool space = false;
  bool in_number = false;
  unsigned romans = kRoman;
  std::uint64_t mixed = 0;
  std::size_t at = 0;
  const auto add = [&](char32_t folded) {
    if (n == kPoints) return;
    points[n] = folded;
    if (space) spaces |= 1U << n;
    space = false;
    ++n;
  };
  const auto mix = [&](char32_t folded) {
    mixed = (mixed + folded) * 0x9E3779B97F4A7C15ULL;  // odd: no character is forgotten
  };
  for (std::size_t looked_at = 0; at < line.size() && looked_at < enough;) {
    Seen seen;
    std::size_t says = 1;
    if (static_cast<signed char>(line[at]) >= 0) {
      seen = known.ascii(line[at++]);
    } else if (const char32_t ideograph = text::ideograph_at(line, at); ideograph != 0) {
      at += 3;
      seen.folded = ideograph;
      says = kIdeographSays;
    } else {
      const text::Decoded d = text::decode(line, at);
      seen = known(d.point);
      at += d.bytes;
    }
    if ((seen.traits & (kSpaces | kDigits)) != 0) {
      if ((seen.traits & kSpaces) != 0) {
        space = true;
        continue;
      }
      add(seen.folded);
      romans = 0;
      if (std::exchange(in_number, true)) continue;
      seen.folded = U'#';
    } else {
      in_number = false;
      romans &= seen.traits;
      add(seen.folded);
    }
    looked_at += says;
    mix(seen.folded);
  }
  roman = romans != 0;
  size = static_cast<std::uint8_t>(n);
  parted = static_cast<std::uint8_t>(spaces);
  key = mixed ^ mixed >> 29U;
  whole = at == line.size() && n < kPoints;
}

bool has_more(std::string_view line, std::size_t characters) {
  using Bytes = std::uint8_t __attribute__((vector_size(16)));
  // Of ideographs, and a quarter more; a lane counts to 255.
  const std::size_t steps = std::min<std::size_t>(characters / 4 + 1, 255);
  Bytes counts{};
  std::size_t at = 0;
  for (std::size_t step = 0; step < steps && at + sizeof(Bytes) <= line.size(); ++step, at += sizeof(Bytes)) {
    Bytes bytes;
    base::load(line.data() + at, bytes);
    // Visible ASCII, and leads of what has no white space, control or ignorable among it: U+4000..U+D7FF.
    const auto among = [&](unsigned first, unsigned last) {
      return std::bit_cast<Bytes>(bytes - static_cast<std::uint8_t>(first) <= static_cast<std::uint8_t>(last - first));
    };
    counts -= among(0x21, 0x7E) | among(0xE4, 0xED);
  }
  std::size_t sum = 0;
  for (std::size_t lane = 0; lane < sizeof(Bytes); ++lane) sum += counts[lane];
  return sum > characters;
}

}  // namespace runon::furniture
