#include "boost.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace runon::bench {
namespace {

using rejoin::Split;
using rejoin::Tree;

constexpr int kBins = 64;

// Thresholds have six digits, so that the weights file says exactly what was trained.
float rounded(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", static_cast<double>(value));
  return std::strtof(text, nullptr);
}

// Feature values in bins between quantiles; a split is "above the edge of a bin".
struct Binned {
  std::vector<std::vector<float>> edges;        // per feature, ascending
  std::vector<std::vector<std::uint8_t>> bins;  // per feature, per sample

  Binned(const std::vector<const Sample*>& samples, const BoostOptions& options) {
    edges.resize(static_cast<std::size_t>(options.features));
    bins.resize(edges.size());
    for (std::size_t f = 0; f < edges.size(); ++f) {
      std::vector<float> values;
      values.reserve(samples.size());
      for (const Sample* s : samples) values.push_back(s->row[f]);
      std::sort(values.begin(), values.end());
      std::vector<float> distinct = values;
      distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
      if (distinct.size() <= kBins) {
        for (std::size_t i = 0; i + 1 < distinct.size(); ++i) edges[f].push_back(rounded((distinct[i] + distinct[i + 1]) / 2));
      } else {
        for (std::size_t b = 1; b < kBins; ++b) {
          const float edge = rounded(values[values.size() * b / kBins]);
          if (edges[f].empty() || edge > edges[f].back()) edges[f].push_back(edge);
        }
      }
      bins[f].reserve(samples.size());
      for (const Sample* s : samples) {
        const auto up = std::lower_bound(edges[f].begin(), edges[f].end(), s->row[f]);
        bins[f].push_back(static_cast<std::uint8_t>(up - edges[f].begin()));
      }
    }
  }
};

struct Sums {
  double gradient = 0;
  double hessian = 0;
};

struct Best {
  double gain = 1e-6;
  int feature = -1;
  std::size_t bin = 0;
};

double gain_of(const Sums& s, double lambda) { return s.gradient * s.gradient / (s.hessian + lambda); }

// The same numbers everywhere.
class Chance {
 public:
  explicit Chance(unsigned seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  bool of(unsigned hundredths) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state_ >> 33U) % 100 < hundredths;
  }

 private:
  std::uint64_t state_;
};

Best find_split(const Binned& binned, const std::vector<bool>& asked, const std::vector<std::uint32_t>& members,
                const std::vector<double>& gradient, const std::vector<double>& hessian, const BoostOptions& options) {
  Best best;
  Sums all;
  for (const std::uint32_t i : members) {
    all.gradient += gradient[i];
    all.hessian += hessian[i];
  }
  for (std::size_t f = 0; f < binned.edges.size(); ++f) {
    if (!asked[f] || binned.edges[f].empty()) continue;
    std::array<Sums, kBins + 1> histogram{};
    for (const std::uint32_t i : members) {
      Sums& h = histogram[binned.bins[f][i]];
      h.gradient += gradient[i];
      h.hessian += hessian[i];
    }
    Sums left;
    for (std::size_t b = 0; b < binned.edges[f].size(); ++b) {
      left.gradient += histogram[b].gradient;
      left.hessian += histogram[b].hessian;
      const Sums right{all.gradient - left.gradient, all.hessian - left.hessian};
      if (left.hessian < options.min_hessian || right.hessian < options.min_hessian) continue;
      const double gain = gain_of(left, options.lambda) + gain_of(right, options.lambda) - gain_of(all, options.lambda);
      if (gain > best.gain) best = {gain, static_cast<int>(f), b};
    }
  }
  return best;
}

// A leaf while its tree grows.
struct Growing {
  std::vector<std::uint32_t> members;
  Best best;  // how to split it
};

// The tree that gains most: of all its leaves the one is split next whose best split gains most (Shi 2007). `seen` are the
// samples that it learns from; both functions take the samples of a leaf.
template <typename BestSplit, typename Weigh>
Tree grow(const std::vector<const Sample*>& samples, std::vector<std::uint32_t> seen, const Binned& binned, std::size_t most,
          BestSplit best_split, Weigh weigh) {
  Tree tree{};
  std::vector<Growing> leaves(1);
  leaves[0] = {std::move(seen), {}};
  leaves[0].best = best_split(leaves[0].members);
  while (leaves.size() < most) {
    const auto next = std::max_element(leaves.begin(), leaves.end(),
                                       [](const Growing& x, const Growing& y) { return x.best.gain < y.best.gain; });
    if (next->best.feature < 0) break;
    const auto f = static_cast<std::size_t>(next->best.feature);
    const Split split = {static_cast<std::int8_t>(next - leaves.begin()), static_cast<std::int16_t>(f),
                         binned.edges[f][next->best.bin]};
    tree.splits[static_cast<std::size_t>(tree.size++)] = split;
    Growing below;
    Growing above;
    for (const std::uint32_t i : next->members) (samples[i]->row[f] > split.above ? above : below).members.push_back(i);
    below.best = best_split(below.members);
    above.best = best_split(above.members);
    *next = std::move(below);
    leaves.push_back(std::move(above));
  }
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) tree.leaves[leaf] = weigh(leaves[leaf].members);
  return tree;
}

}  // namespace

Boosted boost(const std::vector<const Sample*>& samples, const BoostOptions& options) {
  const Binned binned(samples, options);
  const std::size_t n = samples.size();
  double positive = 0;
  double weight = 0;
  for (const Sample* s : samples) {
    positive += s->label * s->weight;
    weight += s->weight;
  }
  const double share = std::clamp(positive / weight, 0.001, 0.999);
  Boosted out;
  out.base = static_cast<std::int32_t>(std::lround(1000 * std::log(share / (1 - share))));
  std::vector<double> odds(n, out.base / 1000.0);
  std::vector<double> gradient(n);
  std::vector<double> hessian(n);
  Chance chance(options.seed);
  for (int t = 0; t < options.trees; ++t) {
    for (std::size_t i = 0; i < n; ++i) {
      const double p = 1 / (1 + std::exp(-odds[i]));
      gradient[i] = samples[i]->weight * (samples[i]->label - p);
      hessian[i] = samples[i]->weight * std::max(p * (1 - p), 1e-6);
    }
    std::vector<bool> asked(binned.edges.size());
    for (std::size_t f = 0; f < asked.size(); ++f) asked[f] = chance.of(options.asked);
    std::vector<std::uint32_t> seen;
    for (std::size_t i = 0; i < n; ++i)
      if (chance.of(options.rows)) seen.push_back(static_cast<std::uint32_t>(i));
    const auto best_split = [&](const std::vector<std::uint32_t>& members) {
      return find_split(binned, asked, members, gradient, hessian, options);
    };
    const auto weigh = [&](const std::vector<std::uint32_t>& members) {
      Sums sums;
      for (const std::uint32_t i : members) {
        sums.gradient += gradient[i];
        sums.hessian += hessian[i];
      }
      const double leaf_weight = options.rate * sums.gradient / (sums.hessian + options.lambda);
      return static_cast<std::int32_t>(std::lround(1000 * std::clamp(leaf_weight, -2.0, 2.0)));
    };
    const Tree tree = grow(samples, std::move(seen), binned, options.leaves, best_split, weigh);
    for (std::size_t i = 0; i < n; ++i) odds[i] += tree.leaves[rejoin::leaf_of(tree, samples[i]->row)] / 1000.0;
    out.trees.push_back(tree);
  }
  return out;
}

}  // namespace runon::bench
