// Slow, plain versions of doubling/powers.h: what a reader would write first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace runon::reference {

inline std::u32string times(std::u32string_view text, std::size_t copies) {
  std::u32string out;
  for (std::size_t i = 0; i < copies; ++i) out += text;
  return out;
}

// The shortest text that the whole is copies of.
inline std::size_t shortest_period(std::u32string_view text) {
  for (std::size_t unit = 1; unit < text.size(); ++unit)
    if (text.size() % unit == 0 && times(text.substr(0, unit), text.size() / unit) == text) return unit;
  return text.size();
}

// The fewest runs of `copies` copies that the text can be parted into; 0 for none (and for an empty text).
inline std::size_t fewest_runs(std::u32string_view text, std::size_t copies, std::map<std::size_t, std::size_t>& known) {
  if (const auto at = known.find(text.size()); at != known.end()) return at->second;
  std::size_t best = 0;
  for (std::size_t unit = 1; unit * copies <= text.size(); ++unit) {
    if (times(text.substr(0, unit), copies) != text.substr(0, unit * copies)) continue;
    const std::u32string_view rest = text.substr(unit * copies);
    const std::size_t more = rest.empty() ? 0 : fewest_runs(rest, copies, known);
    if (!rest.empty() && more == 0) continue;
    if (best == 0 || more + 1 < best) best = more + 1;
  }
  return known[text.size()] = best;
}

// True when the text begins with something that stands right behind itself.
inline bool begins_with_square(std::u32string_view text) {
  for (std::size_t unit = 1; 2 * unit <= text.size(); ++unit)
    if (text.substr(0, unit) == text.substr(unit, unit)) return true;
  return false;
}

}  // namespace runon::reference
