#include "repeats/key_table.h"

#include <map>
#include <utility>
#include <vector>

#include "repeats/tags.h"
#include "support/catch.h"
#include "support/random.h"

using namespace runon;
using repeats::KeyTable;

namespace {

// Keys of which many share their first bits, so that parts, homes and words collide.
base::Hash128 key(support::Random& random, std::size_t kinds) {
  std::uint64_t high = random.below(4) << 52U;
  high |= random.below(kinds) << 20U;
  if (random.one_in(3)) high |= random.below(3) << 50U;
  return {random.below(3) << 60U | random.below(kinds), high | random.below(2)};
}

}  // namespace

TEST_CASE("the key table finds what a map finds", "[repeats]") {
  support::Random random(7);
  for (const std::size_t kinds : {std::size_t{3}, std::size_t{50}, std::size_t{5000}, std::size_t{1} << 31U}) {
    const bool counts = kinds != 5000;
    KeyTable table(counts);
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::pair<std::uint64_t, unsigned>> plain;
    for (std::uint64_t number = 0; number < 40000; ++number) {
      const base::Hash128 k = key(random, kinds);
      const std::uint64_t shown = number * 1000003 % KeyTable::kMaxNumber;
      table.prefetch(k);
      table.approach(k);
      const KeyTable::Found found = table.find_or_insert(k, shown);
      auto [at, fresh] = plain.emplace(std::pair(k.high, k.low), std::pair(shown, 1U));
      REQUIRE((found.count == 0) == fresh);
      if (fresh) continue;
      REQUIRE(found.number == at->second.first);
      REQUIRE(found.count == at->second.second);
      if (random.one_in(2)) {
        table.count(k);
        if (counts && at->second.second < KeyTable::kMaxCount) ++at->second.second;
      }
    }
    REQUIRE(table.size() == plain.size());
    bool same = true;
    std::size_t walked = 0;
    table.for_each([&](const base::Hash128& k, std::uint64_t number, unsigned count) {
      const auto at = plain.find({k.high, k.low});
      same = same && at != plain.end() && at->second == std::pair(number, count);
      ++walked;
    });
    CHECK(same);
    CHECK(walked == plain.size());
    table.clear();
    CHECK(table.size() == 0);
    CHECK(table.find_or_insert({1, 2}, 3).count == 0);
  }
}

TEST_CASE("a key takes 24 bytes at most, whatever their number", "[repeats]") {
  KeyTable table;
  std::size_t number = 0;
  for (const std::size_t keys : {1000000U, 1100000U, 1250000U, 1400000U, 1600000U, 1800000U, 2000000U}) {
    for (; number < keys; ++number) {
      char bytes[8];
      for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(number >> (8 * i));
      table.find_or_insert(base::hash128({bytes, 8}), number);
    }
    CAPTURE(keys, table.bytes());
    CHECK(static_cast<double>(table.bytes()) / static_cast<double>(keys) <= 24.5);
  }
}

TEST_CASE("equal tags are found sixteen at once as eight at once, and as one by one", "[repeats]") {
  support::Random random(8);
  for (int round = 0; round < 20000; ++round) {
    alignas(16) std::uint8_t tags[64];
    const std::size_t kinds = random.one_in(2) ? 256 : 3;
    for (std::uint8_t& tag : tags) tag = static_cast<std::uint8_t>(random.below(kinds) + (random.one_in(9) ? 0x7F : 0));
    const std::uint8_t wanted = random.one_in(2) ? tags[random.below(64)] : static_cast<std::uint8_t>(random.below(256));
    std::uint64_t expected = 0;
    for (unsigned i = 0; i < 64; ++i) expected |= std::uint64_t{tags[i] == wanted ? 1U : 0U} << i;
    REQUIRE(repeats::equal_tags(tags, wanted) == expected);
    REQUIRE(repeats::equal_tags_portable(tags, wanted) == expected);
  }
}
