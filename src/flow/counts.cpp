#include "flow/counts.h"

#include <algorithm>

namespace runon::flow {
namespace {

bool is_of(const Edit& edit, std::string_view stage) {
  return edit.rule->stage == stage ||
         std::any_of(edit.with.begin(), edit.with.end(), [&](const Rule* rule) { return rule->stage == stage; });
}

}  // namespace

Counts count(const Document& document) {
  Counts counts;
  counts.edits = document.edits.size();
  for (const Edit& edit : document.edits)
    if (is_of(edit, "doubling")) ++counts.undoubled;
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
  return counts;
}

}  // namespace runon::flow
