// How wide characters are in the faces that text is commonly set in. Rejoin asks whether the next word would
// have fitted on a line; with the right face the answer is exact to a few hundredths of an em, with an average
// one to about an em.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "text/properties.h"

namespace runon::rejoin {

enum class Face : std::uint8_t {
  average,     // of those below but the last: nothing is known
  times,       // Times and what shares its widths
  arial,       // Helvetica, Arial
  noto_serif,  // Droid Serif, Noto Serif
  noto_sans,   // Droid Sans, Open Sans, Noto Sans
  song,        // letters that go with Song and Ming faces (Source Han Serif)
  hei,         // letters that go with Hei and Gothic faces (Source Han Sans)
  dejavu_serif,
  dejavu_sans,  // Verdana and its kin
  modern,       // Computer Modern
  palatino,
  fixed,  // fixed pitch: half an em, full-width characters one
};
inline constexpr int kFaces = 12;

// Advances of one character in thousandths of an em, by Face, and lanes that fill a vector up. All faces at once, for the
// sum of a line in all of them costs little more than in one. None is more than kWidest.
inline constexpr std::size_t kFaceLanes = 16;
inline constexpr std::uint32_t kWidest = 2000;
using Advances = std::array<std::uint16_t, kFaceLanes>;

// Full-width characters are 1,000 (Hangul what the face has), marks and controls 0. Constant time; the reference
// holds for the life of the program. `properties` are those of the character.
const Advances& advances(char32_t point, const text::Properties& properties);

// The same of the characters U+0020 to U+007E, by what they are more than a space. Aligned to their size.
const Advances* ascii_advances();

// Of one face, in ems.
float advance(char32_t point, Face face = Face::average);

}  // namespace runon::rejoin
