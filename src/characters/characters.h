// Stage 1: ill-formed and invisible characters, line ends, radicals, ligatures, normal form.
//
// Takes:  a document whose text may hold any bytes.
// Gives:  text that is well-formed UTF-8 with LF (and FF) as its only line ends, normalized.
// Keeps:  curly quotes, full-width forms, U+3000, LRM and RLM, variation selectors, private-use and
//         noncharacters, joiners in the scripts and emoji that use them, and soft hyphens at a line's
//         end. Loses nothing that the edits do not hold.
// Sets:   Document::plain.
// Counts: "invalid UTF-8" (or what the encoding is), "private-use character" and "noncharacter" in Document::problems.
// Cost:   linear; a text that needs nothing costs one scan. Threads: any.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "characters/options.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::characters {

struct Row;

class Characters {
 public:
  explicit Characters(const Options& options = {}, const flow::RuleSwitches& switches = {});

  // Error (malformed): ill-formed bytes, where the options refuse them.
  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

  // In a text that was plain (Document::plain) and that these edits have changed since, the stage would find nothing to do:
  // what it looks for is told by each character alone, and they put in none such. Cost: linear in what they put in.
  bool leaves(const flow::Edits& edits) const;

 private:
  bool reject_;
  bool count_lost_;
  std::uint32_t needs_ = 0;       // what its rules act on
  std::vector<const Row*> rows_;  // those that options and switches leave on
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::characters
