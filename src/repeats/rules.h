// The stage's rule table.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "flow/rule.h"
#include "repeats/fingerprint.h"
#include "repeats/options.h"

namespace runon::repeats {

// A block that stood before, as a rule sees it.
struct Again {
  const flow::Document& document;
  const std::vector<Fingerprint>& prints;  // one for each block; of blocks that no other equals, without letters
  std::size_t block = 0;                   // the one that comes again
  std::size_t neighbour = 0;               // the block beside it that is no furniture, if there is one; may be one that goes
  const Options& options;
};

struct Row {
  flow::Rule head;
  bool (*drops)(const Again& again) = nullptr;
};

// In order of application; the first that says so drops a block.
std::span<const Row> table();

// Rules for what stands twice in a corpus; the one about paragraphs is in the table, too.
const flow::Rule& paragraph_rule();
const flow::Rule& document_rule();
const flow::Rule& line_rule();
const flow::Rule& near_paragraph_rule();
const flow::Rule& near_document_rule();
const flow::Rule& near_line_rule();
const flow::Rule& fragment_rule();
const flow::Rule& rule_of(UnitKind unit, bool exact);

// Letters that a text needs for its repeat to be dropped: an item of a list needs twice `least`.
std::size_t letters_needed(std::string_view text, std::size_t least);

// Letters without which no rule of the table drops a block: the equal of one beside it, or of one elsewhere.
std::size_t fewest_letters(const Options& options, bool neighbours);

// Whether repetition is part of the text in blocks of this kind.
inline bool exempt(flow::Kind kind, const Options& options) { return options.exempt[static_cast<std::size_t>(kind)]; }

}  // namespace runon::repeats
