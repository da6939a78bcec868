// Stage 5: lines -> blocks: the decision at every line break.
#pragma once

#include <span>
#include <vector>

#include "flow/decision.h"
#include "flow/rule.h"
#include "flow/stage.h"
#include "rejoin/options.h"

namespace runon::rejoin {

class Rejoin {
 public:
  explicit Rejoin(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

  // The same, and says why: one Decision for each break between two lines with text, in order.
  base::Status operator()(flow::Document& document, flow::Scratch& scratch, std::vector<flow::Decision>* why) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::rejoin
