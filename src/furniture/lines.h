// What the rules look at: the document's lines that have text, folded so that they can be compared.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "flow/document.h"

namespace runon::furniture {

// A masthead's date, phone and page number together have no more numbers than this.
inline constexpr std::size_t kMostNumbers = 6;

// A line with text. `folded`: without spaces, lower case, digits as ASCII, dashes as '-'.
struct Row {
  std::size_t line = 0;   // index into Document::lines
  std::size_t begin = 0;  // its folded characters in Lines::points
  std::size_t end = 0;
  std::uint64_t exact = 0;                            // hash of the folded characters; 0: too long for furniture
  std::uint64_t masked = 0;                           // the same with each run of digits taken for one sign
  std::array<std::uint32_t, kMostNumbers> numbers{};  // the first runs of digits
  std::uint8_t count = 0;                             // how many there are; more than kMostNumbers: a table row
  std::uint16_t width = 0;                            // columns (UAX #11: wide characters take two)
  std::uint32_t page = 0;                             // form feeds before it
  bool letters = false;
  bool opens = false;      // its last character ends no sentence: text may go on
  bool hangs = false;      // its last character is a comma, a hyphen or an opening bracket
  bool low = false;        // begins with a lower-case letter
  bool upper = false;      // begins with an upper-case letter
  bool cased = false;      // its last letter is of a script with case
  bool coded = false;      // holds a sign that programs and markup are written with, titles not
  bool page_edge = false;  // the first or last of a form-feed page
  bool alone = false;      // an empty line (or an end of the document) on both sides
};

// Longest furniture, in folded characters.
inline constexpr std::size_t kLongest = 100;

// One pass over the text; memory: four bytes per character.
class Lines {
 public:
  explicit Lines(const flow::Document& document);

  const std::vector<Row>& rows() const { return rows_; }
  std::size_t size() const { return rows_.size(); }
  const Row& operator[](std::size_t i) const { return rows_[i]; }
  std::span<const char32_t> folded(const Row& row) const { return {points_.get() + row.begin, row.end - row.begin}; }
  // A flag per folded character: a space stood before it.
  std::span<const std::uint8_t> breaks(const Row& row) const { return {breaks_.get() + row.begin, row.end - row.begin}; }
  std::size_t pages() const { return pages_; }

  // A flag per row: it has letters, and another row with letters has the same key (or, as it, none). Linear.
  std::vector<bool> twins() const;

  // The text in front of a run of lines, `before`, goes on behind it in `after`: a sentence is open,
  // and either the next line begins in lower case, or the line before filled its column. What stands
  // between the two was not written there.
  bool cut(std::size_t before, std::size_t after) const;

  // Two lines differ in no more than one character in five, as readings of one line by OCR do; lines
  // of fewer than four characters never resemble. Digits count as equal. Cost: the product of their lengths.
  bool resemble(std::size_t left, std::size_t right) const;

 private:
  void add(const flow::Document& document, std::size_t line, std::uint32_t page);

  std::vector<Row> rows_;
  // Room for as many characters as the text has bytes.
  std::unique_ptr<char32_t[]> points_;
  std::unique_ptr<std::uint8_t[]> breaks_;
  std::size_t count_ = 0;  // characters
  std::size_t pages_ = 1;
};

}  // namespace runon::furniture
