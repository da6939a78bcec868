// What a rule found, and how sure that alone makes it.
#pragma once

#include <cstdint>
#include <vector>

#include "doubling/powers.h"
#include "doubling/squeezed.h"

namespace runon::doubling {

// How much of the proof a find carries in itself. A document prints twice by habit (one font, one
// program, one way of setting headlines), so what is too short to tell alone is believed beside finds
// of its sort that need no help (evidence.h).
enum class Strength : std::uint8_t {
  none,    // a natural explanation is as good
  weak,    // a natural explanation is likely, but in a document full of the like, where a text begins
  fair,    // a natural explanation is far-fetched
  strong,  // believed alone
};

// Ways of printing twice that go together: a page that draws its headlines twice leaves copies behind each
// other, on one line or two, or run by run.
enum class Family : std::uint8_t { blocks, letters, words };
inline constexpr std::size_t kFamilies = 3;

// What a rule makes of one line.
struct Find {
  Strength strength = Strength::none;
  std::vector<Run> runs;  // over the characters of Squeezed, in order, disjoint
};

// More copies than this are said, not printed: laughter, rulers, chants, dot leaders.
inline constexpr std::size_t kMostCopies = 4;

// The first mark of the scale that the value reaches.
constexpr Strength grade(double value, double strong, double fair, double weak) {
  if (value >= strong) return Strength::strong;
  if (value >= fair) return Strength::fair;
  return value >= weak ? Strength::weak : Strength::none;
}
inline constexpr double kOutOfReach = 1e9;

// A line as a rule sees it.
struct Look {
  const Squeezed& line;
  const std::vector<std::size_t>& z;  // z_function of line.points
};

}  // namespace runon::doubling
