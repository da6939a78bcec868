// A line cut into words of the closed classes, numbers, signs and the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace runon::furniture {

enum class Sort : std::uint8_t { word, number, sign, opener, arrow, other };

struct Token {
  Sort sort = Sort::other;
  std::uint16_t classes = 0;  // of a word
  bool han = false;           // a number in ideographs
  char32_t point = 0;         // of a sign
  std::size_t begin = 0;
  std::size_t size = 1;
  std::uint32_t value = 0;
};

inline bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

// ..., two, hundred, zero in both forms: a closed set.
constexpr bool is_han_numeral(char32_t point) {
  switch (point) {
    case 0x3007:
    case 0x96F6:
    case 0x4E00:
    case 0x4E8C:
    case 0x4E09:
    case 0x56DB:
    case 0x4E94:
    case 0x516D:
    case 0x4E03:
    case 0x516B:
    case 0x4E5D:
    case 0x5341:
    case 0x767E:
    case 0x5169:
    case 0x4E24: return true;
    default: return false;
  }
}

// Triangles, hands and reference signs that newspapers open a jump line with.
bool is_arrow(char32_t point);

class Tokens {
 public:
  // Cuts the whole line; or, `until_other`, no further than a character of no class, for shapes that
  // have room for none: that spares most lines all but a look at their first character.
  Tokens(std::span<const char32_t> points, std::span<const std::uint8_t> breaks, bool until_other = false);

  // No character of no class was met.
  bool pure() const { return pure_; }

  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }
  const Token& operator[](std::size_t i) const { return list_[i]; }

 private:
  Token next(std::size_t at) const;
  Token number_at(std::size_t at) const;
  // A character of no class: a letter behind a letter, or one of most ideographs. False says nothing.
  bool inside_word(std::size_t at) const;

  std::span<const char32_t> points_;
  std::span<const std::uint8_t> breaks_;
  std::vector<Token> list_;
  bool pure_ = true;
};

}  // namespace runon::furniture
