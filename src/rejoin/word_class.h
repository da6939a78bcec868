// Closed classes of words: labels, captions, notes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace runon::rejoin {

// Words in small letters, which live as long as it does. Most lines begin as none of them does: that is told by a few bits of
// their first characters.
template <std::size_t kWords>
class WordClass {
 public:
  constexpr explicit WordClass(const std::u32string_view (&words)[kWords]) : words_(words) {
    for (const std::u32string_view word : words) may_[word[0] % kSlots] = true;
  }

  // `point`: a small letter, if it is one. False: no word begins with it. Constant time.
  constexpr bool may_begin(char32_t point) const { return may_[point % kSlots]; }

  // Linear in the words.
  constexpr bool contains(std::u32string_view word) const { return std::find(words_, words_ + kWords, word) != words_ + kWords; }

 private:
  static constexpr std::size_t kSlots = 1024;
  const std::u32string_view* words_;
  std::array<bool, kSlots> may_{};
};

}  // namespace runon::rejoin
