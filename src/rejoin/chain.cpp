#include "rejoin/chain.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "rejoin/quick.h"

namespace runon::rejoin {
namespace {

constexpr float kNever = 1e-12F;
// Probability that the measure changes inside a paragraph (a column break), and behind one.
constexpr float kChange[2] = {0.002F, 0.02F};

template <class Row>
RUNON_INLINE float sum(const Row& row) {
  const base::Floats half = __builtin_shufflevector(row, row, 0, 1, 2, 3) + __builtin_shufflevector(row, row, 4, 5, 6, 7);
  return (half[0] + half[2]) + (half[1] + half[3]);
}

RUNON_INLINE void at_least(float least, Lanes& row) {
  const Lanes other = Lanes{} + least;
  row = row < other ? other : row;
}

// What runs weigh in a manner: as full lines, and as the last ones of their paragraphs; inside a paragraph, and first in it.
class Scales {
 public:
  RUNON_INLINE Scales(const std::vector<float>& measures, const Manner& manner)
      : alike_(manner.first_indent == 0 && manner.first_spare == 0 && manner.first_justified == manner.justified) {
    Lanes target;
    for (std::size_t m = 0; m < kLanes; ++m) target[m] = measures[std::min(m, measures.size() - 1)];
    set(target, manner.justified, 0, inside_);
    set(target - manner.first_indent, manner.first_justified, manner.first_spare, first_);
  }

  // `goes_on`, `stops`: the odds of either behind the run. `single`: it is one line.
  RUNON_INLINE void weigh(const Run& run, bool single, float goes_on, float stops, Lanes (&full)[2], Lanes (&last)[2]) {
    constexpr float kFilled = 0.6F;
    if (run.sigma != sigma_) log_sigma_ = quick_log(run.sigma);
    sigma_ = run.sigma;
    densities(run, log_sigma_, inside_, full[0], last[0]);
    if (alike_) {
      full[1] = full[0];
      last[1] = last[0];
    } else {
      densities(run, log_sigma_, first_, full[1], last[1]);
    }
    if (single) last[1] = 0.5F * last[1] + 0.5F * alone(run);
    if (run.filled) full[0] = full[1] = Lanes{} + kFilled;
    for (std::size_t state = 0; state < 2; ++state) {
      full[state] *= goes_on;
      last[state] *= stops;
      at_least(kNever, full[state]);
      at_least(kNever, last[state]);
    }
  }

 private:
  RUNON_INLINE static void set(const Lanes& target, float justified, float spare, Columns& out) {
    out.aim(target);
    out.justified = Lanes{} + justified;
    out.log_justified = Lanes{} + quick_log(justified / kRootTwoPi);
    out.spare = spare;
  }

  Columns inside_;
  Columns first_;
  bool alike_;
  float sigma_ = 1;
  float log_sigma_ = 0;
};

}  // namespace

double Chain::forward(const std::vector<Slug>& lines, const Setting& setting, const Manner& manner, const Course* rival) {
  setting_ = &setting;
  rival_ = rival;
  course_.clear();
  const std::size_t n = setting.measures().size();
  for (std::size_t state = 0; state < 2; ++state) {
    changes_[state] = n > 1 ? kChange[state] / static_cast<float>(n - 1) : 0;
    keeps_[state] = 1 - kChange[state] - changes_[state];
  }
  near_[0] = {};
  used_ = {};
  for (std::size_t m = 0; m < n; ++m) {
    used_.inside[m] = 1;
    near_[0].fresh[m] = 1 / static_cast<float>(n);
  }
  if (lines_room_ < lines.size()) forward_ = std::make_unique_for_overwrite<Rows[]>(lines.size());
  lines_room_ = std::max(lines_room_, lines.size());
  const std::size_t runs = setting.first_run(lines.size());
  if (runs_room_ < runs) weights_ = std::make_unique_for_overwrite<Weights[]>(runs);
  runs_room_ = std::max(runs_room_, runs);
  scale_.assign(lines.size(), 1);
  power_ = 0;
  total_ = 0;
  wide_ ? wide_forward(lines, manner) : plain_forward(lines, manner);
  if (total_ == 0) return -std::numeric_limits<double>::infinity();
  return 0.693147180559945 * static_cast<double>(power_) + static_cast<double>(quick_log(total_));
}

// What a row is multiplied by before it leaves the range; `all` is what it comes to. What is open behind it shares the factor.
float Chain::scale(std::size_t line, std::size_t reached, float all) {
  const int power = -std::ilogb(all);
  const float factor = std::ldexp(1.0F, power);
  for (std::size_t j = line + 1; j <= reached; ++j)
    for (std::size_t m = 0; m < kLanes; ++m) {
      near(j).inside[m] *= factor;
      near(j).fresh[m] *= factor;
    }
  scale_[line] = factor;
  power_ -= power;
  return factor;
}

// Notes how likely the lines in front of one are, and says whether that is hopeless.
bool Chain::hopeless(float all) {
  constexpr int kHopeless = 24;  // powers of two
  course_.push_back(power_ + std::ilogb(all));
  const std::size_t step = course_.size() - 1;
  return rival_ != nullptr && step < rival_->size() && course_[step] + kHopeless < (*rival_)[step];
}

RUNON_INLINE void Chain::pass_forward(const std::vector<Slug>& lines, const Manner& manner) {
  constexpr float kSmall = 1e-8F;
  constexpr float kLarge = 1e8F;
  Scales scales(setting_->measures(), manner);
  Lanes used;
  base::load(used_.inside.data(), used);
  const Run* run = setting_->runs();
  Weights* weights = weights_.get();
  std::size_t reached = 0;  // the last line that a run ends in front of
  const std::size_t count = lines.size();
  for (std::size_t i = 0; i < count; ++i) {
    Lanes inside;
    Lanes fresh;
    base::load(near(i).inside.data(), inside);
    base::load(near(i).fresh.data(), fresh);
    float sums[2] = {sum(inside), sum(fresh)};
    if (const float all = sums[0] + sums[1]; !(all > kSmall && all < kLarge)) {
      const float factor = scale(i, reached, all);
      inside *= factor;
      fresh *= factor;
      for (float& each : sums) each *= factor;
    }
    if (i % kCourseStep == 0 && hopeless(sums[0] + sums[1])) return;
    if (i > 0) {
      inside = (inside * keeps_[0] + sums[0] * changes_[0]) * used;
      fresh = (fresh * keeps_[1] + sums[1] * changes_[1]) * used;
    }
    base::store(inside, forward_[i].inside.data());
    base::store(fresh, forward_[i].fresh.data());
    const Run* const end = setting_->runs() + setting_->first_run(i + 1);
    for (const Run* const first = run; run != end; ++run, ++weights) {
      const auto to = static_cast<std::size_t>(run->end);
      const float any = setting_->middle() * run->inside;
      Lanes full[2];
      Lanes last[2];
      scales.weigh(*run, run == first, any * (1 - lines[to - 1].ends) * (1 - manner.pieces), any * lines[to - 1].ends, full,
                   last);
      base::store(full[0], weights->full.inside.data());
      base::store(full[1], weights->full.fresh.data());
      base::store(last[0], weights->last.inside.data());
      base::store(last[1], weights->last.fresh.data());
      add(inside * full[0] + fresh * full[1], inside * last[0] + fresh * last[1], to, reached);
    }
  }
  Lanes whole;
  base::load(near(count).fresh.data(), whole);
  total_ = std::max(sum(whole), 1e-37F);
}

// To what has reached a line; nothing has yet where it is behind the last one that was `reached`.
RUNON_INLINE void Chain::add(const Lanes& joined, const Lanes& parted, std::size_t line, std::size_t& reached) {
  Rows& open = near(line);
  Lanes inside{};
  Lanes fresh{};
  if (line <= reached) {
    base::load(open.inside.data(), inside);
    base::load(open.fresh.data(), fresh);
  }
  reached = std::max(reached, line);
  if (line < setting_->size()) inside += joined;
  fresh += parted;
  base::store(inside, open.inside.data());
  base::store(fresh, open.fresh.data());
}

RUNON_INLINE void Chain::pass_back(Posterior& out) {
  const std::size_t count = setting_->size();
  Lanes used;
  base::load(used_.inside.data(), used);
  near(count).inside = {};
  near(count).fresh = used_.inside;
  const Run* run = setting_->runs() + setting_->first_run(count);
  const Weights* weights = weights_.get() + setting_->first_run(count);
  for (std::size_t i = count; i-- > 0;) {
    const Run* const first = setting_->runs() + setting_->first_run(i);
    Lanes inside{};
    Lanes fresh{};
    while (run != first) {
      --run;
      --weights;
      const auto to = static_cast<std::size_t>(run->end);
      Lanes joined;
      Lanes parted;
      base::load(near(to).inside.data(), joined);
      base::load(near(to).fresh.data(), parted);
      for (std::size_t j = i + 1; j < to; ++j) {  // what rows in between were scaled by
        joined *= scale_[j];
        parted *= scale_[j];
      }
      Lanes weight;
      base::load(weights->full.inside.data(), weight);
      inside += weight * joined;
      base::load(weights->last.inside.data(), weight);
      inside += weight * parted;
      base::load(weights->full.fresh.data(), weight);
      fresh += weight * joined;
      base::load(weights->last.fresh.data(), weight);
      fresh += weight * parted;
    }
    conclude(i, inside, fresh, out);
    inside = (inside * keeps_[0] + sum(inside) * changes_[0]) * used * scale_[i];
    fresh = (fresh * keeps_[1] + sum(fresh) * changes_[1]) * used * scale_[i];
    base::store(inside, near(i).inside.data());
    base::store(fresh, near(i).fresh.data());
  }
}

// What both passes say of a line, by what lies behind it.
RUNON_INLINE void Chain::conclude(std::size_t i, const Lanes& inside, const Lanes& fresh, Posterior& out) const {
  const std::vector<float>& measures = setting_->measures();
  Lanes joined;
  Lanes parted;
  base::load(forward_[i].inside.data(), joined);
  base::load(forward_[i].fresh.data(), parted);
  joined *= inside;
  parted *= fresh;
  std::array<float, kLanes> mass;
  base::store(joined + parted, mass.data());
  std::size_t best = 0;  // no lane that is left over: those have no mass
  float most = mass[0];
  for (std::size_t m = 1; m < kLanes; ++m) {
    if (mass[m] > most) best = m;
    most = std::max(most, mass[m]);
  }
  out.measure[i] = measures[best];
  if (i == 0) return;
  // What is missing of the total went through runs that do not stop here.
  const float per_total = 1 / total_;
  const float ends = std::min(sum(parted) * per_total, 1.0F);
  const float joins = std::min(sum(joined) * per_total, 1.0F);
  out.ends[i - 1] = ends;
  out.pieces[i - 1] = std::max(1 - ends - joins, 0.0F);
}

void Chain::plain_forward(const std::vector<Slug>& lines, const Manner& manner) { pass_forward(lines, manner); }
RUNON_WIDE void Chain::wide_forward(const std::vector<Slug>& lines, const Manner& manner) { pass_forward(lines, manner); }
void Chain::plain_back(Posterior& out) { pass_back(out); }
RUNON_WIDE void Chain::wide_back(Posterior& out) { pass_back(out); }

void Chain::infer(Posterior& out) {
  const std::size_t n = setting_->size();
  out.ends.resize(n - 1);
  out.pieces.resize(n - 1);
  out.measure.resize(n);
  wide_ ? wide_back(out) : plain_back(out);
  // A line that begins inside a line of the page has its measure from its neighbour.
  for (std::size_t i = 1; i < n; ++i)
    if (out.pieces[i - 1] > 0.5F) out.measure[i] = out.measure[i - 1];
}

}  // namespace runon::rejoin
