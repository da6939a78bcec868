#include "flow/document.h"

#include <algorithm>

#include "flow/edit_walk.h"

namespace runon::flow {

Document Document::of(std::string id, std::string bytes) {
  Document doc;
  doc.source = id;
  doc.id = std::move(id);
  doc.base = std::move(bytes);
  doc.text = doc.base;
  return doc;
}

namespace {

// Moves spans, which are in order, along with the text. Those that end in front of the first edit stay.
template <class Spans>
void move_along(Spans& spans, const Edits& edits) {
  const std::size_t front = edits[0].begin;
  ForwardMap map(edits);
  for (auto span = std::partition_point(spans.begin(), spans.end(), [&](const auto& s) { return s.end < front; });
       span != spans.end(); ++span) {
    span->begin = map.begin_of(span->begin);
    span->end = std::max(span->begin, map.end_of(span->end));
  }
}

}  // namespace

void Document::apply(const Edits& later) {
  if (later.empty()) return;
  edits.compose(later, text);
  carry_out(text, later);
  move_along(lines, later);
  move_along(blocks, later);
}

void Document::split_lines() {
  lines.clear();
  constexpr std::size_t kUsual = 64;   // bytes of a line
  constexpr std::size_t kMost = 4096;  // for which room is made at once
  lines.reserve(std::min(text.size() / kUsual + 1, kMost));
  std::uint32_t number = 1;
  bool page_break = false;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    Line line;
    line.begin = begin;
    line.end = end;
    line.number = number;
    line.page_break = page_break;
    lines.push_back(line);
    page_break = false;
  };
  // Few texts hold a form feed: each kind of end is looked for by itself.
  std::size_t next_line = text.find('\n');
  std::size_t next_feed = text.find('\f');
  while (next_line != next_feed) {  // both: nowhere
    const bool feed = next_feed < next_line;
    const std::size_t at = feed ? next_feed : next_line;
    if (feed) next_feed = text.find('\f', at + 1);
    else next_line = text.find('\n', at + 1);
    // A form feed at a line's begin is a mark, not a line of its own.
    if (!feed || at > begin) close(at);
    if (feed) page_break = true;
    else ++number;
    begin = at + 1;
  }
  if (begin < text.size()) close(text.size());
}

std::vector<std::pair<std::size_t, std::size_t>> Document::block_origins() const {
  std::vector<std::pair<std::size_t, std::size_t>> origins;
  origins.reserve(blocks.size());
  BackMap map(edits);
  for (const Block& block : blocks) {
    const std::size_t begin = map.to_begin(block.begin);
    const std::size_t end = std::max(begin, map.to_end(block.end));
    origins.emplace_back(begin, end);
  }
  return origins;
}

Reject reject(const Document& document, base::Error error, std::string raw) {
  Reject reject;
  reject.error = std::move(error);
  if (reject.error.where.empty()) reject.error.where = document.source;
  reject.input = document.input;
  reject.source = document.source;
  reject.member = document.member;
  if (document.record) {
    reject.line = document.record->line;
    reject.name = document.record->name;
  } else if (document.piece) {
    reject.line = document.piece->lines + 1;
    reject.name = document.id;
    reject.piece = document.piece->number;
  }
  if (reject.line != 0) reject.raw = std::move(raw);
  return reject;
}

}  // namespace runon::flow
