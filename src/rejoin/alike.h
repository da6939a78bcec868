// Lines that are built alike: items of a list, headlines one below the other, lines of a register.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// What two lines have in common: pairs of neighbouring ideographs and kana, words of other scripts. A sentence that goes
// on in the next line seldom says the same again there. Linear in the text; the document need not outlive it. One
// thread at a time.
class Alike {
 public:
  Alike(const flow::Document& document, const std::vector<LineFacts>& facts);

  // Share of the parts of the line that has fewer which stand in the other one too; -1 where that has fewer than four.
  // Requires: j is i + 1 or i + 2.
  float share(std::size_t i, std::size_t j);

 private:
  // What one walk over all lines says: most lines have parts enough, none of them twice, and share none with the one or two
  // before.
  struct Line {
    std::size_t begin = 0;  // of its parts among all
    std::size_t count = 0;
    bool enough = false;    // four parts at least
    bool distinct = false;  // each stands there once
    bool near = false;      // may share one with one of the two lines before
    bool nearest = false;   // with the one right before
  };
  class Marks;

  // Which of the upper bits of parts a line has, to tell most others.
  struct Sieve {
    static constexpr std::size_t kBits = 512;
    std::size_t line = static_cast<std::size_t>(-1);
    std::array<std::uint64_t, kBits / 64> bits{};

    void add(std::uint32_t part) { bits[part >> 29U] |= std::uint64_t{1} << (part >> 23U & 63U); }
    bool may_have(std::uint32_t part) const { return (bits[part >> 29U] >> (part >> 23U & 63U) & 1U) != 0; }
  };

  const Sieve& look_at(std::size_t line);
  std::span<std::uint32_t> parts_of(std::size_t line) const { return {all_.get() + lines_[line].begin, lines_[line].count}; }

  std::unique_ptr<std::uint32_t[]> all_;  // fingerprints of the parts, line by line; each once where it was looked at closely
  std::vector<Line> lines_;
  std::array<Sieve, 3> last_;  // of lines that were looked at closely, by their number
};

}  // namespace runon::rejoin
