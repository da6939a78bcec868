// How fast and how large is the table of keys, beside sets of the same 128-bit keys?
//   key_table KEYS [ROUNDS]     KEYS units, three in ten of them repeats, looked up and put in, growing; ROUNDS (5) in turn,
//   medians
// CPU time. Ours keeps a number with each key; the others keep keys only. "in batches" asks for the memory some units ahead, as
// the pipeline does, which has the keys of a whole batch of documents before it looks the first one up.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "repeats/key_table.h"
#if __has_include(<boost/unordered/unordered_flat_set.hpp>)
#include <boost/unordered/unordered_flat_set.hpp>
#endif

using namespace runon;

namespace {

std::vector<base::Hash128> make(std::uint64_t count) {
  std::vector<base::Hash128> keys;
  keys.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t number = i % 10 < 3 && i > 0 ? (i * 2654435761U) % i : i;
    char bytes[8];
    std::memcpy(bytes, &number, 8);
    keys.push_back(base::hash128({bytes, 8}));
  }
  return keys;
}

// Resident bytes (proc(5): statm counts pages).
double resident() {
  std::ifstream statm("/proc/self/statm");
  double all = 0;
  double pages = 0;
  statm >> all >> pages;
  return pages * 4096;
}

struct Row {
  std::string name;
  std::vector<double> nanoseconds;
  double bytes = 0;  // resident, a key, at the end of the first round
};

template <class Insert, class Size>
void measure(Row& row, std::string name, std::size_t keys, Insert insert, Size size) {
  const double before = resident();
  const std::clock_t begin = std::clock();
  for (std::size_t i = 0; i < keys; ++i) insert(i);
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  row.name = std::move(name);
  if (row.nanoseconds.empty()) row.bytes = (resident() - before) / static_cast<double>(size());
  row.nanoseconds.push_back(seconds * 1e9 / static_cast<double>(keys));
}

void ours(Row& row, const std::vector<base::Hash128>& keys, bool batches) {
  repeats::KeyTable table;
  const auto insert = [&](std::size_t i) {
    if (batches && i + 16 < keys.size()) table.prefetch(keys[i + 16]);
    if (batches && i + 8 < keys.size()) table.approach(keys[i + 8]);
    table.find_or_insert(keys[i], i);
  };
  measure(row, batches ? "ours, in batches" : "ours, one at a time", keys.size(), insert, [&] { return table.size(); });
}

template <class Set>
void other(Row& row, const std::vector<base::Hash128>& keys, const char* name) {
  Set set;
  measure(
      row, name, keys.size(), [&](std::size_t i) { set.insert(keys[i]); }, [&] { return set.size(); });
}

}  // namespace

int main(int count, char** values) {
  if (count != 2 && count != 3) return 2;
  const std::vector<base::Hash128> keys = make(std::strtoull(values[1], nullptr, 10));
  const int rounds = count == 3 ? std::atoi(values[2]) : 5;
  std::vector<Row> rows(4);
  for (int round = 0; round < rounds; ++round) {
    ours(rows[0], keys, true);
    ours(rows[1], keys, false);
#if __has_include(<boost/unordered/unordered_flat_set.hpp>)
    other<boost::unordered_flat_set<base::Hash128, std::hash<base::Hash128>>>(rows[2], keys, "boost::unordered_flat_set");
#endif
    other<std::unordered_set<base::Hash128>>(rows[3], keys, "std::unordered_set");
  }
  fmt::print("| table | a unit, median | resident bytes a key |\n| --- | ---: | ---: |\n");
  for (Row& row : rows) {
    if (row.nanoseconds.empty()) continue;
    std::sort(row.nanoseconds.begin(), row.nanoseconds.end());
    fmt::print("| {} | {:.0f} ns | {:.1f} |\n", row.name, row.nanoseconds[row.nanoseconds.size() / 2], row.bytes);
  }
  return 0;
}
