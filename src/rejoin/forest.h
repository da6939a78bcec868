// A model arranged for scoring many rows at once: what a feature is compared with is replaced by its rank among the values
// that the model compares it with. Ranks are small whole numbers and compare as the values do, exactly, so that vectors
// hold 32 rows.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/vectors.h"
#include "rejoin/model.h"

namespace runon::rejoin {

class Forest {
 public:
  explicit Forest(const Model& model);

  // Whether this processor and this model are fit for it: wide vectors, at most 127 thresholds of a feature, and weights
  // that 16 bits hold.
  bool fit() const { return fit_; }

  // Sums of the trees' weights and the base, in thousandths, row by row. Requires fit().
  void sums(const std::vector<Row>& rows, std::vector<std::int32_t>& out) const;

 private:
  static constexpr std::size_t kRows = 32;
  static constexpr std::size_t kFeatureRows = (static_cast<std::size_t>(kFeatures) + 7) / 8 * 8;

  struct Column {
    std::uint16_t feature;
    std::uint16_t first;  // its thresholds, ascending
    std::uint16_t count;
  };
  struct Ranked {
    std::array<std::uint16_t, kSplits> columns;         // where their ranks begin, in bytes
    std::array<std::int8_t, kSplits> below;             // goes left where the rank is below this
    alignas(16) std::array<std::uint8_t, kLeaves> low;  // bytes of the leaves, the last one first
    alignas(16) std::array<std::uint8_t, kLeaves> high;
  };
  struct Block;
  static_assert(kLeaves == 16);  // a shuffle of bytes looks up one of them

  void arrange(const Model& model);
  RUNON_WIDE void fill(const Row* rows, std::size_t n, Block& block) const;
  RUNON_WIDE void rank(Block& block) const;
  RUNON_WIDE void add(const Block& block, std::array<std::int32_t, kRows>& sum) const;

  std::int32_t base_;
  bool fit_ = true;
  std::vector<Column> columns_;
  std::vector<float> thresholds_;
  std::vector<Ranked> trees_;
  std::vector<std::size_t> parts_;  // ends of runs of trees whose weights cannot add up to more than 16 bits hold
};

}  // namespace runon::rejoin
