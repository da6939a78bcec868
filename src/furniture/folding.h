// What characters say about lines, and how lines begin.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "text/known.h"
#include "text/utf8.h"

namespace runon::furniture {

// What a character says about the line that it stands in.
enum Trait : std::uint16_t {
  kSpaces = 1,  // white space, control, ignorable: parts the others
  kWideOnes = 2,
  kMarks = 4,
  kLetters = 8,
  kLower = 16,
  kUpper = 32,
  kCode = 64,
  kCloses = 128,
  kEnds = 256,      // and what else ends a line's text as well as a full stop
  kSentence = 512,  // of these, full stops of any script
  kComma = 1024,    // IDEOGRAPHIC and FULLWIDTH COMMA, which are "close" in UAX #14
  kHangs = 2048,
  kDigits = 4096,  // once folded
  kRoman = 8192,   // digits of Roman numerals, once folded
};

struct Seen {
  char32_t folded = 0;
  std::uint16_t traits = 0;
};

// Of any character. Safe in any thread.
Seen look(char32_t point);

inline constexpr Seen kIdeograph{0, kWideOnes | kLetters};

// Known beforehand for what most of any text is made of.
inline const text::Known<look>& known() {
  static const text::Known<look> known;
  return known;
}

// How a line begins, without a look at the rest.
struct Opening {
  static constexpr std::size_t kPoints = 8;

  // Looks at so many characters, kPoints at most: each run of digits is one, and an ideograph says as much as two.
  Opening(std::string_view line, std::size_t enough);
  static constexpr std::size_t kIdeographSays = 2;

  bool text() const { return size > 0; }
  bool lone() const { return whole && size == 1; }  // one character, and no other in the line
  std::span<const char32_t> folded() const { return {points.data(), size}; }

  std::array<char32_t, kPoints> points{};  // the first characters, folded
  std::uint8_t parted = 0;                 // a bit for each: a space stood before it
  std::uint8_t size = 0;                   // how many there are
  bool whole = false;                      // the line has no other
  bool roman = true;                       // none that was looked at is anything else than a digit of Roman numerals
  std::uint64_t key = 0;                   // lines that are equal, but for the values of numbers, share it
};

// The line is known to have more characters than so many, its white space aside; false says nothing. Looks at bytes only, and
// at no more of them than so many characters take.
bool has_more(std::string_view line, std::size_t characters);

}  // namespace runon::furniture
