// 128-bit fingerprints seen so far, each with the number of the unit that had it first.
//
// 4,096 parts by the key's first 12 bits, which therefore need not be stored. A part is a list of groups of 63 slots; the next
// 32 bits of the key say at which group it is looked for, then come the ones behind, for as long as they are full. In front of
// its slots a group has a byte of each key in one cache line, which are compared at once (as in M. Kulukundis, "Designing a
// fast, efficient, cache-friendly hash table", CppCon 2017), so a look-up reads one slot, and a key that is new mostly none.
// A slot has the other 108 bits and 36 bits of number: 18 bytes. A part that is 97% full gets three eighths more groups, and its
// keys move, group by group, into those just emptied; parts do so at different times: 23.5 to 24.3 bytes a key, from a million
// on, and never more while it grows. Copies are counted, where they are, in a byte more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/hash.h"
#include "io/block_store.h"

namespace runon::repeats {

class KeyTable {
 public:
  static constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 36U) - 1;
  static constexpr unsigned kMaxCount = 255;

  struct Found {
    std::uint64_t number = 0;  // of the unit that came with the key first
    unsigned count = 0;        // 0: the key is new, and stands there now with count 1
  };

  // `counts`: whether copies are counted; else a key that is there has count 1.
  explicit KeyTable(bool counts = false);
  ~KeyTable();
  KeyTable(const KeyTable&) = delete;
  KeyTable& operator=(const KeyTable&) = delete;

  // Looks the key up; one that is not there is put in with `number` and count 1. Requires: number <=
  // kMaxNumber. Two cache misses; with prefetch() and approach() some calls ahead, hardly any. Throws std::bad_alloc.
  Found find_or_insert(const base::Hash128& key, std::uint64_t number);

  // Counts one more copy of a key that is there, up to kMaxCount. Without effect where copies are not counted.
  void count(const base::Hash128& key);

  // Asks for the memory that a look-up will need: first for what leads to it, then, some calls later, for the rest.
  void prefetch(const base::Hash128& key) const;
  void approach(const base::Hash128& key) const;

  std::size_t size() const { return size_; }

  // Bytes that it holds.
  std::size_t bytes() const { return parts_.size() * sizeof(Part) + lists_ * sizeof(void*) + store_.bytes(); }

  // Calls each(key, number, count) for all keys.
  template <class Each>
  void for_each(Each each) const {
    for (std::size_t part = 0; part < parts_.size(); ++part)
      for (std::uint32_t g = 0; g < parts_[part].total; ++g) {
        const Group& group = *parts_[part].groups[g];
        for (unsigned i = 0; i < group.used; ++i) {
          const Slot slot = slot_at(group, i);
          each(key_of(part, group.tags[i], slot), slot.number(), counts_ ? counts_of(group)[i] : 1U);
        }
      }
  }

  // Gives all memory back.
  void clear();

 private:
  static constexpr unsigned kSlots = 63;

  // Taken apart: bits 12-75 of the key, bits 84-127 and 20 of number, 16 of number. Bits 76-83 are the tag: the first byte of the
  // key's second half.
  struct Slot {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint16_t rest = 0;
    std::uint64_t number() const { return ((tail & 0xFFFFFU) << 16U) | rest; }
  };
  static constexpr std::size_t kSlotBytes = 18;

  // Behind it, where copies are counted, a byte of each slot.
  struct alignas(64) Group {
    std::uint8_t tags[kSlots];
    std::uint8_t used;
    unsigned char slots[kSlots * kSlotBytes];
  };
  static constexpr std::size_t kCountsBytes = 64;
  struct Part {
    Group** groups = nullptr;
    std::uint32_t total = 0;  // groups
    std::uint32_t used = 0;   // slots
    std::uint32_t limit = 0;  // slots, before it grows
  };
  struct Place {
    Group* group;  // that has the key, or else room for it
    unsigned slot;
    bool there;
  };

  static Slot slot_of(const base::Hash128& key, std::uint64_t number);
  static Slot slot_at(const Group& group, unsigned i) {
    const unsigned char* at = group.slots + i * kSlotBytes;
    Slot slot;
    std::memcpy(&slot.head, at, 8);
    std::memcpy(&slot.tail, at + 8, 8);
    std::memcpy(&slot.rest, at + 16, 2);
    return slot;
  }
  static const std::uint8_t* counts_of(const Group& group) { return reinterpret_cast<const std::uint8_t*>(&group + 1); }
  static std::uint8_t* counts_of(Group& group) { return reinterpret_cast<std::uint8_t*>(&group + 1); }
  static base::Hash128 key_of(std::size_t part, std::uint8_t tag, const Slot& slot);
  static std::uint64_t equals(const Group& group, std::uint8_t tag);
  static std::uint32_t home(std::uint32_t total, std::uint64_t head);
  static Place find(const Part& part, std::uint8_t tag, const Slot& wanted);
  void move(const Group& old, unsigned i, Group** groups, std::uint32_t total);
  Group* empty_group();
  std::uint32_t larger(const Part& part) const;
  void grow(Part& part);

  bool counts_;
  std::vector<Part> parts_;
  io::BlockStore store_;
  std::size_t size_ = 0;
  std::size_t lists_ = 0;  // groups that parts can list
};

}  // namespace runon::repeats
