// Memory in blocks of one size, for tables that grow large: on huge pages, where the system gives them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace runon::io {

// Blocks come from regions of up to 32 MiB, which go back to the system all at once; of those of 2 MiB and more the system
// is asked to back them by pages of 2 MiB (madvise(2)), which it may: a random access then seldom waits for the page table.
// What no block was taken from yet takes no memory, but for the rest of a page. One thread at a time.
class BlockStore {
 public:
  // `bytes`: of a block, a multiple of 64. Blocks begin at multiples of 64.
  explicit BlockStore(std::size_t bytes) : bytes_(bytes) {}
  BlockStore(const BlockStore&) = delete;
  BlockStore& operator=(const BlockStore&) = delete;
  ~BlockStore() { clear(); }

  // A block; what stands in it is not defined. The one that was given back last comes first. Throws std::bad_alloc.
  void* take() {
    if (free_.empty() && next_ == end_) add_region();
    ++taken_;
    if (free_.empty()) return std::exchange(next_, next_ + bytes_);
    void* block = free_.back();
    free_.pop_back();
    return block;
  }
  void give_back(void* block) {
    free_.push_back(block);
    --taken_;
  }

  // Bytes of the blocks that are taken or were given back.
  std::size_t bytes() const { return (taken_ + free_.size()) * bytes_; }

  // Gives all back to the system.
  void clear();

 private:
  struct Region {
    void* begin;
    std::size_t bytes;
  };
  void add_region();

  std::size_t bytes_;
  std::size_t taken_ = 0;
  std::vector<void*> free_;
  char* next_ = nullptr;  // of the last region
  char* end_ = nullptr;
  std::vector<Region> regions_;
};

}  // namespace runon::io
