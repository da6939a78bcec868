#include "io/block_store.h"

#include <cstring>
#include <map>

#include "support/catch.h"
#include "support/random.h"

using namespace runon;

TEST_CASE("blocks of memory are each their own, and come back to be taken again", "[io]") {
  support::Random random(3);
  for (const std::size_t bytes : {std::size_t{64}, std::size_t{1280}, std::size_t{300032}}) {
    io::BlockStore store(bytes);
    std::map<unsigned char*, unsigned char> taken;
    std::size_t most = 0;
    for (int step = 0; step < 6000 && store.bytes() < std::size_t{40} << 20U; ++step) {
      if (!taken.empty() && random.one_in(3)) {
        const auto block = taken.begin();
        REQUIRE(block->first[0] == block->second);
        REQUIRE(block->first[bytes - 1] == block->second);
        store.give_back(block->first);
        taken.erase(block);
        continue;
      }
      auto* block = static_cast<unsigned char*>(store.take());
      REQUIRE(reinterpret_cast<std::uintptr_t>(block) % 64 == 0);
      const auto mark = static_cast<unsigned char>(random.below(256));
      std::memset(block, mark, bytes);
      REQUIRE(taken.emplace(block, mark).second);
      most = std::max(most, taken.size());
    }
    for (const auto& [block, mark] : taken) REQUIRE((block[0] == mark && block[bytes - 1] == mark));
    CHECK(store.bytes() == most * bytes);
    store.clear();
    CHECK(store.bytes() == 0);
    std::memset(store.take(), 1, bytes);
    CHECK(store.bytes() == bytes);
  }
}
