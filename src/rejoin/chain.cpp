#include "rejoin/chain.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "rejoin/measure.h"

namespace runon::rejoin {
namespace {

constexpr float kNever = 1e-30F;
constexpr float kLeastColumn = 4;  // ems: no column is narrower
// Probability that the measure changes behind a paragraph, and inside one (a column break).
constexpr double kChangeBetween = 0.02;
constexpr double kChangeInside = 0.002;

// exp() to two parts in ten million, without a branch, so that loops over it become vector code. Underflows to about
// 1e-38, does not overflow below 88.
inline float quick_exp(float x) {
  constexpr float kLog2E = 1.44269504F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number
  const float power = std::max(x * kLog2E, -126.0F);
  const float whole = (power + kRound) - kRound;
  const float r = power - whole;
  // 2^r on [-0.5, 0.5]: the Taylor series of exp(r ln 2).
  const float fraction =
      1 + r * (0.693147181F +
               r * (0.240226507F + r * (0.0555041087F + r * (0.00961812911F + r * (0.00133335581F + r * 0.000154035304F)))));
  const auto exponent = static_cast<std::uint32_t>(static_cast<std::int32_t>(whole) + 127) << 23U;
  return fraction * std::bit_cast<float>(exponent);
}

// How far off a true width the sum of advances may be.
float doubt(const Extent& size, bool fine) { return fine ? 0.08F + 0.003F * size.soft : 0.4F + 0.03F * size.soft; }

// Densities of a line of the page of this extent, for every target width: as a full line, and as the last one of its
// paragraph. `unit` is what the next line's beginning takes.
template <class Weights>
void densities(const Extent& size, float unit, const LayoutStyle& style, const Weights& target, const Weights& inverse,
               Weights& full, Weights& last) {
  constexpr float kLogRare = -6.90775528F;  // log(1e-3)
  const float sigma = doubt(size, style.fine);
  const float per_sigma = 1 / sigma;
  const float low = -1.6F * sigma;
  const float room = unit + 1.5F * sigma;
  const float log_justified = std::log(style.justified * 0.3989F * per_sigma);
  const float ragged = (1 - style.justified) / (unit + 3 * sigma);
  const float ems = size.ems;
  const float slack = size.slack;
  for (std::size_t m = 0; m < full.size(); ++m) {
    // Where full-width punctuation may be set narrower, the width nearest to the target is taken.
    const float over = std::max(0.0F, ems - target[m]);
    const float gap = target[m] - ems + std::min(over, slack);
    const float z = gap * per_sigma;
    const bool outside = gap < low;  // too wide for the column
    const bool fits = gap < room;    // and the next line's beginning would not have fitted
    const float justified = log_justified - 0.5F * z * z;
    const float short_line = kLogRare - 0.25F * (gap - unit);
    const float too_wide = kLogRare - 1.5F * std::max(0.0F, -0.4F * z - 1);
    const float inside = fits ? justified : std::max(justified, short_line);
    const float e = quick_exp(outside ? too_wide : inside);
    full[m] = e + (!outside && fits ? ragged : 0.0F);
    last[m] = (outside ? e : 1.0F) * inverse[m];
  }
}

}  // namespace

Lines::Lines(const std::vector<LineFacts>& of, const std::vector<float>& evidence) : facts(of), middle(0) {
  ends.reserve(facts.size());
  for (const float e : evidence) ends.push_back(1 / (1 + std::exp(-e)));
  ends.push_back(1);
  refresh();
}

void Lines::refresh() { middle = middle_width(facts, kLeastColumn); }

Chain::Chain(const Lines& lines, const std::vector<float>& measures, const LayoutStyle& style)
    : lines_(lines), style_(style), measures_(measures), count_(static_cast<int>(lines.facts.size())) {
  for (std::size_t m = 0; m < kLanes; ++m) {
    const bool used = m < measures.size();
    used_[m] = used ? 1 : 0;
    for (std::size_t first = 0; first < 2; ++first) {
      const float target = (used ? measures[m] : measures.back()) - (first == 1 ? style.indent : 0);
      target_[first][m] = target;
      inverse_[first][m] = 1 / std::max(target, kLeastColumn);
    }
  }
  widest_ = measures.back() + 1;
  const auto n = lines.facts.size();
  segments_.reserve(n * 6);
  forward_.resize(n);
  scale_.assign(n, 1);
  for (std::size_t m = 0; m < measures.size(); ++m) near(0)[1][m] = 1 / static_cast<double>(measures.size());
}

// The segments that begin with a line.
void Chain::open(int begin) {
  Extent size = line(begin).size;
  float inside = 1;  // the evidence for joins between the pieces
  add(begin, begin + 1, size, inside);
  for (int j = begin + 1; j < std::min(count_, begin + kMaxPieces); ++j) {
    const LineFacts& f = line(j);
    const LineFacts& before = line(j - 1);
    inside *= (1 - lines_.ends[static_cast<std::size_t>(j - 1)]) * style_.pieces;
    if (spaced_seam(before.last, f.first)) {
      size.ems += f.space;
      size.soft += f.space;
    }
    size.ems += f.size.ems;
    size.slack += f.size.slack;
    size.soft += f.size.soft;
    if (size.ems - size.slack > widest_ + 0.05F * size.soft || inside < 1e-12F) break;
    add(begin, j + 1, size, inside);
  }
}

void Chain::add(int begin, int end, const Extent& size, float inside) {
  const bool at_end = end == count_;
  const bool single = end == begin + 1;
  const LineFacts& f = line(end - 1);
  const float unit = at_end ? 1 : next_unit(f, line(end), style_);
  const float ends = lines_.ends[static_cast<std::size_t>(end - 1)];
  const float any = lines_.middle * inside;
  const float goes_on = any * (1 - ends) * (1 - style_.pieces);
  const float stops = any * ends;
  Weights full;
  Weights last;
  for (std::size_t first = 0; first < 2; ++first) {
    if (first == 0 || style_.indent != 0) densities(size, unit, style_, target_[first], inverse_[first], full, last);
    if (!at_end) {
      // Letter-spacing filled the line to its measure.
      if (single && f.stretched) full.fill(0.6F);
      segments_.push_back({begin, end, first == 1, false, weighed(full, 1, 0, goes_on)});
    }
    // A line on its own (a headline, a byline) need not know the column.
    const float alone = size.ems < 60 ? 1 / 40.0F : 1e-3F;
    const float known = first == 1 && single ? 0.5F : 1.0F;
    segments_.push_back({begin, end, first == 1, true, weighed(last, known, (1 - known) * alone, stops)});
  }
}

Chain::Weights Chain::weighed(const Weights& density, float share, float other, float odds) const {
  const Weights used = used_;
  Weights out;
  for (std::size_t m = 0; m < kLanes; ++m) out[m] = used[m] * std::max(kNever, (share * density[m] + other) * odds);
  return out;
}

Chain::Row Chain::moved(const Row& row, bool between) const {
  const double change = between ? kChangeBetween : kChangeInside;
  double sum = 0;
  for (const double weight : row) sum += weight;
  const auto others = static_cast<double>(measures_.size() - 1);
  const double share = others > 0 ? change / others : 0;
  Row out;
  for (std::size_t m = 0; m < kLanes; ++m) out[m] = row[m] * (1 - change - share) + sum * share;
  return out;
}

double Chain::forward(std::size_t end) {
  // Far enough from the ends of the range that products of both passes are in it too.
  constexpr double kSmall = 1e-100;
  constexpr double kLarge = 1e100;
  for (; done_ < static_cast<int>(end); ++done_) {
    const auto at = static_cast<std::size_t>(done_);
    Rows& here = near(done_);
    forward_[at] = done_ == 0 ? here : Rows{moved(here[0], false), moved(here[1], true)};
    here = {};  // it is to stand for a line that no segment has reached yet
    const std::size_t from_segment = segments_.size();
    open(done_);
    for (std::size_t i = from_segment; i < segments_.size(); ++i) {
      const Segment& s = segments_[i];
      Row& box = near(s.end)[s.last ? 1 : 0];
      const Row& from = forward_[at][s.first ? 1 : 0];
      for (std::size_t m = 0; m < kLanes; ++m) box[m] += from[m] * static_cast<double>(s.weight[m]);
      reached_ = std::max(reached_, s.end);
    }
    // Rescale what is open before it leaves the range. All of it shares the factor.
    double top = 0;
    for (int j = done_ + 1; j <= reached_; ++j)
      for (const Row& row : near(j))
        for (std::size_t m = 0; m < kLanes; ++m) top = std::max(top, row[m]);
    if ((top > kSmall && top < kLarge) || top <= 0) continue;
    for (int j = done_ + 1; j <= reached_; ++j)
      for (Row& row : near(j))
        for (double& weight : row) weight /= top;
    scale_[at] = top;
    log_scale_ += std::log(top);
  }
  total_ = 0;
  for (const Row& row : near(static_cast<int>(end)))
    for (const double weight : row) total_ += weight;
  return log_scale_ + std::log(std::max(total_, 1e-300));
}

Layout Chain::infer() {
  const auto n = static_cast<std::size_t>(count_);
  Layout out;
  out.style = style_;
  out.break_odds.resize(n - 1);
  out.piece.resize(n - 1);
  out.measure.resize(n);
  // Near a line: what lies behind it, in front of the change of measure.
  near_ = {};
  for (std::size_t m = 0; m < measures_.size(); ++m) near(count_)[1][m] = 1;
  std::size_t next = segments_.size();
  // The scales of the forward pass keep this one in range too: a segment from i is divided by scale_[i].
  for (int i = count_ - 1; i >= 0; --i) {
    Rows behind{};
    for (; next > 0 && segments_[next - 1].begin == i; --next) {
      const Segment& s = segments_[next - 1];
      double scale = 1;
      for (int j = i; j < s.end; ++j) scale *= scale_[static_cast<std::size_t>(j)];
      const Row& to = near(s.end)[s.last ? 1 : 0];
      Row& from = behind[s.first ? 1 : 0];
      for (std::size_t m = 0; m < kLanes; ++m) from[m] += static_cast<double>(s.weight[m]) / scale * to[m];
    }
    near(i) = {moved(behind[0], false), moved(behind[1], true)};
    conclude(static_cast<std::size_t>(i), behind, out);
  }
  // A line that begins inside a line of the page has its measure from its neighbour.
  for (std::size_t i = 1; i < n; ++i)
    if (out.piece[i - 1] > 0.5F) out.measure[i] = out.measure[i - 1];
  return out;
}

// What both passes say of a line.
void Chain::conclude(std::size_t i, const Rows& behind, Layout& out) const {
  double mass[2] = {0, 0};
  double best = -1;
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    const double joined = forward_[i][0][m] * behind[0][m];
    const double parted = forward_[i][1][m] * behind[1][m];
    mass[0] += joined;
    mass[1] += parted;
    if (joined + parted <= best) continue;
    best = joined + parted;
    out.measure[i] = measures_[m];
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
