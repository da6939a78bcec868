#include "rejoin/setting.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "rejoin/density.h"
#include "rejoin/measure.h"
#include "rejoin/quick.h"

namespace runon::rejoin {
namespace {

constexpr float kStep = 0.1F;  // ems
constexpr int kSteps = 900;

int bin(float ems) { return static_cast<int>(std::clamp(ems * (1 / kStep) + 0.5F, 0.0F, static_cast<float>(kSteps))); }

// Votes, and how many steps wide the column is that they are for.
struct Peak {
  float votes;
  int step;
};

}  // namespace

void ends_of(const std::vector<float>& evidence, std::vector<float>& ends) {
  ends.resize(evidence.size());
  for (std::size_t i = 0; i < evidence.size(); i += kLanes) {
    const std::size_t n = std::min(kLanes, evidence.size() - i);
    std::array<float, kLanes> each{};
    std::copy_n(evidence.data() + i, n, each.begin());
    Lanes odds;
    base::load(each.data(), odds);
    Lanes against;
    quick_exp<Lanes, IntLanes>(-odds, against);
    odds = 1.0F / (1.0F + against);
    base::store(odds, each.data());
    std::copy_n(each.begin(), n, ends.data() + i);
  }
}

void add_slugs(const std::vector<LineFacts>& facts, const std::vector<float>& ends, const LayoutStyle& style, std::size_t from,
               std::size_t to, std::vector<Slug>& out) {
  for (std::size_t i = from; i < to; ++i) {
    const LineFacts& f = facts[i];
    Slug& slug = out.emplace_back();
    slug.ems = f.size.ems;
    slug.slack = f.size.slack;
    slug.soft = f.size.soft;
    slug.stretched = f.stretched;
    if (i + 1 == to) break;
    const LineFacts& next = facts[i + 1];
    slug.space = spaced_seam(f.last, next.first) ? next.space : 0;
    slug.unit = next_unit(f, next, style);
    slug.ends = ends[i];
  }
}

void Setting::assign(const std::vector<Slug>& lines, bool fine, float pieces) {
  fine_ = fine;
  find_middle(lines);
  find_measures(lines);
  find_runs(lines, pieces);
}

void Setting::find_middle(const std::vector<Slug>& lines) {
  widths_.resize(lines.size());
  widest_ = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    widths_[i] = lines[i].ems;
    widest_ = std::max(widest_, lines[i].ems);
  }
  const auto middle = widths_.begin() + static_cast<std::ptrdiff_t>(widths_.size() / 2);
  std::nth_element(widths_.begin(), middle, widths_.end());
  middle_ = std::max(*middle, kLeastColumn);
}

// The measures that explain most lines: a line that is full is not wider than its column, and has no room
// left for the beginning of the next one. Each line votes for the measures under which it would be full, the
// stronger the fewer they are.
void Setting::find_measures(const std::vector<Slug>& lines) {
  constexpr float kNarrow = 5;  // ems: columns are wider
  constexpr float kApart = 0.8F;
  const float slop = fine_ ? kFineSlop : 0.3F;
  const int last = bin(widest_);  // votes rise no more behind it
  std::array<float, kSteps + 2> step;
  std::fill_n(step.begin(), last + 2, 0.0F);
  float known = -1;
  float strength = 0;
  for (const Slug& line : lines) {
    if (line.unit != known) strength = std::max(0.1F, quick_log(middle_ / (line.unit + 2 * slop)));
    known = line.unit;
    const float gain = line.ems >= kNarrow ? strength : 0.2F * strength;
    step[static_cast<std::size_t>(bin(line.ems - slop))] += gain;
    step[static_cast<std::size_t>(std::min(last + 1, bin(line.ems + line.unit + slop)))] -= gain;
  }
  // Where votes rise last is the widest of the lines that made a plateau: that is its measure.
  std::vector<Peak> peaks;
  peaks.reserve(lines.size());
  float votes = 0;
  for (int k = 0; k <= last && k < kSteps; ++k) {
    const float change = step[static_cast<std::size_t>(k)];
    votes += change;
    if (change > 0) peaks.push_back({votes, k});
  }
  std::sort(peaks.begin(), peaks.end(),
            [](const Peak& a, const Peak& b) { return a.votes != b.votes ? a.votes > b.votes : a.step > b.step; });
  measures_.clear();
  for (const Peak& peak : peaks) {
    const float ems = static_cast<float>(peak.step) * kStep + slop;
    if (std::all_of(measures_.begin(), measures_.end(), [&](float k) { return std::fabs(k - ems) > kApart; }))
      measures_.push_back(ems);
    if (measures_.size() == kMaxMeasures) break;
  }
  if (measures_.empty()) measures_.push_back(kSteps * kStep);  // all lines are wider
  std::sort(measures_.begin(), measures_.end());
}

// A run ends where it is wider than the widest column, or hardly any joins are where it would have them.
void Setting::find_runs(const std::vector<Slug>& lines, float pieces) {
  const float widest = measures_.back() + 1;
  first_.clear();
  runs_.clear();
  first_.reserve(lines.size() + 1);
  runs_.reserve(lines.size() * 2);
  for (std::size_t begin = 0; begin < lines.size(); ++begin) {
    first_.push_back(static_cast<std::uint32_t>(runs_.size()));
    const Slug* line = &lines[begin];
    float ems = line->ems;
    float slack = line->slack;
    float soft = line->soft;
    float inside = 1;
    runs_.push_back({static_cast<int>(begin + 1), ems, slack, line->unit, doubt(soft, fine_), 1, line->stretched});
    const std::size_t most = std::min(lines.size(), begin + kMaxPieces);
    for (std::size_t end = begin + 2; end <= most; ++end) {
      inside *= (1 - line->ends) * pieces;
      if (inside < kLeastInside) break;
      const float space = line->space;
      ++line;
      ems += space + line->ems;
      slack += line->slack;
      soft += space + line->soft;
      if (ems - slack > widest + 0.05F * soft) break;
      runs_.push_back({static_cast<int>(end), ems, slack, line->unit, doubt(soft, fine_), inside, false});
    }
  }
  first_.push_back(static_cast<std::uint32_t>(runs_.size()));
}

}  // namespace runon::rejoin
