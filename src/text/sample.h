// What detect() looks at closely, and how candidates read it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runon::text {

// What detection looks at closely.
struct Sample {
  std::string first;            // the run of bytes that the text begins with, where that may begin inside a character
  std::string words;            // words that have a byte of 0x80 and more, and those behind a sign that stands alone
  std::string ascii;            // some that have none
  bool to_end = false;          // the last word is the text's last, or was torn: it may end inside a character
  std::size_t ascii_bytes = 0;  // of words that have none, as far as was looked

  std::size_t bytes() const { return first.size() + words.size(); }
};

// The words of `bytes` with a byte of 0x80 and more, the first `limit` bytes of them, and some further ones with
// bytes that those lack. Linear.
Sample take_sample(std::string_view bytes, std::size_t limit);

// `bytes` decoded from an encoding of detectable() (UTF-8 too), with escapes for what is ill-formed.
std::u32string read_as(std::string_view name, std::string_view bytes);

inline constexpr double kCut = 10;  // bits; texts are seldom cut inside a character

// Takes off the part of a character that a cut text ends in; gives what that costs. `utf8`: the text was read as that.
double drop_cut_end(std::u32string& text, bool utf8);

// Lines that have an escape sequence or a shift, some 4 KiB of them.
std::string lines_with_escapes(std::string_view bytes);

// The same with what lets a line be read by itself: the character set that SO calls for is named once a text
// (ISO-2022-KR) or once a line (CN), and a cut text may lack it.
std::string with_heads(const std::string& lines, std::string_view name, bool headless);

}  // namespace runon::text
