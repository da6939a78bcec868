// Documents of one block a line, as if the stages in front of repeats had made them. For tests and programs that measure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "flow/document.h"

namespace runon::support {

// A block for each line of the document that is not empty, or for all; of these kinds in order, then of the last one.
inline void make_lines_blocks(flow::Document& document, const std::vector<flow::Kind>& kinds, bool empty_ones = true) {
  for (const flow::Line& line : document.lines) {
    if (!empty_ones && line.begin == line.end) continue;
    flow::Block block;
    block.kind = kinds[document.blocks.size() < kinds.size() ? document.blocks.size() : kinds.size() - 1];
    block.begin = line.begin;
    block.end = line.end;
    block.first_line = block.last_line = line.number;
    document.blocks.push_back(block);
  }
}

// Requires: a kind at least.
inline flow::Document lines_as_blocks(std::string id, std::string text, const std::vector<flow::Kind>& kinds) {
  flow::Document made = flow::Document::of(std::move(id), std::move(text));
  made.split_lines();
  make_lines_blocks(made, kinds);
  return made;
}

inline flow::Document lines_as_blocks(std::string id, std::string text, flow::Kind kind = flow::Kind::body) {
  return lines_as_blocks(std::move(id), std::move(text), std::vector<flow::Kind>{kind});
}

}  // namespace runon::support
