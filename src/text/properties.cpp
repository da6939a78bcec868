#include "text/properties.h"

namespace runon::text {
namespace {
#include "properties_table.inc"
constexpr int kPageBits = 7;
constexpr Properties kUnassigned{};
}  // namespace

const Properties& properties(char32_t point) {
  if (point > 0x10FFFF) return kUnassigned;
  return kRows[kPages[kIndex[point >> kPageBits]][point & ((1U << kPageBits) - 1)]];
}

}  // namespace runon::text
