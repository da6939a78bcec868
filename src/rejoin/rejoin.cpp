#include "rejoin/rejoin.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "rejoin/apart.h"
#include "rejoin/blanks.h"
#include "rejoin/constraints.h"
#include "rejoin/decide.h"
#include "rejoin/features.h"
#include "rejoin/headings.h"
#include "rejoin/joint.h"
#include "rejoin/kinds.h"
#include "rejoin/layout.h"
#include "rejoin/line_facts.h"
#include "rejoin/measure.h"
#include "rejoin/model.h"
#include "rejoin/outcome.h"
#include "rejoin/page_lines.h"
#include "rejoin/program.h"
#include "rejoin/restated.h"
#include "rejoin/seams.h"
#include "rejoin/tables.h"
#include "rejoin/wrapped.h"

namespace runon::rejoin {
namespace {

using flow::Joint;
using flow::Rule;

constexpr Rule kBreak{"rejoin", "break", "Blank lines and indents between two blocks become one line end.", "", ""};
constexpr Rule kClose{"rejoin", "join", "A line break inside a paragraph of a script without word spaces goes.", "", ""};
constexpr Rule kSpace{"rejoin", "join-space", "A line break between words becomes a space.", "", ""};
constexpr Rule kHyphen{"rejoin", "dehyphenate", "A line-end hyphen that the line break made goes with it.", "", ""};
constexpr Rule kEnds{"rejoin", "ends", "White space in front of the first block and behind the last goes.", "", ""};
constexpr const Rule* kRules[] = {&kPageLine, &kBreak, &kClose, &kSpace, &kHyphen, &kEnds};

static_assert(flow::Stage<Rejoin>);

// Log odds of a break at each of facts.size() - 1 line breaks, and the features behind them.
struct Verdict {
  std::vector<float> odds;
  std::vector<Row> rows;
  LayoutStyle style;
  bool verbatim = false;  // lines stay as they are
  bool finished = false;  // no line was broken by a column
  Tables tables;
};

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
    // Headlines have no pauses.
    if (odds[i] > 0 && !apart[i] && ems >= kLongCut && b.pauses > 0 && b.indent <= a.indent) {
      if (const std::optional<float> cut = cut_odds(view(document, a), view(document, b))) odds[i] = *cut;
    }
    if (odds[i] > 0) ems = 0;
  }
}

// What is broken in a text that no column broke: dates, and paragraphs.
void mend(const flow::Document& document, const std::vector<LineFacts>& facts, Verdict& verdict) {
  for (std::size_t i = 0; i < verdict.odds.size(); ++i)
    if (splits_date(document, facts[i], facts[i + 1])) verdict.odds[i] = -std::numeric_limits<float>::infinity();
  mend_cuts(document, facts, verdict.tables.breaks, verdict.odds);
}

// A small letter goes on with a line that ends no sentence: lines that stand twice begin inside one where both copies were cut
// alike.
bool in_sentence(const LineFacts& a, const LineFacts& b) { return !a.stop && a.last != Glyph::colon && b.first == Glyph::lower; }

// `why`: the features are wanted even where they decide nothing.
Verdict judge(const flow::Document& document, std::vector<LineFacts>& facts, bool why) {
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

double confidence(float odds);

bool joins(float odds, double min_confidence) {
  constexpr double kLeast = 0.5;  // of any decision
  return odds < 0 && (min_confidence <= kLeast || std::isinf(odds) || confidence(odds) >= min_confidence);
}

double confidence(float odds) { return 1 / (1 + std::exp(-std::fabs(static_cast<double>(odds)))); }

// Why a break stands, or a join, whatever the model says.
const char* reason(const Verdict& verdict, std::size_t i) {
  if (verdict.odds[i] < 0) return "a line cannot begin or end like this";
  if (verdict.verbatim) return "the text is a program, markup or a table, whose lines stay";
  if (verdict.finished) return "the text has a paragraph on each line";
  return "a break must stand here";
}

flow::Decision decision(const Verdict& verdict, std::size_t i, const std::vector<LineFacts>& facts, const PageLines& page_lines,
                        Joint joint) {
  flow::Decision d;
  d.line = page_lines.last(facts[i].line);
  d.next = page_lines.first(facts[i + 1].line);
  d.joint = joint;
  d.confidence = confidence(verdict.odds[i]);
  if (std::isinf(verdict.odds[i])) d.evidence.push_back({"typography", reason(verdict, i), static_cast<double>(verdict.odds[i])});
  else if (verdict.finished)
    d.evidence.push_back({"wording", "a paragraph on a line of its own was cut in the middle of a sentence",
                          static_cast<double>(verdict.odds[i])});
  // The model was not asked.
  if (verdict.verbatim || verdict.finished) return d;
  std::array<float, static_cast<std::size_t>(kFeatures)> share{};
  shares(deciding_model(verdict.rows[i]), verdict.rows[i], share);
  for (std::size_t f = 0; f < share.size(); ++f) {
    if (std::fabs(share[f]) < 0.05F) continue;
    d.evidence.push_back({feature_table()[f].name, fmt::format("{:.3g}", verdict.rows[i][f]), static_cast<double>(share[f])});
  }
  std::stable_sort(d.evidence.begin(), d.evidence.end(),
                   [](const auto& x, const auto& y) { return std::fabs(x.weight) > std::fabs(y.weight); });
  return d;
}

const Rule& rule_of(Joint joint) {
  switch (joint) {
    case Joint::brk: return kBreak;
    case Joint::close: return kClose;
    case Joint::space: return kSpace;
    case Joint::hyphen: return kHyphen;
  }
  return kBreak;
}

std::string_view between(Joint joint) {
  switch (joint) {
    case Joint::brk: return "\n";
    case Joint::space: return " ";
    default: return "";
  }
}

// What is to be said of the breaks inside lines of the page; in their places among the others.
void add_cuts(const PageLines& page_lines, std::vector<flow::Decision>& why) {
  for (const PageLines::Cut& cut : page_lines.cuts()) {
    flow::Decision d;
    d.line = cut.line;
    d.next = cut.next;
    d.joint = cut.joint;
    d.evidence.push_back({"typography", "both are pieces of one line of the page, as the space behind the first one tells",
                          -std::numeric_limits<double>::infinity()});
    why.push_back(std::move(d));
  }
  std::sort(why.begin(), why.end(), [](const flow::Decision& x, const flow::Decision& y) { return x.line < y.line; });
}

// A piece of text that becomes (part of) a block: a line, without the white space around it.
struct Piece {
  std::size_t begin;
  std::size_t end;
  std::uint32_t number;  // of its first and its last line in the source
  std::uint32_t last_number;
  flow::Mark mark;
  Joint before;  // how it is joined to the piece before it
  bool row;      // of a table
};

// Lines with text in source order, marked ones among them; those stand alone. Rows of tables keep their indents.
std::vector<Piece> pieces(const flow::Document& document, const PageLines& page_lines, const std::vector<LineFacts>& facts,
                          const std::vector<Joint>& joints, const Verdict& verdict) {
  std::vector<Piece> out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const flow::Line& line = document.lines[i];
    if (next < facts.size() && facts[next].line == i) {
      const LineFacts& f = facts[next];
      Joint before = next == 0 ? Joint::brk : joints[next - 1];
      if (!out.empty() && out.back().mark != flow::Mark::none) before = Joint::brk;
      const bool row = next < verdict.tables.rows.size() && verdict.tables.rows[next];
      out.push_back({verdict.verbatim || row ? line.begin : f.begin, f.end, line.number, page_lines.last_number(document, i),
                     flow::Mark::none, before, row});
      ++next;
      continue;
    }
    if (line.begin == line.end || line.mark == flow::Mark::none || line.mark == flow::Mark::repeat) continue;
    const std::string_view text = document.view(line);
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    const std::size_t last = text.find_last_not_of(" \t");
    out.push_back({line.begin + first, line.begin + last + 1, line.number, line.number, line.mark, Joint::brk, false});
  }
  return out;
}

// Replaces [from, to) with the glue. Where a line was taken out in between, the edit stops at its place
// and goes on behind it, so that the record keeps naming the rule that took it out.
class Seam {
 public:
  Seam(const flow::Document& document, flow::Edits& edits) : document_(document), edits_(edits) {}

  void replace(std::size_t from, std::size_t to, std::string_view glue, const Rule& rule) {
    while (next_ < document_.lines.size() && document_.lines[next_].begin <= from) ++next_;
    for (; next_ < document_.lines.size() && document_.lines[next_].begin < to; ++next_) {
      const flow::Line& line = document_.lines[next_];
      if (!line.dropped || line.begin == from) continue;
      add(from, line.begin, glue, rule);
      glue = {};
      from = line.begin;
    }
    add(from, to, glue, rule);
  }

 private:
  void add(std::size_t from, std::size_t to, std::string_view glue, const Rule& rule) {
    if (std::string_view(document_.text).substr(from, to - from) != glue) edits_.add(from, to, glue, rule);
  }

  const flow::Document& document_;
  flow::Edits& edits_;
  std::size_t next_ = 0;
};

// Writes the edits between pieces, and the blocks in positions of the text as it is now; apply()
// moves them.
void settle(flow::Document& document, const std::vector<Piece>& all, flow::Edits& edits) {
  document.blocks.clear();
  const std::string_view text = document.text;
  Seam seam(document, edits);
  std::size_t at = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Piece& piece = all[i];
    std::size_t from = at;
    if (i > 0 && piece.before == Joint::hyphen)
      from -= hyphen_bytes(text.substr(all[i - 1].begin, all[i - 1].end - all[i - 1].begin));
    const std::string_view glue = i == 0 ? std::string_view{} : between(piece.before);
    seam.replace(from, piece.begin, glue, i == 0 ? kEnds : rule_of(piece.before));
    at = piece.end;
    if (i > 0 && piece.before != Joint::brk) {
      document.blocks.back().end = piece.end;
      document.blocks.back().last_line = piece.last_number;
      continue;
    }
    flow::Block block;
    block.begin = piece.begin;
    block.end = piece.end;
    block.first_line = piece.number;
    block.last_line = piece.last_number;
    if (piece.mark == flow::Mark::furniture) block.kind = flow::Kind::furniture;
    if (piece.mark == flow::Mark::jump) block.kind = flow::Kind::jump;
    if (piece.row) block.kind = flow::Kind::table;
    document.blocks.push_back(block);
  }
  // The last line's end is no blank space: clean text ends in one.
  const std::size_t line_end = all.empty() ? std::string_view::npos : text.find('\n', at);
  const std::size_t kept = line_end == std::string_view::npos ? text.size() : line_end;
  if (at < kept) edits.add(at, kept, "", kEnds);
  if (kept + 1 < text.size()) edits.add(kept + 1, text.size(), "", kEnds);
}

}  // namespace

Rejoin::Rejoin(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Rejoin::operator()(flow::Document& document, flow::Scratch& scratch) const {
  return (*this)(document, scratch, nullptr);
}

base::Status Rejoin::operator()(flow::Document& document, flow::Scratch& scratch, std::vector<flow::Decision>* why) const {
  std::vector<LineFacts> facts;
  gather(document, facts);
  const PageLines page_lines = switches_.on(kPageLine) ? put_together(document, facts, scratch.edits) : PageLines();
  const Verdict verdict = judge(document, facts, why != nullptr);
  Vocabulary vocabulary(document, facts, verdict.style.words);
  std::vector<Joint> joints(verdict.odds.size(), Joint::brk);
  const auto fit = [&](std::size_t i) {
    const Joint how = joint(view(document, facts[i]), view(document, facts[i + 1]), facts[i], facts[i + 1], vocabulary);
    return how == Joint::hyphen && !switches_.on(kHyphen) ? Joint::close : how;
  };
  for (std::size_t i = 0; i < joints.size(); ++i) {
    const float odds = verdict.odds[i];
    if (joins(odds, options_.min_confidence)) joints[i] = fit(i);
    if (why != nullptr) why->push_back(decision(verdict, i, facts, page_lines, joints[i]));
  }
  if (why != nullptr) add_cuts(page_lines, *why);
  const std::vector<Piece> all = pieces(document, page_lines, facts, joints, verdict);
  scratch.edits.clear();
  settle(document, all, scratch.edits);
  document.apply(scratch.edits);
  classify(document, document.blocks);
  return base::Done{};
}

std::span<const flow::Rule* const> rules() { return kRules; }

}  // namespace runon::rejoin
