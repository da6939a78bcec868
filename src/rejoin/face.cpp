#include "rejoin/face.h"

#include <cstddef>

namespace runon::rejoin {
namespace {

#include "rejoin/faces.inc"

static_assert(kProportionalFaces + 2 == kFaces);
constexpr std::size_t kFixed = kFaces - 1;

// The same in all faces but the fixed pitch.
constexpr Advances same(std::uint16_t ems, std::uint16_t fixed = 500) {
  Advances out{};
  out.fill(ems);
  out[kFixed] = fixed;
  return out;
}

constexpr Advances kNothing = same(0, 0);
constexpr Advances kFullWidth = same(1000, 1000);
constexpr Advances kHangul = {1000, 1000, 1000, 1000, 1000, 966, 920, 1000, 1000, 1000, 1000, 1000};
constexpr Advances kWideMark = same(1000);
constexpr Advances kCapital = same(680);
constexpr Advances kArabic = same(450);
constexpr Advances kOther = same(500);

alignas(sizeof(Advances)) constexpr auto kDrawn = [] {
  constexpr std::size_t kRows = sizeof kAdvances / sizeof kAdvances[0];
  std::array<Advances, kRows> out{};
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t face = 0; face < kFixed; ++face) out[row][face] = kAdvances[row][face];
    out[row][kFixed] = 500;
  }
  return out;
}();
static_assert([] {
  for (const Advances& row : kDrawn)
    for (const std::uint32_t advance : row)
      if (advance > kWidest) return false;
  return true;
}());

const Advances& of_ascii(char32_t point) { return kDrawn[point - U' ']; }

// Of the table, or null.
const Advances* drawn(char32_t point) {
  for (const Block& block : kBlocks) {
    if (point < block.first) break;
    if (point > block.last) continue;
    const Advances& found = kDrawn[block.row + (point - block.first)];
    return found[0] == 0 ? nullptr : &found;
  }
  return nullptr;
}

}  // namespace

const Advances& advances(char32_t point, const text::Properties& p) {
  constexpr int kFormat = 16;  // ICU's category of format controls
  if (p.wide()) return p.script == text::Script::hangul ? kHangul : kFullWidth;
  if (p.mark() || p.control() || p.ignorable() || p.category == kFormat) return kNothing;
  if (p.space()) return of_ascii(U' ');
  if (const Advances* found = drawn(point)) return *found;
  if (point == 0x22EF || point == 0x2E3A) return kWideMark;  // midline ellipsis, two-em dash
  if (p.digit()) return of_ascii(U'0');
  if (p.upper()) return kCapital;
  if (p.script == text::Script::arabic) return kArabic;
  return kOther;
}

const Advances* ascii_advances() { return kDrawn.data(); }

float advance(char32_t point, Face face) {
  return static_cast<float>(advances(point, text::properties(point))[static_cast<std::size_t>(face)]) / 1000;
}

}  // namespace runon::rejoin
