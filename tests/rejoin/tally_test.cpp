#include "rejoin/tally.h"

#include <cstdint>
#include <unordered_map>

#include "support/catch.h"
#include "support/random.h"

using namespace runon;

TEST_CASE("a tally counts as a map does", "[rejoin]") {
  support::Random random(7);
  for (const std::uint64_t keys : {1U, 40U, 5000U}) {
    rejoin::Tally tally;
    std::unordered_map<std::uint64_t, std::uint32_t> plain;
    CHECK(tally.count(0) == 0);
    for (int i = 0; i < 8000; ++i) {
      // Keys that differ in their upper bits only, small ones, and nought among them.
      const std::uint64_t n = random.below(keys);
      const std::uint64_t key = i % 2 == 0 ? n : n << 40U;
      REQUIRE(tally.add(key) == ++plain[key]);
    }
    for (std::uint64_t n = 0; n < keys + 10; ++n) {
      for (const std::uint64_t key : {n, n << 40U}) {
        const auto found = plain.find(key);
        REQUIRE(tally.count(key) == (found == plain.end() ? 0 : found->second));
      }
    }
  }
}
