// Bytes of a text side by side, and which of them are of some sort as the bits of a word: what loops begin with that pass
// what nobody has to look at.
//
// The loops are templates over how many bytes a vector holds (RUNON_INLINE): a plain function instantiates them with
// Bytes16, one marked RUNON_WIDE with Bytes32 (base/vectors.h). Both give the same bits.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/vectors.h"

namespace runon::base {

using Bytes16 = std::uint8_t __attribute__((vector_size(16)));
using Bytes32 = std::uint8_t __attribute__((vector_size(32)));

inline constexpr std::size_t kBlock = 64;  // bytes that one word tells of

// The highest bit of each byte, the first byte's lowest.
RUNON_INLINE std::uint64_t high_bits(const Bytes16& bytes) {
#if defined(__SSE2__)
  std::uint32_t bits = 0;
  asm("pmovmskb %1, %0" : "=r"(bits) : "x"(bytes));
  return bits;
#else
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < sizeof bytes; ++i) bits |= static_cast<std::uint64_t>(bytes[i] >> 7U) << i;
  return bits;
#endif
}
RUNON_INLINE std::uint64_t high_bits(const Bytes32& bytes) {
#if defined(__x86_64__) && !defined(__clang__)
  // No intrinsic: those may not be called from templates that are compiled for either width.
  std::uint32_t bits = 0;
  asm("vpmovmskb %1, %0" : "=r"(bits) : "x"(bytes));
  return bits;
#else
  // Clang asks already here for what the template is compiled for.
  Bytes16 halves[2];
  std::memcpy(halves, &bytes, sizeof bytes);
  return high_bits(halves[0]) | high_bits(halves[1]) << sizeof(Bytes16);
#endif
}

// Lanes of 0xFF where a byte is `byte`, or among [first, last], else 0.
template <class Bytes>
RUNON_INLINE void equal(const Bytes& bytes, std::uint8_t byte, Bytes& out) {
  out = reinterpret_cast<Bytes>(bytes == byte);
}
template <class Bytes>
RUNON_INLINE void among(const Bytes& bytes, std::uint8_t first, std::uint8_t last, Bytes& out) {
  out = reinterpret_cast<Bytes>(bytes - first <= static_cast<std::uint8_t>(last - first));
}

// Kind::look(bytes, out) sets the highest bit of the lanes that it wants: which of the 64 bytes at `at` it wants.
template <class Bytes, class Kind>
RUNON_INLINE std::uint64_t where(const char* at, const Kind& kind) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kBlock; i += sizeof(Bytes)) {
    Bytes bytes;
    Bytes out;
    load(at + i, bytes);
    kind.look(bytes, out);
    bits |= high_bits(out) << i;
  }
  return bits;
}

// The last bytes of a text, fewer than what a block reads, with blanks behind them.
struct LastBlock {
  static constexpr std::size_t kRoom = kBlock + 16;
  LastBlock(const char* from, std::size_t size) {
    std::memset(bytes, ' ', sizeof bytes);
    std::memcpy(bytes, from, size);
  }
  char bytes[kRoom];
};

// How many places of `text` a kind wants. Kind::bits<Bytes>(at) tells which of the Kind::kStep bytes there, and reads
// Kind::kReads.
template <class Bytes, class Kind>
RUNON_INLINE std::size_t count(std::string_view text, const Kind& kind) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += Kind::kStep) {
    const std::size_t rest = text.size() - at;
    const std::uint64_t bits = rest >= Kind::kReads ? kind.template bits<Bytes>(text.data() + at)
                                                    : kind.template bits<Bytes>(LastBlock(text.data() + at, rest).bytes);
    count += static_cast<std::size_t>(__builtin_popcountll(bits));
  }
  return count;
}

// Calls see(at) for each place of `text` that a kind wants, in order; it gives the place from which on others are wanted,
// behind `at`. Kind::bits<Bytes>(at) tells which of the Kind::kStep bytes there it wants, and reads Kind::kReads.
template <class Bytes, class Kind, class See>
RUNON_INLINE void visit(std::string_view text, const Kind& kind, See& see) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t rest = text.size() - from;
    std::uint64_t bits = 0;
    if (rest >= Kind::kReads) {
      bits = kind.template bits<Bytes>(text.data() + from);
    } else {
      const LastBlock last(text.data() + from, rest);
      bits = kind.template bits<Bytes>(last.bytes);
    }
    std::size_t next = from + Kind::kStep;
    while (bits != 0) {
      const std::size_t on = see(from + static_cast<std::size_t>(std::countr_zero(bits)));
      next = on > next ? on : next;
      if (on - from >= kBlock) break;
      bits &= ~std::uint64_t{0} << (on - from);
    }
    from = next;
  }
}

}  // namespace runon::base
