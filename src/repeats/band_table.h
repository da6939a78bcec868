// Numbers by 56-bit keys, several to a key, in bounded memory.
//
// Entries stand in a hash table, 12 bytes a slot, a third to two thirds of them full; past the memory allowed in sorted
// runs on disk, 12 bytes each, of which there are never more than a few: they are merged. A look-up reads a block or two of
// each run whose filter (B. Bloom, 1970: up to ten bits an entry, in half of the memory) does not say that it has no such key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "io/scratch.h"

namespace runon::repeats {

class BandTable {
 public:
  static constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 40U) - 2;

  // `memory`: bytes of the table; temporary files go to `directory`.
  BandTable(std::uint64_t memory, std::string directory) : memory_(memory), directory_(std::move(directory)) {}

  // The key is the upper 56 bits of `band`, which should be well mixed. Requires: number <= kMaxNumber.
  base::Status add(std::uint64_t band, std::uint64_t number);

  // Appends the numbers that were added with the key, in no order. Keeps nothing else of `numbers`. One thread at a time.
  base::Status collect(std::uint64_t band, std::vector<std::uint64_t>& numbers);

  // Asks for the memory that collect() will need.
  void prefetch(std::uint64_t band) const;

  std::uint64_t bytes() const;
  std::uint64_t disk_bytes() const;

 private:
  struct Entry {
    std::uint32_t high;  // of the key
    std::uint32_t low;   // 24 bits of it, 8 of number + 1
    std::uint32_t rest;  // of number + 1; the whole is 0 in a free slot
    std::uint64_t key() const { return (std::uint64_t{high} << 24U) | (low >> 8U); }
    std::uint64_t number() const { return ((std::uint64_t{low & 0xFFU} << 32U) | rest) - 1; }
    bool free() const { return (low & 0xFFU) == 0 && rest == 0; }
    friend bool operator<(const Entry& a, const Entry& b) {
      return a.key() != b.key() ? a.key() < b.key() : a.number() < b.number();
    }
  };
  struct Run {
    io::ScratchFile file;
    std::uint64_t entries = 0;
    std::vector<std::uint64_t> fences;  // key of the first entry of each block
    std::vector<std::uint64_t> filter;
  };

  void put(const Entry& entry);
  void enlarge();
  base::Status collect(const Run& run, std::uint64_t key, std::vector<std::uint64_t>& numbers);
  base::Status open_run(std::uint64_t entries);
  base::Status write_run(const std::vector<Entry>& entries, std::size_t count);
  base::Status spill();
  base::Status merge_runs();

  std::uint64_t memory_;
  std::string directory_;
  std::vector<Entry> slots_;  // a power of two of them
  std::size_t used_ = 0;
  std::vector<Run> runs_;
  std::string block_;
};

}  // namespace runon::repeats
