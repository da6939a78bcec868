// What the styles of a page share: the columns that there may be, which runs of lines may make a line of the page, and
// how well each run fills each column. Styles differ in what they make of it (chain.h).
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "rejoin/layout.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

inline constexpr std::size_t kMaxMeasures = 10;
inline constexpr int kMaxPieces = 10;
inline constexpr float kMostPieces = 0.5F;     // of LayoutStyle::pieces
inline constexpr float kLeastInside = 1e-12F;  // weight of joins inside a run below which it is left out

// Measures stand side by side in lanes; what is left over of twelve has no weight.
inline constexpr std::size_t kLanes = 12;
static_assert(kLanes >= kMaxMeasures && kLanes % 4 == 0);

// What the chain takes of a run of lines, whatever the face.
struct Lines {
  const std::vector<LineFacts>& facts;
  std::vector<float> ends;  // probability, evidence alone, that a paragraph ends with each line; 1 for the last one

  // Of facts.size() - 1 log odds. The facts are looked at, not copied.
  Lines(const std::vector<LineFacts>& facts, const std::vector<float>& evidence);
};

// One to kMaxPieces source lines that may make a line of the page.
struct Run {
  int end;    // one past the last line
  float ems;  // see Extent
  float slack;
  float unit;   // what the next line's beginning takes
  float sigma;  // how far off the true width the sum of advances may be
  bool filled;  // letter-spacing filled it to its measure
};

// Of lines measured in one face, with Hangul broken in one way. Keeps nothing of the facts; `lines` has to outlive it.
class Setting {
 public:
  // What it takes of a style: words, parted, fine. The lines have been measured in its face.
  Setting(const Lines& lines, const LayoutStyle& style);

  std::size_t size() const { return first_.size() - 1; }            // lines
  const std::vector<float>& measures() const { return measures_; }  // ascending, 1 to kMaxMeasures
  const float* ends() const { return ends_->data(); }
  float middle() const { return middle_; }

  // The runs that begin with a line are [first_run(line), first_run(line + 1)), by length.
  const Run* runs() const { return runs_.data(); }
  std::size_t first_run(std::size_t line) const { return first_[line]; }

  // Densities of the runs that begin in front of line `end`: for each the lanes as a full line, and then as the last one
  // of its paragraph, in columns narrower by `indent`. Computed when asked for first; holds as long as this does. `wide`:
  // by the wider of two forms of the loop.
  const float* densities(float justified, float indent, std::size_t end, bool wide);

 private:
  struct Table {
    float justified;
    float indent;
    std::size_t done;  // runs
    std::unique_ptr<float[]> densities;
  };

  void find_measures(const std::vector<LineFacts>& facts, const std::vector<float>& units);
  void find_runs(const std::vector<LineFacts>& facts, const std::vector<float>& units);

  const std::vector<float>* ends_;
  bool fine_;
  float middle_;  // median width in ems: densities are per median width, so that faces compare
  std::vector<float> measures_;
  std::vector<Run> runs_;
  std::vector<std::size_t> first_;
  std::vector<Table> tables_;
};

}  // namespace runon::rejoin
