// The rows of a corpus that go through sorters on disk. For corpus.cpp and what belongs to it.
#pragma once

#include <cstdint>
#include <tuple>

#include "base/hash.h"

namespace runon::repeats {

// Numbers of units end here, those of entries of the index begin; there end, those of its texts begin.
inline constexpr std::uint64_t kEntry = std::uint64_t{1} << 35U;
inline constexpr std::uint64_t kText = std::uint64_t{1} << 40U;

// A postponed unit, or a key out of the table.
struct KeyRow {
  base::Hash128 hash;
  std::uint64_t number;
  std::uint32_t rank;
  std::uint16_t copies;  // of the key that stay already: a row out of the table
  std::uint16_t may_go;
};
struct ByKey {  // of equal keys the highest rank first
  bool operator()(const KeyRow& a, const KeyRow& b) const {
    return std::tie(a.hash.high, a.hash.low, b.rank, a.number) < std::tie(b.hash.high, b.hash.low, a.rank, b.number);
  }
};

// A unit whose likeness is judged by rank.
struct RankRow {
  std::uint64_t number;
  std::uint64_t first;  // unit of its key that has the highest rank
  std::uint32_t rank;
  bool more;  // units have the key
  bool may_go;
};
struct ByRank {
  bool operator()(const RankRow& a, const RankRow& b) const { return std::tie(b.rank, a.number) < std::tie(a.rank, b.number); }
};

// A unit that goes.
struct Decision {
  std::uint64_t number;
  std::uint64_t kept;
  double similarity;  // 0: the keys are equal
};
struct ByNumber {
  bool operator()(const Decision& a, const Decision& b) const { return a.number < b.number; }
};

// A key of this run and what is known of it, for the index.
struct FreshKey {
  base::Hash128 hash;
  std::uint64_t number;
  std::uint64_t copies;
};
struct ByHash {
  bool operator()(const FreshKey& a, const FreshKey& b) const {
    return a.hash.high != b.hash.high ? a.hash.high < b.hash.high : a.hash.low < b.hash.low;
  }
};

}  // namespace runon::repeats
