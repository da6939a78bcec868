#include "repeats/remove.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "repeats/alike.h"
#include "repeats/rules.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::repeats {
namespace {

// A span of a block that goes, and what it repeats.
struct Span {
  std::size_t begin;
  std::size_t end;
  const flow::Rule* rule;
  const std::shared_ptr<const flow::Copy>* copy;
};

std::size_t skip_space(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    const text::Decoded d = text::decode(text, at);
    if (!text::properties(d.point).space()) break;
    at += d.bytes;
  }
  return at;
}

std::size_t skip_space_before(std::string_view text, std::size_t at, std::size_t begin) {
  while (at > begin) {
    const text::Decoded d = text::decode_before(text, at);
    if (!text::properties(d.point).space()) break;
    at -= d.bytes;
  }
  return at;
}

class Remover {
 public:
  explicit Remover(flow::Document& document) : document_(document) {}

  // Spans in order, each inside one block.
  void run(const std::vector<Span>& spans) {
    auto span = spans.begin();
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) {
      const flow::Block& block = document_.blocks[b];
      const auto first = span;
      while (span != spans.end() && span->end <= block.end) ++span;
      if (block.begin == block.end) continue;
      if (first == span || !take(b, {first, span})) stands_ = true;
    }
    document_.apply(edits_);
    for (const std::size_t b : gone_) document_.blocks[b].dropped = true;
  }

 private:
  // Takes the spans out of block b; whether nothing is left of it.
  bool take(std::size_t b, const std::vector<Span>& spans) {
    const flow::Block& block = document_.blocks[b];
    const std::string_view text = document_.text;
    std::size_t left = block.begin;  // what follows here stays, up to the next span
    bool all = true;
    for (const Span& span : spans) {
      all = all && skip_space(text, left, span.begin) == span.begin;
      left = span.end;
    }
    if (all && skip_space(text, left, block.end) == block.end) {
      drop(block, spans);
      gone_.push_back(b);
      return true;
    }
    for (const Span& span : spans) cut(block, span);
    return false;
  }

  void drop(const flow::Block& block, const std::vector<Span>& spans) {
    std::size_t begin = block.begin;
    std::size_t end = block.end;
    if (stands_) {
      if (begin > 0 && document_.text[begin - 1] == '\n') --begin;
    } else if (end < document_.text.size() && document_.text[end] == '\n') {
      ++end;
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const std::size_t next = i + 1 < spans.size() ? spans[i + 1].begin : end;
      edits_.add(begin, next, {}, *spans[i].rule, *spans[i].copy);
      begin = next;
    }
  }

  // With the space between it and what follows; at the block's end, with that in front of it.
  void cut(const flow::Block& block, const Span& span) {
    std::size_t begin = span.begin;
    const std::size_t end = skip_space(document_.text, span.end, block.end);
    if (end == block.end) begin = skip_space_before(document_.text, begin, std::max(block.begin, done_));
    edits_.add(begin, end, {}, *span.rule, *span.copy);
    done_ = end;
  }

  flow::Document& document_;
  flow::Edits edits_;
  std::vector<std::size_t> gone_;
  bool stands_ = false;   // a block before the one at hand stays
  std::size_t done_ = 0;  // end of the last edit
};

}  // namespace

void remove(flow::Document& document, const std::vector<Unit>& units, const std::vector<Verdict>& verdicts, UnitKind kind,
            const std::vector<Piece>& pieces) {
  if (verdicts.empty() && pieces.empty()) return;
  std::vector<Span> spans;
  if (kind == UnitKind::document && !verdicts.empty()) {
    const Verdict& verdict = verdicts.front();
    for (const flow::Block& block : document.blocks)
      if (block.begin < block.end) spans.push_back({block.begin, block.end, &rule_of(kind, verdict.exact), &verdict.copy});
  } else {
    for (const Verdict& verdict : verdicts)
      spans.push_back({units[verdict.unit].begin, units[verdict.unit].end, &rule_of(kind, verdict.exact), &verdict.copy});
    const auto middle = static_cast<std::ptrdiff_t>(spans.size());
    for (const Piece& piece : pieces) spans.push_back({piece.begin, piece.end, &fragment_rule(), &piece.copy});
    std::inplace_merge(spans.begin(), spans.begin() + middle, spans.end(),
                       [](const Span& a, const Span& b) { return a.begin < b.begin; });
  }
  Remover(document).run(spans);
}

namespace {

// Indexes of units, the highest rank first.
std::vector<std::size_t> by_rank(const std::vector<Unit>& units, const Options& options) {
  std::vector<std::size_t> order(units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (options.keep == Keep::longest)
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return units[a].length > units[b].length; });
  return order;
}

// As Corpus judges with Options::near, all in memory.
std::vector<Verdict> like_within(const flow::Document& document, const std::vector<Unit>& units, const Options& options) {
  const std::vector<Likeness> likenesses = likenesses_of(document, units, options);
  const std::vector<std::size_t> order = by_rank(units, options);
  struct Key {
    std::size_t first;
    std::size_t units;
  };
  std::unordered_map<base::Hash128, Key> keys;
  for (const std::size_t i : order) ++keys.emplace(units[i].hash, Key{i, 0}).first->second.units;
  Alike alike(options.near, options.max_copies, options.exact, UINT64_MAX, {});
  std::vector<Verdict> verdicts;
  for (const std::size_t i : order) {
    const Key& key = keys.at(units[i].hash);
    const auto goes = alike.judge({i, key.first, key.units > 1, units[i].may_go}, likenesses[i]);
    // Nothing goes to disk here, so nothing fails.
    if (goes && goes.value())
      verdicts.push_back({static_cast<std::uint32_t>(i), i, goes.value()->kept, static_cast<float>(goes.value()->similarity),
                          goes.value()->exact, nullptr});
  }
  return verdicts;
}

void name_copies(const flow::Document& document, const std::vector<Unit>& units, std::vector<Verdict>& verdicts) {
  for (Verdict& verdict : verdicts) {
    const Unit& kept = units[verdict.kept];
    verdict.copy =
        std::make_shared<const flow::Copy>(flow::Copy{document.id, document.record ? document.record->name : std::string(),
                                                      kept.first_line, kept.last_line, verdict.exact, verdict.similarity});
  }
}

}  // namespace

std::vector<Verdict> judge_within(const flow::Document& document, const std::vector<Unit>& units, const Options& options) {
  std::vector<Verdict> verdicts;
  if (options.near > 0) {
    verdicts = like_within(document, units, options);
  } else if (options.exact) {
    struct Stays {
      std::size_t unit;
      std::size_t copies;
    };
    std::unordered_map<base::Hash128, Stays> seen;
    for (const std::size_t i : by_rank(units, options)) {
      Stays& stays = seen.emplace(units[i].hash, Stays{i, 0}).first->second;
      if (stays.copies < options.max_copies) ++stays.copies;
      else if (units[i].may_go) verdicts.push_back({static_cast<std::uint32_t>(i), i, stays.unit, 1, true, nullptr});
    }
  }
  std::sort(verdicts.begin(), verdicts.end(), [](const Verdict& a, const Verdict& b) { return a.unit < b.unit; });
  name_copies(document, units, verdicts);
  return verdicts;
}

std::vector<Piece> fragments_within(const flow::Document& document, const Options& options) {
  Passage passage = passage_of(document, options);
  Fragments fragments(options, UINT64_MAX);
  base::Result<Fragments::Judged> judged = fragments.judge(document, passage, {}, {}, nullptr, false);
  // Nothing goes to disk here, so nothing fails.
  if (!judged) return {};
  for (Piece& piece : judged.value().pieces)
    piece.copy =
        std::make_shared<const flow::Copy>(flow::Copy{document.id, document.record ? document.record->name : std::string(),
                                                      piece.kept.first_line, piece.kept.last_line, true, 1});
  return std::move(judged.value().pieces);
}

}  // namespace runon::repeats
