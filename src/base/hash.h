// 128-bit fingerprints. Door to xxHash.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace runon::base {

// XXH3-128 of some bytes. Two different texts share one with odds of about n*n / 2^129 among n texts:
// for 10^12 paragraphs less than one in 10^14.
struct Hash128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
};

// XXH3 with seed 0 (https://github.com/Cyan4973/xxHash). The same on every machine. Thread-safe.
Hash128 hash128(std::string_view bytes);

// "0.8.1"
std::string xxhash_version();

}  // namespace runon::base

template <>
struct std::hash<runon::base::Hash128> {
  std::size_t operator()(const runon::base::Hash128& h) const noexcept { return h.low; }
};
