// Lines that are built alike: items of a list, headlines one below the other, lines of a register.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
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

  static constexpr std::size_t kMost = 112;  // parts of a line

 private:
  // What one walk over all lines says: most lines have parts enough, and share none with the one or two before.
  struct Known {
    bool enough = false;  // four parts at least
    bool near = false;    // may share one with one of the two lines before
  };
  struct Marks;

  // The parts of a line, each once.
  struct Parts {
    static constexpr std::size_t kSieve = 512;  // bits: which of the upper bits of parts there are, to tell most others
    std::size_t line = static_cast<std::size_t>(-1);
    std::size_t count = 0;
    std::array<std::uint64_t, kSieve / 64> sieve{};
    std::array<std::uint32_t, kMost> all;

    void add(std::uint32_t part);
    bool has(std::uint32_t part) const;
  };

  const Parts& parts_of(std::size_t line);

  std::unique_ptr<std::uint32_t[]> all_;  // fingerprints of the parts, as often as they stand there, line by line
  std::vector<std::size_t> begin_;        // of each line, and the end of the last one
  std::vector<Known> known_;
  std::array<Parts, 3> last_;  // of lines that were looked at closely, by their number
};

}  // namespace runon::rejoin
