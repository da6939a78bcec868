// Stage 3: what is printed twice in a line, or in neighbouring lines -> once.
//
// Takes: a document with its lines, spacing repaired. Gives: the same, each doubled line rewritten to
// one copy, neighbouring copies emptied (Mark::repeat, dropped). Keeps: the first copy, and whatever a
// language says twice by itself; each rule in rules.cpp states the evidence that it needs, and a document's
// sure finds speak for its doubtful ones (evidence.h). Loses: the further copies, one edit a line.
// Cost: linear; a line is searched by bytes, and decoded and its Z-function taken where that finds something. Threads: any number
// at once.
#pragma once

#include <span>

#include "doubling/options.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::doubling {

class Evidence;
struct Groups;

class Doubling {
 public:
  explicit Doubling(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  // Rewrites lines that hold a text several times; false when there are none. Adds what it is sure of to the evidence,
  // settles it.
  bool within_lines(flow::Document& document, flow::Scratch& scratch, Evidence& evidence) const;
  // Empties lines that repeat those before them; false when there is none left to empty. `found`: in the document as it is.
  bool across_lines(flow::Document& document, flow::Scratch& scratch, const Evidence& evidence, Groups& found) const;

  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::doubling
