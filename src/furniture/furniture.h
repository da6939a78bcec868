// Stage 4: running heads, folios, page numbers, jump lines -> marked, and dropped.
#pragma once

#include <span>

#include "flow/rule.h"
#include "flow/stage.h"
#include "furniture/options.h"

namespace runon::furniture {

class Furniture {
 public:
  explicit Furniture(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::furniture
