#include "rejoin/face.h"

#include <cstddef>
#include <string_view>

#include "text/properties.h"

namespace runon::rejoin {
namespace {

#include "rejoin/faces.inc"

static_assert(kProportionalFaces + 2 == kFaces);

// Of the table, or 0.
float drawn(char32_t point, Face face) {
  for (const Block& block : kBlocks)
    if (point >= block.first && point <= block.last)
      return static_cast<float>(kAdvances[block.row + (point - block.first)][static_cast<std::size_t>(face)]) / 1000;
  return 0;
}

float hangul(Face face) {
  if (face == Face::song) return 0.966F;
  if (face == Face::hei) return 0.92F;
  return 1;
}

}  // namespace

float advance(char32_t point, Face face) {
  const text::Properties& p = text::properties(point);
  if (p.wide()) return p.script == text::Script::hangul ? hangul(face) : 1;
  if (p.mark() || p.control() || p.ignorable() || p.category == 16) return 0;  // 16: format controls
  if (face == Face::fixed) return 0.5F;
  if (p.space()) return drawn(U' ', face);
  if (const float width = drawn(point, face); width > 0) return width;
  if (std::u32string_view(U"\u22EF\u2E3A").find(point) != std::u32string_view::npos) return 1;
  if (p.digit()) return drawn(U'0', face);
  if (p.upper()) return 0.68F;
  if (p.script == text::Script::arabic) return 0.45F;
  return 0.5F;
}

}  // namespace runon::rejoin
