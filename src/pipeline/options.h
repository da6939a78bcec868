// Everything a caller may set, with its default.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "characters/options.h"
#include "doubling/options.h"
#include "flow/rule.h"
#include "furniture/options.h"
#include "rejoin/options.h"
#include "repeats/options.h"
#include "spacing/options.h"

namespace runon::pipeline {

enum class StageId { characters, spacing, doubling, furniture, rejoin, repeats };
inline constexpr std::array<std::string_view, 6> kStageNames = {"characters", "spacing", "doubling",
                                                                "furniture",  "rejoin",  "repeats"};

struct Options {
  characters::Options characters;
  spacing::Options spacing;
  doubling::Options doubling;
  furniture::Options furniture;
  rejoin::Options rejoin;
  repeats::Options repeats;

  // Stages left out, by StageId. Without characters, ill-formed input is an error of the data;
  // without rejoin, every line is a block.
  std::array<bool, kStageNames.size()> skip{};

  // Rules turned on or off against their default.
  flow::RuleSwitches rules;

  // Threads that clean; 0: one per core. Does not change the output. 0 to 1024.
  unsigned threads = 0;

  bool skips(StageId stage) const { return skip[static_cast<std::size_t>(stage)]; }
};

// Finds contradictions and values out of range; the Error names the options at odds.
base::Status check(const Options& options);

}  // namespace runon::pipeline
