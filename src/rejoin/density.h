// How well runs of lines fill columns: densities of their widths, for a column in each lane of a vector.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/vectors.h"
#include "rejoin/quick.h"
#include "rejoin/setting.h"

namespace runon::rejoin {

inline constexpr std::size_t kLanes = 8;
static_assert(kLanes >= kMaxMeasures);
using Lanes = float __attribute__((vector_size(4 * kLanes)));
using IntLanes = std::int32_t __attribute__((vector_size(4 * kLanes)));

inline constexpr float kRootTwoPi = 2.50662827F;

// Density of a line on its own (a headline, a byline), which need not know the column.
RUNON_INLINE float alone(const Run& run) { return run.ems < 60 ? 1 / 40.0F : 1e-3F; }

// What is known of the full lines of a column.
struct Columns {
  Lanes target;         // width that a full line has
  Lanes inverse;        // density of a last line of any width up to that
  Lanes justified;      // share of full lines that reach it exactly, the rest are ragged
  Lanes log_justified;  // log(justified / sqrt(2 pi))
  float spare;          // ems that a line may be short by, over and above what ragged ones are

  RUNON_INLINE void aim(const Lanes& width) {
    target = width;
    const Lanes least = Lanes{} + kLeastColumn;
    inverse = 1.0F / (target < least ? least : target);
  }
};

// Of a run as a full line of the page, and as the last one of its paragraph. `log_sigma` is log(run.sigma). None is so small that
// a product with it is denormal, which costs a hundred times as much: those who ask add far more, or take no less than far more.
RUNON_INLINE void densities(const Run& run, float log_sigma, const Columns& columns, Lanes& full, Lanes& last) {
  constexpr float kLogRare = -6.90775528F;  // log(1e-3)
  constexpr float kFloor = -100;            // powers of two
  const Lanes zero{};
  const float per_sigma = 1 / run.sigma;
  const float low = -1.6F * run.sigma;
  const float unit = run.unit + columns.spare;
  const float room = unit + 1.5F * run.sigma;
  const float per_room = 1 / (unit + 3 * run.sigma);
  const Lanes slack = zero + run.slack;
  // Where full-width punctuation may be set narrower, the width nearest to the target is taken.
  const Lanes more = run.ems - columns.target;
  const Lanes over = zero < more ? more : zero;
  const Lanes gap = (slack < over ? slack : over) - more;
  const Lanes z = gap * per_sigma;
  const IntLanes outside = gap < low;  // too wide for the column
  const IntLanes fits = gap < room;    // and the next line's beginning would not have fitted
  const Lanes justified = (columns.log_justified - log_sigma) - 0.5F * z * z;
  const Lanes short_line = kLogRare - 0.25F * (gap - unit);
  const Lanes far = -0.4F * z - 1.0F;
  const Lanes too_wide = kLogRare - 1.5F * (zero < far ? far : zero);
  const Lanes inside = fits ? justified : (justified < short_line ? short_line : justified);
  Lanes e;
  quick_exp<Lanes, IntLanes>(outside ? too_wide : inside, e, kFloor);
  const Lanes ragged = (1.0F - columns.justified) * per_room;
  full = e + (fits & ~outside ? ragged : zero);
  last = (outside ? e : zero + 1.0F) * columns.inverse;
}

}  // namespace runon::rejoin
