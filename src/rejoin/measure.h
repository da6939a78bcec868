// How wide lines are in a face, and in which faces they may have been set.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "rejoin/face.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Least width that another line would have had to spare to take the beginning of a line in: its first word; of scripts
// that may be broken between any two characters, the first of them and what may not stand at a line's begin.
struct Unit {
  std::size_t bytes = 0;
  float ems = 0;        // in the average face
  bool hangul = false;  // Hangul stands in it, so that it matters what that is broken into
};

// `syllables`: Hangul may be broken between any two syllables, else between words only.
Unit first_unit(std::string_view line, bool syllables);

// What LineFacts says of a line's widths, in all faces at once: lane `f` of each is of the face `f`. In thousandths
// of an em, whole numbers, so that no order of adding up shows.
struct Widths {
  using Lanes = std::array<std::uint32_t, kFaceLanes>;
  Lanes size{};
  Lanes soft{};
  Lanes first_unit{};
  Lanes first_word{};
  std::uint32_t slack = 0;
};

// Widths of a line of well-formed UTF-8 without line ends. Linear.
Widths widths(std::string_view line);

// Of the first lines with text, kFaceSample at most; empty where too few of them have proportional letters, so that all
// faces are the same to them. `facts` are measured in the average face.
std::vector<Widths> sample_widths(const flow::Document& document, const std::vector<LineFacts>& facts);

Extent extent(const Widths& widths, Face face);

// Fills in what LineFacts says of widths.
void set(LineFacts& facts, const Widths& widths, Face face);

// The same for all lines of a document, the widths of the first of which may be `known`. Linear.
void measure(const flow::Document& document, Face face, const std::vector<Widths>& known, std::vector<LineFacts>& facts);

// The median width of lines in ems, and at least `least`. Requires a line.
float middle_width(const std::vector<LineFacts>& facts, float least);

inline constexpr std::size_t kFaceSample = 600;  // lines that likely_faces() looks at
inline constexpr float kFineSlop = 0.06F;        // ems that a width in the right face is off by: kerning, rounding

// The faces, likeliest first and at most `most`, under which the first lines are best explained as full
// lines of one column: not too wide for it, and with no room left for the beginning of the next line. A
// compositor who breaks lines greedily leaves no line inside a paragraph that breaks this rule under the
// face that he used. None where there are no widths (sample_widths()).
std::vector<Face> likely_faces(const std::vector<LineFacts>& facts, const std::vector<Widths>& widths, std::size_t most);

}  // namespace runon::rejoin
