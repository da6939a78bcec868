// Eight bytes of a text at once, for loops that pass what needs no look at each.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace runon::base {

class Eight {
 public:
  static constexpr std::size_t kBytes = 8;

  // Requires kBytes bytes.
  explicit Eight(const char* bytes) { std::memcpy(&word_, bytes, sizeof word_); }

  bool ascii() const { return (word_ & kHighs) == 0; }
  bool none_ascii() const { return (word_ & kHighs) == kHighs; }
  // How many bytes go on a character of UTF-8: their highest bit is set, the one below is not.
  std::size_t continuations() const { return static_cast<std::size_t>(((word_ & ~(word_ << 1U) & kHighs) >> 7U) * kOnes >> 56U); }
  // A byte is below `bound`, which is 0x80 at most (Mycroft's test).
  bool any_below(std::uint8_t bound) const { return ((word_ - kOnes * bound) & ~word_ & kHighs) != 0; }
  bool any(char byte) const {
    const std::uint64_t other = word_ ^ kOnes * static_cast<unsigned char>(byte);
    return ((other - kOnes) & ~other & kHighs) != 0;
  }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101;
  static constexpr std::uint64_t kHighs = 0x8080808080808080;

  std::uint64_t word_ = 0;
};

// `n` bytes at `at`, 1 to 8, as a number that no others of as many bytes have. Requires at + n <= text.size().
inline std::uint64_t as_number(std::string_view text, std::size_t at, std::size_t n) {
  std::uint64_t out = 0;
  if (std::endian::native != std::endian::little || text.size() - at < sizeof out) {
    std::memcpy(&out, text.data() + at, n);
    return std::endian::native == std::endian::little ? out << (64 - 8 * n) : out;
  }
  std::memcpy(&out, text.data() + at, sizeof out);  // one load, of which the bytes behind are shifted out
  return out << (64 - 8 * n);
}

// The first place from `at` on, in steps of eight, whose eight bytes are not all as `are` wants them, or too few.
template <class Are>
std::size_t pass_eights(std::string_view text, std::size_t at, Are are) {
  while (at + Eight::kBytes <= text.size() && are(Eight(text.data() + at))) at += Eight::kBytes;
  return at;
}

}  // namespace runon::base
