// The walk over a line that folds it, and what it finds.
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
  std::span<const char32_t> folded() const { return {points.data(), size}; }

  std::array<char32_t, kPoints> points{};  // the first characters, folded
  std::uint8_t parted = 0;                 // a bit for each: a space stood before it
  std::uint8_t size = 0;                   // how many there are
  bool whole = false;                      // the line has no other
  bool roman = true;                       // none that was looked at is anything else than a digit of Roman numerals
  std::uint64_t key = 0;                   // lines that are equal, but for the values of numbers, share it
};

// Characters that the line has at least, without its white space; counts no further than some hundreds. Looks at bytes only.
std::size_t fewest_characters(std::string_view line);

// The walk over a line.
class Folding {
 public:
  Folding(std::string_view line, char32_t* points, std::uint8_t* breaks) : line_(line), points_(points), breaks_(breaks) {
    while (at_ < line_.size())
      if (count == 0 || !(static_cast<signed char>(line_[at_]) < 0 ? ideographs() : letters())) any();
  }

  std::size_t count = 0;     // folded characters
  std::uint16_t first = 0;   // traits of the first character
  std::uint16_t all = 0;     // of any
  std::uint16_t last = 0;    // of the last one
  std::uint16_t letter = 0;  // of the last letter
  bool ends = false;
  std::size_t width = 0;

 private:
  void add(char32_t folded) {
    points_[count] = folded;
    breaks_[count++] = space_ ? 1 : 0;
    space_ = false;
  }

  bool ideographs() {
    const std::size_t before = count;
    for (char32_t point = 0; (point = text::ideograph_at(line_, at_)) != 0; at_ += 3) add(point);
    if (count == before) return false;
    width += (count - before) * 2;
    passed(kIdeograph.traits, kIdeograph.traits);
    return true;
  }

  // Of ASCII.
  bool letters() {
    const std::size_t before = count;
    std::uint16_t any = 0;
    std::uint16_t latest = 0;
    for (; at_ < line_.size() && static_cast<signed char>(line_[at_]) >= 0; ++at_) {
      const auto [folded, traits] = known_.ascii(line_[at_]);
      if ((traits & kLetters) == 0) break;
      any |= traits;
      latest = traits;
      add(folded);
    }
    if (count == before) return false;
    width += count - before;
    passed(any, latest);
    return true;
  }

  void passed(std::uint16_t any, std::uint16_t latest) {
    all |= any;
    last = letter = latest;
    ends = false;
  }

  void any() {
    const text::Decoded got = text::decode(line_, at_);
    at_ += got.bytes;
    const auto [folded, traits] =
        got.point >= 0x4E00 && got.point <= 0x9FA5 ? Seen{got.point, kIdeograph.traits} : known_(got.point);
    if ((traits & kSpaces) != 0) {
      space_ = true;
      ++width;
      return;
    }
    if (count == 0) {
      width = 0;  // an indent is not text
      first = traits;
    }
    if ((traits & kMarks) == 0) width += (traits & kWideOnes) != 0 ? 2 : 1;
    if ((traits & kLetters) != 0) letter = traits;
    if ((traits & (kCloses | kSentence)) != kCloses) ends = (traits & kEnds) != 0;
    all |= traits;
    last = traits;
    add(folded);
  }

  const text::Known<look>& known_ = known();
  std::string_view line_;
  char32_t* points_;
  std::uint8_t* breaks_;
  std::size_t at_ = 0;
  bool space_ = false;
};

}  // namespace runon::furniture
