#include "doubling/evidence.h"

#include <algorithm>

namespace runon::doubling {
namespace {

constexpr std::size_t kAbundance = 12;
constexpr std::size_t kReach = 1000;  // lines: a few pages of a newspaper, a chapter of a book

std::size_t around(const std::vector<std::size_t>& lines, std::size_t line) {
  const auto first = std::lower_bound(lines.begin(), lines.end(), line - std::min(line, kReach));
  return static_cast<std::size_t>(std::upper_bound(first, lines.end(), line + kReach) - first);
}

}  // namespace

void Evidence::add(Strength strength, Family family, std::size_t copies, std::size_t line) {
  if (copies > kMostCopies) return;
  Lines& lines = lines_[static_cast<std::size_t>(family)][copies];
  if (strength == Strength::strong) lines.strong.push_back(line);
  if (strength == Strength::fair || strength == Strength::weak) lines.lesser.push_back(line);
}

void Evidence::settle() {
  for (auto& family : lines_) {
    for (Lines& lines : family) {
      std::sort(lines.strong.begin(), lines.strong.end());
      std::sort(lines.lesser.begin(), lines.lesser.end());
    }
  }
}

bool Evidence::supports(Strength strength, Family family, std::size_t copies, std::size_t line) const {
  std::size_t all = 0;
  for (const auto& of_family : lines_)
    for (const Lines& lines : of_family) all += around(lines.strong, line);
  const Lines& like = lines_[static_cast<std::size_t>(family)][copies];
  const std::size_t strong = around(like.strong, line);
  if (strong == 0 || strong * 5 < all * 4) return false;
  return strength == Strength::fair || 2 * strong + around(like.lesser, line) >= kAbundance;
}

bool Evidence::believes(Strength strength, Family family, std::size_t copies, std::size_t line) const {
  if (strength == Strength::strong || strength == Strength::none) return strength == Strength::strong;
  if (copies > kMostCopies) return false;
  if (supports(strength, family, copies, line)) return true;
  // Four copies may be a text of two halves, each twice.
  if (copies == 4 && supports(strength, family, 2, line)) return true;
  return family == Family::letters && supports(Strength::weak, Family::blocks, copies, line);
}

std::size_t Evidence::habit() const {
  std::size_t best = 0;
  std::size_t most = 0;
  for (std::size_t copies = 2; copies <= kMostCopies; ++copies) {
    std::size_t count = 0;
    for (const auto& family : lines_) count += family[copies].strong.size();
    if (count > most) {
      most = count;
      best = copies;
    }
  }
  return best;
}

}  // namespace runon::doubling
