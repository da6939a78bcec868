#include "text/sections.h"

#include <algorithm>
#include <utility>

#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::uint32_t kMost = 99;  // parts of one level
constexpr std::size_t kDeepest = 6;

}  // namespace

std::optional<SectionNumber> section_number(std::string_view line) {
  SectionNumber out;
  std::size_t at = 0;
  if (line.size() > 2 && line[0] >= 'A' && line[0] <= 'Z' && line[1] == '.' && ascii_digit(line[2])) {
    out.levels.push_back(static_cast<unsigned char>(line[0]) + kMost);
    at = 2;
  }
  while (at < line.size() && ascii_digit(line[at]) && out.levels.size() < kDeepest) {
    std::uint32_t value = 0;
    for (; at < line.size() && ascii_digit(line[at]) && value <= kMost; ++at)
      value = value * 10 + static_cast<std::uint32_t>(line[at] - '0');
    if (value > kMost) return std::nullopt;
    out.levels.push_back(value);
    out.bytes = at;
    if (at + 1 >= line.size() || line[at] != '.' || !ascii_digit(line[at + 1])) break;
    ++at;
  }
  if (out.levels.empty()) return std::nullopt;
  return out;
}

bool counts_on(const SectionNumber& from, const SectionNumber& number) {
  const std::vector<std::uint32_t>& a = from.levels;
  const std::vector<std::uint32_t>& b = number.levels;
  if (b.size() > a.size() + 1) return false;
  const std::size_t level = b.size() - 1;
  if (!std::equal(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(level), a.begin())) return false;
  return b.back() == (level < a.size() ? a[level] + 1 : 1);
}

}  // namespace runon::text
