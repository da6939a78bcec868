#include "rejoin/margins.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "rejoin/layout.h"

namespace runon::rejoin {

Margins margins_of(const std::vector<LineFacts>& facts) {
  constexpr float kStep = 0.25F;
  constexpr std::size_t kSteps = 512;
  constexpr float kBeyond = 0.2F;
  std::array<float, kSteps> left{};
  std::array<float, kSteps> right{};
  std::array<std::size_t, 4> blanks{};
  const auto step = [](float ems) { return std::min(static_cast<std::size_t>(std::lround(ems / kStep)), kSteps - 1); };
  for (const LineFacts& f : facts) {
    left[step(f.indent)] += f.size.ems;
    ++blanks[std::min<std::size_t>(f.blanks, blanks.size() - 1)];
  }
  Margins out;
  const auto most = static_cast<std::size_t>(std::max_element(left.begin(), left.end()) - left.begin());
  out.left = static_cast<float>(most) * kStep;
  out.blanks = static_cast<std::uint32_t>(std::max_element(blanks.begin(), blanks.end()) - blanks.begin());
  for (const LineFacts& f : facts)
    if (step(f.indent) == most) right[step(right_edge(f))] += f.size.ems;
  std::size_t edge = kSteps;
  for (float beyond = 0; edge > 0 && beyond < kBeyond * left[most];) beyond += right[--edge];
  out.right = static_cast<float>(edge) * kStep;
  return out;
}

std::vector<bool> short_lines(const std::vector<LineFacts>& facts, const Margins& margins) {
  constexpr float kFar = 0.8F;
  const float far = margins.left + kFar * (margins.right - margins.left);
  std::vector<bool> out(facts.size());
  for (std::size_t i = 0; i + 1 < facts.size(); ++i)
    out[i] = right_edge(facts[i]) < far && right_edge(facts[i]) + next_unit(facts[i], facts[i + 1], {}) < far;
  return out;
}

}  // namespace runon::rejoin
