// Was a text wrapped at all? Asked of the whole text before anything is asked of a single line break: programs, tables, verse,
// lists and text with a paragraph on each line come through as they are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "rejoin/line_facts.h"
#include "rejoin/shape.h"
#include "rejoin/tables.h"

namespace runon::rejoin {

// What a text is made of, which says which of its line ends may be asked for at all.
enum class Matter {
  text,
  mixed,     // text with programs, formulas or names of files in it
  verbatim,  // programs, markup and tables, which keep every line as it stands, indents and all
};

// Verbatim are columns in most lines, commas that part every line into the same number of fields, and what has one sign of
// programs in thirty characters (prose has one in three hundred at most) or no letter in half of the lines; mixed is what has one
// in a hundred, or one in thirty, but lines too that a column cut in mid-sentence. Signs and letters are not looked for in the
// rows of tables and the rules (`tables`, of the same lines), where most of the text stands elsewhere. Of 1,500 programs,
// settings and manuals in markup with one in thirty a program was taken for mixed, and five manuals; of 743 extracts of manuals
// of TeX 440. Linear.
Matter matter_of(const flow::Document& document, const std::vector<LineFacts>& facts, const Tables& tables);

// Log odds of a break between two lines as the words say by themselves (wording.h), 8 at most either way.
float words_together(std::string_view before, std::string_view after);

// What they say at least, added up, of the lines that show that a column cut them, and how many lines it takes.
inline constexpr float kCutByColumn = -7.5F;
inline constexpr std::size_t kFewestCut = 2;

// What a column leaves in a text that is mostly lines of its own, a notice or a contract: two lines and half of all that reach as
// far as any end in a letter that no mark follows, and their last words belong together with the next ones. Behind a comma they
// seldom do, cut or not. Requires a line. Linear.
bool cut_by_column(const flow::Document& document, const std::vector<LineFacts>& facts);

// What nine in ten of these, the widths of lines, do not exceed. Reorders them; requires one.
template <class Width>
Width widest_but_few(std::vector<Width>& widths) {
  const auto at = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() - 1 - widths.size() / 10);
  std::nth_element(widths.begin(), at, widths.end());
  return *at;
}

// No line was broken by a column. `shape` is that of the lines, of which there is one at least. Linear. True where one of these
// holds:
// - Most lines end in punctuation: lines_close(), unless a column cut lines: cut_by_column().
// - No line is wider than a word, which no column is.
// - No sentence ends anywhere, and few lines are full, or the last one is as full as any: titles, names, verse. Of a few lines
//   it takes more to be called wrapped: commas, and lines that do not begin like names; or half of them full, and words at
//   their ends that belong together (wording.h), in lines of twelve ems and more.
// - Of a few lines with sentences, those that end none are much narrower than the widest, and the words at their ends do not
//   belong together: headlines over their paragraphs. A first line that ends none is not asked how wide it is.
// - Of a few lines in a script that marks no sentence ends, hardly any is full.
// - One paragraph a line: no blank line, no page break, and no width that its lines share; the spread of widths
//   was 0.29 or less in 130 of the wrapped documents, and 0.41 or more in each of the same documents cleaned; the weight of
//   such lines in the text 0.23 or less, and 0.55 or more. Nor did a column cut lines, as above.
bool finished(const flow::Document& document, const std::vector<LineFacts>& facts, const Shape& shape);

// In a text that has a paragraph on each line, one may have been cut in two all the same, by the end of a page or of a column:
// log odds of a break there (at most -3), where the first part stops at an ideograph or a comma, the second goes on with an
// ideograph, and the words on both sides belong together (wording.h); else nothing. Of 4,732 paragraphs of Chinese and Japanese
// gold, one a line, 32 are taken for such a first part: 31 end in mid-sentence (the rest is not in those texts), one is a
// sentence without a stop.
std::optional<float> cut_odds(std::string_view before, std::string_view after);

// Whether a line may be the second part of such a paragraph, of which `ems` stand in front of it, the line before it among them:
// headlines, names and items are seldom as wide as 30 ems, and headlines have no pauses.
inline bool may_go_on(const LineFacts& before, const LineFacts& line, float ems) {
  constexpr float kLongCut = 30;
  return ems >= kLongCut && line.pauses > 0 && line.indent <= before.indent;
}

}  // namespace runon::rejoin
