#include "doubling/evidence.h"

#include <algorithm>

namespace runon::doubling {
namespace {
constexpr std::size_t kReach = 1000;  // lines: a few pages of a newspaper, a chapter of a book
}

void Evidence::add(std::size_t line, std::size_t copies) {
  lines_.push_back(line);
  if (copies < copies_.size()) ++copies_[copies];
}

void Evidence::settle() { std::sort(lines_.begin(), lines_.end()); }

bool Evidence::believes(Strength strength, std::size_t line) const {
  if (strength == Strength::strong || strength == Strength::none) return strength == Strength::strong;
  const auto first = std::lower_bound(lines_.begin(), lines_.end(), line - std::min(line, kReach));
  const auto last = std::upper_bound(first, lines_.end(), line + kReach);
  return last - first >= (strength == Strength::fair ? 1 : 2);
}

std::size_t Evidence::habit() const {
  const auto most = std::max_element(copies_.begin(), copies_.end());
  return *most == 0 ? 0 : static_cast<std::size_t>(most - copies_.begin());
}

}  // namespace runon::doubling
