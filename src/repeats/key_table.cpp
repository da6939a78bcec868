#include "repeats/key_table.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <new>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace runon::repeats {
namespace {

constexpr unsigned kPartBits = 12;
constexpr std::uint64_t kTail = (std::uint64_t{1} << 44U) - 1;  // of the key's second half
constexpr std::size_t kCount = 18;                              // where a slot has it

std::size_t part_of(const base::Hash128& key) { return static_cast<std::size_t>(key.high >> (64U - kPartBits)); }
std::uint8_t tag_of(const base::Hash128& key) { return static_cast<std::uint8_t>(key.low >> 56U); }

}  // namespace

KeyTable::KeyTable() : parts_(std::size_t{1} << kPartBits) { bytes_ = parts_.size() * sizeof(Part); }
KeyTable::~KeyTable() { clear(); }

void KeyTable::clear() {
  for (Part& part : parts_) {
    std::free(part.groups);
    part = Part();
  }
  size_ = 0;
  bytes_ = parts_.size() * sizeof(Part);
}

inline KeyTable::Slot KeyTable::slot_of(const base::Hash128& key, std::uint64_t number) {
  Slot slot;
  slot.head = (key.high << kPartBits) | ((key.low >> 44U) & 0xFFFU);
  slot.tail = ((key.low & kTail) << 20U) | (number >> 16U);
  slot.rest = static_cast<std::uint16_t>(number);
  slot.count = 1;
  return slot;
}

base::Hash128 KeyTable::key_of(std::size_t part, std::uint8_t tag, const Slot& slot) {
  base::Hash128 key;
  key.high = (static_cast<std::uint64_t>(part) << (64U - kPartBits)) | (slot.head >> kPartBits);
  key.low = (std::uint64_t{tag} << 56U) | ((slot.head & 0xFFFU) << 44U) | (slot.tail >> 20U);
  return key;
}

inline void KeyTable::put(Group& group, std::uint8_t tag, const Slot& slot) {
  unsigned char* at = group.slots + group.used * kSlotBytes;
  std::memcpy(at, &slot.head, 8);
  std::memcpy(at + 8, &slot.tail, 8);
  std::memcpy(at + 16, &slot.rest, 2);
  at[kCount] = slot.count;
  group.tags[group.used++] = tag;
}

// A bit for each used slot of that tag.
inline unsigned KeyTable::equals(const Group& group, std::uint8_t tag) {
  const unsigned used = (1U << group.used) - 1;
#ifdef __SSE2__
  const __m128i tags = _mm_load_si128(reinterpret_cast<const __m128i*>(&group));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(tags, _mm_set1_epi8(static_cast<char>(tag))))) & used;
#else
  unsigned bits = 0;
  for (unsigned i = 0; i < kSlots; ++i) bits |= (group.tags[i] == tag ? 1U : 0U) << i;
  return bits & used;
#endif
}

inline std::uint32_t KeyTable::home(const Part& part, const Slot& slot) {
  return static_cast<std::uint32_t>(((slot.head >> 32U) * part.total) >> 32U);
}

void KeyTable::prefetch(const base::Hash128& key) const {
  const Part& part = parts_[part_of(key)];
  if (part.total != 0) __builtin_prefetch(part.groups + home(part, slot_of(key, 0)));
}

void KeyTable::approach(const base::Hash128& key) const {
  const Part& part = parts_[part_of(key)];
  if (part.total == 0) return;
  const Group& group = part.groups[home(part, slot_of(key, 0))];
  const unsigned bits = equals(group, tag_of(key));
  const unsigned i = bits != 0 ? static_cast<unsigned>(std::countr_zero(bits)) : group.used;
  if (i < kSlots) __builtin_prefetch(group.slots + i * kSlotBytes);
  else __builtin_prefetch(&group + 1);
}

// The slot that has the key, or null; then `free` is a group that has room for it.
inline unsigned char* KeyTable::find(Part& part, std::uint8_t tag, const Slot& wanted, Group*& free) {
  std::uint32_t at = home(part, wanted);
  for (;;) {
    Group& group = part.groups[at];
    for (unsigned bits = equals(group, tag); bits != 0; bits &= bits - 1) {
      const auto i = static_cast<unsigned>(std::countr_zero(bits));
      const Slot slot = slot_at(group, i);
      if (slot.head == wanted.head && ((slot.tail ^ wanted.tail) >> 20U) == 0) return group.slots + i * kSlotBytes;
    }
    if (group.used < kSlots) return free = &group, nullptr;
    at = at + 1 == part.total ? 0 : at + 1;
  }
}

KeyTable::Found KeyTable::find_or_insert(const base::Hash128& key, std::uint64_t number) {
  Part& part = parts_[part_of(key)];
  const Slot wanted = slot_of(key, number);
  const std::uint8_t tag = tag_of(key);
  Group* free = nullptr;
  if (part.total == 0) grow(part);
  if (const unsigned char* at = find(part, tag, wanted, free); at != nullptr) {
    Slot slot;
    std::memcpy(&slot.tail, at + 8, 8);
    std::memcpy(&slot.rest, at + 16, 2);
    return {slot.number(), at[kCount]};
  }
  // Fuller, the walks grow long; and one group must have room, or they would not end.
  if (const std::uint64_t slots = std::uint64_t{part.total} * kSlots; part.used + 1 >= slots - slots / 32) {
    grow(part);
    find(part, tag, wanted, free);
  }
  put(*free, tag, wanted);
  ++part.used;
  ++size_;
  return {number, 0};
}

void KeyTable::count(const base::Hash128& key) {
  Part& part = parts_[part_of(key)];
  Group* free = nullptr;
  if (part.total == 0) return;
  if (unsigned char* at = find(part, tag_of(key), slot_of(key, 0), free); at != nullptr && at[kCount] < kMaxCount) ++at[kCount];
}

// One small array moves into another, neighbours to neighbours.
void KeyTable::grow(Part& part) {
  const auto number = static_cast<std::uint32_t>(&part - parts_.data());
  Part larger;
  // Parts of different sizes, so that they do not all grow at once.
  larger.total = part.total == 0  ? 1
                 : part.total < 8 ? part.total + 1 + (part.total == 7 ? number % 8 : 0)
                                  : part.total + part.total / 4;
  larger.used = part.used;
  larger.groups = static_cast<Group*>(std::malloc(larger.total * sizeof(Group)));
  if (larger.groups == nullptr) throw std::bad_alloc();
  for (std::uint32_t g = 0; g < larger.total; ++g) larger.groups[g].used = 0;
  for (std::uint32_t g = 0; g < part.total; ++g) {
    const Group& group = part.groups[g];
    for (unsigned i = 0; i < group.used; ++i) {
      const Slot slot = slot_at(group, i);
      std::uint32_t at = home(larger, slot);
      while (larger.groups[at].used == kSlots) at = at + 1 == larger.total ? 0 : at + 1;
      put(larger.groups[at], group.tags[i], slot);
    }
  }
  std::free(part.groups);
  bytes_ += (larger.total - part.total) * sizeof(Group);
  part = larger;
}

}  // namespace runon::repeats
