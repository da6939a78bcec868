// What rejoin asks of each character, at one look-up.
#pragma once

#include <cstdint>

#include "rejoin/glyph.h"
#include "text/known.h"

namespace runon::rejoin {

struct Trait {
  enum Flag : std::uint32_t {
    kSpace = 1U << 0U,
    kMark = 1U << 1U,
    kLetter = 1U << 2U,
    kCjk = 1U << 3U,   // Han, kana
    kThai = 1U << 4U,  // and its kin: words are found by dictionary
    kHangul = 1U << 5U,
    kPunctuation = 1U << 6U,
    kDash = 1U << 7U,
    kComesAlong = 1U << 8U,  // may not begin a line, so it comes along with the character before it (UAX #14, LB13)
    kAmbiguous = 1U << 9U,   // punctuation that is full-width in a CJK face, proportional in a Latin one (UAX #11)
    kWide = 1U << 10U,
    kFullWidth = 1U << 11U,   // wide, and an em in all faces: Hangul faces set quotes and dashes proportionally
    kSign = 1U << 12U,        // programs and markup are full of it, prose has next to none
    kComma = 1U << 13U,       // U+002C
    kApostrophe = 1U << 14U,  // U+2018, U+2019: more often an apostrophe than a quote
    kTab = 1U << 15U,
    kMayMark = 1U << 16U,      // may begin what starts a list item, a heading or a caption (markers.h)
    kMayReport = 1U << 17U,    // a word for reporters may begin with it (bylines.h)
    kAsciiLetter = 1U << 18U,  // A to Z, small or capital
  };

  std::uint32_t flags = 0;
  std::uint16_t ems = 0;  // advance in the average face, in thousandths
  Glyph glyph = Glyph::none;

  bool is(std::uint32_t any) const { return (flags & any) != 0; }
};

// The ideographs of the usual range (text::ideograph_at()): nearly all characters of Chinese text.
inline constexpr Trait kIdeograph{Trait::kLetter | Trait::kCjk | Trait::kWide | Trait::kFullWidth, 1000, Glyph::han};

// Of any character. Safe in any thread.
Trait look_at(char32_t point);

// Known beforehand for what most of any text is made of.
inline const text::Known<look_at>& traits() {
  static const text::Known<look_at> known;
  return known;
}

// The same without a look at ideographs of the usual range: of those kMayMark and kMayReport are not told.
inline Trait trait_of(char32_t point, const text::Known<look_at>& known = traits()) {
  return point - 0x4E00 <= 0x9FA5 - 0x4E00 ? kIdeograph : known(point);
}

}  // namespace runon::rejoin
