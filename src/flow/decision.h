// What rejoin decided at a line break, and why; for people (`explain`) and tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runon::flow {

enum class Joint : std::uint8_t {
  brk,     // a block ends here
  close,   // joined with nothing between
  space,   // joined with a space
  hyphen,  // joined, a line-end hyphen taken out
};

inline constexpr std::string_view kJointNames[] = {"break", "join", "join with space", "join without hyphen"};

// One piece of evidence and what it added to the score.
struct Evidence {
  std::string_view feature;  // its name in the feature table
  std::string value;         // what it saw, for people: "line ends 0.3 em before the margin"
  double weight = 0;         // > 0 speaks for a break, < 0 for a join; a hard constraint is +-infinity
};

struct Decision {
  std::size_t line = 0;  // index into Document::lines of the line before the break
  std::size_t next = 0;  // of the next line with text
  Joint joint = Joint::brk;
  double confidence = 1;           // probability of the decision, 0.5 to 1
  std::vector<Evidence> evidence;  // heaviest first
};

}  // namespace runon::flow
