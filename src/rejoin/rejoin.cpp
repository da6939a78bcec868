#include "rejoin/rejoin.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "rejoin/decide.h"
#include "rejoin/features.h"
#include "rejoin/joint.h"
#include "rejoin/judge.h"
#include "rejoin/kinds.h"
#include "rejoin/line_facts.h"
#include "rejoin/model.h"
#include "rejoin/page_lines.h"

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

double confidence(float odds);

bool joins(float odds, double min_confidence) {
  constexpr double kLeast = 0.5;  // of any decision
  return odds < 0 && (min_confidence <= kLeast || std::isinf(odds) || confidence(odds) >= min_confidence);
}

double confidence(float odds) { return 1 / (1 + std::exp(-std::fabs(static_cast<double>(odds)))); }

// Why a break stands, or a join, whatever the model says.
const char* reason(const Verdict& verdict, float odds) {
  if (odds < 0) return "a line cannot begin or end like this";
  if (verdict.verbatim) return "the text is a program, markup or a table, whose lines stay";
  if (verdict.finished) return "the text has a paragraph on each line";
  return "a break must stand here";
}

flow::Decision decision(const Judgement& judgement, std::size_t i, const std::vector<LineFacts>& facts,
                        const PageLines& page_lines, Joint joint) {
  const Judgement::Part& part = judgement.of(i);
  const Verdict& verdict = part.verdict;
  const float odds = judgement.odds[i];
  flow::Decision d;
  d.line = page_lines.last(facts[i].line);
  d.next = page_lines.first(facts[i + 1].line);
  d.joint = joint;
  d.confidence = confidence(odds);
  if (std::isinf(odds)) d.evidence.push_back({"typography", reason(verdict, odds), static_cast<double>(odds)});
  else if (verdict.finished)
    d.evidence.push_back(
        {"wording", "a paragraph on a line of its own was cut in the middle of a sentence", static_cast<double>(odds)});
  // The model was not asked.
  if (verdict.verbatim || verdict.finished) return d;
  std::array<float, static_cast<std::size_t>(kFeatures)> share{};
  const Row& row = verdict.rows[i - part.begin];
  shares(deciding_model(row), row, share);
  for (std::size_t f = 0; f < share.size(); ++f) {
    if (std::fabs(share[f]) < 0.05F) continue;
    d.evidence.push_back({feature_table()[f].name, fmt::format("{:.3g}", row[f]), static_cast<double>(share[f])});
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
                          const std::vector<Joint>& joints, const Judgement& judgement) {
  std::vector<Piece> out;
  std::size_t next = 0;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const flow::Line& line = document.lines[i];
    if (next < facts.size() && facts[next].line == i) {
      const LineFacts& f = facts[next];
      Joint before = next == 0 ? Joint::brk : joints[next - 1];
      if (!out.empty() && out.back().mark != flow::Mark::none) before = Joint::brk;
      const Judgement::Part& part = judgement.of(next);
      const std::vector<bool>& rows = part.verdict.tables.rows;
      const bool row = next - part.begin < rows.size() && rows[next - part.begin];
      out.push_back({part.verdict.verbatim || row ? line.begin : f.begin, f.end, line.number, page_lines.last_number(document, i),
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
  const Judgement judgement = judge(document, facts, why != nullptr);
  Vocabulary vocabulary(document, facts);
  std::vector<Joint> joints(judgement.odds.size(), Joint::brk);
  const auto fit = [&](std::size_t i) {
    vocabulary.set_hangul_words(judgement.of(i).verdict.style.words);
    const Joint how = joint(view(document, facts[i]), view(document, facts[i + 1]), facts[i], facts[i + 1], vocabulary);
    return how == Joint::hyphen && !switches_.on(kHyphen) ? Joint::close : how;
  };
  for (std::size_t i = 0; i < joints.size(); ++i) {
    if (joins(judgement.odds[i], options_.min_confidence)) joints[i] = fit(i);
    if (why != nullptr) why->push_back(decision(judgement, i, facts, page_lines, joints[i]));
  }
  if (why != nullptr) add_cuts(page_lines, *why);
  const std::vector<Piece> all = pieces(document, page_lines, facts, joints, judgement);
  scratch.edits.clear();
  settle(document, all, scratch.edits);
  document.apply(scratch.edits);
  classify(document, document.blocks);
  return base::Done{};
}

std::span<const flow::Rule* const> rules() { return kRules; }

}  // namespace runon::rejoin
