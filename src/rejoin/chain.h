// The semi-Markov chain behind layout.h: states are the measure and whether a paragraph begins, segments are one to
// kMaxPieces source lines that make a line of the page.
//
// The densities of a segment under all measures are computed side by side in single precision, so that compilers
// make vector code of them; the recurrences run in double precision.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "rejoin/layout.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

inline constexpr std::size_t kMaxMeasures = 10;
inline constexpr int kMaxPieces = 10;

// What the chain takes of a run of lines, whatever the style.
struct Lines {
  const std::vector<LineFacts>& facts;
  std::vector<float> ends;  // probability, evidence alone, that a paragraph ends with each line; 1 for the last one
  float middle;             // median width in ems: densities are per median width, so that faces compare

  // Of facts.size() - 1 log odds. The facts are looked at, not copied; refresh() when they were measured anew.
  Lines(const std::vector<LineFacts>& facts, const std::vector<float>& evidence);
  void refresh();
};

class Chain {
 public:
  // `measures`: the columns that there may be, ascending, 1 to kMaxMeasures.
  Chain(const Lines& lines, const std::vector<float>& measures, const LayoutStyle& style);

  // Looks at lines up to `end`, and says how likely their widths are under the style, as a logarithm: of a part of the
  // lines roughly, of all of them exactly. Called with ascending ends. Cost: lines x pieces.
  double forward(std::size_t end);

  // What the pass forward and the pass back say together. After all lines.
  Layout infer();

 private:
  static constexpr std::size_t kLanes = 12;  // measures, and lanes of no weight that fill up vectors
  using Row = std::array<double, kLanes>;
  using Rows = std::array<Row, 2>;  // inside a paragraph, and in front of one
  using Weights = std::array<float, kLanes>;

  struct Segment {
    int begin;
    int end;  // one past the last line
    bool first;
    bool last;
    Weights weight;
  };

  void open(int begin);
  void add(int begin, int end, const Extent& size, float inside);
  // odds * (share * density + other), never quite nothing.
  Weights weighed(const Weights& density, float share, float other, float odds) const;
  Row moved(const Row& row, bool between) const;
  void conclude(std::size_t i, const Rows& behind, Layout& out) const;
  Rows& near(int line) { return near_[static_cast<std::size_t>(line % kNear)]; }
  const LineFacts& line(int i) const { return lines_.facts[static_cast<std::size_t>(i)]; }

  const Lines& lines_;
  LayoutStyle style_;
  const std::vector<float>& measures_;
  int count_;
  Weights used_{};                  // 1 for a measure, 0 for a filling lane
  std::array<Weights, 2> target_;   // width that a full line has: inside a paragraph, and first in it
  std::array<Weights, 2> inverse_;  // density of a last line of any width up to that
  float widest_;
  int done_ = 0;     // lines that the pass forward has looked at
  int reached_ = 0;  // the last line that a segment ends in front of
  double log_scale_ = 0;
  std::vector<Segment> segments_;
  // Of as many lines as a segment reaches: long documents have too many to keep the rows of all.
  static constexpr int kNear = kMaxPieces + 1;
  std::array<Rows, kNear> near_{};
  std::vector<Rows> forward_;
  std::vector<double> scale_;
  double total_ = 0;
};

}  // namespace runon::rejoin
