// The contract that the six stages share.
#pragma once

#include <concepts>
#include <string>
#include <vector>

#include "base/result.h"
#include "flow/document.h"
#include "flow/edit.h"

namespace runon::flow {

// Working memory of one thread, reused from document to document so that the hot loops do not
// allocate. A stage finds it in any state and leaves it in any state.
struct Scratch {
  Edits edits;
  std::u32string points;             // code points of a line
  std::vector<std::size_t> offsets;  // byte offset of each, and of the end
  std::u32string points2;

  // Gives back what a giant line needed.
  void forget_giants() {
    constexpr std::size_t kMost = std::size_t{1} << 18U;  // code points
    if (points.capacity() > kMost) points = {};
    if (points2.capacity() > kMost) points2 = {};
    if (offsets.capacity() > kMost) offsets = {};
    edits.clear();
  }
};

// A stage is built once from its options, then const: any number of threads may call it at once,
// each with its own document and scratch. It either adds edits, marks or blocks, or leaves the
// document as it was and returns an Error (which makes the document a reject).
template <class S>
concept Stage = requires(const S& stage, Document& document, Scratch& scratch) {
  { stage(document, scratch) } -> std::same_as<base::Status>;
};

}  // namespace runon::flow
