#include "pipeline/report.h"

#include <algorithm>

namespace runon::pipeline {

void Report::add(const flow::Document& document) {
  ++documents;
  bytes_in += document.base.size();
  bytes_out += document.text.size();
  for (const flow::Edit& edit : document.edits) ++edits[std::string(edit.rule->stage) + "." + std::string(edit.rule->id)];
  for (const flow::Problem& problem : document.problems) problems[problem.what] += problem.count;
  for (const flow::Block& block : document.blocks) {
    if (block.dropped) ++repeats_dropped;
    else ++blocks_out;
  }
  std::size_t lines = 0;
  for (const flow::Line& line : document.lines) {
    if (line.begin < line.end) ++lines;
  }
  lines_in += lines;
  lines_joined += lines - std::min(lines, document.blocks.size());
}

void Report::add(const Report& other) {
  documents += other.documents;
  bytes_in += other.bytes_in;
  bytes_out += other.bytes_out;
  lines_in += other.lines_in;
  blocks_out += other.blocks_out;
  lines_joined += other.lines_joined;
  repeats_dropped += other.repeats_dropped;
  for (const auto& [rule, count] : other.edits) edits[rule] += count;
  for (const auto& [what, count] : other.problems) problems[what] += count;
  rejects.insert(rejects.end(), other.rejects.begin(), other.rejects.end());
}

}  // namespace runon::pipeline
