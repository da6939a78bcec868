// How fast and how large is the table of keys, beside sets of the same 128-bit keys?
//   key_table KEYS      KEYS units, three in ten of them repeats, one after the other, growing
// CPU time. Ours is asked some units ahead, as the pipeline does, and keeps a number for each key; the others keep keys only.
#include <fmt/format.h>

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

template <class Insert, class Size>
void measure(const char* name, const std::vector<base::Hash128>& keys, Insert insert, Size size) {
  const double before = resident();
  const std::clock_t begin = std::clock();
  for (std::size_t i = 0; i < keys.size(); ++i) insert(i);
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  fmt::print("| {} | {:.0f} ns | {:.1f} | {} |\n", name, seconds * 1e9 / static_cast<double>(keys.size()),
             (resident() - before) / static_cast<double>(size()), size());
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const std::vector<base::Hash128> keys = make(std::strtoull(values[1], nullptr, 10));
  fmt::print("| table | a unit | resident bytes a key | keys |\n| --- | ---: | ---: | ---: |\n");
  {
    repeats::KeyTable table;
    measure(
        "ours", keys,
        [&](std::size_t i) {
          if (i + 16 < keys.size()) table.prefetch(keys[i + 16]);
          if (i + 8 < keys.size()) table.approach(keys[i + 8]);
          table.find_or_insert(keys[i], i);
        },
        [&] { return table.size(); });
    fmt::print("ours says {:.1f} bytes a key\n", static_cast<double>(table.bytes()) / static_cast<double>(table.size()));
  }
#if __has_include(<boost/unordered/unordered_flat_set.hpp>)
  {
    boost::unordered_flat_set<base::Hash128, std::hash<base::Hash128>> set;
    measure(
        "boost::unordered_flat_set", keys, [&](std::size_t i) { set.insert(keys[i]); }, [&] { return set.size(); });
  }
#endif
  {
    std::unordered_set<base::Hash128> set;
    measure(
        "std::unordered_set", keys, [&](std::size_t i) { set.insert(keys[i]); }, [&] { return set.size(); });
  }
  return 0;
}
