// Shapes of single lines: what a line can be by itself, before its place in the document is asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "furniture/lines.h"

namespace runon::furniture {

// "(continued on page 3)" in the languages of words.inc: every character is a word of continuing, a
// preposition, a page word, a number or punctuation, and the page is named. Nothing else may stand
// in the line: a jump mark with text behind it is the begin of that text.
bool is_jump(const Lines& lines, const Row& row);

// Without a look at the row. False: it is none.
bool may_be_jump(const Lines& lines, std::size_t row);

// The first character is a number, a sign, or may begin a word of words.inc. A jump line opens so.
bool opens_with_class(const Place& place);

// A jump mark in brackets, whatever stands behind it.
bool opens_with_jump(const Lines& lines, std::size_t i);

// The value of a line that is a Roman numeral below 400 (page numbers of front matter), 0 for anything else.
std::uint32_t roman_value(std::span<const char32_t> points);

// A page number by itself, with or without ornament.
struct PageNumber {
  bool labelled = false;  // a page word or "3 / 9" says what it is
  bool framed = false;    // ornaments on both sides: "- 3 -"
  bool of = false;        // says how many pages there are, too
  bool roman = false;
  std::uint32_t value = 0;
};
inline constexpr std::size_t kLongestNumber = 24;  // characters; what is longer is none
std::optional<PageNumber> page_number(const Lines& lines, const Row& row);

// The line's number (0 for the first) counts chapters, figures, verses or days, not pages.
bool is_division(const Lines& lines, const Row& row, std::size_t number);

}  // namespace runon::furniture
