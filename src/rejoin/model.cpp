#include "rejoin/model.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>

#include "rejoin/forest.h"

namespace runon::rejoin {
namespace {

#include "rejoin/weights.inc"

// Rows side by side, a feature each line: a tree asks its questions of all of them at once, without branches, which
// compilers make vector code of.
constexpr std::size_t kBlock = 16;
constexpr std::size_t kColumns = static_cast<std::size_t>(kFeatures);
using Block = std::array<std::array<float, kBlock>, kColumns>;

void add(const Tree& tree, const Block& block, std::array<std::int32_t, kBlock>& sum) {
  std::array<std::int32_t, kBlock> leaf{};
  for (int k = 0; k < tree.size; ++k) {
    const Split& split = tree.splits[static_cast<std::size_t>(k)];
    const float* const column = block[static_cast<std::size_t>(split.feature)].data();
    for (std::size_t r = 0; r < kBlock; ++r) leaf[r] = leaf[r] == split.leaf && column[r] > split.above ? k + 1 : leaf[r];
  }
  for (std::size_t r = 0; r < kBlock; ++r) sum[r] += tree.leaves[static_cast<std::size_t>(leaf[r])];
}

// The mean weight of the leaves on both sides of each split, and of all.
struct Means {
  std::array<float, kSplits> below{};
  std::array<float, kSplits> above{};
  float all = 0;

  explicit Means(const Tree& tree) {
    std::array<std::int64_t, kLeaves> sum{};
    std::array<std::int64_t, kLeaves> leaves{};
    leaves.fill(1);
    std::copy(tree.leaves.begin(), tree.leaves.end(), sum.begin());
    const auto mean = [&](std::size_t i) { return static_cast<float>(sum[i]) / static_cast<float>(leaves[i]) / 1000; };
    for (std::size_t k = static_cast<std::uint8_t>(tree.size); k-- > 0;) {  // takes back what the splits made
      const std::size_t split = static_cast<std::uint8_t>(tree.splits[k].leaf);
      below[k] = mean(split);
      above[k] = mean(k + 1);
      sum[split] += sum[k + 1];
      leaves[split] += leaves[k + 1];
    }
    all = mean(0);
  }
};

}  // namespace

const Model& evidence_model() {
  static constexpr Model kModel{kEvidenceBase, kEvidenceTrees};
  return kModel;
}

const Model& screen_model() {
  static constexpr Model kModel{kScreenBase, kScreenTrees};
  return kModel;
}

const Model& decision_model() {
  static constexpr Model kModel{kDecisionBase, kDecisionTrees};
  return kModel;
}

std::size_t leaf_of(const Tree& tree, const Row& row) {
  int leaf = 0;
  for (int k = 0; k < tree.size; ++k) {
    const Split& split = tree.splits[static_cast<std::size_t>(k)];
    if (split.leaf == leaf && row[static_cast<std::size_t>(split.feature)] > split.above) leaf = k + 1;
  }
  return static_cast<std::size_t>(leaf);
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
  struct Known {
    const Model& model;
    Forest forest{model};
  };
  static const std::array<Known, 3> known = {Known{evidence_model()}, Known{screen_model()}, Known{decision_model()}};
  const auto* const found =
      std::find_if(known.begin(), known.end(), [&](const Known& each) { return each.model.trees.data() == model.trees.data(); });
  if (found != known.end() && found->forest.fit()) found->forest.sums(rows, out);
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
    const Means means(tree);
    int leaf = 0;
    float here = means.all;
    for (int k = 0; k < tree.size; ++k) {
      const auto i = static_cast<std::size_t>(k);
      const Split& split = tree.splits[i];
      if (split.leaf != leaf) continue;
      const bool above = row[static_cast<std::size_t>(split.feature)] > split.above;
      const float next = above ? means.above[i] : means.below[i];
      out[static_cast<std::size_t>(split.feature)] += next - here;
      here = next;
      if (above) leaf = k + 1;
    }
  }
}

}  // namespace runon::rejoin
