// How far a run is, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "read/source.h"

namespace runon::cli {

// On a terminal a line that is rewritten about six times a second; else, where it was asked for, a plain
// line every few seconds. One thread at a time.
class ProgressLine {
 public:
  ProgressLine(const read::FileSource& source, bool on, bool terminal);

  void show();

  // Takes the line away: other words follow.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  const read::FileSource& source_;
  bool on_;
  bool terminal_;
  bool shown_ = false;
  std::size_t total_bytes_ = 0;  // of all inputs; 0: not known
  Clock::time_point begin_;
  Clock::time_point last_;
};

}  // namespace runon::cli
