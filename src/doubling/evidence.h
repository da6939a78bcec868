// What a document's sure finds say about its doubtful ones.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "doubling/find.h"

namespace runon::doubling {

// Where the strong finds stand, and how many copies they have.
class Evidence {
 public:
  // A strong find. Lines may come in any order, before settle().
  void add(std::size_t line, std::size_t copies);

  // To be called between the last add() and the first question.
  void settle();

  // Whether a find at `line` is to be believed: a strong one always, a fair one beside one strong find
  // within a thousand lines, a weak one beside two.
  bool believes(Strength strength, std::size_t line) const;

  // How many copies most strong finds have; 0 when there are none.
  std::size_t habit() const;

 private:
  std::vector<std::size_t> lines_;
  std::array<std::size_t, kMostCopies + 1> copies_{};
};

}  // namespace runon::doubling
