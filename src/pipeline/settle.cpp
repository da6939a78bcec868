#include "pipeline/settle.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace runon::pipeline {
namespace {

// Lines of the source that the blocks of the first run were made of, in order of the lines of its text.
std::vector<std::pair<std::uint32_t, std::uint32_t>> source_lines(const flow::Document& document) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lines;
  for (const flow::Block& block : document.blocks)
    if (!block.dropped) lines.emplace_back(block.first_line, block.last_line);
  return lines;
}

// How far down the lines of the source blocks reach that stay.
class Reach {
 public:
  explicit Reach(const std::vector<flow::Block>& blocks) {
    for (const flow::Block& block : blocks)
      if (!block.dropped) far_.emplace_back(block.first_line, block.last_line);
    std::sort(far_.begin(), far_.end());
    for (std::size_t i = 1; i < far_.size(); ++i) far_[i].second = std::max(far_[i].second, far_[i - 1].second);
  }

  // The furthest last line of the blocks that begin in front of `line`; 0: there is none.
  std::uint32_t before(std::uint32_t line) const {
    const auto at = std::lower_bound(far_.begin(), far_.end(), std::pair<std::uint32_t, std::uint32_t>(line, 0));
    return at == far_.begin() ? 0 : std::prev(at)->second;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> far_;  // first lines in order, and how far those up to here reach
};

// A line of the first run's text that the further run dropped takes its source lines with it.
void drop_lines(flow::Document& document, std::uint32_t first, std::uint32_t last, flow::Mark mark) {
  const auto from = std::lower_bound(document.lines.begin(), document.lines.end(), first,
                                     [](const flow::Line& l, std::uint32_t n) { return l.number < n; });
  for (auto line = from; line != document.lines.end() && line->number <= last; ++line) {
    line->dropped = true;
    line->mark = mark;
  }
}

}  // namespace

bool same_blocks(const flow::Document& document, const flow::Document& again) {
  return again.edits.empty() && std::equal(document.blocks.begin(), document.blocks.end(), again.blocks.begin(),
                                           again.blocks.end(), [](const flow::Block& a, const flow::Block& b) {
                                             return !a.dropped && a.begin == b.begin && a.end == b.end && a.kind == b.kind;
                                           });
}

bool lines_are_blocks(const flow::Document& document, const flow::Document& again) {
  const auto stays = [](const flow::Block& block) { return block.begin < block.end; };
  return again.lines.size() == static_cast<std::size_t>(std::count_if(document.blocks.begin(), document.blocks.end(), stays));
}

void adopt(flow::Document& document, const flow::Document& again) {
  const auto lines = source_lines(document);
  flow::Edits edits = again.edits;
  edits.change_copies([&](const flow::Copy& copy) {
    return std::make_shared<const flow::Copy>(flow::Copy{document.id, document.record ? document.record->name : std::string(),
                                                         lines[copy.first_line - 1].first, lines[copy.last_line - 1].second,
                                                         copy.exact, copy.similarity});
  });
  document.apply(edits);
  assert(document.text == again.text);
  std::vector<flow::Block> blocks;
  for (flow::Block block : again.blocks) {
    assert(block.last_line <= lines.size());
    const std::uint32_t last = block.last_line;
    block.last_line = lines[last - 1].second;
    block.first_line = lines[block.first_line - 1].first;
    blocks.push_back(block);
  }
  // What the first run dropped stays listed, unless a block has since closed over its place: then that
  // block's edits hold it.
  const Reach reach(blocks);
  std::vector<flow::Block> dropped;
  for (const flow::Block& block : document.blocks)
    if (block.dropped && reach.before(block.first_line) <= block.last_line) dropped.push_back(block);
  blocks.insert(blocks.end(), dropped.begin(), dropped.end());
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const flow::Block& a, const flow::Block& b) { return a.first_line < b.first_line; });
  document.blocks = std::move(blocks);
  document.apart = again.apart;
  for (const flow::Line& line : again.lines)
    if (line.dropped) drop_lines(document, lines[line.number - 1].first, lines[line.number - 1].second, line.mark);
}

}  // namespace runon::pipeline
