#include "pipeline/layout.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::pipeline {
namespace {

constexpr flow::Rule kBlankLine{"layout",        "blank-line", "Empty lines, and space that stands alone on a line, go.",
                                "one\n\n \ntwo", "one\ntwo",   true};
constexpr flow::Rule kLineEnd{"layout", "block-end", "A line end goes between blocks that have none.", "", "", true};

constexpr std::array<const flow::Rule*, 2> kRules = {&kBlankLine, &kLineEnd};

bool is_blank(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const text::Decoded d = text::decode(bytes, at);
    if (!text::properties(d.point).space()) return false;
    at += d.bytes;
  }
  return true;
}

void lines_to_blocks(flow::Document& document) {
  for (const flow::Line& line : document.lines) {
    if (is_blank(document.view(line))) continue;
    flow::Block block;
    if (line.mark == flow::Mark::furniture) block.kind = flow::Kind::furniture;
    if (line.mark == flow::Mark::jump) block.kind = flow::Kind::jump;
    block.begin = line.begin;
    block.end = line.end;
    block.first_line = block.last_line = line.number;
    document.blocks.push_back(block);
  }
}

// Makes text[begin, end) a single line end, or nothing.
void reduce(std::string_view text, std::size_t begin, std::size_t end, bool to_line_end, flow::Edits& edits) {
  const std::string_view gap = text.substr(begin, end - begin);
  if (gap == (to_line_end ? "\n" : "")) return;
  const std::size_t kept = to_line_end ? gap.find('\n') : std::string_view::npos;
  if (kept == std::string_view::npos) {
    edits.add(begin, end, to_line_end ? "\n" : "", gap.empty() ? kLineEnd : kBlankLine);
    return;
  }
  if (kept > 0) edits.add(begin, begin + kept, "", kBlankLine);
  if (kept + 1 < gap.size()) edits.add(begin + kept + 1, end, "", kBlankLine);
}

}  // namespace

void lay_out(flow::Document& document, flow::Scratch& scratch) {
  if (document.blocks.empty()) lines_to_blocks(document);
  flow::Edits& edits = scratch.edits;
  edits.clear();
  std::size_t at = 0;
  bool first = true;
  for (const flow::Block& block : document.blocks) {
    if (block.begin == block.end) continue;
    reduce(document.text, at, block.begin, !first, edits);
    at = block.end;
    first = false;
  }
  const bool line_end = !first && document.text.find('\n', at) != std::string::npos;
  reduce(document.text, at, document.text.size(), line_end, edits);
  document.apply(edits);
}

std::span<const flow::Rule* const> layout_rules() { return kRules; }

}  // namespace runon::pipeline
