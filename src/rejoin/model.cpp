#include "rejoin/model.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include "rejoin/forest.h"

namespace runon::rejoin {
namespace {

#include "rejoin/weights.inc"

std::size_t leaf_of(const Tree& tree, const Row& row) {
  std::size_t node = 0;
  for (int level = 0; level < kDepth; ++level) {
    const Split& split = tree.splits[node];
    node = 2 * node + (row[static_cast<std::size_t>(split.feature)] > split.above ? 2 : 1);
  }
  return node - kSplits;
}

// Rows side by side, a feature each line: a tree asks its questions of all of them at once, without branches, which
// compilers make vector code of.
constexpr std::size_t kBlock = 16;
constexpr std::size_t kColumns = static_cast<std::size_t>(kFeatures);
using Block = std::array<std::array<float, kBlock>, kColumns>;

void add(const Tree& tree, const Block& block, std::array<std::int32_t, kBlock>& sum) {
  std::array<const float*, kSplits> column;
  for (std::size_t node = 0; node < kSplits; ++node)
    column[node] = block[static_cast<std::size_t>(tree.splits[node].feature)].data();
  for (std::size_t r = 0; r < kBlock; ++r) {
    std::array<std::int32_t, kLeaves> leaf = tree.leaves;
    for (std::size_t nodes = kLeaves / 2; nodes > 0; nodes /= 2) {
      for (std::size_t i = 0; i < nodes; ++i) {
        const std::size_t node = nodes - 1 + i;
        leaf[i] = column[node][r] > tree.splits[node].above ? leaf[2 * i + 1] : leaf[2 * i];
      }
    }
    sum[r] += leaf[0];
  }
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

namespace {

void add_plainly(const Model& model, const std::vector<Row>& rows, std::vector<std::int32_t>& out) {
  out.resize(rows.size());
  auto block = std::make_unique<Block>();
  for (std::size_t from = 0; from < rows.size(); from += kBlock) {
    const std::size_t n = std::min(kBlock, rows.size() - from);
    for (std::size_t f = 0; f < kColumns; ++f)
      for (std::size_t r = 0; r < n; ++r) (*block)[f][r] = rows[from + r][f];
    std::array<std::int32_t, kBlock> sum;
    sum.fill(model.base);
    for (const Tree& tree : model.trees) add(tree, *block, sum);
    std::copy_n(sum.begin(), n, out.begin() + static_cast<std::ptrdiff_t>(from));
  }
}

void add_up(const Model& model, const std::vector<Row>& rows, std::vector<std::int32_t>& out) {
  static const Forest evidence(evidence_model());
  static const Forest decision(decision_model());
  const auto is = [&](const Model& known) { return model.trees.data() == known.trees.data(); };
  const Forest* const forest = is(evidence_model()) ? &evidence : is(decision_model()) ? &decision : nullptr;
  if (forest != nullptr && forest->fit()) forest->sums(rows, out);
  else add_plainly(model, rows, out);
}

}  // namespace

std::vector<float> scores(const Model& model, const std::vector<Row>& rows) {
  std::vector<std::int32_t> sums;
  add_up(model, rows, sums);
  std::vector<float> out(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) out[i] = static_cast<float>(sums[i]) / 1000;
  return out;
}

std::vector<float> evidence_odds(const Model& model, const std::vector<Row>& rows) {
  std::vector<float> out = scores(model, rows);
  for (float& odds : out) odds = std::clamp(odds, -5.0F, 4.0F);
  return out;
}

void shares(const Model& model, const Row& row, std::array<float, static_cast<std::size_t>(kFeatures)>& out) {
  out.fill(0);
  for (const Tree& tree : model.trees) {
    std::size_t node = 0;
    std::size_t from = 0;
    std::size_t to = kLeaves;
    float here = mean(tree, from, to);
    for (int level = 0; level < kDepth; ++level) {
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
