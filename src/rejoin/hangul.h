// Whether a space stands between two Hangul syllables: where Korean is broken between any two of them, a line end does not
// tell, and most words carry endings that no dictionary lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace runon::rejoin {

// A place between two syllables, `last` and `first`, and what stands around them: a syllable, U+0020 for white space, or a
// full stop for anything else and for the end of the text.
struct HangulSeam {
  char32_t before = U'.';
  char32_t last = 0;
  char32_t first = 0;
  char32_t after = U'.';
};

// Of the line `a` and the line `b` behind it, the last and the first character of which are syllables.
HangulSeam hangul_seam(std::string_view a, std::string_view b);

// Log odds of a space there in Korean at large: logistic regression over the syllables and pairs of them, each of which has a
// weight by a bucket of its hash (hangul.inc, made by scripts/train_hangul). Of prose that it had not seen it gets 93 of 100
// such places right.
double spaced_in_korean(const HangulSeam& seam);

// The same, and what stands in one document. Not for several threads at once.
class HangulSpaces {
 public:
  // Learns from a line of the document. Linear.
  void count(std::string_view line);

  // Log odds of a space. Where the document has the syllables on one side of the seam elsewhere, its own habit outweighs
  // Korean at large.
  double odds(const HangulSeam& seam) const;

 private:
  struct Count {
    std::uint32_t spaced = 0;
    std::uint32_t all = 0;
  };
  using Counts = std::unordered_map<std::uint64_t, Count>;

  static std::uint64_t key(char32_t one, char32_t other) { return std::uint64_t{one} << 32U | other; }
  static Count find(const Counts& counts, std::uint64_t key);

  Counts ends_;    // `before` and `last`
  Counts begins_;  // `first` and `after`
  Counts pairs_;   // `last` and `first`
  std::u32string points_;
};

}  // namespace runon::rejoin
