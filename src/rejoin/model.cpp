#include "rejoin/model.h"

#include <algorithm>

namespace runon::rejoin {
namespace {

#include "rejoin/weights.inc"

std::size_t leaf_of(const Tree& tree, const Row& row) {
  std::size_t node = 0;
  for (int level = 0; level < 3; ++level) {
    const Split& split = tree.splits[node];
    node = 2 * node + (row[static_cast<std::size_t>(split.feature)] > split.above ? 2 : 1);
  }
  return node - 7;
}

float mean(const Tree& tree, std::size_t from, std::size_t to) {
  std::int64_t sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += tree.leaves[i];
  return static_cast<float>(sum) / static_cast<float>(to - from) / 1000;
}

}  // namespace

const Model& evidence_model() {
  static constexpr Model kModel{kEvidenceBase, kEvidenceTrees};
  return kModel;
}

const Model& decision_model() {
  static constexpr Model kModel{kDecisionBase, kDecisionTrees};
  return kModel;
}

float score(const Model& model, const Row& row) {
  std::int64_t sum = model.base;
  for (const Tree& tree : model.trees) sum += tree.leaves[leaf_of(tree, row)];
  return static_cast<float>(sum) / 1000;
}

float evidence_odds(const Model& model, const Row& row) { return std::clamp(score(model, row), -5.0F, 4.0F); }
float evidence_odds(const Row& row) { return evidence_odds(evidence_model(), row); }

void shares(const Model& model, const Row& row, std::array<float, static_cast<std::size_t>(kFeatures)>& out) {
  out.fill(0);
  for (const Tree& tree : model.trees) {
    std::size_t node = 0;
    std::size_t from = 0;
    std::size_t to = 8;
    float here = mean(tree, from, to);
    for (int level = 0; level < 3; ++level) {
      const Split& split = tree.splits[node];
      const bool right = row[static_cast<std::size_t>(split.feature)] > split.above;
      const std::size_t middle = (from + to) / 2;
      (right ? from : to) = middle;
      const float next = mean(tree, from, to);
      out[static_cast<std::size_t>(split.feature)] += next - here;
      here = next;
      node = 2 * node + (right ? 2 : 1);
    }
  }
}

}  // namespace runon::rejoin
