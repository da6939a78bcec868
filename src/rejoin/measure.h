// How wide lines are in a face, and in which faces they may have been set.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
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

Extent extent(const Widths& widths, Face face);

// Fills in what LineFacts says of widths.
void set(LineFacts& facts, const Widths& widths, Face face);

// Some lines, by their places among facts, ascending; measured in all faces.
struct KnownLines {
  std::vector<std::size_t> places;
  std::vector<Widths> widths;
};

// Measures lines in a face, but for those whose widths are `known`. Lines of ideographs alone are as wide in any face (a Hangul
// syllable among them is not looked for), and stay as they are. Linear.
void measure(const flow::Document& document, Face face, const KnownLines& known, std::span<LineFacts> facts);

inline constexpr std::size_t kFaceSample = 32;  // lines that likely_face() measures
inline constexpr float kFineSlop = 0.06F;       // ems that a width in the right face is off by: kerning, rounding

// The face under which most of a text's lines are best explained as full lines of one column: not too wide for it, and with
// no room left for the beginning of the next line. A compositor who breaks lines greedily leaves no line inside a paragraph
// that breaks this rule under the face that he used. Looks at kFaceSample lines with proportional letters, from the line
// `from` on, and says what it learnt of them; the average face where there are too few to tell. `facts` are measured in the
// average face. Cost: those lines, in all faces. More of them, up to 600, told no more on 128 pages.
Face likely_face(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t from, KnownLines& known);

}  // namespace runon::rejoin
