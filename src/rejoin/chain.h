// The semi-Markov chain behind layout.h: states are the measure and whether a paragraph begins, segments are the runs of
// source lines that may make a line of the page (setting.h). One style at a time.
//
// Densities are in single precision, the recurrences in double precision; measures stand side by side in vectors.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "base/vectors.h"
#include "rejoin/layout.h"
#include "rejoin/setting.h"

namespace runon::rejoin {

class Chain {
 public:
  // `wide`: with the wider of the two forms of the hot loops; both give the same bits.
  explicit Chain(bool wide = base::wide_vectors()) : wide_(wide) {}

  // Forgets what it knew. The setting is of the style's face, fineness and words; the style's pieces are kMostPieces at
  // most.
  void begin(std::shared_ptr<Setting> setting, const LayoutStyle& style);

  // Looks at lines up to `end`, and says how likely their widths are under the style, as a logarithm: of a part of the
  // lines roughly, of all of them exactly. Called with ascending ends. Cost: lines x pieces.
  double forward(std::size_t end);

  // What the pass forward and the pass back say together. After all lines.
  Layout infer();

  const std::shared_ptr<Setting>& setting() const { return setting_; }

 private:
  // By state: inside a paragraph, and in front of one; each with a lane for each measure.
  static constexpr std::size_t kStates = 2 * kLanes;
  struct Odds {
    float goes_on;
    float stops;
  };

  void pass_forward(int end);
  void pass_back(Layout& out);
  void plain_forward(int end);
  void plain_back(Layout& out);
  RUNON_WIDE void wide_forward(int end);
  RUNON_WIDE void wide_back(Layout& out);
  void keep_in_range();
  Odds odds(std::size_t end, float inside) const;
  void conclude(std::size_t i, const double* behind, Layout& out) const;
  double* near(int line) { return near_[static_cast<std::size_t>(line) % kNear].data(); }

  std::shared_ptr<Setting> setting_;
  LayoutStyle style_;
  bool wide_;
  int count_ = 0;
  std::array<double, kLanes> used_{};  // 1 for a measure, 0 for a lane that is left over
  std::array<double, 2> keeps_{};      // inside a paragraph, and between two: the measure stays
  std::array<double, 2> changes_{};    // it becomes another one
  const float* plain_ = nullptr;       // densities, and those of first lines
  const float* indented_ = nullptr;
  int done_ = 0;     // lines that the pass forward has looked at
  int reached_ = 0;  // the last line that a segment ends in front of
  double log_scale_ = 0;
  // Of as many lines as a segment reaches: long documents have too many to keep the rows of all.
  static constexpr std::size_t kNear = 16;
  static_assert(kNear > kMaxPieces);
  alignas(64) std::array<std::array<double, kStates>, kNear> near_{};
  std::unique_ptr<double[]> forward_;  // kStates a line
  std::size_t room_ = 0;               // lines that it has room for
  std::vector<double> scale_;
  double total_ = 0;
};

}  // namespace runon::rejoin
