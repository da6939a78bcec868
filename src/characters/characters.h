// Stage 1: bytes -> valid, normalized UTF-8.
#pragma once

#include <span>

#include "characters/options.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::characters {

class Characters {
 public:
  explicit Characters(const Options& options = {}, const flow::RuleSwitches& switches = {});

  base::Status operator()(flow::Document& document, flow::Scratch& scratch) const;

 private:
  Options options_;
  flow::RuleSwitches switches_;
};

// The stage's rules in order of application.
std::span<const flow::Rule* const> rules();

}  // namespace runon::characters
