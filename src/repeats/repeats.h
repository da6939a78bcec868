// Stage 6: paragraphs that stood before -> dropped.
#pragma once

#include <span>

#include "repeats/options.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::repeats {

class Repeats {
 public:
  explicit Repeats(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::repeats
