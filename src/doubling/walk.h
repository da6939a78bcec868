// The characters of a line that show, one by one, without looking at the rest.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/properties.h"

namespace runon::doubling {

// A character that begins so shows, whatever follows: of ASCII, and of U+4000..U+9FFF, whose characters take three bytes.
inline bool printable(unsigned char byte) { return byte > ' ' && byte < 0x7F; }
inline bool leads_ideograph(unsigned char byte) { return byte >= 0xE4 && byte <= 0xE9; }

// True for spaces and invisible characters, which do not count when copies are compared.
inline bool unseen(char32_t c) {
  if (c > U' ' && c < 0x7F) return false;
  // CJK punctuation to compatibility forms, most of any Chinese line; U+3164 is HANGUL FILLER.
  if (c > 0x3000 && c < 0xFE00 && c != 0x3164) return false;
  // Dashes, quotes and dots; full-width forms.
  if ((c >= 0x2010 && c <= 0x2027) || (c > 0xFF00 && c < 0xFFA0)) return false;
  const text::Properties& p = text::properties(c);
  return p.space() || p.ignorable();
}

// The character at `at` of well-formed UTF-8, and how many bytes it takes.
struct Shown {
  char32_t point = 0;
  std::size_t bytes = 0;
};
inline Shown shown_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6U | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12U | (byte(1) & 0x3F) << 6U | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18U | (byte(1) & 0x3F) << 12U | (byte(2) & 0x3F) << 6U | (byte(3) & 0x3F), 4};
}

// Forward. The text must be well-formed UTF-8 and outlive it.
class Walk {
 public:
  explicit Walk(std::string_view text, std::size_t at = 0) : text_(text), at_(at) { settle(); }

  bool done() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }         // byte of the character
  char32_t point() const { return now_.point; }  // requires: !done()
  std::size_t bytes() const { return now_.bytes; }
  void next() {
    at_ += now_.bytes;
    settle();
  }

 private:
  void settle() {
    for (; at_ < text_.size(); at_ += now_.bytes) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (printable(byte)) {
        now_ = {byte, 1};
        return;
      }
      now_ = shown_at(text_, at_);
      if (!unseen(now_.point)) return;
    }
  }

  std::string_view text_;
  std::size_t at_;
  Shown now_;
};

// The first character that shows; kNoneShown: none does.
inline constexpr char32_t kNoneShown = 0xFFFFFFFF;
inline char32_t first_shown(std::string_view text) {
  if (text.empty()) return kNoneShown;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (printable(lead) || leads_ideograph(lead)) return shown_at(text, 0).point;
  const Walk walk(text);
  return walk.done() ? kNoneShown : walk.point();
}

// Backward, from `end`.
class WalkBack {
 public:
  WalkBack(std::string_view text, std::size_t end) : text_(text), end_(end) { settle(); }

  bool done() const { return end_ == 0; }
  std::size_t at() const { return end_ - now_.bytes; }
  std::size_t end() const { return end_; }  // byte behind the character
  char32_t point() const { return now_.point; }
  std::size_t bytes() const { return now_.bytes; }
  void next() {
    end_ -= now_.bytes;
    settle();
  }

 private:
  void settle() {
    for (; end_ > 0; end_ -= now_.bytes) {
      std::size_t begin = end_ - 1;
      const auto byte = static_cast<unsigned char>(text_[begin]);
      if (printable(byte)) {
        now_ = {byte, 1};
        return;
      }
      while (begin > 0 && (static_cast<unsigned char>(text_[begin]) & 0xC0U) == 0x80U) --begin;
      now_ = shown_at(text_, begin);
      if (!unseen(now_.point)) return;
    }
  }

  std::string_view text_;
  std::size_t end_;
  Shown now_;
};

}  // namespace runon::doubling
