// What a function says of a character, known beforehand for what most of any text is made of.
#pragma once

#include <array>

namespace runon::text {

// Look-ups of `kLook(char32_t)`, which is free of side effects, in tables for ASCII, general punctuation (U+2000), CJK
// punctuation and kana (U+3000) and full-width forms (U+FF00); any other character is looked at. Made once, a few
// microseconds; after that any thread may ask.
template <auto kLook>
class Known {
 public:
  using Value = decltype(kLook(char32_t{}));

  Known() {
    for (char32_t i = 0; i < ascii_.size(); ++i) ascii_[i] = kLook(i);
    for (char32_t i = 0; i < general_.size(); ++i) general_[i] = kLook(0x2000 + i);
    for (char32_t i = 0; i < cjk_.size(); ++i) cjk_[i] = kLook(0x3000 + i);
    for (char32_t i = 0; i < full_.size(); ++i) full_[i] = kLook(0xFF00 + i);
  }

  // Of a character of ASCII.
  const Value& ascii(char point) const { return ascii_[static_cast<unsigned char>(point)]; }

  Value operator()(char32_t point) const {
    if (point < ascii_.size()) return ascii_[point];
    switch (point >> 8U) {
      case 0x20: return general_[point & 0xFFU];
      case 0x30: return cjk_[point & 0xFFU];
      case 0xFF: return full_[point & 0xFFU];
      default: return kLook(point);
    }
  }

 private:
  std::array<Value, 0x80> ascii_{};
  std::array<Value, 0x100> general_{};
  std::array<Value, 0x100> cjk_{};
  std::array<Value, 0x100> full_{};
};

}  // namespace runon::text
