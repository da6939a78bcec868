// The layout features: what the inferred page says at each line break.
#include <algorithm>
#include <cmath>

#include "rejoin/features.h"

namespace runon::rejoin {
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

// By line: the widest one from four lines before to five behind it.
std::vector<float> near_widest(const std::vector<LineFacts>& facts) {
  constexpr std::size_t kBefore = 4;
  constexpr std::size_t kNear = 10;
  std::vector<float> widths(facts.size() + kNear);
  for (std::size_t i = 0; i < facts.size(); ++i) widths[kBefore + i] = facts[i].size.ems;
  std::vector<float> widest(widths.begin(), widths.end() - kNear);
  for (std::size_t k = 1; k < kNear; ++k)
    for (std::size_t i = 0; i < widest.size(); ++i) widest[i] = std::max(widest[i], widths[i + k]);
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
  out.upto.reserve(facts.size());
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
  std::vector<float> shortfall(n);
  std::size_t full = 0;
  for (std::size_t i = 0; i < n; ++i) {
    shortfall[i] = short_of(printed.whole[i], layout.measure[i]);
    if (std::fabs(shortfall[i]) < 0.4F + 0.03F * facts[i].size.soft) ++full;
  }
  const float full_share = static_cast<float>(full) / static_cast<float>(n);
  const float blank_learned = learned_blanks(facts, layout);
  const Runs runs = runs_of(facts, layout);
  const std::vector<float> widest = near_widest(facts);
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
    at(row, F::short_b) = shortfall[i + 1];
    at(row, F::short_before) = i > 0 ? shortfall[i - 1] : 0;
    at(row, F::short_next) = i + 2 < n ? shortfall[i + 2] : 0;
    at(row, F::spare) = short_a - unit;
    at(row, F::measure_step) = layout.measure[i + 1] - layout.measure[i];
    at(row, F::local_short) = widest[i] - printed.upto[i].ems;
    at(row, F::local_spare) = widest[i] - printed.upto[i].ems - unit;
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
