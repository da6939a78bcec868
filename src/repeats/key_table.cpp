#include "repeats/key_table.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace runon::repeats {
namespace {

constexpr unsigned kPartBits = 12;
constexpr std::uint32_t kFirst = 8;  // homes of a new part; up to 15, so that the parts do not all grow at once
constexpr std::uint32_t kSpill = 8;  // slots behind the last home, for keys that were pushed on
constexpr std::uint32_t kNumber = 0xF00U;

std::size_t part_of(const base::Hash128& key) { return static_cast<std::size_t>(key.high >> (64U - kPartBits)); }

}  // namespace

KeyTable::KeyTable() : parts_(std::size_t{1} << kPartBits) { bytes_ = parts_.size() * sizeof(Part); }
KeyTable::~KeyTable() { clear(); }

void KeyTable::clear() {
  for (Part& part : parts_) {
    std::free(part.slots);
    part = Part();
  }
  size_ = 0;
  bytes_ = parts_.size() * sizeof(Part);
}

KeyTable::Slot KeyTable::slot_of(const base::Hash128& key, std::uint64_t number) {
  Slot slot;
  slot.word[0] = static_cast<std::uint32_t>(key.high >> 20U);
  slot.word[1] = static_cast<std::uint32_t>((key.high << 12U) | (key.low >> 52U));
  slot.word[2] = static_cast<std::uint32_t>(key.low >> 20U);
  slot.word[3] = static_cast<std::uint32_t>(key.low << 12U) | static_cast<std::uint32_t>((number >> 24U) & kNumber) | 1U;
  slot.word[4] = static_cast<std::uint32_t>(number);
  return slot;
}

base::Hash128 KeyTable::key_of(std::size_t part, const Slot& slot) {
  base::Hash128 key;
  key.high = (static_cast<std::uint64_t>(part) << 52U) | (std::uint64_t{slot.word[0]} << 20U) | (slot.word[1] >> 12U);
  key.low = (std::uint64_t{slot.word[1]} << 52U) | (std::uint64_t{slot.word[2]} << 20U) | (slot.word[3] >> 12U);
  return key;
}

std::uint32_t KeyTable::home(const Part& part, std::uint32_t bits) {
  return static_cast<std::uint32_t>((std::uint64_t{bits} * part.capacity) >> 32U);
}

void KeyTable::prefetch(const base::Hash128& key) const {
  const Part& part = parts_[part_of(key)];
  if (part.total == 0) return;
  const auto* slot = reinterpret_cast<const char*>(part.slots + home(part, static_cast<std::uint32_t>(key.high >> 20U)));
  __builtin_prefetch(slot);
  __builtin_prefetch(slot + 64);
}

// The slot that has the key, or null; then `at` is where it belongs.
KeyTable::Slot* KeyTable::find(const base::Hash128& key, Slot& wanted, Part*& part, std::uint32_t& at) {
  part = &parts_[part_of(key)];
  at = home(*part, wanted.word[0]);
  for (; at < part->total; ++at) {
    Slot& slot = part->slots[at];
    if (slot.count() == 0 || slot.word[0] > wanted.word[0]) return nullptr;
    if (slot.word[0] == wanted.word[0] && slot.word[1] == wanted.word[1] && slot.word[2] == wanted.word[2] &&
        ((slot.word[3] ^ wanted.word[3]) >> 12U) == 0)
      return &slot;
  }
  return nullptr;
}

KeyTable::Found KeyTable::find_or_insert(const base::Hash128& key, std::uint64_t number) {
  Slot wanted = slot_of(key, number);
  Part* part = nullptr;
  std::uint32_t at = 0;
  if (const Slot* slot = find(key, wanted, part, at)) return {slot->number(), slot->count()};
  for (;;) {
    // 92% of the homes: fuller, the walks grow long.
    const bool room = part->used < part->capacity - part->capacity / 12;
    std::uint32_t gap = at;
    while (room && gap < part->total && part->slots[gap].count() != 0) ++gap;
    if (room && gap < part->total) {
      std::memmove(part->slots + at + 1, part->slots + at, (gap - at) * sizeof(Slot));
      part->slots[at] = wanted;
      ++part->used;
      ++size_;
      return {number, 0};
    }
    grow(*part);
    find(key, wanted, part, at);
  }
}

void KeyTable::count(const base::Hash128& key) {
  Slot wanted = slot_of(key, 0);
  Part* part = nullptr;
  std::uint32_t at = 0;
  if (Slot* slot = find(key, wanted, part, at); slot != nullptr && slot->count() < kMaxCount) ++slot->word[3];
}

// In place: the keys move to the end of the larger array, then forward from its begin, each to its home or
// behind the one before. A key is never written over one that has not moved yet: as many slots lie behind it as
// keys are to come, or the array is made larger still.
void KeyTable::grow(Part& part) {
  for (;;) {
    const auto number = static_cast<std::uint32_t>(&part - parts_.data());
    const std::uint32_t capacity = part.total == 0 ? kFirst + number % 8 : part.capacity + part.capacity / 8 + 1;
    const std::uint32_t total = capacity + kSpill + capacity / 256;
    auto* slots = static_cast<Slot*>(std::realloc(part.slots, total * sizeof(Slot)));
    if (slots == nullptr) throw std::bad_alloc();
    bytes_ += (total - part.total) * sizeof(Slot);
    std::uint32_t to = total;
    for (std::uint32_t from = part.total; from > 0; --from)
      if (slots[from - 1].count() != 0) slots[--to] = slots[from - 1];
    part.slots = slots;
    part.total = total;
    part.capacity = capacity;
    std::uint32_t next = 0;  // first slot that is free
    bool fits = true;
    for (std::uint32_t from = to; from < total; ++from) {
      const Slot slot = slots[from];
      std::uint32_t at = std::max(next, home(part, slot.word[0]));
      // Pushed against the end: the keys behind must still find room.
      if (at > from) {
        at = from;
        fits = fits && at >= home(part, slot.word[0]);
      }
      for (; next < at; ++next) slots[next].word[3] = 0;
      slots[at] = slot;
      next = at + 1;
    }
    for (; next < total; ++next) slots[next].word[3] = 0;
    if (fits) return;
  }
}

}  // namespace runon::repeats
