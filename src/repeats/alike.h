// Which of some texts stay, where those that resemble one that stays go and not order alone decides.
//
// Texts come by rank. Of each the cluster is looked for: that of the text with its key, where that one leads a cluster, else that
// of the text that leads one and resembles it most. The first so many of a cluster stay, the others go; one that belongs to
// none leads its own. So what goes has the key of a text that stays, or resembles it, and that text ranks higher.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "repeats/near_table.h"

namespace runon::repeats {

class Alike {
 public:
  // `most`: texts of a cluster that stay. `exact`: what has the key of one that stays may go, too. `memory`, `directory`: see
  // NearTable. Besides, 40 bytes for each text with a key that others have which leads no cluster, and with `most` over 1 for
  // each cluster of which several stay.
  Alike(double threshold, std::size_t most, bool exact, std::uint64_t memory, std::string directory)
      : table_(threshold, memory, std::move(directory)), most_(most), exact_(exact) {}

  struct Text {
    std::uint64_t number = 0;
    std::uint64_t first = 0;  // the text of its key that came first: itself where it is that
    bool more = false;        // others have its key
    bool may_go = false;      // else it stays, leads no cluster but that of its key, and counts as a copy there
  };
  struct Goes {
    std::uint64_t kept = 0;
    double similarity = 0;
    bool exact = false;
  };

  // Whether judge() will look at the likeness of this text.
  bool compares(const Text& text) const { return text.may_go && (text.number == text.first || led_.count(text.first) != 0); }

  // The next text by rank: nothing where it stays. One thread at a time.
  base::Result<std::optional<Goes>> judge(const Text& text, const Likeness& likeness);

  const NearTable& table() const { return table_; }

 private:
  bool joins(std::uint64_t leader);

  NearTable table_;
  std::size_t most_;
  bool exact_;
  std::unordered_set<std::uint64_t> led_;                     // firsts of their key that went or joined another's cluster
  std::unordered_map<std::uint64_t, std::uint16_t> staying_;  // of each leader, where more than it stay
};

}  // namespace runon::repeats
