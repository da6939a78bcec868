#include "doubling/powers.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>

namespace runon::doubling {
namespace {

bool counts_divide(std::u32string_view text, std::size_t copies) {
  if (text.empty() || text.size() % copies != 0) return false;
  std::u32string sorted(text);
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t j = i;
    while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
    if ((j - i) % copies != 0) return false;
    i = j;
  }
  return true;
}

}  // namespace

void z_function(std::u32string_view text, std::vector<std::size_t>& z) {
  const std::size_t n = text.size();
  z.assign(n, 0);
  if (n == 0) return;
  z[0] = n;
  std::size_t left = 0;
  std::size_t right = 0;  // [left, right) is the match that reaches farthest
  for (std::size_t i = 1; i < n; ++i) {
    std::size_t k = i < right ? std::min(right - i, z[i - left]) : 0;
    while (i + k < n && text[k] == text[i + k]) ++k;
    z[i] = k;
    if (i + k > right) {
      left = i;
      right = i + k;
    }
  }
}

std::size_t shortest_period(const std::vector<std::size_t>& z) {
  const std::size_t n = z.size();
  for (std::size_t p = 1; p <= n / 2; ++p)
    if (n % p == 0 && z[p] == n - p) return p;
  return n;
}

std::vector<Run> part_into_runs(std::u32string_view text, std::size_t copies) {
  assert(text.size() <= kLongestParted && copies >= 2);
  if (!counts_divide(text, copies)) return {};
  constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
  const std::size_t n = text.size();
  std::vector<std::size_t> fewest(n + 1, kNever);     // runs that the text from here on can be parted into
  std::vector<std::size_t> unit(n, 0);                // length of the first of them
  std::vector<std::size_t> agree(n / copies + 1, 0);  // agree[u]: characters from here on equal to those u later
  fewest[n] = 0;
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t u = 1; i + u < n && u <= n / copies; ++u) {
      agree[u] = text[i] == text[i + u] ? agree[u] + 1 : 0;
      const std::size_t end = i + u * copies;
      if (agree[u] < u * (copies - 1) || fewest[end] == kNever || fewest[end] + 1 > fewest[i]) continue;
      fewest[i] = fewest[end] + 1;
      unit[i] = u;
    }
  }
  std::vector<Run> runs;
  if (fewest[0] == kNever) return runs;
  for (std::size_t i = 0; i < n; i = runs.back().end()) runs.push_back({i, unit[i], copies, 1});
  return runs;
}

}  // namespace runon::doubling
