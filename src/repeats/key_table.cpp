#include "repeats/key_table.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <new>

#include "repeats/tags.h"

namespace runon::repeats {
namespace {

constexpr unsigned kPartBits = 12;
constexpr std::uint64_t kTail = (std::uint64_t{1} << 44U) - 1;  // of the key's second half

std::size_t part_of(const base::Hash128& key) { return static_cast<std::size_t>(key.high >> (64U - kPartBits)); }
std::uint8_t tag_of(const base::Hash128& key) { return static_cast<std::uint8_t>(key.low >> 56U); }
std::uint64_t head_of(const base::Hash128& key) { return (key.high << kPartBits) | ((key.low >> 44U) & 0xFFFU); }

}  // namespace

KeyTable::KeyTable(bool counts)
    : counts_(counts), parts_(std::size_t{1} << kPartBits), store_(sizeof(Group) + (counts ? kCountsBytes : 0)) {}
KeyTable::~KeyTable() { clear(); }

void KeyTable::clear() {
  for (Part& part : parts_) {
    std::free(part.groups);
    part = Part();
  }
  store_.clear();
  size_ = lists_ = 0;
}

inline KeyTable::Slot KeyTable::slot_of(const base::Hash128& key, std::uint64_t number) {
  Slot slot;
  slot.head = head_of(key);
  slot.tail = ((key.low & kTail) << 20U) | (number >> 16U);
  slot.rest = static_cast<std::uint16_t>(number);
  return slot;
}

base::Hash128 KeyTable::key_of(std::size_t part, std::uint8_t tag, const Slot& slot) {
  base::Hash128 key;
  key.high = (static_cast<std::uint64_t>(part) << (64U - kPartBits)) | (slot.head >> kPartBits);
  key.low = (std::uint64_t{tag} << 56U) | ((slot.head & 0xFFFU) << 44U) | (slot.tail >> 20U);
  return key;
}

// A bit for each used slot of that tag.
inline std::uint64_t KeyTable::equals(const Group& group, std::uint8_t tag) {
  return equal_tags(&group, tag) & ((std::uint64_t{1} << group.used) - 1);
}

inline std::uint32_t KeyTable::home(std::uint32_t total, std::uint64_t head) {
  return static_cast<std::uint32_t>(((head >> 32U) * total) >> 32U);
}

void KeyTable::prefetch(const base::Hash128& key) const {
  const Part& part = parts_[part_of(key)];
  if (part.total != 0) __builtin_prefetch(part.groups[home(part.total, head_of(key))]);
}

void KeyTable::approach(const base::Hash128& key) const {
  const Part& part = parts_[part_of(key)];
  if (part.total == 0) return;
  const std::uint32_t at = home(part.total, head_of(key));
  const Group& group = *part.groups[at];
  const std::uint64_t bits = equals(group, tag_of(key));
  const unsigned i = bits != 0 ? static_cast<unsigned>(std::countr_zero(bits)) : group.used;
  if (i == kSlots) {
    __builtin_prefetch(part.groups[at + 1 == part.total ? 0 : at + 1]);
    return;
  }
  __builtin_prefetch(group.slots + i * kSlotBytes);
  __builtin_prefetch(group.slots + (i + 1) * kSlotBytes - 1);
}

inline KeyTable::Place KeyTable::find(const Part& part, std::uint8_t tag, const Slot& wanted) {
  std::uint32_t at = home(part.total, wanted.head);
  for (;;) {
    Group& group = *part.groups[at];
    for (std::uint64_t bits = equals(group, tag); bits != 0; bits &= bits - 1) {
      const auto i = static_cast<unsigned>(std::countr_zero(bits));
      std::uint64_t halves[2];
      std::memcpy(halves, group.slots + i * kSlotBytes, 16);
      if (halves[0] == wanted.head && ((halves[1] ^ wanted.tail) >> 20U) == 0) return {&group, i, true};
    }
    if (group.used < kSlots) return {&group, group.used, false};
    at = at + 1 == part.total ? 0 : at + 1;
  }
}

KeyTable::Found KeyTable::find_or_insert(const base::Hash128& key, std::uint64_t number) {
  Part& part = parts_[part_of(key)];
  const Slot wanted = slot_of(key, number);
  const std::uint8_t tag = tag_of(key);
  if (part.total == 0) grow(part);
  Place place = find(part, tag, wanted);
  if (place.there) return {slot_at(*place.group, place.slot).number(), counts_ ? counts_of(*place.group)[place.slot] : 1U};
  if (part.used == part.limit) {
    grow(part);
    place = find(part, tag, wanted);
  }
  Group& group = *place.group;
  unsigned char* at = group.slots + place.slot * kSlotBytes;
  std::memcpy(at, &wanted.head, 8);
  std::memcpy(at + 8, &wanted.tail, 8);
  std::memcpy(at + 16, &wanted.rest, 2);
  group.tags[group.used++] = tag;
  if (counts_) counts_of(group)[place.slot] = 1;
  ++part.used;
  ++size_;
  return {number, 0};
}

void KeyTable::count(const base::Hash128& key) {
  const Part& part = parts_[part_of(key)];
  if (part.total == 0 || !counts_) return;
  const Place place = find(part, tag_of(key), slot_of(key, 0));
  if (!place.there) return;
  std::uint8_t& count = counts_of(*place.group)[place.slot];
  if (count < kMaxCount) ++count;
}

KeyTable::Group* KeyTable::empty_group() {
  auto* group = static_cast<Group*>(store_.take());
  group->used = 0;
  return group;
}

// How many groups the part shall have: three eighths more, or a sixteenth less or more than that, so that parts do not all
// grow at once.
std::uint32_t KeyTable::larger(const Part& part) const {
  const auto number = static_cast<std::uint32_t>(&part - parts_.data());
  const std::uint32_t random = ((number + 1) * (part.total + 1) * 0x9E3779B1U) >> 24U;
  return part.total + std::max(1U, (part.total * (80 + random / 8) + random) / 256);
}

inline void KeyTable::move(const Group& old, unsigned i, Group** groups, std::uint32_t total) {
  const unsigned char* const slot = old.slots + i * kSlotBytes;
  std::uint64_t head = 0;
  std::memcpy(&head, slot, 8);
  std::uint32_t at = home(total, head);
  while (groups[at] != nullptr && groups[at]->used == kSlots) at = at + 1 == total ? 0 : at + 1;
  if (groups[at] == nullptr) groups[at] = empty_group();
  Group& group = *groups[at];
  std::memcpy(group.slots + group.used * kSlotBytes, slot, kSlotBytes);
  if (counts_) counts_of(group)[group.used] = counts_of(old)[i];
  group.tags[group.used++] = old.tags[i];
}

// Keys move to a longer list, in which the order of their homes is the same: those of a group into the next few that are not
// full yet, and the group that they leave is the next to be filled.
void KeyTable::grow(Part& part) {
  const std::uint32_t total = larger(part);
  auto** const groups = static_cast<Group**>(std::calloc(total, sizeof(void*)));
  if (groups == nullptr) throw std::bad_alloc();
  for (std::uint32_t g = 0; g < part.total; ++g) {
    Group* const old = part.groups[g];
    if (g + 1 < part.total) {
      const auto* next = reinterpret_cast<const char*>(part.groups[g + 1]);
      for (std::size_t line = 0; line < sizeof(Group); line += 64) __builtin_prefetch(next + line);
    }
    for (unsigned i = 0; i < old->used; ++i) move(*old, i, groups, total);
    store_.give_back(old);
  }
  for (std::uint32_t g = 0; g < total; ++g)
    if (groups[g] == nullptr) groups[g] = empty_group();
  std::free(part.groups);
  lists_ += total - part.total;
  part.groups = groups;
  part.total = total;
  // Fuller, the walks grow long; and one group must have room, or they would not end.
  part.limit = static_cast<std::uint32_t>(std::uint64_t{total} * kSlots * 31 / 32);
}

}  // namespace runon::repeats
