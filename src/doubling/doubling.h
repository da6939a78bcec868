// Stage 3: what is printed twice in a line, or in neighbouring lines -> once.
#pragma once

#include <span>

#include "doubling/options.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::doubling {

class Doubling {
 public:
  explicit Doubling(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::doubling
