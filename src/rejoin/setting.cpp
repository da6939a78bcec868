#include "rejoin/setting.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "base/vectors.h"
#include "rejoin/measure.h"

namespace runon::rejoin {
namespace {

constexpr float kLeastColumn = 4;  // ems: no column is narrower

using base::Floats;
using base::Ints;

// exp() to two parts in ten million, without a branch. Underflows to about 1e-38, does not overflow below 88.
RUNON_INLINE void quick_exp(const Floats& x, Floats& out) {
  constexpr float kLog2E = 1.44269504F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  const Floats least = Floats{} - 126.0F;
  const Floats scaled = x * kLog2E;
  const Floats power = scaled < least ? least : scaled;
  const Floats whole = (power + kRound) - kRound;
  const Floats r = power - whole;
  // 2^r on [-0.5, 0.5]: the Taylor series of exp(r ln 2).
  const Floats fraction =
      1.0F + r * (0.693147181F +
                  r * (0.240226507F + r * (0.0555041087F + r * (0.00961812911F + r * (0.00133335581F + r * 0.000154035304F)))));
  const Ints exponent = (__builtin_convertvector(whole, Ints) + 127) << 23;
  out = fraction * std::bit_cast<Floats>(exponent);
}

// How far off a true width the sum of advances may be.
float doubt(float soft, bool fine) { return fine ? 0.08F + 0.003F * soft : 0.4F + 0.03F * soft; }

// What the density of a run asks for: the columns, and how lines fill them.
struct Columns {
  std::array<float, kLanes> target;   // width that a full line has
  std::array<float, kLanes> inverse;  // density of a last line of any width up to that
  float justified;
};

// Densities of runs under all columns, as a full line of the page and as the last one of its paragraph.
RUNON_INLINE void fill(const Run* run, const Run* end, const Columns& columns, float* out) {
  constexpr float kLogRare = -6.90775528F;  // log(1e-3)
  const Floats zero{};
  float sigma = -1;
  float log_justified = 0;
  for (; run != end; ++run, out += 2 * kLanes) {
    const float per_sigma = 1 / run->sigma;
    if (run->sigma != sigma) log_justified = std::log(columns.justified * 0.3989F * per_sigma);
    sigma = run->sigma;
    const float low = -1.6F * sigma;
    const float room = run->unit + 1.5F * sigma;
    const Floats ragged = zero + (1 - columns.justified) / (run->unit + 3 * sigma);
    const Floats slack = zero + run->slack;
    for (std::size_t m = 0; m < kLanes; m += 4) {
      Floats target;
      Floats inverse;
      base::load(&columns.target[m], target);
      base::load(&columns.inverse[m], inverse);
      // Where full-width punctuation may be set narrower, the width nearest to the target is taken.
      const Floats more = run->ems - target;
      const Floats over = zero < more ? more : zero;
      const Floats gap = target - run->ems + (slack < over ? slack : over);
      const Floats z = gap * per_sigma;
      const Ints outside = gap < low;  // too wide for the column
      const Ints fits = gap < room;    // and the next line's beginning would not have fitted
      const Floats justified = log_justified - 0.5F * z * z;
      const Floats short_line = kLogRare - 0.25F * (gap - run->unit);
      const Floats far = -0.4F * z - 1.0F;
      const Floats too_wide = kLogRare - 1.5F * (zero < far ? far : zero);
      const Floats inside = fits ? justified : (justified < short_line ? short_line : justified);
      Floats e;
      quick_exp(outside ? too_wide : inside, e);
      base::store(e + (fits & ~outside ? ragged : zero), out + m);
      base::store((outside ? e : zero + 1.0F) * inverse, out + kLanes + m);
    }
  }
}

RUNON_WIDE void fill_wide(const Run* run, const Run* end, const Columns& columns, float* out) { fill(run, end, columns, out); }
void fill_plain(const Run* run, const Run* end, const Columns& columns, float* out) { fill(run, end, columns, out); }

// Between each line and the next one; behind the last line, an em.
std::vector<float> units_of(const std::vector<LineFacts>& facts, const LayoutStyle& style) {
  std::vector<float> units(facts.size(), 1.0F);
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) units[i] = next_unit(facts[i], facts[i + 1], style);
  return units;
}

}  // namespace

Lines::Lines(const std::vector<LineFacts>& of, const std::vector<float>& evidence) : facts(of) {
  ends.reserve(facts.size());
  for (const float e : evidence) ends.push_back(1 / (1 + std::exp(-e)));
  ends.push_back(1);
}

Setting::Setting(const Lines& lines, const LayoutStyle& style)
    : ends_(&lines.ends), fine_(style.fine), middle_(middle_width(lines.facts, kLeastColumn)) {
  const std::vector<float> units = units_of(lines.facts, style);
  find_measures(lines.facts, units);
  find_runs(lines.facts, units);
}

// The measures that explain most lines: a line that is full is not wider than its column, and has no room
// left for the beginning of the next one. Each line votes for the measures under which it would be full, the
// stronger the fewer they are.
void Setting::find_measures(const std::vector<LineFacts>& facts, const std::vector<float>& units) {
  constexpr float kStep = 0.1F;
  constexpr float kNarrow = 5;  // ems: columns are wider
  constexpr float kApart = 0.8F;
  constexpr int kSteps = 900;
  const float slop = fine_ ? kFineSlop : 0.3F;
  std::array<float, kSteps + 1> step{};
  const auto bin = [=](float ems) { return std::clamp(static_cast<int>(std::lround(ems / kStep)), 0, kSteps); };
  float known = -1;
  float strength = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const float unit = units[i];
    const float w = facts[i].size.ems;
    if (unit != known) strength = std::max(0.1F, std::log(middle_ / (unit + 2 * slop)));
    known = unit;
    const float gain = strength * (w >= kNarrow ? 1.0F : 0.2F);
    step[static_cast<std::size_t>(bin(w - slop))] += gain;
    step[static_cast<std::size_t>(bin(w + unit + slop))] -= gain;
  }
  std::vector<std::pair<float, float>> peaks;  // votes, measure
  float votes = 0;
  for (int k = 0; k < kSteps; ++k) {
    votes += step[static_cast<std::size_t>(k)];
    // Where votes begin to fall is the end of a plateau; the widest of the lines that made it is its measure.
    if (step[static_cast<std::size_t>(k)] > 0) peaks.emplace_back(votes, static_cast<float>(k) * kStep + slop);
  }
  std::sort(peaks.begin(), peaks.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second > b.second; });
  for (const auto& peak : peaks) {
    const float ems = peak.second;
    if (std::all_of(measures_.begin(), measures_.end(), [&](float k) { return std::fabs(k - ems) > kApart; }))
      measures_.push_back(ems);
    if (measures_.size() == kMaxMeasures) break;
  }
  if (measures_.empty()) measures_.push_back(kSteps * kStep);  // all lines are wider
  std::sort(measures_.begin(), measures_.end());
}

// A run ends where it is wider than the widest column, or no style has that many pieces.
void Setting::find_runs(const std::vector<LineFacts>& facts, const std::vector<float>& units) {
  const float widest = measures_.back() + 1;
  first_.reserve(facts.size() + 1);
  runs_.reserve(facts.size() * 2);
  for (std::size_t begin = 0; begin < facts.size(); ++begin) {
    first_.push_back(runs_.size());
    Extent size = facts[begin].size;
    float inside = 1;
    const std::size_t most = std::min(facts.size(), begin + kMaxPieces);
    for (std::size_t end = begin + 1;; ++end) {
      runs_.push_back({static_cast<int>(end), size.ems, size.slack, units[end - 1], doubt(size.soft, fine_),
                       end == begin + 1 && facts[begin].stretched});
      if (end == most) break;
      const LineFacts& f = facts[end];
      inside *= (1 - (*ends_)[end - 1]) * kMostPieces;
      if (spaced_seam(facts[end - 1].last, f.first)) {
        size.ems += f.space;
        size.soft += f.space;
      }
      size.ems += f.size.ems;
      size.slack += f.size.slack;
      size.soft += f.size.soft;
      if (size.ems - size.slack > widest + 0.05F * size.soft || inside < kLeastInside) break;
    }
  }
  first_.push_back(runs_.size());
}

const float* Setting::densities(float justified, float indent, std::size_t end, bool wide) {
  auto table = std::find_if(tables_.begin(), tables_.end(),
                            [&](const Table& t) { return t.justified == justified && t.indent == indent; });
  if (table == tables_.end()) {
    auto unset = std::make_unique_for_overwrite<float[]>(runs_.size() * 2 * kLanes);
    table = tables_.insert(table, {justified, indent, 0, std::move(unset)});
  }
  float* const all = table->densities.get();
  const std::size_t done = first_[end];
  if (table->done >= done) return all;
  Columns columns;
  columns.justified = justified;
  for (std::size_t m = 0; m < kLanes; ++m) {
    columns.target[m] = measures_[std::min(m, measures_.size() - 1)] - indent;
    columns.inverse[m] = 1 / std::max(columns.target[m], kLeastColumn);
  }
  const auto filler = wide ? fill_wide : fill_plain;
  filler(runs_.data() + table->done, runs_.data() + done, columns, all + table->done * 2 * kLanes);
  table->done = done;
  return all;
}

}  // namespace runon::rejoin
