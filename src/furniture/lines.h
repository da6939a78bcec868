// What the rules look at: the document's lines that have text, folded so that they can be compared.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "furniture/folding.h"

namespace runon::furniture {

// A masthead's date, phone and page number together have no more numbers than this.
inline constexpr std::size_t kMostNumbers = 6;
// Longest furniture, in folded characters.
inline constexpr std::size_t kLongest = 100;

// Where a line with text stands, and how it begins.
struct Place {
  std::size_t line = 0;    // index into Document::lines
  std::uint32_t page = 0;  // form feeds before it
  bool page_edge = false;  // the first or last of a form-feed page
  bool too_long = false;   // for furniture, as its bytes show
  Opening opening;
};

// What stands in it. `folded`: without spaces, lower case, digits as ASCII, dashes as '-'.
struct Row {
  std::size_t begin = 0;  // its folded characters in Lines::points
  std::size_t end = 0;
  std::uint64_t exact = 0;                            // hash of the folded characters; 0: too long for furniture
  std::uint64_t masked = 0;                           // the same with each run of digits taken for one sign
  std::array<std::uint32_t, kMostNumbers> numbers{};  // the first runs of digits
  std::uint8_t count = 0;                             // how many there are; more than kMostNumbers: a table row
  std::uint16_t width = 0;                            // columns (UAX #11: wide characters take two)
  bool letters = false;
  bool opens = false;  // its last character ends no sentence: text may go on
  bool hangs = false;  // its last character is a comma, a hyphen or an opening bracket
  bool low = false;    // begins with a lower-case letter
  bool upper = false;  // begins with an upper-case letter
  bool cased = false;  // its last letter is of a script with case
  bool coded = false;  // holds a sign that programs and markup are written with, titles not
};

// Of most lines no more is looked at than how they begin; a row is made when it is asked for, and stays where it is. One
// thread at a time; the document has to outlive it. Memory: where a row was asked for, room of five bytes per byte of text.
class Lines {
 public:
  explicit Lines(const flow::Document& document);

  std::size_t size() const { return places_.size(); }
  const Place& place(std::size_t i) const { return places_[i]; }
  std::string_view view(std::size_t i) const { return document_.view(document_.lines[places_[i].line]); }
  const Row& operator[](std::size_t i) const {
    return i < looked_at_.size() && looked_at_[i] != nullptr ? *looked_at_[i] : first_look_at(i);
  }
  std::span<const char32_t> folded(const Row& row) const { return {points_.get() + row.begin, row.end - row.begin}; }
  // A flag per folded character: a space stood before it.
  std::span<const std::uint8_t> breaks(const Row& row) const { return {breaks_.get() + row.begin, row.end - row.begin}; }
  std::size_t pages() const { return pages_; }

  // Rows that begin as another does, ascending: no other shares a key, exact or masked, with another row, but for
  // lines of one letter that has a case.
  const std::vector<std::size_t>& recurring() const { return recurring_; }
  // Rows that may be Roman numerals, ascending: no other is one.
  const std::vector<std::size_t>& numerals() const { return numerals_; }

  // It has letters, not one alone that has a case, and another row with letters has the same key (or, as it, none).
  bool twin(std::size_t i) const;

  // The row is known to have more folded characters than that; false says nothing. Looks at bytes only.
  bool longer(std::size_t i, std::size_t characters) const;

  // The text in front of a run of lines, `before`, goes on behind it in `after`: a sentence is open,
  // and either the next line begins in lower case, or the line before filled its column. What stands
  // between the two was not written there.
  bool cut(std::size_t before, std::size_t after) const;

  // Two lines differ in no more than one character in five, as readings of one line by OCR do; lines
  // of fewer than four characters never resemble. Digits count as equal. Cost: the product of their lengths.
  bool resemble(std::size_t left, std::size_t right) const;

 private:
  const Row& first_look_at(std::size_t i) const;
  const Row& look_at(std::size_t i) const;
  void find_twins();
  // Too long for furniture, with letters.
  bool long_text(std::size_t i) const;

  const flow::Document& document_;
  std::vector<Place> places_;
  std::vector<std::size_t> recurring_;
  std::vector<std::size_t> numerals_;
  std::vector<bool> twins_;  // of rows with a key
  std::size_t pages_ = 1;
  // Filled when they are asked for.
  mutable std::vector<const Row*> looked_at_;
  mutable std::deque<Row> rows_;
  mutable std::unique_ptr<char32_t[]> points_;
  mutable std::unique_ptr<std::uint8_t[]> breaks_;
  mutable std::size_t count_ = 0;       // characters
  mutable std::size_t first_long_ = 0;  // no row before it is a long text
};

}  // namespace runon::furniture
