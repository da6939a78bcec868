// Texts that stay, by the bands of their likeness, and which of them another text resembles.
//
// A candidate shares a band (band_table.h); whether it resembles is then computed on the shingles themselves, so no
// estimate ever removes a text. Shingles, 4 bytes each, stand in memory while there is room, then on disk. 32 bytes a text
// stay in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/scratch.h"
#include "repeats/band_table.h"
#include "repeats/likeness.h"

namespace runon::repeats {

class NearTable {
 public:
  struct Like {
    std::uint64_t number = 0;  // of the text that stays
    double similarity = 0;
  };

  // `memory`: bytes; temporary files go to `directory`.
  NearTable(double threshold, std::uint64_t memory, std::string directory);

  // The text that resembles most (the first of equals), if one does as the threshold says. Of texts that share a
  // band at most kCandidates are compared: those that share most bands, the first of equals. One thread at a time.
  base::Result<std::optional<Like>> find(const Likeness& likeness);

  // A text stays. Of equally similar ones the one that was added first is found.
  base::Status add(const Likeness& likeness, std::uint64_t number);

  std::size_t size() const { return texts_.size(); }

  // The text that was added as the i-th: its number, and its likeness without bands.
  base::Result<std::uint64_t> text(std::size_t i, Likeness& likeness);
  std::uint64_t bytes() const;
  std::uint64_t disk_bytes() const;

  static constexpr std::size_t kCandidates = 64;

 private:
  struct Text {
    std::uint64_t number;
    std::uint64_t shingles;  // where they begin, counted in shingles; those on disk behind those in memory
    std::uint64_t numbers;
    std::uint32_t count;
  };
  base::Status load(const Text& text);

  double threshold_;
  std::uint64_t memory_;
  std::string directory_;
  std::vector<Text> texts_;
  BandTable bands_;
  std::vector<std::uint32_t> pool_;           // shingles in memory
  std::optional<io::ScratchFile> pool_file_;  // and behind them
  std::vector<std::uint64_t> candidates_;
  std::vector<std::uint32_t> other_;
};

}  // namespace runon::repeats
