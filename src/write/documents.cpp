#include "write/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "flow/counts.h"
#include "flow/edit_walk.h"
#include "write/json.h"
#include "write/origins.h"

namespace runon::write {
namespace {

constexpr flow::Rule kFinalLineEnd{"write", "final-line-end", "A text ends in a line end; the text of a record in none.", "", "",
                                   true};

template <class... Args>
void format(std::string& out, fmt::format_string<Args...> what, Args&&... args) {
  fmt::format_to(std::back_inserter(out), what, std::forward<Args>(args)...);
}

void append_counts(std::string& out, const flow::Document& document) {
  const flow::Counts counts = flow::count(document);
  format(out, R"({{"lines":{},"paragraphs":{},"joined":{},"undoubled":{},"dropped":{},"repeats":{},"edits":{})", counts.lines,
         counts.paragraphs, counts.joined, counts.undoubled, counts.dropped, counts.repeats, counts.edits);
  if (document.encoding.name != "UTF-8") {
    out += R"(,"encoding":)";
    append_name(out, document.encoding.name);
    // Cut, not rounded: 1 is for certainty.
    const float known = document.encoding.confidence;
    if (document.encoding.detected && known < 1) format(out, R"(,"encoding_confidence":{:.2f})", std::floor(known * 100) / 100);
  }
  if (document.record) {
    out += R"(,"record":)";
    append_name(out, document.record->name);
  }
  if (document.piece) format(out, R"(,"piece":{})", document.piece->number);
  out += '}';
}

// The blocks that have text, and where each stands in the input.
class Placed {
 public:
  explicit Placed(const flow::Document& document) : blocks_(document), map_(document), bytes_(document) {}

  // Null behind the last one.
  const flow::Block* next() {
    const flow::Block* block = blocks_.next();
    while (block != nullptr && block->begin == block->end) block = blocks_.next();
    if (block == nullptr) return nullptr;
    const std::size_t from = map_.to_begin(block->begin);
    const std::size_t to = std::max(from, map_.to_end(block->end));
    begin_ = bytes_.at(from);
    end_ = bytes_.at(to);
    return block;
  }
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

 private:
  flow::BlockWalk blocks_;
  flow::BackMap map_;
  InputBytes bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

void append_place(std::string& out, const flow::Document& document, const flow::Block& block, const Placed& placed) {
  const std::size_t before = document.piece ? document.piece->lines : 0;
  format(out, R"("lines":[{},{}],"bytes":[{},{}])", before + block.first_line, before + block.last_line, placed.begin(),
         placed.end());
}

void append_blocks(std::string& out, const flow::Document& document, const Drain& drain) {
  out += R"("blocks":[)";
  Placed placed(document);
  bool first = true;
  while (const flow::Block* block = placed.next()) {
    if (!std::exchange(first, false)) out += ',';
    format(out, R"({{"kind":"{}","text":)", flow::name(block->kind));
    base::append_json(out, document.view(*block));
    out += ',';
    append_place(out, document, *block, placed);
    out += '}';
    if (!ease(out, drain)) return;
  }
  out += ']';
}

std::string_view whole_text(const flow::Document& document) {
  std::string_view text = document.text;
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

void append_paragraphs(std::string& out, const flow::Document& document, const Drain& drain) {
  Placed placed(document);
  std::size_t number = 0;
  while (const flow::Block* block = placed.next()) {
    out += R"({"id":)";
    append_name(out, fmt::format("{}#{}", document.id, ++number));
    out += R"(,"source":)";
    append_name(out, document.source);
    if (document.record) {
      out += R"(,"record":)";
      append_name(out, document.record->name);
    }
    if (document.piece) format(out, R"(,"piece":{})", document.piece->number);
    out += R"(,"text":)";
    base::append_json(out, document.view(*block));
    format(out, R"(,"kind":"{}",)", flow::name(block->kind));
    append_place(out, document, *block, placed);
    out += "}\n";
    if (!ease(out, drain)) return;
  }
}

// How many bytes base::append_json makes of it.
std::size_t literal_bytes(std::string_view text) {
  std::size_t bytes = text.size() + 2;
  for (const char c : text) {
    if (c == '"' || c == '\\' || (c >= '\b' && c <= '\r' && c != '\v')) bytes += 1;
    else if (static_cast<unsigned char>(c) < 0x20) bytes += 5;
  }
  return bytes;
}

// The record that the document came from, with what goes in at each place; places come in order but
// for text and metadata, which may stand either way round.
void append_record(std::string& out, const flow::Document& document, const Options& options, const Drain& drain) {
  using Metadata = flow::Record::Metadata;
  const flow::Record& record = *document.record;
  const std::string_view raw = record.raw;
  struct Piece {
    std::size_t begin, end;
    std::string text;
    bool is_literal = false;  // the document's text goes here: a giant one is not to be held once more
  };
  std::vector<Piece> pieces;
  pieces.push_back({record.text_begin, record.text_end, {}, true});
  std::string counts;
  append_counts(counts, document);
  std::string tail;
  switch (record.metadata) {
    case Metadata::none: tail = R"(,"metadata":{"runon":)" + counts + '}'; break;
    case Metadata::object:
      pieces.push_back(
          {record.metadata_begin, record.metadata_end, (record.metadata_empty ? R"("runon":)" : R"(,"runon":)") + counts, false});
      break;
    case Metadata::counted: pieces.push_back({record.metadata_begin, record.metadata_end, counts, false}); break;
    case Metadata::other: break;  // somebody else's; there is no place in it
  }
  if (pieces.size() == 2 && pieces[1].begin < pieces[0].begin) std::swap(pieces[0], pieces[1]);
  std::size_t at = 0;
  pieces.push_back({record.end, record.end, std::move(tail), false});
  if (!drain && raw.size() + document.text.size() > (std::size_t{1} << 17U)) {
    std::size_t size = raw.size() - (record.text_end - record.text_begin) + literal_bytes(whole_text(document)) + 1;
    for (const Piece& piece : pieces) size += piece.text.size();
    if (size > (std::size_t{1} << 20U)) out.reserve(out.size() + size);  // growing would take twice as much
  }
  for (Piece& piece : pieces) {
    if (!append_long(out, raw.substr(at, piece.begin - at), drain)) return;
    if (!piece.is_literal) out += piece.text;
    else if (!append_long_json(out, whole_text(document), drain)) return;
    at = piece.end;
  }
  if (options.blocks) {
    out += ',';
    append_blocks(out, document, drain);
  }
  std::string_view rest = raw.substr(at);
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  out += rest;
  out += '\n';
}

}  // namespace

void close_text(flow::Document& document) {
  const std::size_t size = document.text.size();
  const bool ended = size == 0 || document.text.back() == '\n';
  flow::Edits edits;
  if (document.record) {
    if (ended && size > 0) edits.add(size - 1, size, "", kFinalLineEnd);
  } else if (!ended) {
    edits.add(size, size, "\n", kFinalLineEnd);
  }
  document.apply(edits);
}

void append_text(std::string& out, const flow::Document& document, const Drain& drain) {
  if (!append_long(out, document.text, drain)) return;
  if (document.record && !document.text.empty()) out += '\n';
}

void append_jsonl(std::string& out, const flow::Document& document, const Options& options, const Drain& drain) {
  if (options.granularity == Granularity::paragraph) return append_paragraphs(out, document, drain);
  if (document.record) return append_record(out, document, options, drain);
  out += R"({"id":)";
  append_name(out, document.id);
  out += R"(,"source":)";
  append_name(out, document.source);
  out += R"(,"text":)";
  if (!append_long_json(out, whole_text(document), drain)) return;
  out += R"(,"metadata":{"runon":)";
  append_counts(out, document);
  out += '}';
  if (options.blocks) {
    out += ',';
    append_blocks(out, document, drain);
  }
  out += "}\n";
}

}  // namespace runon::write
