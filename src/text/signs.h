// Signs that are no letters: where in a text each is met, which tells readings of the same bytes apart that
// have a single sign (a triangle at a line's begin is one; a degree sign there is not).
#pragma once

#include <cstddef>
#include <cstdint>

namespace runon::text {

// What stands beside a sign.
enum class Beside : std::uint8_t { kWhite, kDigit, kLetter, kOther };

// Quarters of a bit that a sign costs where it is seldom met, and those that are seldom met anywhere; 0 for what
// is usual and for what is no sign. Letters are those of alphabets. Constant time, any thread.
// `beyond`: what stands behind white space that follows.
unsigned misplaced(char32_t c, Beside before, Beside after, Beside beyond);

// Signs that a language may have its own use of (quotation marks, dashes, currencies), numbered from 0 on;
// kSignSlots for other characters.
inline constexpr std::size_t kSignSlots = 0x22 + 0x70 + 0x30 + 0x50;
std::size_t sign_slot(char32_t c);

}  // namespace runon::text
