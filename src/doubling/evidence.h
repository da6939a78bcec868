// What a document's sure finds say about its doubtful ones.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "doubling/find.h"

namespace runon::doubling {

// Where finds stand, how they were printed and in how many copies.
class Evidence {
 public:
  // A find of any strength, in any order, before settle().
  void add(Strength strength, Family family, std::size_t copies, std::size_t line);

  // To be called between the last add() and the first question.
  void settle();

  // Whether a find is to be believed. A strong one always. Others only where the strong finds within a
  // thousand lines agree: four in five are of its family and number of copies. A fair find needs one of
  // those. A weak one needs them to weigh twelve, itself counted: a strong find of its kind weighs two, a fair
  // or weak one weighs one. A few letters doubled may be a short text doubled run by run. Strong finds are all
  // carried out, so what a first pass does not believe, a second does not either.
  bool believes(Strength strength, Family family, std::size_t copies, std::size_t line) const;

  // Whether there is as much as a weak find needs.
  bool abounds(Family family, std::size_t copies, std::size_t line) const {
    return supports(Strength::weak, family, copies, line);
  }

  // How many copies most strong finds have; 0 when there are none.
  std::size_t habit() const;

 private:
  struct Lines {
    std::vector<std::size_t> strong;
    std::vector<std::size_t> lesser;  // fair and weak
  };
  bool supports(Strength strength, Family family, std::size_t copies, std::size_t line) const;

  std::array<std::array<Lines, kMostCopies + 1>, kFamilies> lines_;
};

}  // namespace runon::doubling
