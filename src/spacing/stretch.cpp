#include "spacing/stretch.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/properties.h"

namespace runon::spacing {
namespace {

// Kinds of unit that gaps part, with the share of units that they are before the line has shown any.
enum Unit : std::size_t { kPadded, kTwo, kThree, kFour, kLong, kUnits };
constexpr std::array<double, kUnits> kShares = {0.20, 0.14, 0.25, 0.18, 0.23};
constexpr double kTrust = 3;          // how many units' worth the shares above are
constexpr double kLone = 0.01;        // a single character between two gaps
constexpr double kLoneAtEdge = 0.08;  // the same at the line's end or begin, where a name may be cut
constexpr double kOddPadding = 0.1;   // a pair padded by another width than the first
constexpr double kBareTwo = 0.1;      // two characters set close beside padded pairs, but for a role that leads
constexpr double kBadGap = 0.03;      // a gap where typesetting never puts one: before a comma ...
constexpr double kProof = 1.75;       // log odds that a long line needs
constexpr double kShortProof = 9;     // and what a short one needs more, divided by its places;
constexpr double kSureProof = 6;      // less when a gap has no other account

// The cost of the meaningful account, built up unit by unit.
class Units {
 public:
  void unit(Unit kind) {
    cost_ += std::log((kShares[kind] * kTrust + counts_[kind]) / (kTrust + total_));
    counts_[kind] += 1;
    total_ += 1;
  }
  // A pair with a gap of `columns` inside: one setting pads all by the same.
  void padded(std::uint32_t columns) {
    if (counts_[kPadded] == 0) padding_ = columns;
    if (columns != padding_) other_cost_ += std::log(kOddPadding);
    unit(kPadded);
  }
  void two(bool leads) {
    unit(kTwo);
    bare_twos_ += leads ? 0 : 1;
  }
  void lone(bool at_edge) { other_cost_ += std::log(at_edge ? kLoneAtEdge : kLone); }
  // A unit that goes on in another script: its length is not known.
  void unknown() { other_cost_ += std::log(kShares[kLong]); }
  void bad_place(bool gapped) { other_cost_ += std::log(gapped ? kBadGap : 1 - kBadGap); }

  double cost() const {
    // A list of names holds some of three: where all units are pairs, their number makes none likelier.
    if (counts_[kPadded] == total_) return other_cost_ + total_ * std::log(kShares[kPadded]);
    // Where names of two are padded, a two that is not padded has no account.
    const double bare = counts_[kPadded] > 0 ? static_cast<double>(bare_twos_) * std::log(kBareTwo) : 0;
    return cost_ + other_cost_ + bare;
  }

 private:
  std::array<double, kUnits> counts_{};
  double total_ = 0;
  double cost_ = 0;
  double other_cost_ = 0;
  std::size_t bare_twos_ = 0;
  std::uint32_t padding_ = 0;
};

bool narrow_gap(const LineText& line, std::size_t i) {
  const Gap* gap = line.gap_behind(i);
  return gap != nullptr && gap->columns < kColumnGap && !gap->tab;
}

// One run of CJK characters, [begin, end), and what stands around it.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool open_left = false;  // goes on with a letter or digit: its first unit is longer than it looks
  bool open_right = false;
};

bool goes_on(Glyph g) { return g == Glyph::letter || g == Glyph::digit || g == Glyph::hangul || g == Glyph::foreign; }

// Adds the units of a run that has gaps; lone Han characters pair up from the left.
void add_units(const LineText& line, const Run& run, Units& units) {
  std::size_t lone = 0;  // lone Han units in a row before i, not yet added
  const auto flush = [&](std::size_t i) {
    std::size_t at = i - lone;
    for (; at + 1 < i; at += 2) units.padded(line.gap_behind(at)->columns);
    if (at < i) units.lone(i == line.size());
    lone = 0;
  };
  for (std::size_t i = run.begin; i < run.end;) {
    std::size_t j = i + 1;
    while (j < run.end && !narrow_gap(line, j - 1)) ++j;
    const std::size_t length = j - i;
    const bool open = (i == run.begin && run.open_left) || (j == run.end && run.open_right);
    if (length == 1 && !open && text::properties(line.points[i]).script == text::Script::han) {
      ++lone;
    } else {
      flush(i);
      if (open) units.unknown();
      else if (length == 1) units.lone(j == line.size());
      else if (length == 2) units.two(i == run.begin);
      else units.unit(length == 3 ? kThree : length == 4 ? kFour : kLong);
    }
    i = j;
  }
  flush(run.end);
}

double log_choose(std::size_t n, std::size_t g) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(g, n - g); ++i) sum += std::log(static_cast<double>(n - i) / static_cast<double>(i + 1));
  return sum;
}

// Every CJK character of the line stands alone between gaps of one width, and nothing else is there:
// a heading set wide.
bool all_alone(const LineText& line) {
  if (line.size() < 3 || line.cjk != line.size() || line.gaps.size() + 1 != line.size()) return false;
  return std::all_of(line.gaps.begin(), line.gaps.end(),
                     [&](const Gap& gap) { return !gap.tab && gap.columns < kColumnGap && gap.columns == line.gaps[0].columns; });
}

}  // namespace

Stretch weigh(const LineText& line) {
  Stretch s;
  if (line.cjk == 0 || line.gaps.empty()) return s;
  for (const Gap& gap : line.gaps) {
    if (gap.columns >= kColumnGap || gap.tab) continue;
    const bool characters = line.left(gap) == Glyph::cjk && line.right(gap) == Glyph::cjk;
    const bool bad = !characters && never_spaced(line.left(gap), line.right(gap));
    s.gapped += characters || bad ? 1 : 0;
    s.bad_gaps += bad ? 1 : 0;
  }
  if (s.gapped < 2) return s;
  Units units;
  for (std::size_t i = 0; i < line.size();) {
    if (line.glyphs[i] != Glyph::cjk) {
      const bool last = i + 1 == line.size();
      if (!last && never_spaced(line.glyphs[i], line.glyphs[i + 1])) {
        ++s.pairs;
        units.bad_place(narrow_gap(line, i));
      }
      ++i;
      continue;
    }
    Run run{i, i + 1};
    std::size_t gapped = 0;
    const auto column_gap = [&](std::size_t at) { return line.gap_behind(at) != nullptr && !narrow_gap(line, at); };
    while (run.end < line.size() && line.glyphs[run.end] == Glyph::cjk && !column_gap(run.end - 1)) {
      gapped += narrow_gap(line, run.end - 1) ? 1 : 0;
      ++run.end;
    }
    run.open_left = run.begin > 0 && goes_on(line.glyphs[run.begin - 1]) && !column_gap(run.begin - 1);
    run.open_right = run.end < line.size() && goes_on(line.glyphs[run.end]) && !column_gap(run.end - 1);
    s.pairs += run.end - run.begin - 1;
    if (gapped > 0) add_units(line, run, units);
    if (run.end < line.size() && never_spaced(Glyph::cjk, line.glyphs[run.end])) {
      ++s.pairs;
      units.bad_place(narrow_gap(line, run.end - 1));
    }
    i = run.end;
  }
  const double spaced = -std::log(static_cast<double>(s.pairs + 1)) - log_choose(s.pairs, s.gapped);
  s.proof = spaced - units.cost();
  s.spaced = s.proof > kProof + (s.bad_gaps > 0 ? kSureProof : kShortProof) / static_cast<double>(s.pairs) || all_alone(line);
  return s;
}

}  // namespace runon::spacing
