// How often each fingerprint was met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runon::rejoin {

// Counts by fingerprints of 64 bits, side by side in one piece of memory: a document has a few thousand of them, and nodes of
// a map would each be an allocation. Constant time on the average; not for several threads at once.
class Tally {
 public:
  // `slots`: at least so many of them a key; the more, the sooner a key that was never met is told.
  explicit Tally(std::size_t slots = 2) : room_(slots) {}

  // How often `key` was met, this time counted.
  std::uint32_t add(std::uint64_t key) {
    if (used_ * room_ >= slots_.size()) grow();
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

  std::size_t room_;
  std::vector<Slot> slots_;  // as many as a power of two
  std::size_t used_ = 0;
};

}  // namespace runon::rejoin
