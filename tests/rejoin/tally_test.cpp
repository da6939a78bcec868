#include "rejoin/tally.h"

#include <cstdint>
#include <string>
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

TEST_CASE("texts that differ by a byte, or by their length, have other fingerprints; capitals have those of small letters",
          "[rejoin]") {
  constexpr std::uint8_t kSmall = 0x20;
  std::unordered_map<std::uint64_t, std::string> seen;
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string text(size, 'a');
    REQUIRE(seen.emplace(rejoin::print(text), text).second);
    CHECK(rejoin::print(std::string(size, 'A'), kSmall) == rejoin::print(text));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'b';
      REQUIRE(seen.emplace(rejoin::print(other), other).second);
      std::string capital = other;
      capital[at] = 'B';
      CHECK(rejoin::print(capital, kSmall) == rejoin::print(other));
    }
  }
}
