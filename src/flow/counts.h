// The figures of one document.
#pragma once

#include <cstddef>
#include <vector>

#include "flow/document.h"

namespace runon::flow {

struct Counts {
  std::size_t lines = 0;       // of the source that had text
  std::size_t paragraphs = 0;  // blocks that were left standing
  std::size_t joined = 0;      // line breaks taken out inside blocks
  std::size_t undoubled = 0;   // edits of what stood twice side by side
  std::size_t dropped = 0;     // lines of page furniture and jump lines
  std::size_t repeats = 0;     // blocks that had stood before
  std::size_t edits = 0;
};

// Counts a document that all stages have seen, with what it no longer lists. Linear in its edits, lines and blocks.
Counts count(const Document& document);

// What the edits of one rule came to.
struct RuleSum {
  const Rule* rule = nullptr;
  std::size_t edits = 0;    // those that a later one took in among them
  std::size_t removed = 0;  // bytes that its edits made fewer
};

// A row for each rule, in the order of their first edits, with what the document no longer lists. Linear in its edits.
std::vector<RuleSum> sum_rules(const Document& document);

// What edits, lines and blocks came to that a document no longer lists: they may take many times its text.
struct Tally {
  Counts counts;
  std::vector<RuleSum> rules;

  void join();  // the last paragraph goes on in the next one
  void add(const Edit& edit);
  void add(const Document& document);  // its lines and blocks
};

}  // namespace runon::flow
