#include "spacing/spacing.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "spacing/evidence.h"
#include "spacing/gap_lines.h"
#include "spacing/headings.h"
#include "spacing/line.h"
#include "spacing/rules.h"
#include "spacing/stretch.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::spacing {
namespace {

// Columns at which text begins behind a gap of two columns or more.
std::vector<std::size_t> wide_stops(std::string_view line) {
  std::vector<std::size_t> stops;
  std::size_t column = 0;
  std::size_t white = 2;  // columns of white space up to here
  bool text_seen = false;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    const text::Properties& p = text::properties(d.point);
    const std::size_t width = p.mark() ? 0 : p.wide() ? 2 : 1;
    if (p.space()) {
      white += width;
    } else {
      if (white >= 2 && text_seen) stops.push_back(column);
      text_seen = true;
      white = 0;
    }
    column += width;
    at += d.bytes;
  }
  return stops;
}

using LineRule = void (*)(const Look&, const flow::Rule&);

// Looks at the lines of one document that have gaps. What a rule may do to one depends on what the others show.
class Pass {
 public:
  Pass(flow::Document& document, const std::vector<const Row*>& rows)
      : document_(document), rows_(rows), words_(document.text), gaps_(gap_lines(document)), evidence_(document, gaps_) {}

  // Carries out the rules that look into lines; afterwards, those that look at what that left.
  void run(flow::Edits& edits) {
    edits.clear();
    for (const GapLine& line : gaps_.open) find_in(line.index, &Row::in_line, edits);
    // The second round may ask this; it is of the text as it came.
    if (may_ask_ && !edits.empty()) evidence_.cjk_document();
    document_.apply(edits);
    if (wide_.empty()) return;
    edits.clear();
    for (const std::size_t line : std::exchange(wide_, {})) find_in(line, &Row::in_settled_line, edits);
    document_.apply(edits);
  }

  // There are Hebrew or Arabic letters.
  bool rtl() const { return gaps_.rtl; }

 private:
  void find_in(std::size_t index, LineRule Row::*in_line, flow::Edits& edits) {
    flow::Line& line = document_.lines[index];
    line_.read(document_.text, line.begin, line.end);
    if (line_.gaps.empty()) return;
    const Stretch stretch = weigh(line_);
    const Look look{line_, stretch, evidence_, words_, in_line == &Row::in_settled_line && tabular(index), heads(index)};
    keep_structure(look);
    for (const Row* row : rows_)
      if (row->*in_line != nullptr) (row->*in_line)(look, row->head);
    if (std::any_of(line_.gaps.begin(), line_.gaps.end(),
                    [](const Gap& gap) { return gap.fate != Fate::drop && gap.characters > 1; })) {
      wide_.push_back(index);
      // Closed gaps may take marks in, which then count no more.
      may_ask_ = may_ask_ || line_.cjk * 2 <= line_.letters + line_.gaps.size() * 2;
    }
    if (stretch.spaced &&
        std::any_of(line_.gaps.begin(), line_.gaps.end(), [](const Gap& gap) { return gap.fate == Fate::drop; }))
      line.stretched = true;
    write(edits);
  }

  // It is a numbered heading.
  bool heads(std::size_t index) {
    if (line_.glyphs.front() != Glyph::digit) return false;
    if (!headings_) headings_ = numbered_headings(document_, gaps_);
    return std::binary_search(headings_->begin(), headings_->end(), index);
  }

  // A wide gap of this line ends in the column where one of a line beside it does, blank lines between or not.
  bool tabular(std::size_t index) const {
    if (std::none_of(line_.gaps.begin(), line_.gaps.end(), [](const Gap& gap) { return gap.characters > 1; })) return false;
    const std::vector<std::size_t> own = wide_stops(document_.view(document_.lines[index]));
    const auto shares = [&](const flow::Line& other) {
      const std::vector<std::size_t> stops = wide_stops(document_.view(other));
      // Both ascend.
      std::size_t i = 0;
      for (const std::size_t at : own) {
        while (i < stops.size() && stops[i] < at) ++i;
        if (i < stops.size() && stops[i] == at) return true;
      }
      return false;
    };
    constexpr std::size_t kReach = 3;  // lines, of which the others are blank
    const std::vector<flow::Line>& lines = document_.lines;
    const auto blank = [](const flow::Line& line) { return line.begin == line.end; };
    std::size_t before = 1;
    while (before < kReach && before < index && blank(lines[index - before])) ++before;
    std::size_t behind = 1;
    while (behind < kReach && index + behind + 1 < lines.size() && blank(lines[index + behind])) ++behind;
    return (index >= before && shares(lines[index - before])) || (index + behind < lines.size() && shares(lines[index + behind]));
  }

  // A run of drops of one rule that only solid text parts is one edit: a reader of the audit sees the
  // line before and after, not twenty spaces.
  void write(flow::Edits& edits) const {
    const std::vector<Gap>& gaps = line_.gaps;
    for (std::size_t i = 0; i < gaps.size();) {
      if (gaps[i].fate != Fate::drop && gaps[i].fate != Fate::single) {
        ++i;
        continue;
      }
      std::string after = gaps[i].fate == Fate::drop ? "" : gaps[i].ideographic ? "\xE3\x80\x80" : " ";
      std::size_t j = i + 1;
      while (gaps[i].fate == Fate::drop && j < gaps.size() && gaps[j].fate == Fate::drop && gaps[j].rule == gaps[i].rule) {
        after += document_.text.substr(gaps[j - 1].end, gaps[j].begin - gaps[j - 1].end);
        ++j;
      }
      edits.add(gaps[i].begin, gaps[j - 1].end, after, *gaps[i].rule);
      i = j;
    }
  }

  flow::Document& document_;
  const std::vector<const Row*>& rows_;
  Words words_;
  GapLines gaps_;
  Evidence evidence_;
  std::optional<std::vector<std::size_t>> headings_;
  std::vector<std::size_t> wide_;  // lines in which gaps of more than one character remain: the second round is for them
  bool may_ask_ = false;           // one of them is not plainly of CJK characters
  LineText line_;
};

}  // namespace

static_assert(flow::Stage<Spacing>);

Spacing::Spacing(const Options& /*options*/, const flow::RuleSwitches& switches) {
  for (const Row& row : rows())
    if (switches.on(row.head)) rows_.push_back(&row);
}

base::Status Spacing::operator()(flow::Document& document, flow::Scratch& scratch) const {
  scratch.edits.clear();
  bool rtl = false;
  {
    Pass pass(document, rows_);
    pass.run(scratch.edits);
    rtl = pass.rtl();
  }
  for (const Row* row : rows_) {
    if (row->across == nullptr || !rtl) continue;
    scratch.edits.clear();
    row->across(document.text, scratch.edits, row->head);
    document.apply(scratch.edits);
  }
  return base::Done{};
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(rows());
  return all;
}

}  // namespace runon::spacing
