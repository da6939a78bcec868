#include "rejoin/forest.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace runon::rejoin {

// Rows side by side: values of one half by feature, and ranks of both by column.
struct Forest::Block {
  alignas(32) std::array<std::array<float, kRows>, kFeatureRows> values;
  alignas(32) std::array<Ranks, static_cast<std::size_t>(kFeatures)> ranks;
};

Forest::Forest(const Model& model) : base_(model.base), fit_(base::wide_vectors()) {
  if (fit_) arrange(model);
}

void Forest::arrange(const Model& model) {
  struct Compared {
    std::vector<float> thresholds;
    std::size_t column = 0;
  };
  std::array<Compared, static_cast<std::size_t>(kFeatures)> compared;  // by feature
  const auto of = [&](const Split& split) -> Compared& { return compared[static_cast<std::size_t>(split.feature)]; };
  const auto splits = [](const Tree& tree) { return std::span(tree.splits).first(static_cast<std::size_t>(tree.size)); };
  for (const Tree& tree : model.trees)
    for (const Split& split : splits(tree)) of(split).thresholds.push_back(split.above);
  for (std::size_t feature = 0; feature < compared.size(); ++feature) {
    std::vector<float>& all = compared[feature].thresholds;
    if (all.empty()) continue;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    fit_ &= all.size() < std::numeric_limits<std::int8_t>::max();
    compared[feature].column = columns_.size();
    columns_.push_back({static_cast<std::uint16_t>(feature), static_cast<std::uint16_t>(thresholds_.size()),
                        static_cast<std::uint16_t>(all.size())});
    thresholds_.insert(thresholds_.end(), all.begin(), all.end());
  }
  constexpr std::int64_t kMost = std::numeric_limits<std::int16_t>::max();
  std::int64_t most = 0;  // that the trees of this part add up to
  for (const Tree& tree : model.trees) {
    Ranked ranked{};
    ranked.above.fill(std::numeric_limits<std::int8_t>::max());  // splits that a tree has not are above every rank
    std::size_t i = 0;
    for (const Split& split : splits(tree)) {
      const std::vector<float>& all = of(split).thresholds;
      ranked.columns[i] = static_cast<std::uint16_t>(of(split).column * sizeof(Ranks));
      ranked.leaf[i] = split.leaf;
      ranked.above[i] = static_cast<std::int8_t>(std::lower_bound(all.begin(), all.end(), split.above) - all.begin());
      ++i;
    }
    std::int64_t largest = 0;
    for (std::size_t leaf = 0; leaf < tree.leaves.size(); ++leaf) {
      const auto bits = static_cast<std::uint32_t>(tree.leaves[leaf]);
      ranked.low[leaf] = static_cast<std::uint8_t>(bits);
      ranked.high[leaf] = static_cast<std::uint8_t>(bits >> 8U);
      largest = std::max<std::int64_t>(largest, std::abs(std::int64_t{tree.leaves[leaf]}));
    }
    fit_ &= largest <= kMost;
    small_ &= static_cast<std::size_t>(tree.size) < kLookup;
    if (most + largest > kMost) {
      parts_.push_back(trees_.size());
      most = 0;
    }
    most += largest;
    trees_.push_back(ranked);
  }
  parts_.push_back(trees_.size());
}

void Forest::sums(const std::vector<Row>& rows, std::vector<std::int32_t>& out) const {
  out.resize(rows.size());
  const auto block = std::make_unique_for_overwrite<Block>();
  for (std::size_t from = 0; from < rows.size(); from += kHalves * kRows) {
    const std::size_t n = std::min(kHalves * kRows, rows.size() - from);
    for (std::size_t half = 0; half * kRows < n; ++half) {
      fill(&rows[from + half * kRows], std::min(kRows, n - half * kRows), *block);
      rank(*block, half);
    }
    Sums sum;
    sum.fill(base_);
    if (small_) n > kRows ? add<kHalves, kLookup>(*block, sum) : add<1, kLookup>(*block, sum);
    else n > kRows ? add<kHalves, kLeaves>(*block, sum) : add<1, kLeaves>(*block, sum);
    std::copy_n(sum.begin(), n, out.begin() + static_cast<std::ptrdiff_t>(from));
  }
}

#if defined(__x86_64__)

// Rows become columns, eight by eight, as far as the model asks for them.
RUNON_WIDE void Forest::fill(const Row* rows, std::size_t n, Block& block) const {
  static_assert(sizeof(Row) == static_cast<std::size_t>(kFeatures) * sizeof(float));
  for (std::size_t r = 0; r < kRows; r += 8) {
    for (std::size_t f = 0; f <= columns_.back().feature; f += 8) {
      // The last features once more, where eight more would reach behind the row; behind the last row, that one again.
      const std::size_t at = std::min(f, static_cast<std::size_t>(kFeatures) - 8);
      __m256 a[8];
      for (std::size_t i = 0; i < 8; ++i) a[i] = _mm256_loadu_ps(rows[std::min(r + i, n - 1)].data() + at);
      __m256 b[8];
      for (std::size_t i = 0; i < 8; i += 2) {
        b[i] = _mm256_unpacklo_ps(a[i], a[i + 1]);
        b[i + 1] = _mm256_unpackhi_ps(a[i], a[i + 1]);
      }
      __m256 c[8];
      for (std::size_t i = 0; i < 8; i += 4) {
        c[i] = _mm256_shuffle_ps(b[i], b[i + 2], 0x44);
        c[i + 1] = _mm256_shuffle_ps(b[i], b[i + 2], 0xEE);
        c[i + 2] = _mm256_shuffle_ps(b[i + 1], b[i + 3], 0x44);
        c[i + 3] = _mm256_shuffle_ps(b[i + 1], b[i + 3], 0xEE);
      }
      for (std::size_t i = 0; i < 4; ++i) {
        _mm256_store_ps(block.values[at + i].data() + r, _mm256_permute2f128_ps(c[i], c[i + 4], 0x20));
        _mm256_store_ps(block.values[at + i + 4].data() + r, _mm256_permute2f128_ps(c[i], c[i + 4], 0x31));
      }
    }
  }
}

// 32 numbers, bit for bit.
RUNON_WIDE inline bool all_equal(const __m256 (&value)[4]) {
  const __m256i first = _mm256_broadcastd_epi32(_mm_castps_si128(_mm256_castps256_ps128(value[0])));
  const auto differs = [&](std::size_t i) RUNON_WIDE { return _mm256_xor_si256(_mm256_castps_si256(value[i]), first); };
  const __m256i any = _mm256_or_si256(_mm256_or_si256(differs(0), differs(1)), _mm256_or_si256(differs(2), differs(3)));
  return _mm256_testz_si256(any, any) != 0;
}

RUNON_WIDE void Forest::rank(Block& block, std::size_t half) const {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const Column& column = columns_[c];
    const float* const values = block.values[column.feature].data();
    __m256 value[4];
    for (std::size_t i = 0; i < 4; ++i) value[i] = _mm256_load_ps(values + 8 * i);
    auto* const ranks = reinterpret_cast<__m256i*>(block.ranks[c].data() + half * kRows);
    const float* const first = thresholds_.data() + column.first;
    const float* const last = first + column.count;
    if (all_equal(value)) {  // as many are: what all rows of a document share, or few lines have
      const float* below = first;
      while (below != last && *values > *below) ++below;
      _mm256_store_si256(ranks, _mm256_set1_epi8(static_cast<char>(below - first)));
      continue;
    }
    __m256i rank[4] = {};
#pragma GCC unroll 4  // three instructions in twelve are the loop itself
    for (const float* each = first; each != last; ++each) {
      const __m256 threshold = _mm256_broadcast_ss(each);
      const auto above = [&](std::size_t i) RUNON_WIDE {  // a mask is minus one
        return _mm256_castps_si256(_mm256_cmp_ps(value[i], threshold, _CMP_GT_OQ));
      };
      rank[0] = _mm256_sub_epi32(rank[0], above(0));
      rank[1] = _mm256_sub_epi32(rank[1], above(1));
      rank[2] = _mm256_sub_epi32(rank[2], above(2));
      rank[3] = _mm256_sub_epi32(rank[3], above(3));
    }
    const __m256i low = _mm256_packs_epi32(rank[0], rank[1]);
    const __m256i high = _mm256_packs_epi32(rank[2], rank[3]);
    // Packing works within halves; this puts the groups of four back into order.
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high), order);
    _mm256_store_si256(ranks, bytes);
  }
}

// Bytes of a table of kMost, by number; one shuffle knows as many as half a vector holds.
template <std::size_t kMost>
RUNON_WIDE inline __m256i look_up(const std::uint8_t* table, __m256i number) {
  const auto half = [&](std::size_t i) RUNON_WIDE {
    const __m128i bytes = _mm_load_si128(reinterpret_cast<const __m128i*>(table) + i);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(bytes), number);  // by the last four bits
  };
  if constexpr (kMost <= sizeof(__m128i)) return half(0);
  return _mm256_blendv_epi8(half(0), half(1), _mm256_cmpgt_epi8(number, _mm256_set1_epi8(sizeof(__m128i) - 1)));
}

template <std::size_t kUsed, std::size_t kMost>
RUNON_WIDE void Forest::add(const Block& block, Sums& sum) const {
  std::size_t t = 0;
  for (const std::size_t end : parts_) {
    __m256i even[kUsed] = {};  // rows 0 to 7 and 16 to 23 of each half
    __m256i odd[kUsed] = {};   // rows 8 to 15 and 24 to 31
    for (; t < end; ++t) {
      const Ranked& tree = trees_[t];
      __m256i leaf[kUsed] = {};
      __m256i to = _mm256_set1_epi8(1);
#pragma GCC unroll 19
      for (std::size_t k = 0; k + 1 < kMost; ++k) {
        const auto* const ranks = reinterpret_cast<const __m256i*>(block.ranks[0].data() + tree.columns[k]);
        const __m256i bound = _mm256_set1_epi8(tree.above[k]);
        const __m256i split = _mm256_set1_epi8(tree.leaf[k]);
        for (std::size_t half = 0; half < kUsed; ++half) {
          const __m256i above = _mm256_cmpgt_epi8(_mm256_load_si256(ranks + half), bound);
          const __m256i moves = _mm256_and_si256(above, _mm256_cmpeq_epi8(leaf[half], split));
          // New leaves have larger numbers than all before, which spares a choice.
          leaf[half] = _mm256_max_epi8(leaf[half], _mm256_and_si256(moves, to));
        }
        to = _mm256_add_epi8(to, _mm256_set1_epi8(1));
      }
      for (std::size_t half = 0; half < kUsed; ++half) {
        const __m256i low = look_up<kMost>(tree.low.data(), leaf[half]);
        const __m256i high = look_up<kMost>(tree.high.data(), leaf[half]);
        even[half] = _mm256_add_epi16(even[half], _mm256_unpacklo_epi8(low, high));
        odd[half] = _mm256_add_epi16(odd[half], _mm256_unpackhi_epi8(low, high));
      }
    }
    for (std::size_t half = 0; half < kUsed; ++half) {
      alignas(32) std::array<std::int16_t, kRows> part;
      _mm256_store_si256(reinterpret_cast<__m256i*>(part.data()), _mm256_permute2x128_si256(even[half], odd[half], 0x20));
      _mm256_store_si256(reinterpret_cast<__m256i*>(part.data() + 16), _mm256_permute2x128_si256(even[half], odd[half], 0x31));
      for (std::size_t r = 0; r < kRows; ++r) sum[half * kRows + r] += part[r];
    }
  }
}

#else

// Never fit().
void Forest::fill(const Row*, std::size_t, Block&) const {}
void Forest::rank(Block&, std::size_t) const {}
template <std::size_t kUsed, std::size_t kMost>
void Forest::add(const Block&, Sums&) const {}

#endif

}  // namespace runon::rejoin
