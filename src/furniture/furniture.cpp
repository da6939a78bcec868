#include "furniture/furniture.h"

#include <vector>

#include "furniture/lines.h"
#include "furniture/recurrence.h"
#include "furniture/rules.h"

namespace runon::furniture {

static_assert(flow::Stage<Furniture>);

namespace {

// The first line behind a page's furniture begins that page's text: rejoin looks at lines as they
// follow each other, and a break between pages is not one that a writer made.
void mark_page_breaks(flow::Document& document, const Page& page) {
  std::size_t next_start = 0;
  bool pending = false;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    flow::Line& line = document.lines[page.lines.place(i).line];
    const std::vector<std::size_t>& starts = page.recurrence.starts;
    while (next_start < starts.size() && starts[next_start] < i) ++next_start;
    const bool marked = page.verdicts[i].rule != nullptr;
    if (marked && line.page_break) pending = true;
    if (marked && next_start < starts.size() && starts[next_start] == i && i > 0) pending = true;
    if (marked || !pending) continue;
    line.page_break = true;
    pending = false;
  }
}

}  // namespace

Furniture::Furniture(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Furniture::operator()(flow::Document& document, flow::Scratch& scratch) const {
  const Lines lines(document);
  const Recurrence recurrence = find_recurrence(lines);
  std::vector<Verdict> verdicts(lines.size());
  const Page page{document, lines, recurrence, verdicts};
  for (const RuleRow& row : table())
    if (switches_.on(row.head)) row.apply(page, row.head);

  flow::Edits& edits = scratch.edits;
  edits.clear();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (verdicts[i].rule == nullptr) continue;
    flow::Line& line = document.lines[lines.place(i).line];
    line.mark = verdicts[i].mark;
    if (options_.fate == Fate::keep) continue;
    line.dropped = true;
    edits.add(line.begin, line.end, {}, *verdicts[i].rule);
  }
  mark_page_breaks(document, page);
  document.apply(edits);
  return base::Done{};
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(table());
  return all;
}

}  // namespace runon::furniture
