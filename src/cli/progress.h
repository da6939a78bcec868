// How far a run is, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "flow/document.h"
#include "read/source.h"

namespace runon::cli {

// On a terminal a line that is rewritten about six times a second, as wide as the terminal at most; else, where it was
// asked for, a plain line every few seconds. One thread at a time.
class ProgressLine {
 public:
  ProgressLine(const read::FileSource& source, bool on, bool terminal);

  // To be called for each batch that was written.
  void show(const flow::Batch& batch);

  // Takes the line away: other words follow.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::string words(Clock::time_point now) const;

  const read::FileSource& source_;
  bool on_;
  bool terminal_;
  bool shown_ = false;
  std::size_t total_bytes_ = 0;   // of all inputs; 0: not known
  std::size_t before_bytes_ = 0;  // read by the run that this one goes on with
  std::size_t documents_ = 0;
  std::size_t input_ = 0;  // at work
  Clock::time_point begin_;
  Clock::time_point last_;
};

// "1:02:03" or "4:05" of seconds.
std::string clock_time(double seconds);

// As much of `line` as a terminal of that many columns shows in one line; wide characters take two. 0: all of it.
std::string cut_to_columns(const std::string& line, std::size_t columns);

}  // namespace runon::cli
