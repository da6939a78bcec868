#include "rejoin/features.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

float& at(Row& row, F f) { return row[static_cast<std::size_t>(f)]; }
float number(Glyph g) { return static_cast<float>(g); }
float number(Marker m) { return static_cast<float>(m); }
float number(bool b) { return b ? 1.0F : 0.0F; }

// How often two ideographs stand side by side inside lines: a break between two that are often
// together cuts a word.
class Pairs {
 public:
  Pairs(const flow::Document& document, const std::vector<LineFacts>& facts) : document_(document) {
    for (const LineFacts& f : facts) {
      char32_t before = 0;
      for (std::size_t i = f.begin; i < f.end;) {
        const text::Decoded d = text::decode(document.text, i);
        i += d.bytes;
        const bool cjk = text::properties(d.point).cjk();
        if (cjk && before != 0) ++count_[key(before, d.point)];
        before = cjk ? d.point : 0;
      }
    }
  }

  float seen(const LineFacts& a, const LineFacts& b) const {
    const char32_t last = text::decode_before(document_.text, a.end).point;
    const char32_t first = text::decode(document_.text, b.begin).point;
    if (!text::properties(last).cjk() || !text::properties(first).cjk()) return -1;
    const auto found = count_.find(key(last, first));
    return found == count_.end() ? 0 : std::min(5.0F, static_cast<float>(found->second));
  }

 private:
  static std::uint64_t key(char32_t a, char32_t b) { return (std::uint64_t{a} << 32U) | b; }
  const flow::Document& document_;
  std::unordered_map<std::uint64_t, std::uint32_t> count_;
};

float capped(std::uint32_t n) { return static_cast<float>(std::min<std::uint32_t>(n, 5)); }

}  // namespace

const std::array<Feature, static_cast<std::size_t>(kFeatures)>& feature_table() {
  static constexpr std::array<Feature, static_cast<std::size_t>(kFeatures)> kTable = {{
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
      {"pair_seen", "how often the two characters at the break stand together inside lines, at most 5; -1 outside Han and kana"},
      {"lines", "lines with text in the document, logarithm to base 2"},
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
      {"full_share", "share of the document's lines that fill their column"},
      {"blank_learned", "log ratio of blank lines at paragraph ends to those inside paragraphs, learned from the layout"},
      {"run_lines", "lines since the last likely paragraph end, at most 20"},
      {"depth", "brackets and quotes open since the last likely paragraph end"},
  }};
  return kTable;
}

void evidence_features(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<Row>& rows) {
  rows.clear();
  if (facts.size() < 2) return;
  const std::size_t n = facts.size();
  rows.resize(n - 1);
  std::size_t gaps = 0;
  std::size_t indented = 0;
  std::vector<std::uint32_t> blanks;
  blanks.reserve(n - 1);
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) {
      blanks.push_back(facts[i].blanks);
      if (facts[i].blanks > 0) ++gaps;
    }
    if (facts[i].indent > 0) ++indented;
  }
  std::nth_element(blanks.begin(), blanks.begin() + static_cast<std::ptrdiff_t>(blanks.size() / 2), blanks.end());
  const std::uint32_t usual = blanks[blanks.size() / 2];
  const float blank_share = static_cast<float>(gaps) / static_cast<float>(n - 1);
  const float indent_share = static_cast<float>(indented) / static_cast<float>(n);
  const Pairs pairs(document, facts);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const LineFacts& a = facts[i];
    const LineFacts& b = facts[i + 1];
    Row& row = rows[i];
    row.fill(0);
    at(row, F::blanks) = capped(b.blanks);
    at(row, F::blank_share) = blank_share;
    at(row, F::blanks_before) = i > 0 ? capped(a.blanks) : -1;
    at(row, F::blanks_after) = i + 2 < n ? capped(facts[i + 2].blanks) : -1;
    at(row, F::blank_excess) = static_cast<float>(b.blanks) - static_cast<float>(usual);
    at(row, F::across) = number(b.across);
    at(row, F::page_break) = number(b.page_break);
    at(row, F::indent_a) = a.indent;
    at(row, F::indent_b) = b.indent;
    at(row, F::indent_next) = i + 2 < n ? facts[i + 2].indent : -1;
    at(row, F::indent_step) = b.indent - a.indent;
    at(row, F::indent_share) = indent_share;
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
    at(row, F::words_a) = static_cast<float>(std::min<int>(a.words, 15));
    at(row, F::words_b) = static_cast<float>(std::min<int>(b.words, 15));
    at(row, F::first_unit) = b.first_unit;
    at(row, F::stops_a) = static_cast<float>(std::min<int>(a.stops, 5));
    at(row, F::cjk_a) = number(a.cjk);
    at(row, F::cjk_b) = number(b.cjk);
    at(row, F::same_kind) = number(a.cjk == b.cjk);
    at(row, F::pair_seen) = pairs.seen(a, b);
    at(row, F::lines) = std::log2(static_cast<float>(n));
  }
}

namespace {

// What blank lines mean in this document: how much likelier they are at the paragraph ends that the
// layout shows than inside paragraphs.
float learned_blanks(const std::vector<LineFacts>& facts, const Layout& layout) {
  double ends = 1;
  double ends_blank = 0.5;
  double joins = 2;
  double joins_blank = 1;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    const double p = 1 / (1 + std::exp(-static_cast<double>(layout.break_odds[i])));
    const bool blank = facts[i + 1].blanks > 0;
    ends += p;
    joins += 1 - p;
    if (blank) ends_blank += p;
    if (blank) joins_blank += 1 - p;
  }
  return static_cast<float>(std::log((ends_blank / ends) / (joins_blank / joins)));
}

float near_widest(const std::vector<LineFacts>& facts, std::size_t i) {
  const std::size_t from = i >= 4 ? i - 4 : 0;
  const std::size_t to = std::min(facts.size(), i + 6);
  float widest = 0;
  for (std::size_t j = from; j < to; ++j) widest = std::max(widest, facts[j].size.ems);
  return widest;
}

}  // namespace

void layout_features(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const Layout& layout, std::vector<Row>& rows) {
  const std::size_t n = facts.size();
  if (n < 2) return;
  const auto width = [&](std::size_t i) { return std::min(facts[i].size.ems, 60.0F); };
  const auto shortfall = [&](std::size_t i) { return layout.measure[i] - facts[i].size.ems; };
  std::size_t full = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::fabs(shortfall(i)) < 0.4F + 0.03F * facts[i].size.soft + 0.5F * facts[i].size.slack) ++full;
  }
  const float full_share = static_cast<float>(full) / static_cast<float>(n);
  const float blank_learned = learned_blanks(facts, layout);
  float run = 0;
  float depth = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    Row& row = rows[i];
    run = std::min(run + 1, 20.0F);
    depth = std::clamp(depth + static_cast<float>(facts[i].unclosed) - static_cast<float>(facts[i].unopened), 0.0F, 5.0F);
    at(row, F::evidence) = evidence[i];
    at(row, F::page_odds) = layout.break_odds[i];
    at(row, F::page_odds_before) = i > 0 ? layout.break_odds[i - 1] : 9;
    at(row, F::page_odds_after) = i + 2 < n ? layout.break_odds[i + 1] : 9;
    at(row, F::page_odds_after2) = i + 3 < n ? layout.break_odds[i + 2] : 9;
    at(row, F::piece) = layout.piece[i];
    at(row, F::piece_before) = i > 0 ? layout.piece[i - 1] : 0;
    at(row, F::piece_after) = i + 2 < n ? layout.piece[i + 1] : 0;
    at(row, F::width_a) = width(i);
    at(row, F::width_b) = width(i + 1);
    at(row, F::width_before) = i > 0 ? width(i - 1) : 0;
    at(row, F::width_next) = i + 2 < n ? width(i + 2) : 0;
    at(row, F::measure) = std::min(layout.measure[i], 60.0F);
    at(row, F::fill) = facts[i].size.ems / std::max(layout.measure[i], 1.0F);
    at(row, F::short_a) = shortfall(i);
    at(row, F::short_b) = shortfall(i + 1);
    at(row, F::short_before) = i > 0 ? shortfall(i - 1) : 0;
    at(row, F::short_next) = i + 2 < n ? shortfall(i + 2) : 0;
    at(row, F::spare) = shortfall(i) - facts[i + 1].first_unit;
    at(row, F::measure_step) = layout.measure[i + 1] - layout.measure[i];
    const float widest = near_widest(facts, i);
    at(row, F::local_short) = widest - facts[i].size.ems;
    at(row, F::local_spare) = widest - facts[i].size.ems - facts[i + 1].first_unit;
    at(row, F::width_step) = facts[i + 1].size.ems - facts[i].size.ems;
    at(row, F::style_indent) = layout.style.indent;
    at(row, F::style_justified) = layout.style.justified;
    at(row, F::full_share) = full_share;
    at(row, F::blank_learned) = blank_learned;
    at(row, F::run_lines) = run;
    at(row, F::depth) = depth;
    if (layout.break_odds[i] > 0) {
      run = 0;
      depth = 0;
    }
  }
}

}  // namespace runon::rejoin
