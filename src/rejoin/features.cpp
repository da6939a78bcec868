#include "rejoin/features.h"

#include <algorithm>
#include <cmath>
#include <map>
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

// The lines of a document taken together: wrapped text has many lines of a few widths, text that is
// one paragraph a line has as many widths as lines.
struct Shape {
  float stop_share = 0;
  float middle_width = 0;
  float widest = 1;
  float width_spread = 0;
  float upper_share = 0;
  float comma_share = 0;
  float trailing_share = 0;
};

Shape shape_of(const std::vector<LineFacts>& facts) {
  std::vector<float> widths;
  std::map<int, std::size_t> share;
  std::size_t stops = 0;
  std::size_t upper = 0;
  std::size_t lower = 0;
  std::size_t commas = 0;
  std::size_t trailing = 0;
  for (const LineFacts& f : facts) {
    if (f.trailing) ++trailing;
    if (f.first == Glyph::upper) ++upper;
    if (f.first == Glyph::lower) ++lower;
    if (f.last == Glyph::comma || f.last == Glyph::colon || f.last == Glyph::dash) ++commas;
    widths.push_back(f.size.ems);
    ++share[static_cast<int>(std::lround(f.size.ems * 2))];
    if (f.stop) ++stops;
  }
  std::sort(widths.begin(), widths.end());
  const float n = static_cast<float>(widths.size());
  const float middle = std::max(widths[widths.size() / 2], 0.5F);
  const auto at_half = [&](int v) {
    const auto found = share.find(v);
    return found == share.end() ? std::size_t{0} : found->second;
  };
  std::size_t lonely = 0;
  for (const auto& [v, count] : share)
    if (static_cast<float>(at_half(v - 1) + count + at_half(v + 1)) - 1 < n / 50) lonely += count;
  return {static_cast<float>(stops) / n,
          std::log2(middle),
          widths[widths.size() * 19 / 20] / middle,
          static_cast<float>(lonely) / n,
          (static_cast<float>(upper) + 0.5F) / (static_cast<float>(upper + lower) + 1),
          static_cast<float>(commas) / n,
          static_cast<float>(trailing) / n};
}

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
      {"trailing", "white space stood at a's end"},
      {"trailing_share", "share of the document's lines with white space at their end"},
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
  const Shape shape = shape_of(facts);
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
    at(row, F::trailing) = number(a.trailing);
    at(row, F::trailing_share) = shape.trailing_share;
    at(row, F::stop_share) = shape.stop_share;
    at(row, F::middle_width) = shape.middle_width;
    at(row, F::widest) = shape.widest;
    at(row, F::width_spread) = shape.width_spread;
    at(row, F::upper_share) = shape.upper_share;
    at(row, F::comma_share) = shape.comma_share;
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

// Lines of the page put together again from their pieces: for each source line, the extent of its
// printed line up to and with it, and of the whole.
struct Printed {
  std::vector<Extent> upto;
  std::vector<Extent> whole;
};

Printed printed_lines(const std::vector<LineFacts>& facts, const Layout& layout) {
  Printed out;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    Extent e = facts[i].size;
    if (i > 0 && layout.piece[i - 1] > 0.5F) {
      const Extent& before = out.upto.back();
      e.ems += before.ems + (spaced_seam(facts[i - 1].last, facts[i].first) ? facts[i].space : 0);
      e.slack += before.slack;
      e.soft += before.soft;
    }
    out.upto.push_back(e);
  }
  out.whole = out.upto;
  for (std::size_t i = facts.size() - 1; i-- > 0;)
    if (layout.piece[i] > 0.5F) out.whole[i] = out.whole[i + 1];
  return out;
}

// How much of a paragraph stands up to each line, and from each line on, by the likely paragraph ends.
struct Runs {
  std::vector<float> lines, stops, lines_next, stops_next;
  float mean_lines = 0;
  float mean_stops = 0;
};

Runs runs_of(const std::vector<LineFacts>& facts, const Layout& layout) {
  constexpr float kMost = 20;
  const std::size_t n = facts.size();
  Runs out;
  out.lines.resize(n);
  out.stops.resize(n);
  out.lines_next.resize(n);
  out.stops_next.resize(n);
  const auto ends = [&](std::size_t i) { return i + 1 == n || layout.break_odds[i] > 0; };
  const auto stops = [&](std::size_t i) {
    return static_cast<float>(facts[i].stops) + (facts[i].last == Glyph::dot ? 1.0F : 0.0F);
  };
  float all_lines = 0;
  float all_stops = 0;
  float paragraphs = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool fresh = i == 0 || ends(i - 1);
    const float line = i > 0 && layout.piece[i - 1] > 0.5F ? 0.0F : 1.0F;
    out.lines[i] = std::min(kMost, (fresh ? 0 : out.lines[i - 1]) + line);
    out.stops[i] = std::min(kMost, (fresh ? 0 : out.stops[i - 1]) + stops(i));
    all_lines += line;
    all_stops += stops(i);
    if (ends(i)) ++paragraphs;
  }
  for (std::size_t i = n; i-- > 0;) {
    const float line = i + 1 < n && layout.piece[i] > 0.5F ? 0.0F : 1.0F;
    out.lines_next[i] = std::min(kMost, (ends(i) ? 0 : out.lines_next[i + 1]) + line);
    out.stops_next[i] = std::min(kMost, (ends(i) ? 0 : out.stops_next[i + 1]) + stops(i));
  }
  out.mean_lines = std::min(kMost, all_lines / paragraphs);
  out.mean_stops = std::min(kMost, all_stops / paragraphs);
  return out;
}

// What a printed line is short of its measure; one that only its punctuation makes too wide is not.
float short_of(const Extent& e, float measure) {
  const float gap = measure - e.ems;
  return gap >= 0 ? gap : std::min(0.0F, gap + e.slack);
}

void layout_features(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const Layout& layout,
                     std::vector<Row>& rows) {
  const std::size_t n = facts.size();
  if (n < 2) return;
  const auto width = [&](std::size_t i) { return std::min(facts[i].size.ems, 60.0F); };
  const Printed printed = printed_lines(facts, layout);
  const auto shortfall = [&](std::size_t i) { return short_of(printed.whole[i], layout.measure[i]); };
  std::size_t full = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::fabs(shortfall(i)) < 0.4F + 0.03F * facts[i].size.soft) ++full;
  }
  const float full_share = static_cast<float>(full) / static_cast<float>(n);
  const float blank_learned = learned_blanks(facts, layout);
  const Runs runs = runs_of(facts, layout);
  float depth = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    Row& row = rows[i];
    const float unit = next_unit(facts[i], facts[i + 1], layout.style);
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
    const float short_a = short_of(printed.upto[i], layout.measure[i]);
    at(row, F::fill) = printed.upto[i].ems / std::max(layout.measure[i], 1.0F);
    at(row, F::short_a) = short_a;
    at(row, F::short_b) = shortfall(i + 1);
    at(row, F::short_before) = i > 0 ? shortfall(i - 1) : 0;
    at(row, F::short_next) = i + 2 < n ? shortfall(i + 2) : 0;
    at(row, F::spare) = short_a - unit;
    at(row, F::measure_step) = layout.measure[i + 1] - layout.measure[i];
    const float widest = near_widest(facts, i);
    at(row, F::local_short) = widest - printed.upto[i].ems;
    at(row, F::local_spare) = widest - printed.upto[i].ems - unit;
    at(row, F::width_step) = facts[i + 1].size.ems - facts[i].size.ems;
    at(row, F::style_indent) = layout.style.indent;
    at(row, F::style_justified) = layout.style.justified;
    at(row, F::style_pieces) = layout.style.pieces;
    at(row, F::style_fine) = number(layout.style.fine);
    at(row, F::full_share) = full_share;
    at(row, F::blank_learned) = blank_learned;
    at(row, F::run_lines) = runs.lines[i];
    at(row, F::run_next) = runs.lines_next[i + 1];
    at(row, F::run_stops) = runs.stops[i];
    at(row, F::run_stops_next) = runs.stops_next[i + 1];
    at(row, F::mean_lines) = runs.mean_lines;
    at(row, F::mean_stops) = runs.mean_stops;
    at(row, F::depth) = depth;
    if (layout.break_odds[i] > 0) depth = 0;
  }
}

}  // namespace runon::rejoin
