// The stage's rule table.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "flow/document.h"
#include "flow/rule.h"
#include "repeats/fingerprint.h"
#include "repeats/options.h"

namespace runon::repeats {

// A block that stood before, as a rule sees it.
struct Again {
  const flow::Document& document;
  const std::vector<Fingerprint>& prints;  // one for each block
  std::size_t block = 0;                   // the one that comes again
  std::size_t previous = 0;                // the block before it that is no furniture; may be one that goes
  const Options& options;
};

struct Row {
  flow::Rule head;
  bool (*drops)(const Again& again) = nullptr;
};

// In order of application; the first that says so drops a block.
std::span<const Row> table();

// Kinds of block in which repetition is part of the text: verse, tables, code, lists; and furniture,
// which the furniture stage answers for.
bool exempt(flow::Kind kind);

}  // namespace runon::repeats
