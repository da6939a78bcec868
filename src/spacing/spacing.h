// Stage 2: letter-spaced and padded runs -> plain runs.
#pragma once

#include <span>

#include "spacing/options.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::spacing {

class Spacing {
 public:
  explicit Spacing(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::spacing
