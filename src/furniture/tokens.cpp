#include "furniture/tokens.h"

#include <algorithm>

#include "furniture/words.h"
#include "text/properties.h"

namespace runon::furniture {

using text::properties;
using text::Script;

bool is_arrow(char32_t point) {
  return (point >= 0x2190 && point <= 0x21FF) || (point >= 0x25A0 && point <= 0x25FF) || (point >= 0x261A && point <= 0x261F) ||
         (point >= 0x2794 && point <= 0x27BE) || point == 0x203B || point == U'>' || point == U'*';
}

Tokens::Tokens(std::span<const char32_t> points, std::span<const std::uint8_t> breaks, bool until_other)
    : points_(points), breaks_(breaks) {
  if (!until_other) list_.reserve(points_.size());
  for (std::size_t at = 0; at < points_.size();) {
    Token token = inside_word(at) ? Token{} : next(at);
    token.begin = at;
    at += token.size;
    if (until_other && token.sort == Sort::other) {
      pure_ = false;
      return;
    }
    list_.push_back(token);
  }
}

bool Tokens::inside_word(std::size_t at) const {
  const auto small = [&](std::size_t i) { return points_[i] >= U'a' && points_[i] <= U'z'; };
  if (small(at)) return at > 0 && breaks_[at] == 0 && small(at - 1) && (at + 1 == points_.size() || !is_digit(points_[at + 1]));
  return points_[at] >= 0x4E00 && points_[at] <= 0x9FA5 && !may_begin(points_.subspan(at)) && !is_han_numeral(points_[at]);
}

Token Tokens::next(std::size_t at) const {
  Token token;
  const char32_t point = points_[at];
  if (const Token number = number_at(at); number.sort == Sort::number) return number;
  const auto fresh = [&] {
    return at == 0 || breaks_[at] != 0 || !properties(points_[at - 1]).letter() || properties(point).cjk() ||
           properties(point).script == Script::hangul;
  };
  if (may_begin(points_.subspan(at)) && fresh()) {
    if (const Word* word = longest_word(points_.subspan(at), breaks_.subspan(at)); word != nullptr) {
      token.sort = Sort::word;
      token.classes = word->classes;
      token.size = word->text.size();
      return token;
    }
  }
  if (is_han_numeral(point)) {
    token.sort = Sort::number;
    token.han = true;
    while (at + token.size < points_.size() && is_han_numeral(points_[at + token.size])) ++token.size;
    return token;
  }
  const text::Properties& facts = properties(point);
  token.point = point;
  if (is_arrow(point)) token.sort = Sort::arrow;
  else if (facts.breaking == text::Breaking::open) token.sort = Sort::opener;
  else if (!facts.letter() && !facts.mark() && !facts.digit()) token.sort = Sort::sign;
  return token;
}

// Digits, or a single letter and digits: "12", "A4".
Token Tokens::number_at(std::size_t at) const {
  Token token;
  std::size_t digit = at;
  if (points_[at] < U'0' || points_[at] > U'z') return token;
  if (points_[at] >= U'a' && at + 1 < points_.size() && is_digit(points_[at + 1]) &&
      (at == 0 || breaks_[at] != 0 || properties(points_[at - 1]).script != Script::latin))
    ++digit;
  if (digit >= points_.size() || !is_digit(points_[digit])) return token;
  token.sort = Sort::number;
  token.point = digit > at ? points_[at] : 0;
  const std::size_t first = digit;
  for (; digit < points_.size() && is_digit(points_[digit]) && (digit == first || breaks_[digit] == 0); ++digit)
    token.value = std::min<std::uint32_t>(token.value * 10 + (points_[digit] - U'0'), 99'999'999);
  token.size = digit - at;
  return token;
}

}  // namespace runon::furniture
