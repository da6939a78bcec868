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
  static constexpr std::size_t kHalves = 2;   // of a block: what a split compares with is made ready once for both
  static constexpr std::size_t kLookup = 16;  // leaves that one shuffle of bytes looks up
  static constexpr std::size_t kFeatureRows = (static_cast<std::size_t>(kFeatures) + 7) / 8 * 8;

  struct Column {
    std::uint16_t feature;
    std::uint16_t first;  // its thresholds, ascending
    std::uint16_t count;
  };
  struct Ranked {
    std::array<std::uint16_t, kSplits> columns;             // where their ranks begin, in bytes
    std::array<std::int8_t, kSplits> leaf;                  // that is split
    std::array<std::int8_t, kSplits> above;                 // a rank above this goes to the new leaf
    alignas(16) std::array<std::uint8_t, 2 * kLookup> low;  // bytes of the leaves
    alignas(16) std::array<std::uint8_t, 2 * kLookup> high;
  };
  using Ranks = std::array<std::int8_t, kHalves * kRows>;  // of a column
  using Sums = std::array<std::int32_t, kHalves * kRows>;
  struct Block;
  static_assert(kLeaves > kLookup && kLeaves <= 2 * kLookup);

  void arrange(const Model& model);
  RUNON_WIDE void fill(const Row* rows, std::size_t n, Block& block) const;
  RUNON_WIDE void rank(Block& block, std::size_t half) const;
  // Of kUsed halves of the block; trees have at most kMost leaves.
  template <std::size_t kUsed, std::size_t kMost>
  RUNON_WIDE void add(const Block& block, Sums& sum) const;

  std::int32_t base_;
  bool fit_ = true;
  bool small_ = true;  // no tree has more leaves than one shuffle looks up
  std::vector<Column> columns_;
  std::vector<float> thresholds_;
  std::vector<Ranked> trees_;
  std::vector<std::size_t> parts_;  // ends of runs of trees whose weights cannot add up to more than 16 bits hold
};

}  // namespace runon::rejoin
