#include "rejoin/features.h"

#include <algorithm>
#include <cmath>

#include "rejoin/seams.h"
#include "rejoin/wording.h"

namespace runon::rejoin {
namespace {

float capped(std::uint32_t n) { return static_cast<float>(std::min<std::uint32_t>(n, 5)); }

// Blank lines and indents of the document.
struct Gaps {
  float blank_share = 0;
  float usual_blanks = 0;
  float indent_share = 0;
};

Gaps gaps_of(const std::vector<LineFacts>& facts) {
  const auto n = static_cast<float>(facts.size());
  std::vector<std::uint32_t> blanks;
  blanks.reserve(facts.size());
  std::size_t gaps = 0;
  std::size_t indented = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (i > 0) blanks.push_back(facts[i].blanks);
    if (i > 0 && facts[i].blanks > 0) ++gaps;
    if (facts[i].indent > 0) ++indented;
  }
  const auto middle = blanks.begin() + static_cast<std::ptrdiff_t>(blanks.size() / 2);
  if (gaps > 0) std::nth_element(blanks.begin(), middle, blanks.end());
  return {static_cast<float>(gaps) / (n - 1), static_cast<float>(*middle), static_cast<float>(indented) / n};
}

// What both lines say by themselves.
void add_lines(const LineFacts& a, const LineFacts& b, Row& row) {
  const auto at_most = [](std::uint16_t n, int most) { return static_cast<float>(std::min<int>(n, most)); };
  at(row, F::blanks) = capped(b.blanks);
  at(row, F::across) = number(b.across);
  at(row, F::page_break) = number(b.page_break);
  at(row, F::indent_a) = a.indent;
  at(row, F::indent_b) = b.indent;
  at(row, F::indent_step) = b.indent - a.indent;
  at(row, F::last) = number(a.last);
  at(row, F::last2) = number(a.last2);
  at(row, F::first) = number(b.first);
  at(row, F::first2) = number(b.first2);
  at(row, F::stop) = number(a.stop);
  at(row, F::unclosed) = a.unclosed;
  at(row, F::unopened) = b.unopened;
  at(row, F::marker_a) = number(a.marker);
  at(row, F::marker_b) = number(b.marker);
  at(row, F::stretched_a) = number(a.stretched);
  at(row, F::stretched_b) = number(b.stretched);
  at(row, F::words_a) = at_most(a.words, 15);
  at(row, F::words_b) = at_most(b.words, 15);
  at(row, F::first_unit) = b.first_unit;
  at(row, F::stops_a) = at_most(a.stops, 5);
  at(row, F::cjk_a) = number(a.cjk);
  at(row, F::cjk_b) = number(b.cjk);
  at(row, F::same_kind) = number(a.cjk == b.cjk);
  at(row, F::stop_b) = number(b.stop);
  at(row, F::pauses_a) = at_most(a.pauses, 5);
  at(row, F::pauses_b) = at_most(b.pauses, 5);
}

// What is so all over the document, and nothing else.
Row row_of(const Shape& shape, const Gaps& gaps, std::size_t lines) {
  Row row{};
  at(row, F::blank_share) = gaps.blank_share;
  at(row, F::indent_share) = gaps.indent_share;
  at(row, F::lines) = std::log2(static_cast<float>(lines));
  at(row, F::stop_share) = shape.stop_share;
  at(row, F::middle_width) = shape.middle_width;
  at(row, F::widest) = shape.widest;
  at(row, F::width_spread) = shape.width_spread;
  at(row, F::upper_share) = shape.upper_share;
  at(row, F::comma_share) = shape.comma_share;
  return row;
}

constexpr std::array<Feature, static_cast<std::size_t>(kFeatures)> kTable = {{
    {"blanks", "blank lines between a and b, at most 5"},
    {"blank_share", "share of this document's line breaks that have a blank line"},
    {"blanks_before", "blank lines in front of a"},
    {"blanks_after", "blank lines behind b"},
    {"blank_excess", "blank lines more than this document has at most of its line breaks"},
    {"across", "furniture or a repeat stood between a and b"},
    {"page_break", "a page ends between a and b"},
    {"indent_a", "white space in front of a, ems"},
    {"indent_b", "white space in front of b, ems"},
    {"indent_next", "white space in front of the line after b, ems"},
    {"indent_step", "indent of b less that of a"},
    {"indent_share", "share of this document's lines that are indented"},
    {"last", "class of a's last character"},
    {"last2", "class of the character before it"},
    {"first", "class of b's first character"},
    {"first2", "class of the character behind it"},
    {"stop", "a ends a sentence"},
    {"unclosed", "brackets and quotes that a opens and leaves open"},
    {"unopened", "brackets and quotes that b closes and did not open"},
    {"marker_a", "a begins like a list item or heading"},
    {"marker_b", "b begins like a list item or heading"},
    {"stretched_a", "a was letter-spaced to fill its column"},
    {"stretched_b", "b was letter-spaced to fill its column"},
    {"words_a", "words of a (runs between spaces), at most 15"},
    {"words_b", "words of b, at most 15"},
    {"first_unit", "width of what b would have had to give to a, ems"},
    {"stops_a", "sentence ends inside a, at most 5"},
    {"cjk_a", "a is mostly Han or kana"},
    {"cjk_b", "b is mostly Han or kana"},
    {"same_kind", "a and b agree in being Han or not"},
    {"stop_b", "b ends a sentence"},
    {"pauses_a", "sentence ends, commas and colons in a, at most 5"},
    {"pauses_b", "the same in b"},
    {"wording",
     "log odds that a sentence or clause ends between the words on both sides, whatever signs stand there (wording.h)"},
    {"again",
     "a and b stand elsewhere too: 0 neither, 1 both and always together, 2 one without the other, 3 lines from b on, 4 lines "
     "up to a"},
    {"lines", "lines with text in the document, logarithm to base 2"},
    {"stop_share", "share of the document's lines that end a sentence"},
    {"middle_width", "median width of the document's lines, logarithm to base 2 of ems"},
    {"widest", "width that only a twentieth of the document's lines exceed, over the median"},
    {"width_spread", "share of the document's lines whose width, to half an em, fewer than a fiftieth of the others share"},
    {"upper_share", "share of capitals among the first letters, where they have case, of this document's lines"},
    {"comma_share", "share of the document's lines that end in a comma, colon or dash"},
    {"evidence", "log odds of a break by all of the above"},
    {"page_odds", "log odds of a paragraph end here, by the inferred page layout"},
    {"page_odds_before", "the same one break earlier"},
    {"page_odds_after", "the same one break later"},
    {"page_odds_after2", "the same two breaks later"},
    {"piece", "probability that a and b are pieces of one printed line"},
    {"piece_before", "the same one break earlier"},
    {"piece_after", "the same one break later"},
    {"width_a", "width of a, ems, at most 60"},
    {"width_b", "width of b"},
    {"width_before", "width of the line in front of a"},
    {"width_next", "width of the line behind b"},
    {"measure", "inferred width of a's column, ems"},
    {"fill", "width of a over its column's"},
    {"short_a", "what a is short of its column, ems"},
    {"short_b", "what b is short of its column"},
    {"short_before", "what the line in front of a is short of its column"},
    {"short_next", "what the line behind b is short of its column"},
    {"spare", "what a would still be short, had it taken in b's first unit"},
    {"measure_step", "column of b less column of a"},
    {"local_short", "what a is short of the widest line nearby"},
    {"local_spare", "the same, had it taken in b's first unit"},
    {"width_step", "width of b less width of a"},
    {"style_indent", "indent of first lines inferred from widths, ems"},
    {"style_justified", "share of lines that reach their measure exactly, inferred"},
    {"style_pieces", "how often printed lines come in pieces, inferred"},
    {"style_fine", "the widths are known to a tenth of an em"},
    {"full_share", "share of the document's lines that fill their column"},
    {"blank_learned", "log ratio of blank lines at paragraph ends to those inside paragraphs, learned from the layout"},
    {"run_lines", "lines since the last likely paragraph end, at most 20"},
    {"run_next", "lines from b to the next likely paragraph end, at most 20"},
    {"run_stops", "sentence ends since the last likely paragraph end, this one counted, at most 20"},
    {"run_stops_next", "sentence ends from b to the next likely paragraph end, at most 20"},
    {"mean_lines", "lines of a paragraph of this document on the average, at most 20"},
    {"mean_stops", "sentence ends of a paragraph of this document on the average, at most 20"},
    {"depth", "brackets and quotes open since the last likely paragraph end"},
}};

}  // namespace

const std::array<Feature, static_cast<std::size_t>(kFeatures)>& feature_table() { return kTable; }

void evidence_features(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<Row>& rows) {
  rows.clear();
  if (facts.size() >= 2) evidence_features(document, facts, shape_of(facts), Again(document, facts), rows);
}

void evidence_features(const flow::Document& document, const std::vector<LineFacts>& facts, const Shape& shape,
                       const Again& again, std::vector<Row>& rows) {
  rows.clear();
  if (facts.size() < 2) return;
  const std::size_t n = facts.size();
  const Gaps gaps = gaps_of(facts);
  rows.assign(n - 1, row_of(shape, gaps, n));
  for (std::size_t i = 0; i + 1 < n; ++i) {
    Row& row = rows[i];
    add_lines(facts[i], facts[i + 1], row);
    at(row, F::blanks_before) = i > 0 ? capped(facts[i].blanks) : -1;
    at(row, F::blanks_after) = i + 2 < n ? capped(facts[i + 2].blanks) : -1;
    at(row, F::blank_excess) = static_cast<float>(facts[i + 1].blanks) - gaps.usual_blanks;
    at(row, F::indent_next) = i + 2 < n ? facts[i + 2].indent : -1;
    at(row, F::wording) = wording_odds(view(document, facts[i]), view(document, facts[i + 1]));
    at(row, F::again) = number(again.seen(i));
  }
}

}  // namespace runon::rejoin
