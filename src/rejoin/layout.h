// The layout of the page, inferred from the widths of lines alone.
//
// A column is a measure; a paragraph set in it is a first line (perhaps indented), full lines, and a
// last line of any width. Extractors also cut one line of the page into pieces, where justification
// or kerning left a gap: the pieces' widths then add up to the measure. The model is a semi-Markov
// chain over lines of the page: a state is the measure and whether a paragraph begins; a segment is
// one to kMaxPieces source lines that make a line of the page. Forward-backward (Rabiner 1989; for
// segments, Sarawagi and Cohen 2004) gives the probability of a paragraph end at each line break.
#pragma once

#include <vector>

#include "rejoin/face.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// What holds for a whole document.
struct LayoutStyle {
  float indent = 0;      // ems that a paragraph's first line is narrower by
  float justified = 0;   // share of full lines that reach the measure exactly, the rest are ragged
  bool words = false;    // Hangul is broken between words only
  float pieces = 0.05F;  // probability that a line break inside a paragraph cuts a printed line
  bool parted = false;   // words are parted by hyphens at line ends
  Face face = Face::average;
  bool fine = false;  // the face explains the lines to a tenth of an em
};

struct Layout {
  LayoutStyle style;
  std::vector<float> break_odds;  // per break: log odds of a paragraph end, widths and evidence together
  std::vector<float> measure;     // per line: the likeliest measure, ems
  std::vector<float> piece;       // per break: probability that it cuts a line of the page
};

// Width that `a` would have had to spare to take in the beginning of `b`, a space before it included.
float next_unit(const LineFacts& a, const LineFacts& b, const LayoutStyle& style);

// Takes the facts of a document's lines and, for each of the facts.size() - 1 breaks, the log odds of
// a paragraph end that everything but width speaks for. Cost: lines x measures (at most 8, side by side) x pieces.
// Requires at least two lines, measured in the style's face.
Layout infer_layout(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const LayoutStyle& style);

// The style that explains lines from the begin and the middle of a document (128 at most) best, of a fixed set. One pass of the
// chain in an open manner (manner.h) says where paragraphs are; the style that fits best what it says is taken. So it is done
// in the likeliest face (measure.h), and, unless that is hopeless, roughly in the average one; which of the two holds, the
// chain says in the style of each. The facts are to be measured in the average face, and in the face that it names before
// anything is inferred from it.
LayoutStyle choose_style(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<float>& evidence);

// Both: measures the lines in the face of the chosen style, and gives what infer_layout gives for it.
Layout find_layout(const flow::Document& document, std::vector<LineFacts>& facts, const std::vector<float>& evidence);

}  // namespace runon::rejoin
