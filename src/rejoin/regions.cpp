#include "rejoin/regions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace runon::rejoin {
namespace {

// Properties of a line: in how many kinds each falls.
constexpr std::array<std::uint8_t, 6> kKinds{3, 3, 3, 3, 2, 12};
constexpr std::size_t kAllKinds = 26;
using Look = std::array<std::uint8_t, kKinds.size()>;
using Counts = std::array<std::uint32_t, kAllKinds>;

std::uint8_t kind_of_indent(float ems) {
  constexpr float kSome = 0.5F;
  constexpr float kWide = 3;
  return ems < kSome ? 0 : ems < kWide ? 1 : 2;
}

// Of the width: 8 ems and less, and then thirds of an octave.
std::uint8_t kind_of_width(float ems) {
  constexpr float kNarrow = 8;
  constexpr float kOfOctave = 3;
  return static_cast<std::uint8_t>(std::clamp(std::log2(std::max(ems, 1.0F) / kNarrow) * kOfOctave, 0.0F, 11.0F));
}

Look look_at(const LineFacts& f) {
  const auto blanks = static_cast<std::uint8_t>(std::min<std::uint32_t>(f.blanks, 2));
  const std::uint8_t end = f.stop ? 0 : f.last == Glyph::comma ? 1 : 2;
  const std::uint8_t script = f.cjk ? 0 : f.spaced ? 1 : 2;
  const std::uint8_t trailing = f.trailing ? 1 : 0;
  return {blanks, kind_of_indent(f.indent), end, script, trailing, kind_of_width(f.size.ems)};
}

void add(Counts& counts, const Look& look) {
  std::size_t first = 0;
  for (std::size_t p = 0; p < kKinds.size(); ++p) {
    ++counts[first + look[p]];
    first += kKinds[p];
  }
}

// n log n, which is looked up where n is small.
class Information {
 public:
  Information() {
    for (std::size_t n = 1; n < kSmall; ++n) small_[n] = of(static_cast<double>(n));
  }
  double operator()(std::uint32_t n) const { return n < kSmall ? small_[n] : of(n); }

 private:
  static constexpr std::size_t kSmall = 1024;
  static double of(double n) { return n * std::log(n); }
  std::array<double, kSmall> small_{};
};

// Counts of kinds in runs of lines.
class RunCounts {
 public:
  explicit RunCounts(const std::vector<LineFacts>& facts) {
    looks_.reserve(facts.size());
    sums_.reserve(facts.size() / kStep + 1);
    Counts all{};
    for (const LineFacts& f : facts) {
      if (looks_.size() % kStep == 0) sums_.push_back(all);
      looks_.push_back(look_at(f));
      add(all, looks_.back());
    }
    if (looks_.size() % kStep == 0) sums_.push_back(all);
  }

  // Of the lines in front of `line`. Cheapest where a step ends.
  Counts before(std::size_t line) const {
    Counts counts = sums_[line / kStep];
    for (std::size_t i = line / kStep * kStep; i < line; ++i) add(counts, looks_[i]);
    return counts;
  }

  // Nats that it takes to write down the kinds of the lines between two places, by their shares among these.
  double cost(const Counts& from, const Counts& to) const {
    double nats = 0;
    std::size_t at = 0;
    for (const std::size_t kinds : kKinds) {
      std::uint32_t lines = 0;
      for (const std::size_t end = at + kinds; at < end; ++at) {
        const std::uint32_t n = to[at] - from[at];
        lines += n;
        nats -= information_(n);
      }
      nats += information_(lines);
    }
    return nats;
  }

  static constexpr std::size_t kStep = 8;

 private:
  const Information& information_ = []() -> const Information& {
    static const Information table;
    return table;
  }();
  std::vector<Look> looks_;
  std::vector<Counts> sums_;  // in front of every kStep-th line
};

// Lines that are looked at together; at worst each of them once for each region in it.
constexpr std::size_t kWindow = 2048;

// Parts lines where it pays most, and each part again.
class Segmentation {
 public:
  explicit Segmentation(const RunCounts& runs) : runs_(runs) {}

  // Adds where regions begin between the two lines.
  void part(std::size_t begin, std::size_t end, std::vector<std::size_t>& begins) const {
    if (end - begin < 2 * kRegionLines) return;
    const Counts first = runs_.before(begin);
    const Counts last = runs_.before(end);
    Place best{0, runs_.cost(first, last) - kLeastGain};
    const auto try_at = [&](std::size_t at) {
      const Counts here = runs_.before(at);
      const double nats = runs_.cost(first, here) + runs_.cost(here, last);
      if (nats < best.nats) best = {at, nats};
    };
    const std::size_t from = begin + kRegionLines;
    const std::size_t to = end - kRegionLines;
    for (std::size_t at = (from + RunCounts::kStep - 1) / RunCounts::kStep * RunCounts::kStep; at <= to; at += RunCounts::kStep)
      try_at(at);
    if (best.line == 0) return;
    const std::size_t near = best.line;
    for (std::size_t at = std::max(from, near - RunCounts::kStep); at <= std::min(to, near + RunCounts::kStep); ++at) try_at(at);
    part(begin, best.line, begins);
    begins.push_back(best.line);
    part(best.line, end, begins);
  }

 private:
  // Nats. By 34 and less pages of newspapers are parted that are better judged as one; by 60 and more, more of the texts of
  // several sources are not.
  static constexpr double kLeastGain = 48;

  struct Place {
    std::size_t line = 0;  // none
    double nats = 0;
  };

  const RunCounts& runs_;
};

}  // namespace

std::vector<std::size_t> find_regions(const std::vector<LineFacts>& facts) {
  std::vector<std::size_t> begins{0};
  if (facts.size() < 2 * kRegionLines) return begins;
  const RunCounts runs(facts);
  const Segmentation segmentation(runs);
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(begin + kWindow, facts.size());
    segmentation.part(begin, end, begins);
    if (end == facts.size()) return begins;
    begin = std::max(begins.back(), begin + kWindow / 2);
  }
}

}  // namespace runon::rejoin
