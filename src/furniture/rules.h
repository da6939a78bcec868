// The stage's rules: which lines are furniture, and by which evidence.
#pragma once

#include <span>
#include <vector>

#include "flow/document.h"
#include "flow/rule.h"
#include "furniture/lines.h"
#include "furniture/recurrence.h"

namespace runon::furniture {

// A line's verdict; the first rule that marks a line has it.
struct Verdict {
  flow::Mark mark = flow::Mark::none;
  const flow::Rule* rule = nullptr;
};

// What rules may look at, and where they put their verdicts (one per row).
struct Page {
  const flow::Document& document;
  const Lines& lines;
  const Recurrence& recurrence;
  std::vector<Verdict>& verdicts;

  void mark(std::size_t row, flow::Mark mark, const flow::Rule& rule) const {
    if (verdicts[row].rule == nullptr) verdicts[row] = {mark, &rule};
  }
};

struct RuleRow {
  flow::Rule head;
  void (*apply)(const Page& page, const flow::Rule& rule);
};

// The table, in order of application.
std::span<const RuleRow> table();

}  // namespace runon::furniture
