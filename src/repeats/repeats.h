// Stage 6: paragraphs that stood before -> dropped.
//
// Takes: a document with blocks, text one block a line. Gives: the same without the blocks whose
// fingerprint (fingerprint.h) another block has, as far as a rule in rules.cpp allows; those stay in
// `blocks` as dropped, empty spans. Keeps: the first copy, or what Options says; blocks of exempt kinds
// whatever they say. Loses: the dropped blocks and a line end beside each, by one edit each.
// Sets:  Document::apart.
// Cost: linear in the blocks, but for those that begin as another does: these are folded whole. Threads: any number at once. With
// Scope::corpus the same; what stands in other documents is for corpus.h to find, afterwards and in order.
#pragma once

#include <span>

#include "flow/rule.h"
#include "flow/stage.h"
#include "repeats/options.h"

namespace runon::repeats {

class Repeats {
 public:
  explicit Repeats(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

  // False: were the lines blocks of whatever kinds, none of them furniture or a jump, none would go. Linear in the lines, but
  // for those that begin as another does.
  bool may_drop_lines(const flow::Document& document) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::repeats
