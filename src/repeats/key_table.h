// 128-bit fingerprints seen so far, each with the number of the unit that had it first.
//
// A sorted array with gaps, in 4,096 parts by the key's first 12 bits, which therefore need not be stored:
// a slot has the other 116 bits, 36 bits of number and 8 of count, 20 bytes in all. The next 32 bits of the key say where
// in its part it stands (ordered linear probing: O. Amble, D. E. Knuth, "Ordered hash tables", 1974), so a
// part grows by an eighth in one sequential walk, in place, and is 82 to 92% full at any time.
// 22 to 24 bytes a key, and never twice that while it grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/hash.h"

namespace runon::repeats {

class KeyTable {
 public:
  static constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 36U) - 1;
  static constexpr unsigned kMaxCount = 255;

  struct Found {
    std::uint64_t number = 0;  // of the unit that came with the key first
    unsigned count = 0;        // 0: the key is new, and stands there now with count 1
  };

  KeyTable();
  ~KeyTable();
  KeyTable(const KeyTable&) = delete;
  KeyTable& operator=(const KeyTable&) = delete;

  // Looks the key up; one that is not there is put in with `number` and count 1. Requires: number <=
  // kMaxNumber. About a cache miss; with prefetch() some calls ahead, less. Throws std::bad_alloc.
  Found find_or_insert(const base::Hash128& key, std::uint64_t number);

  // Counts one more copy of a key that is there, up to kMaxCount.
  void count(const base::Hash128& key);

  // Asks for the memory that a look-up will need.
  void prefetch(const base::Hash128& key) const;

  std::size_t size() const { return size_; }

  // Bytes that it holds.
  std::size_t bytes() const { return bytes_; }

  // Calls each(key, number, count) for all keys, in order of the keys.
  template <class Each>
  void for_each(Each each) const {
    for (std::size_t part = 0; part < parts_.size(); ++part)
      for (std::uint32_t i = 0; i < parts_[part].total; ++i)
        if (const Slot& slot = parts_[part].slots[i]; slot.count() != 0) each(key_of(part, slot), slot.number(), slot.count());
  }

  // Gives all memory back.
  void clear();

 private:
  struct Slot {
    std::uint32_t word[5];  // key bits 12-43, 44-75, 76-107; 108-127 and 4 of number and count; 32 of number
    unsigned count() const { return word[3] & 0xFFU; }
    std::uint64_t number() const { return (std::uint64_t{word[3] & 0xF00U} << 24U) | word[4]; }
  };
  struct Part {
    Slot* slots = nullptr;
    std::uint32_t total = 0;     // slots
    std::uint32_t capacity = 0;  // of them, those that a key may be meant for
    std::uint32_t used = 0;
  };

  static Slot slot_of(const base::Hash128& key, std::uint64_t number);
  static base::Hash128 key_of(std::size_t part, const Slot& slot);
  static std::uint32_t home(const Part& part, std::uint32_t bits);
  Slot* find(const base::Hash128& key, Slot& wanted, Part*& part, std::uint32_t& at);
  void grow(Part& part);

  std::vector<Part> parts_;
  std::size_t size_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace runon::repeats
