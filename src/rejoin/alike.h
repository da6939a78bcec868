// Lines that are built alike: items of a list, headlines one below the other, lines of a register.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// What two lines have in common: pairs of neighbouring ideographs and kana, words of other scripts. A sentence that goes
// on in the next line seldom says the same again there. Linear in the text; the document need not outlive it.
class Alike {
 public:
  Alike(const flow::Document& document, const std::vector<LineFacts>& facts);

  // Share of the parts of the line that has fewer which stand in the other one too; -1 where that has fewer than four.
  float share(std::size_t i, std::size_t j) const;

 private:
  class Reader;

  // Which of the upper bits of a line's parts there are: tells most parts that a line does not have.
  struct Sieve {
    static constexpr std::size_t kBits = 512;
    bool has(std::uint32_t part) const { return (words[part >> 29U] >> (part >> 23U & 63U) & 1U) != 0; }
    void add(std::uint32_t part) { words[part >> 29U] |= std::uint64_t{1} << (part >> 23U & 63U); }
    std::array<std::uint64_t, kBits / 64> words{};
  };

  std::vector<std::uint32_t> parts_;  // fingerprints, a line's side by side, each once
  std::vector<std::size_t> begin_;    // of each line, and the end of the last one
  std::vector<Sieve> sieves_;
};

}  // namespace runon::rejoin
