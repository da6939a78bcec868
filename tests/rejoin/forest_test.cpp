// Scoring many rows at once, against the model asked row by row.
#include "rejoin/forest.h"

#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include "rejoin/model.h"
#include "support/catch.h"

namespace {

using namespace runon;
using rejoin::Forest;
using rejoin::Row;
using rejoin::Tree;

// Rows of the values that a model compares with, of their neighbours and of anything.
std::vector<Row> telling_rows(std::span<const Tree> trees, std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Row> rows(n);
  for (Row& row : rows) {
    for (float& value : row) value = static_cast<float>(random() % 4000) / 100 - 20;
    for (int k = 0; k < 200; ++k) {
      const Tree& tree = trees[random() % trees.size()];
      const rejoin::Split& split = tree.splits[random() % static_cast<unsigned>(tree.size)];
      float& value = row[static_cast<std::size_t>(split.feature)];
      value = split.above;
      if (random() % 3 == 0) value = std::nextafter(value, 1e30F);
      if (random() % 50 == 0) value = std::numeric_limits<float>::quiet_NaN();
      if (random() % 50 == 0) value = -std::numeric_limits<float>::infinity();
    }
  }
  return rows;
}

void compare(const rejoin::Model& model, unsigned seed) {
  for (const std::size_t n : {1U, 31U, 32U, 33U, 64U, 65U, 100U}) {
    const std::vector<Row> rows = telling_rows(model.trees, n, seed);
    const std::vector<float> together = rejoin::scores(model, rows);
    const Forest forest(model);
    std::vector<std::int32_t> sums;
    if (forest.fit()) forest.sums(rows, sums);
    for (std::size_t i = 0; i < n; ++i) {
      const float alone = rejoin::score(model, rows[i]);
      CHECK(together[i] == alone);
      if (forest.fit()) CHECK(static_cast<float>(sums[i]) / 1000 == alone);
    }
  }
}

// Trees whose weights are as large as `largest`, and compare `features` features with `thresholds` values each.
std::vector<Tree> any_trees(std::size_t n, int features, int thresholds, int largest, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  std::vector<Tree> trees(n);
  for (Tree& tree : trees) {
    tree.size = static_cast<std::int8_t>(1 + below(rejoin::kSplits));
    for (int k = 0; k < tree.size; ++k)
      tree.splits[static_cast<std::size_t>(k)] = {static_cast<std::int8_t>(below(k + 1)),
                                                  static_cast<std::int16_t>(below(features)),
                                                  static_cast<float>(below(thresholds)) / 4};
    for (std::int32_t& leaf : tree.leaves) leaf = below(2 * largest + 1) - largest;
  }
  return trees;
}

}  // namespace

TEST_CASE("many rows at once score as each does alone", "[rejoin]") {
  compare(rejoin::evidence_model(), 1);
  compare(rejoin::screen_model(), 3);
  compare(rejoin::decision_model(), 2);
}

TEST_CASE("a model with large weights is added up in parts", "[rejoin]") {
  const std::vector<Tree> trees = any_trees(300, 70, 40, 32767, 3);
  compare({-12345, trees}, 4);
  if (base::wide_vectors()) CHECK(Forest({0, trees}).fit());
}

TEST_CASE("a model that ranks cannot stand for is scored all the same", "[rejoin]") {
  const std::vector<Tree> many = any_trees(300, 2, 1000, 500, 5);
  CHECK(!Forest({0, many}).fit());
  compare({0, many}, 6);
  const std::vector<Tree> large = any_trees(300, 70, 40, 40000, 7);
  CHECK(!Forest({0, large}).fit());
  compare({0, large}, 8);
}
