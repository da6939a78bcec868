// Stage 2: spaces that extractors and justified setting put inside text go; spaces that mean something stay.
//
// Takes:  text with LF line ends (characters) and its lines.
// Gives:  the same without letter-spacing; lines that were letter-spaced are marked `stretched`: they
//         once filled their column.
// Keeps:  white space at a line's begin and end (rejoin reads indents from it), tabs, words of every
//         script that writes spaces, clauses and fields of headlines and mastheads, list markers.
// Loses:  nothing but spaces; rtl-punctuation moves one.
// Cost:   linear; a document whose lines hold no space inside costs one scan of its bytes, and what the document as a whole
//         says is worked out when a gap asks for it. Threads: any.
#pragma once

#include <span>
#include <vector>

#include "flow/rule.h"
#include "flow/stage.h"
#include "spacing/options.h"

namespace runon::spacing {

struct Row;

class Spacing {
 public:
  explicit Spacing(const Options& options = {}, const flow::RuleSwitches& switches = {});

  // Never an Error.
  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  std::vector<const Row*> rows_;  // those that the switches leave on
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::spacing
