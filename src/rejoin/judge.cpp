#include "rejoin/judge.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "rejoin/apart.h"
#include "rejoin/blanks.h"
#include "rejoin/constraints.h"
#include "rejoin/decide.h"
#include "rejoin/features.h"
#include "rejoin/headings.h"
#include "rejoin/measure.h"
#include "rejoin/program.h"
#include "rejoin/regions.h"
#include "rejoin/restated.h"
#include "rejoin/seams.h"
#include "rejoin/wrapped.h"

namespace runon::rejoin {
namespace {

// Fills in the layout features, and says what style they rest on.
LayoutStyle weigh(const flow::Document& document, std::vector<LineFacts>& facts, std::vector<Row>& rows) {
  const std::vector<float> evidence = evidence_odds(evidence_model(), rows);
  const Layout layout = find_layout(document, facts, evidence);
  layout_features(facts, evidence, layout, rows);
  return layout.style;
}

// Vertical text that came one character a line: nearly all lines are one ideograph, kana or mark, and marks of
// sentences are among them, which no list of characters has.
bool vertical(const std::vector<LineFacts>& facts) {
  constexpr std::size_t kFewest = 12;
  constexpr double kNearlyAll = 0.9;
  const auto upright = [](const LineFacts& f) {
    return f.visible == 1 && f.last != Glyph::digit && (f.last == Glyph::han || f.last == Glyph::kana || f.letters == 0);
  };
  const auto mark = [](const LineFacts& f) {
    return f.visible == 1 && (f.last == Glyph::stop || f.last == Glyph::comma) && f.size.ems >= 1;
  };
  if (facts.size() < kFewest || std::none_of(facts.begin(), facts.end(), mark)) return false;
  const auto n = std::count_if(facts.begin(), facts.end(), upright);
  return static_cast<double>(n) >= kNearlyAll * static_cast<double>(facts.size());
}

// Its columns run on; where blank lines stand between some characters only, those part paragraphs.
void run_on_columns(const std::vector<LineFacts>& facts, std::vector<float>& odds) {
  const auto gaps = std::count_if(facts.begin(), facts.end(), [](const LineFacts& f) { return f.blanks > 0; });
  const bool telling = static_cast<std::size_t>(gaps) * 4 < facts.size();
  constexpr float kSure = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < odds.size(); ++i) odds[i] = telling && facts[i + 1].blanks > 0 ? kSure : -kSure;
}

// Paragraphs that a page's end cut, where each stands on a line of its own otherwise. What nothing else may join stays apart.
void mend_cuts(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<bool>& apart,
               std::vector<float>& odds) {
  // Where most lines end no sentence, as wrapped ones and messages do, none tells that it was cut.
  const auto open = std::count_if(facts.begin(), facts.end(), [](const LineFacts& f) { return !f.stop; });
  if (static_cast<std::size_t>(open) * 2 > facts.size()) return;
  float ems = 0;  // of the paragraph so far
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const LineFacts& a = facts[i];
    const LineFacts& b = facts[i + 1];
    ems += a.size.ems;
    if (odds[i] > 0 && !apart[i] && may_go_on(a, b, ems)) {
      if (const std::optional<float> cut = cut_odds(view(document, a), view(document, b))) odds[i] = *cut;
    }
    if (odds[i] > 0) ems = 0;
  }
}

// What is broken in a text that no column broke: dates, and paragraphs.
void mend(const flow::Document& document, const std::vector<LineFacts>& facts, Verdict& verdict) {
  for (std::size_t i = 0; i < verdict.odds.size(); ++i)
    if (splits_date(view(document, facts[i]), view(document, facts[i + 1])))
      verdict.odds[i] = -std::numeric_limits<float>::infinity();
  mend_cuts(document, facts, verdict.tables.breaks, verdict.odds);
}

// A small letter goes on with a line that ends no sentence: lines that stand twice begin inside one where both copies were cut
// alike.
bool in_sentence(const LineFacts& a, const LineFacts& b) { return !a.stop && a.last != Glyph::colon && b.first == Glyph::lower; }

// Of lines that were all set alike.
Verdict verdict_of(const flow::Document& document, std::vector<LineFacts>& facts, bool why) {
  Verdict verdict;
  if (facts.size() < 2) return verdict;
  if (why) evidence_features(document, facts, verdict.rows);
  verdict.odds.assign(facts.size() - 1, std::numeric_limits<float>::infinity());
  if (vertical(facts)) {
    run_on_columns(facts, verdict.odds);
    return verdict;
  }
  verdict.tables = find_tables(document, facts);
  const Matter matter = matter_of(document, facts, verdict.tables);
  verdict.verbatim = matter == Matter::verbatim;
  if (verdict.verbatim) return verdict;
  const Shape shape = shape_of(facts);
  if (finished(document, facts, shape)) {
    verdict.finished = true;
    mend(document, facts, verdict);
    return verdict;
  }
  const Again again(document, facts);
  if (!why) evidence_features(document, facts, shape, again, verdict.rows);
  verdict.style = weigh(document, facts, verdict.rows);
  verdict.odds = decide(verdict.rows);
  std::vector<bool> apart = verdict.tables.breaks;
  const Edges edges(facts);
  set_apart(document, facts, edges, apart);
  if (matter == Matter::mixed) part_programs(document, facts, edges.margins, apart);
  part_headings(document, facts, edges, apart);
  part_at_blanks(facts, apart);
  for (std::size_t i = 0; i < verdict.rows.size(); ++i) {
    const Constraint hard = constraint(document, facts[i], facts[i + 1]);
    if (demands_join(hard)) verdict.odds[i] = -std::numeric_limits<float>::infinity();
    const bool begins_run = at(verdict.rows[i], F::again) == number(Recurs::begins) && !in_sentence(facts[i], facts[i + 1]);
    if (hard == Constraint::brk || (hard == Constraint::none && (begins_run || restates(document, facts, i)))) apart[i] = true;
    if (apart[i] && (hard != Constraint::join || verdict.tables.breaks[i]))
      verdict.odds[i] = std::numeric_limits<float>::infinity();
  }
  mend_cuts(document, facts, apart, verdict.odds);
  const auto copied = [](const Row& row) { return at(row, F::again) == number(Recurs::together); };
  if (std::none_of(verdict.rows.begin(), verdict.rows.end(), copied)) return verdict;
  again.agree(verdict.odds);
  return verdict;
}

}  // namespace

const Judgement::Part& Judgement::of(std::size_t line) const {
  const auto behind =
      std::upper_bound(parts.begin(), parts.end(), line, [](std::size_t at, const Part& part) { return at < part.begin; });
  return *std::prev(behind);
}

Judgement judge(const flow::Document& document, std::vector<LineFacts>& facts, bool why) {
  Judgement all;
  const std::vector<std::size_t> begins = find_regions(facts);
  if (begins.size() == 1) {
    all.parts.push_back({0, verdict_of(document, facts, why)});
    all.odds = all.parts.front().verdict.odds;
    return all;
  }
  all.odds.reserve(facts.size() - 1);
  for (std::size_t r = 0; r < begins.size(); ++r) {
    const bool last = r + 1 == begins.size();
    const auto from = facts.begin() + static_cast<std::ptrdiff_t>(begins[r]);
    const auto to = last ? facts.end() : facts.begin() + static_cast<std::ptrdiff_t>(begins[r + 1]);
    // The line behind it shows whether a region's last line ends a paragraph.
    std::vector<LineFacts> lines(from, last ? to : to + 1);
    all.parts.push_back({begins[r], verdict_of(document, lines, why)});
    std::copy_n(lines.begin(), to - from, from);
    const std::vector<float>& odds = all.parts.back().verdict.odds;
    all.odds.insert(all.odds.end(), odds.begin(), odds.end());
  }
  return all;
}

}  // namespace runon::rejoin
