#include "rejoin/measure.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

using text::Properties;

std::string_view view(const flow::Document& document, const LineFacts& f) {
  return std::string_view(document.text).substr(f.begin, f.end - f.begin);
}

// `syllables`: Hangul may be broken between any two syllables, else between words only.
float first_unit(std::string_view text, bool syllables, Face face) {
  float ems = 0;
  for (std::size_t at = 0; at < text.size() && ems < 14;) {
    const text::Decoded d = text::decode(text, at);
    const Properties& p = text::properties(d.point);
    if (p.space()) break;
    const bool alone = p.cjk() || (syllables && p.script == text::Script::hangul);
    if (alone && ems > 0) break;
    ems += advance(d.point, face);
    at += d.bytes;
    if (alone) {
      // What may not begin a line comes along (UAX #14, LB13).
      for (; at < text.size() && ems < 4;) {
        const text::Decoded next = text::decode(text, at);
        const Properties& n = text::properties(next.point);
        if (n.breaking != text::Breaking::close && n.breaking != text::Breaking::exclamation &&
            n.breaking != text::Breaking::nonstarter && n.breaking != text::Breaking::infix)
          break;
        ems += advance(next.point, face);
        at += next.bytes;
      }
      break;
    }
    if (p.script == text::Script::thai && ems >= 2) break;  // words are found by dictionary; two ems are a short one
    if (p.dash() && ems > 1) break;
  }
  return std::max(ems, 0.3F);
}

void measure_line(std::string_view text, Face face, LineFacts& f) {
  f.size = extent(text, face);
  f.space = advance(U' ', face);
  f.first_unit = first_unit(text, true, face);
  f.first_word = first_unit(text, false, face);
}

// The most weight of intervals that one point lies in.
float deepest(std::vector<std::pair<float, float>>& ends) {
  std::sort(ends.begin(), ends.end());
  float deep = 0;
  float best = 0;
  for (const auto& [at, weight] : ends) best = std::max(best, deep += weight);
  return best;
}

constexpr std::size_t kSample = 600;      // lines looked at
constexpr std::size_t kInformative = 15;  // of them with proportional letters, for an answer
constexpr float kSlop = 0.06F;            // ems: kerning, rounding

// How much likelier the lines are as full lines of one column in this face than as lines of any width: a
// full line is short by no more than the next unit.
float explained(const flow::Document& document, std::vector<LineFacts>& lines, Face face) {
  for (LineFacts& f : lines) measure_line(view(document, f), face, f);
  std::vector<float> widths;
  for (const LineFacts& f : lines) widths.push_back(f.size.ems);
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
  const float any = widths[widths.size() / 2];  // not a constant: a wide face must not lose by being wide
  float best = 0;
  for (const bool words : {false, true}) {
    std::vector<std::pair<float, float>> ends;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      const LineFacts& a = lines[i];
      const LineFacts& b = lines[i + 1];
      if (a.size.soft < 1) continue;
      const float unit = (words ? b.first_word : b.first_unit) + (spaced_seam(a.last, b.first) ? a.space : 0);
      const float gain = std::log(any / (unit + 2 * kSlop));
      if (gain <= 0) continue;
      ends.emplace_back(a.size.ems - kSlop, gain);
      ends.emplace_back(a.size.ems + unit + kSlop, -gain);
    }
    best = std::max(best, deepest(ends));
  }
  return best;
}

}  // namespace

std::vector<Face> likely_faces(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t most) {
  std::vector<LineFacts> lines(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(std::min(facts.size(), kSample)));
  const auto informative = std::count_if(lines.begin(), lines.end(), [](const LineFacts& f) { return f.size.soft >= 1; });
  if (static_cast<std::size_t>(informative) < kInformative) return {};
  std::vector<std::pair<float, int>> order;
  for (int face = 1; face < kFaces; ++face) order.emplace_back(-explained(document, lines, static_cast<Face>(face)), face);
  std::sort(order.begin(), order.end());
  std::vector<Face> out;
  for (std::size_t i = 0; i < most; ++i) out.push_back(static_cast<Face>(order[i].second));
  return out;
}

void measure(const flow::Document& document, Face face, std::vector<LineFacts>& facts) {
  for (LineFacts& f : facts) measure_line(view(document, f), face, f);
}

}  // namespace runon::rejoin
