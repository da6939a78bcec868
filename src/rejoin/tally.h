// How often each fingerprint was met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace runon::rejoin {

// Fingerprint of a few bytes. Of 64 bits, so that two words of a document share one as good as never. `small`: bits that every
// byte is given, which makes letters of ASCII small ones.
// Every one of the eight bytes that are mixed in is one of the text's, so that it does not matter when they were made small.
inline std::uint64_t print(std::string_view bytes, std::uint8_t small = 0) {
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15U;
  constexpr std::uint64_t kEach = 0x0101010101010101U;
  std::uint64_t out = bytes.size() * kMix;
  const auto add = [&](std::uint64_t eight) {
    out = (out ^ (eight | kEach * small)) * kMix;
    out ^= out >> 29U;  // a product's upper bits reach no lower ones
  };
  const auto read = [](const char* from, auto number) {
    std::memcpy(&number, from, sizeof number);
    return std::uint64_t{number};
  };
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  if (bytes.size() >= 8) {
    for (; end - from > 8; from += 8) add(read(from, std::uint64_t{}));
    add(read(end - 8, std::uint64_t{}));  // some of them once more
  } else if (bytes.size() >= 4) {
    add(read(from, std::uint32_t{}) << 32U | read(end - 4, std::uint32_t{}));
  } else if (from != end) {
    const std::uint64_t middle = read(from + bytes.size() / 2, std::uint8_t{});
    add(read(from, std::uint8_t{}) * 0x0101010100000000U | middle * 0x01010000U | read(end - 1, std::uint8_t{}) * 0x0101U);
  }
  return out;
}

// Counts by fingerprints of 64 bits, side by side in one piece of memory: a document has a few thousand of them, and nodes of
// a map would each be an allocation. Constant time on the average; not for several threads at once.
class Tally {
 public:
  // How often `key` was met, this time counted.
  std::uint32_t add(std::uint64_t key) {
    if (used_ * 2 >= slots_.size()) grow();
    Slot& slot = slots_[find(key)];
    if (slot.count == 0) {
      slot.key = key;
      ++used_;
    }
    return ++slot.count;
  }

  bool empty() const { return used_ == 0; }
  std::uint32_t count(std::uint64_t key) const { return slots_.empty() ? 0 : slots_[find(key)].count; }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t count = 0;  // 0: free
  };

  // Its slot, or the free one that it would take.
  std::size_t find(std::uint64_t key) const {
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15U;
    const std::size_t last = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>((key * kMix) >> 32U) & last;
    while (slots_[at].count != 0 && slots_[at].key != key) at = (at + 1) & last;
    return at;
  }

  void grow() {
    constexpr std::size_t kFewest = 64;
    std::vector<Slot> before(slots_.empty() ? kFewest : slots_.size() * 2);
    before.swap(slots_);
    for (const Slot& slot : before)
      if (slot.count != 0) slots_[find(slot.key)] = slot;
  }

  std::vector<Slot> slots_;  // as many as a power of two
  std::size_t used_ = 0;
};

}  // namespace runon::rejoin
