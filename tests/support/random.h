// Random numbers that are the same on every machine: the standard's engines are, its distributions are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace runon::support {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // 0 to n - 1, very nearly even. Requires: n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

  // `low` to `high`, both included.
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }

  // True once in n.
  bool one_in(std::size_t n) { return below(n) == 0; }

  template <class Range>
  const auto& pick(const Range& range) {
    return range[below(std::size(range))];
  }

  // Letters of `alphabet`, `length` of them.
  std::string word(std::string_view alphabet, std::size_t length) {
    std::string out;
    for (std::size_t i = 0; i < length; ++i) out += alphabet[below(alphabet.size())];
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace runon::support
