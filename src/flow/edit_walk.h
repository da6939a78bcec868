// Walks over the edits and blocks of a document, whichever way it lists them, and from its text back to its base.
#pragma once

#include <cstddef>
#include <optional>

#include "flow/document.h"
#include "flow/packed.h"

namespace runon::flow {

// Edits base -> text, in order. What it walks over must outlive it and stay as it is.
class EditWalk {
 public:
  explicit EditWalk(const Edits& edits) : edits_(&edits) {}
  explicit EditWalk(const Document& document);

  // Null behind the last one. It stays until the next call. Constant.
  const Edit* next() {
    if (packed_) return next_packed();
    return at_ < edits_->size() ? &(*edits_)[at_++] : nullptr;
  }

 private:
  const Edit* next_packed();

  const Edits* edits_;
  std::size_t at_ = 0;
  std::optional<PackedEdits::Reader> packed_;
  std::size_t shift_ = 0;  // modulo 2^64: of edits_, behind those that are packed
  Edit made_{};            // the one given last
};

// Blocks in order, as EditWalk.
class BlockWalk {
 public:
  explicit BlockWalk(const Document& document) : blocks_(&document.blocks) {
    if (document.packed) packed_.emplace(document.packed->blocks);
  }

  const Block* next() {
    if (packed_) return packed_->next();
    return at_ < blocks_->size() ? &(*blocks_)[at_++] : nullptr;
  }

 private:
  const std::vector<Block>* blocks_;
  std::size_t at_ = 0;
  std::optional<PackedBlocks::Reader> packed_;
};

// Walks positions of an edited text back to its base, in increasing order: amortized constant.
class BackMap {
 public:
  explicit BackMap(const Edits& edits) : walk_(edits), next_(walk_.next()) {}
  explicit BackMap(const Document& document) : walk_(document), next_(walk_.next()) {}
  BackMap(const BackMap&) = delete;
  BackMap& operator=(const BackMap&) = delete;

  // The base position that the text position `at` came from. Requires: at >= the one asked before.
  // Inside a replacement: the begin of the replaced span. At a deletion: behind it (to_begin) or
  // before it (to_end), so that a span of text maps to the span of base that made it.
  std::size_t to_begin(std::size_t at) { return walk(at, true); }
  std::size_t to_end(std::size_t at) { return walk(at, false); }

 private:
  std::size_t walk(std::size_t at, bool past_deletions);

  EditWalk walk_;
  const Edit* next_;         // first edit not yet passed
  std::size_t base_at_ = 0;  // base position behind the edits passed
  std::size_t text_at_ = 0;  // text position behind the edits passed
};

}  // namespace runon::flow
