#include "flow/counts.h"

#include <algorithm>

namespace runon::flow {
namespace {

bool is_of(const Edit& edit, std::string_view stage) {
  bool is = edit.rule->stage == stage;
  for (const Rule* taken_in : edit.with) is = is || taken_in->stage == stage;
  return is;
}

// Rules are few and known by address.
RuleSum& sum_of(std::vector<RuleSum>& sums, const Rule* rule) {
  auto found = std::find_if(sums.begin(), sums.end(), [&](const RuleSum& sum) { return sum.rule == rule; });
  if (found == sums.end()) found = sums.insert(found, {rule, 0, 0});
  return *found;
}

void add_edit(std::vector<RuleSum>& sums, const Edit& edit) {
  RuleSum& sum = sum_of(sums, edit.rule);
  ++sum.edits;
  if (edit.end - edit.begin > edit.after.size()) sum.removed += edit.end - edit.begin - edit.after.size();
  for (const Rule* taken_in : edit.with) ++sum_of(sums, taken_in).edits;
}

// Lines and blocks.
void count_lists(const Document& document, Counts& counts) {
  // Lines come in the order of the blocks that they were joined to; a block's first one is no join.
  std::size_t block = 0;
  bool first = true;
  for (const Line& line : document.lines) {
    const bool furniture = line.dropped && (line.mark == Mark::furniture || line.mark == Mark::jump);
    if (furniture) ++counts.dropped;
    if (furniture || line.begin < line.end) ++counts.lines;
    if (line.begin == line.end) continue;
    while (block < document.blocks.size() && document.blocks[block].end <= line.begin) {
      ++block;
      first = true;
    }
    if (block == document.blocks.size()) continue;
    if (!first) ++counts.joined;
    first = false;
  }
  for (const Block& b : document.blocks) {
    if (b.dropped) ++counts.repeats;
    else if (b.begin < b.end) ++counts.paragraphs;
  }
}

}  // namespace

Counts count(const Document& document) {
  Counts counts;
  if (document.unlisted) counts = document.unlisted->counts;
  counts.edits += document.edits.size();
  for (const Edit& edit : document.edits)
    if (is_of(edit, "doubling")) ++counts.undoubled;
  count_lists(document, counts);
  return counts;
}

std::vector<RuleSum> sum_rules(const Document& document) {
  std::vector<RuleSum> sums;
  if (document.unlisted) sums = document.unlisted->rules;
  for (const Edit& edit : document.edits) add_edit(sums, edit);
  return sums;
}

void Tally::join() {
  --counts.paragraphs;
  ++counts.joined;
}

void Tally::add(const Edit& edit) {
  ++counts.edits;
  if (is_of(edit, "doubling")) ++counts.undoubled;
  add_edit(rules, edit);
}

void Tally::add(const Document& document) { count_lists(document, counts); }

}  // namespace runon::flow
