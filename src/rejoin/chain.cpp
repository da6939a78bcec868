#include "rejoin/chain.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace runon::rejoin {
namespace {

using base::Doubles;
using base::Floats;

constexpr std::size_t kGroups = kLanes / 4;
constexpr float kNever = 1e-30F;
// Probability that the measure changes inside a paragraph (a column break), and behind one.
constexpr double kChange[2] = {0.002, 0.02};

// A row of one number a measure.
struct Row {
  Doubles group[kGroups];

  RUNON_INLINE explicit Row(const double* from) {
    for (std::size_t g = 0; g < kGroups; ++g) base::load(from + 4 * g, group[g]);
  }
  RUNON_INLINE void to(double* out) const {
    for (std::size_t g = 0; g < kGroups; ++g) base::store(group[g], out + 4 * g);
  }

  // odds * (share * density + other), never quite nothing.
  RUNON_INLINE Row(const float* density, float share, float other, float odds) {
    const Floats never = Floats{} + kNever;
    for (std::size_t g = 0; g < kGroups; ++g) {
      Floats weight;
      base::load(density + 4 * g, weight);
      weight = (share * weight + other) * odds;
      group[g] = __builtin_convertvector(never < weight ? weight : never, Doubles);
    }
  }

  RUNON_INLINE explicit Row(float weight) {
    for (Doubles& each : group) each = Doubles{} + static_cast<double>(std::max(kNever, weight));
  }

  RUNON_INLINE void add_product(const Row& a, const Row& b) {
    for (std::size_t g = 0; g < kGroups; ++g) group[g] += a.group[g] * b.group[g];
  }

  // The same of a weight that was scaled; few are.
  RUNON_INLINE void add_scaled(const Row& weight, double scale, const Row& b) {
    if (scale == 1) return add_product(weight, b);
    for (std::size_t g = 0; g < kGroups; ++g) group[g] += weight.group[g] / scale * b.group[g];
  }

  // What the measure is behind a line end, by what it was in front of it.
  RUNON_INLINE void move(double keeps, double changes, const Row& used) {
    double sum = 0;
    for (const Doubles& each : group)
      for (int i = 0; i < 4; ++i) sum += each[i];
    const double others = sum * changes;
    for (std::size_t g = 0; g < kGroups; ++g) group[g] = (group[g] * keeps + others) * used.group[g];
  }
};

// What a segment weighs: as a full line, and as the last one of its paragraph; inside a paragraph, and first in it.
struct Weights {
  Row full[2];
  Row last[2];

  // A line on its own (a headline, a byline) need not know the column.
  RUNON_INLINE static float known(bool single) { return single ? 0.5F : 1.0F; }
  RUNON_INLINE static float alone(const Run& run) { return run.ems < 60 ? 1 / 40.0F : 1e-3F; }

  RUNON_INLINE Weights(const Run& run, bool single, const float* plain, const float* indented, float goes_on, float stops)
      : full{Row(plain, 1, 0, goes_on), Row(indented, 1, 0, goes_on)},
        last{Row(plain + kLanes, 1, 0, stops), Row(indented + kLanes, known(single), (1 - known(single)) * alone(run), stops)} {
    constexpr float kFilled = 0.6F;
    if (run.filled) full[0] = full[1] = Row(kFilled * goes_on);
  }
};

}  // namespace

void Chain::begin(std::shared_ptr<Setting> setting, const LayoutStyle& style) {
  setting_ = std::move(setting);
  style_ = style;
  count_ = static_cast<int>(setting_->size());
  const std::size_t n = setting_->measures().size();
  for (std::size_t state = 0; state < 2; ++state) {
    changes_[state] = n > 1 ? kChange[state] / static_cast<double>(n - 1) : 0;
    keeps_[state] = 1 - kChange[state] - changes_[state];
  }
  near_ = {};
  for (std::size_t m = 0; m < kLanes; ++m) {
    used_[m] = m < n ? 1 : 0;
    near(0)[kLanes + m] = used_[m] / static_cast<double>(n);
  }
  if (room_ < setting_->size()) forward_ = std::make_unique_for_overwrite<double[]>(setting_->size() * kStates);
  room_ = std::max(room_, setting_->size());
  scale_.assign(setting_->size(), 1);
  done_ = 0;
  reached_ = 0;
  log_scale_ = 0;
}

// `inside`: the evidence for joins between the pieces of a run.
Chain::Odds Chain::odds(std::size_t end, float inside) const {
  const float ends = setting_->ends()[end - 1];
  const float any = setting_->middle() * inside;
  return {any * (1 - ends) * (1 - style_.pieces), any * ends};
}

RUNON_INLINE void Chain::pass_forward(int end) {
  const float* const ends = setting_->ends();
  const Row used(used_.data());
  for (; done_ < end; ++done_) {
    const auto at = static_cast<std::size_t>(done_);
    double* const here = near(done_);
    Row from[2] = {Row(here), Row(here + kLanes)};
    std::fill_n(here, kStates, 0.0);  // it is to stand for a line that no segment has reached yet
    for (std::size_t state = 0; state < 2; ++state) {
      if (done_ > 0) from[state].move(keeps_[state], changes_[state], used);
      from[state].to(&forward_[at * kStates + state * kLanes]);
    }
    float inside = 1;
    for (std::size_t r = setting_->first_run(at); r < setting_->first_run(at + 1); ++r) {
      const Run& run = setting_->runs()[r];
      const bool single = run.end == done_ + 1;
      if (!single) inside *= (1 - ends[run.end - 2]) * style_.pieces;
      if (inside < kLeastInside) break;
      const Odds odds = this->odds(static_cast<std::size_t>(run.end), inside);
      const Weights weight(run, single, plain_ + r * kStates, indented_ + r * kStates, odds.goes_on, odds.stops);
      double* const to = near(run.end);
      Row full(to);
      Row last(to + kLanes);
      for (std::size_t first = 0; first < 2; ++first) {
        full.add_product(from[first], weight.full[first]);
        last.add_product(from[first], weight.last[first]);
      }
      if (run.end < count_) full.to(to);
      last.to(to + kLanes);
      reached_ = std::max(reached_, run.end);
    }
    keep_in_range();
  }
}

// Rescales what is open before it leaves the range. All of it shares the factor.
RUNON_INLINE void Chain::keep_in_range() {
  // Far enough from the ends of the range that products of both passes are in it too.
  constexpr double kSmall = 1e-100;
  constexpr double kLarge = 1e100;
  Doubles tops{};
  for (int j = done_ + 1; j <= reached_; ++j) {
    for (std::size_t m = 0; m < kStates; m += 4) {
      Doubles each;
      base::load(near(j) + m, each);
      tops = tops < each ? each : tops;
    }
  }
  const double top = std::max(std::max(tops[0], tops[1]), std::max(tops[2], tops[3]));
  if ((top > kSmall && top < kLarge) || top <= 0) return;
  for (int j = done_ + 1; j <= reached_; ++j)
    for (std::size_t m = 0; m < kStates; ++m) near(j)[m] /= top;
  scale_[static_cast<std::size_t>(done_)] = top;
  log_scale_ += std::log(top);
}

void Chain::plain_forward(int end) { pass_forward(end); }
RUNON_WIDE void Chain::wide_forward(int end) { pass_forward(end); }

double Chain::forward(std::size_t end) {
  plain_ = setting_->densities(style_.justified, 0, end, wide_);
  indented_ = setting_->densities(style_.justified, style_.indent, end, wide_);
  wide_ ? wide_forward(static_cast<int>(end)) : plain_forward(static_cast<int>(end));
  total_ = 0;
  for (std::size_t m = 0; m < kStates; ++m) total_ += near(static_cast<int>(end))[m];
  return log_scale_ + std::log(std::max(total_, 1e-300));
}

RUNON_INLINE void Chain::pass_back(Layout& out) {
  const float* const ends = setting_->ends();
  const Row used(used_.data());
  // The scales of the forward pass keep this one in range too: a segment from i is divided by scale_[i].
  for (int i = count_ - 1; i >= 0; --i) {
    const auto at = static_cast<std::size_t>(i);
    const std::size_t first_run = setting_->first_run(at);
    std::array<float, kMaxPieces> inside;
    std::array<double, kMaxPieces + 1> scale;
    scale[0] = 1;
    std::size_t n = 0;
    for (; first_run + n < setting_->first_run(at + 1); ++n) {
      inside[n] = n == 0 ? 1 : inside[n - 1] * ((1 - ends[at + n - 1]) * style_.pieces);
      if (inside[n] < kLeastInside) break;
      scale[n + 1] = scale[n] * scale_[at + n];
    }
    double behind[kStates] = {};
    Row from[2] = {Row(behind), Row(behind)};
    while (n-- > 0) {
      const std::size_t r = first_run + n;
      const Run& run = setting_->runs()[r];
      const Odds odds = this->odds(static_cast<std::size_t>(run.end), inside[n]);
      const Weights weight(run, n == 0, plain_ + r * kStates, indented_ + r * kStates, odds.goes_on, odds.stops);
      const Row full(near(run.end));
      const Row last(near(run.end) + kLanes);
      for (std::size_t first = 0; first < 2; ++first) {
        from[first].add_scaled(weight.last[first], scale[n + 1], last);
        if (run.end < count_) from[first].add_scaled(weight.full[first], scale[n + 1], full);
      }
    }
    for (std::size_t state = 0; state < 2; ++state) {
      from[state].to(behind + state * kLanes);
      from[state].move(keeps_[state], changes_[state], used);
      from[state].to(near(i) + state * kLanes);
    }
    conclude(at, behind, out);
  }
}

void Chain::plain_back(Layout& out) { pass_back(out); }
RUNON_WIDE void Chain::wide_back(Layout& out) { pass_back(out); }

Layout Chain::infer() {
  const std::size_t n = setting_->size();
  Layout out;
  out.style = style_;
  out.break_odds.resize(n - 1);
  out.piece.resize(n - 1);
  out.measure.resize(n);
  // Near a line: what lies behind it, in front of the change of measure.
  near_ = {};
  for (std::size_t m = 0; m < kLanes; ++m) near(count_)[kLanes + m] = used_[m];
  wide_ ? wide_back(out) : plain_back(out);
  // A line that begins inside a line of the page has its measure from its neighbour.
  for (std::size_t i = 1; i < n; ++i)
    if (out.piece[i - 1] > 0.5F) out.measure[i] = out.measure[i - 1];
  return out;
}

// What both passes say of a line.
void Chain::conclude(std::size_t i, const double* behind, Layout& out) const {
  const double* const forward = &forward_[i * kStates];
  double mass[2] = {0, 0};
  double best = -1;
  for (std::size_t m = 0; m < setting_->measures().size(); ++m) {
    const double joined = forward[m] * behind[m];
    const double parted = forward[kLanes + m] * behind[kLanes + m];
    mass[0] += joined;
    mass[1] += parted;
    if (joined + parted <= best) continue;
    best = joined + parted;
    out.measure[i] = setting_->measures()[m];
  }
  if (i == 0) return;
  // What is missing of the total went through segments that do not stop here.
  const double total = std::max(total_, 1e-300);
  const double ends = std::clamp(mass[1] / total, 0.0, 1.0);
  const double joins = std::clamp(mass[0] / total, 0.0, 1.0);
  out.piece[i - 1] = static_cast<float>(std::clamp(1 - ends - joins, 0.0, 1.0));
  const double p = std::clamp(ends, 1e-4, 1 - 1e-4);
  out.break_odds[i - 1] = static_cast<float>(std::log(p / (1 - p)));
}

}  // namespace runon::rejoin
