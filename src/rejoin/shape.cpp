#include "rejoin/shape.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace runon::rejoin {

Shape shape_of(const std::vector<LineFacts>& facts) {
  std::vector<float> widths;
  widths.reserve(facts.size());
  std::size_t stops = 0;
  std::size_t upper = 0;
  std::size_t lower = 0;
  std::size_t commas = 0;
  std::size_t trailing = 0;
  for (const LineFacts& f : facts) {
    if (f.trailing) ++trailing;
    if (f.first == Glyph::upper) ++upper;
    if (f.first == Glyph::lower) ++lower;
    if (f.last == Glyph::comma || f.last == Glyph::colon || f.last == Glyph::dash) ++commas;
    widths.push_back(f.size.ems);
    if (f.stop) ++stops;
  }
  std::sort(widths.begin(), widths.end());
  const float n = static_cast<float>(widths.size());
  const float middle = std::max(widths[widths.size() / 2], 0.5F);
  // How many lines have each width, to half an em.
  std::vector<std::pair<long, std::size_t>> share;
  share.reserve(widths.size());
  for (const float ems : widths) {
    const long halves = std::lround(ems * 2);
    if (share.empty() || share.back().first != halves) share.emplace_back(halves, 0);
    ++share.back().second;
  }
  std::size_t lonely = 0;
  float lonely_weight = 0;
  float weight = 0;
  for (std::size_t i = 0; i < share.size(); ++i) {
    const auto& [halves, count] = share[i];
    std::size_t near = count;
    if (i > 0 && share[i - 1].first == halves - 1) near += share[i - 1].second;
    if (i + 1 < share.size() && share[i + 1].first == halves + 1) near += share[i + 1].second;
    const float ems = static_cast<float>(halves) * static_cast<float>(count);
    weight += ems;
    if (static_cast<float>(near) - 1 >= n / 50) continue;
    lonely += count;
    lonely_weight += ems;
  }
  return {static_cast<float>(stops) / n,
          std::log2(middle),
          widths[widths.size() * 19 / 20] / middle,
          static_cast<float>(lonely) / n,
          (static_cast<float>(upper) + 0.5F) / (static_cast<float>(upper + lower) + 1),
          static_cast<float>(commas) / n,
          static_cast<float>(trailing) / n,
          weight > 0 ? lonely_weight / weight : 0};
}

}  // namespace runon::rejoin
