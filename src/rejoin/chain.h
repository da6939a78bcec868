// The semi-Markov chain behind layout.h: states are the measure and whether a paragraph begins, segments are the runs of
// source lines that may make a line of the page (setting.h).
//
// In single precision, measures side by side in a vector; rows are scaled by powers of two, which rounds nothing. Sums are of
// positive numbers, so nothing cancels: of 262,144 lines the odds are right to four digits.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "base/vectors.h"
#include "rejoin/density.h"
#include "rejoin/manner.h"
#include "rejoin/setting.h"

namespace runon::rejoin {

// Not for several threads at once. One chain may be used for many pages, and keeps its room.
class Chain {
 public:
  // `wide`: with the wider of the two forms of the loops; both give the same bits.
  explicit Chain(bool wide = base::wide_vectors()) : wide_(wide) {}

  // How likely the widths of the lines are, as a logarithm. `setting` is of the lines, and has to outlive what is inferred.
  // Cost: runs.
  //
  // Where it is hopelessly less likely than the same lines were in the course of a pass before, it is given up: minus infinity,
  // and nothing to infer.
  using Course = std::vector<int>;  // powers of two after every so many lines
  double forward(const std::vector<Slug>& lines, const Setting& setting, const Manner& manner, const Course* rival = nullptr);
  const Course& course() const { return course_; }

  // After forward(). Cost: runs.
  void infer(Posterior& out);

 private:
  // By state: inside a paragraph, and in front of one.
  struct alignas(32) Rows {
    std::array<float, kLanes> inside;
    std::array<float, kLanes> fresh;
  };
  // Of a run as a full line, and as the last one of its paragraph.
  struct alignas(32) Weights {
    Rows full;
    Rows last;
  };

  void pass_forward(const std::vector<Slug>& lines, const Manner& manner);
  void pass_back(Posterior& out);
  float scale(std::size_t line, std::size_t reached, float all);
  bool hopeless(float all);
  void add(const Lanes& joined, const Lanes& parted, std::size_t line, std::size_t& reached);
  void conclude(std::size_t i, const Lanes& inside, const Lanes& fresh, Posterior& out) const;
  void plain_forward(const std::vector<Slug>& lines, const Manner& manner);
  void plain_back(Posterior& out);
  RUNON_WIDE void wide_forward(const std::vector<Slug>& lines, const Manner& manner);
  RUNON_WIDE void wide_back(Posterior& out);
  Rows& near(std::size_t line) { return near_[line % kNear]; }

  const Setting* setting_ = nullptr;
  bool wide_;
  Rows used_{};                     // 1 for a measure, 0 for a lane that is left over
  std::array<float, 2> keeps_{};    // inside a paragraph, and between two: the measure stays
  std::array<float, 2> changes_{};  // it becomes another one
  // Of as many lines as a run reaches: in the pass forward what has reached a line, in the pass back what lies behind it.
  static constexpr std::size_t kNear = 16;
  static_assert(kNear > kMaxPieces);
  std::array<Rows, kNear> near_{};
  std::unique_ptr<Rows[]> forward_;  // by line
  std::size_t lines_room_ = 0;
  std::unique_ptr<Weights[]> weights_;  // by run
  std::size_t runs_room_ = 0;
  std::vector<float> scale_;  // by line: what its row was multiplied by
  int power_ = 0;             // what it has to be multiplied by to have it back
  float total_ = 0;
  static constexpr std::size_t kCourseStep = 16;  // lines
  const Course* rival_ = nullptr;
  Course course_;
};

}  // namespace runon::rejoin
