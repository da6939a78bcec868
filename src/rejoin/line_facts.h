// What rejoin knows of each line with text, gathered once.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "rejoin/glyph.h"

namespace runon::rejoin {

// How a line begins that starts a list item, a heading or a caption.
enum class Marker : std::uint8_t {
  none,
  bullet,    // a bullet or geometric shape
  dash,      // a dash and then text: dialogue, list, or a subtitle
  numbered,  // "1." "(2)" U+2460 U+3220 "a)"
  ordinal,   // Han numeral and U+3001, (Han numeral), chapter and article marks
  dateline,  // the formula that begins a news report: "this paper", a place, U+8BAF ("report")
  jump,      // a bracketed note that the text comes from, or goes on, another page, and then text
  byline,    // who wrote it, and nothing else
};

// How wide a piece of text is, set in some face.
struct Extent {
  float ems = 0;    // sum of advances
  float slack = 0;  // how much full-width punctuation may have been set narrower (JIS X 4051 allows half an em each)
  float soft = 0;   // part of `ems` in proportional letters and spaces, whose true width depends on the face
};

struct LineFacts {
  std::size_t line = 0;   // index into Document::lines
  std::size_t begin = 0;  // byte span of the text without surrounding white space
  std::size_t end = 0;
  Extent size;                   // of that span
  float indent = 0;              // ems of white space in front of it
  float space = 0.25F;           // advance of a space
  float first_unit = 1;          // least width that another line would have had to spare to take its beginning in
  float first_word = 1;          // the same where Hangul is broken between words only
  std::uint32_t unit_bytes = 0;  // what these two are the widths of, from the line's begin
  std::uint32_t word_bytes = 0;
  bool trailing = false;     // white space stood at its end (page_lines.h)
  std::uint32_t blanks = 0;  // blank lines between the line before and this one
  bool page_break = false;   // a page ends between the line before and this one
  bool across = false;       // furniture or a repeat was taken out between the line before and this one
  bool stretched = false;
  Marker marker = Marker::none;
  Glyph last = Glyph::none;  // last character (in front of the stop of an abbreviation), and the one before it
  Glyph last2 = Glyph::none;
  Glyph first = Glyph::none;
  Glyph first2 = Glyph::none;
  bool opening = false;       // the formula that opens a report, or its byline behind it, and nothing more
  bool pictured = false;      // ends in the formula for who took the picture
  bool counted = false;       // begins with a number of a series (series.h)
  bool stop = false;          // ends a sentence: a stop, or a stop and closing marks
  std::int8_t unclosed = 0;   // brackets and quotes opened in this line and not closed in it
  std::int8_t unopened = 0;   // closed in it without having been opened
  std::uint16_t words = 0;    // runs of characters between white space
  std::uint16_t stops = 0;    // sentence ends inside the line
  std::uint16_t pauses = 0;   // sentence ends, commas, colons of any script
  std::uint16_t symbols = 0;  // signs of programs and markup: brackets, slashes, equals signs ...
  std::uint32_t visible = 0;  // characters that are not white space
  std::uint32_t letters = 0;  // of them letters
  std::uint16_t commas = 0;   // U+002C
  bool columns = false;       // a tab or two spaces stand between words: set in columns
  bool leader = false;        // ends in a run of dots and a number, as lines of a table of contents do
  bool cjk = false;           // most of its letters are Han or kana
  bool spaced = false;        // most of its letters are of a script with spaces between words
};

// The text of a line, without the white space around it. Holds as long as the document does.
inline std::string_view view(const flow::Document& document, const LineFacts& line) {
  return std::string_view(document.text).substr(line.begin, line.end - line.begin);
}

// Facts of all lines with text, in order; lines that furniture marked are left out, so that the
// decisions around them are the same whether they are kept or dropped. Linear in the text.
void gather(const flow::Document& document, std::vector<LineFacts>& facts);

// Whether white space stands between two pieces of text set next to each other on one line.
inline bool spaced_seam(Glyph last, Glyph first) {
  const auto tight = [](Glyph g) { return g == Glyph::han || g == Glyph::kana; };
  return !tight(last) && !tight(first);
}

}  // namespace runon::rejoin
