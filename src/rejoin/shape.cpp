#include "rejoin/shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace runon::rejoin {
namespace {

using HalfEms = std::pair<long, std::size_t>;  // a width in half ems, and how many lines have it

// How many lines have each width, to half an em; ascending. Linear, but for widths of lines that no column has.
std::vector<HalfEms> by_half_ems(const std::vector<float>& widths) {
  constexpr std::size_t kNarrow = 512;
  std::array<std::size_t, kNarrow> narrow{};
  std::vector<long> wide;
  for (const float ems : widths) {
    const long halves = std::lround(ems * 2);
    if (halves >= 0 && halves < static_cast<long>(kNarrow)) ++narrow[static_cast<std::size_t>(halves)];
    else wide.push_back(halves);
  }
  std::vector<HalfEms> share;
  for (std::size_t halves = 0; halves < kNarrow; ++halves)
    if (narrow[halves] > 0) share.emplace_back(static_cast<long>(halves), narrow[halves]);
  std::sort(wide.begin(), wide.end());
  for (const long halves : wide) {
    if (share.empty() || share.back().first != halves) share.emplace_back(halves, 0);
    ++share.back().second;
  }
  return share;
}

}  // namespace

Shape shape_of(const std::vector<LineFacts>& facts) {
  std::vector<float> widths;
  widths.reserve(facts.size());
  std::size_t stops = 0;
  std::size_t upper = 0;
  std::size_t lower = 0;
  std::size_t commas = 0;
  for (const LineFacts& f : facts) {
    if (f.first == Glyph::upper) ++upper;
    if (f.first == Glyph::lower) ++lower;
    if (f.last == Glyph::comma || f.last == Glyph::colon || f.last == Glyph::dash) ++commas;
    widths.push_back(f.size.ems);
    if (f.stop) ++stops;
  }
  const float n = static_cast<float>(widths.size());
  const std::vector<HalfEms> share = by_half_ems(widths);
  const auto quantile = [&](std::size_t at) {
    const auto there = widths.begin() + static_cast<std::ptrdiff_t>(at);
    std::nth_element(widths.begin(), there, widths.end());
    return *there;
  };
  const float middle = std::max(quantile(widths.size() / 2), 0.5F);
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
          quantile(widths.size() * 19 / 20) / middle,
          static_cast<float>(lonely) / n,
          (static_cast<float>(upper) + 0.5F) / (static_cast<float>(upper + lower) + 1),
          static_cast<float>(commas) / n,
          weight > 0 ? lonely_weight / weight : 0};
}

}  // namespace runon::rejoin
