// Which lines of a document hold a gap that a rule may have to do with: found by bytes, without a look at the others.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/vectors.h"
#include "flow/document.h"

namespace runon::spacing {

// What the bytes of a text say about it: leads of CJK characters (U+3000..U+9FFF, U+F000.., beyond the
// first plane), of Hebrew and Arabic letters, white space that is not one space, leads of other white space.
enum Trait : unsigned { kCjk = 1, kRtl = 2, kSpace = 4, kMoreSpace = 8, kHigh = 16 };
unsigned traits_of(std::string_view bytes);

// Without spaces and tabs at its begin and end.
std::string_view trimmed(std::string_view line);

// White space may stand between two other characters of the line, which is trimmed and has these traits. Looks for
// bytes only; curly quotes look like it.
bool has_gap(std::string_view inner, unsigned traits);

// A line by its index in Document::lines.
struct GapLine {
  std::size_t index = 0;
  bool cjk = false;  // it has CJK characters
};

struct GapLines {
  std::vector<GapLine> open;  // what a rule may change, in order
  std::vector<GapLine> odd;   // others with CJK characters whose gaps are unusual spaces: they count as evidence only
  bool cjk = false;           // the document has CJK characters
  bool rtl = false;           // and Hebrew or Arabic letters
};

// Linear, an instruction a byte where nothing is found. In a line without CJK characters rules change letter-spaced words
// only: three characters in a row that stand alone. `wide`: with the wider of two forms, which give the same.
GapLines gap_lines(const flow::Document& document, bool wide = base::wide_vectors());

}  // namespace runon::spacing
