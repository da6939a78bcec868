// How far a run is, on standard error.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

#include "flow/document.h"
#include "read/source.h"

namespace runon::cli {

// On a terminal a line that is rewritten about six times a second, as wide as the terminal at most; else, where it was
// asked for, a plain line every few seconds. A thread of its own shows it, also while a long document is at work. It goes
// with the object.
class ProgressLine {
 public:
  // `source` must outlive it.
  ProgressLine(const read::FileSource& source, bool on, bool terminal);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  // To be called for each batch that was written.
  void count(const flow::Batch& batch);

  // Takes the line away, and keeps it away as long as the lock is held: other words follow.
  [[nodiscard]] std::unique_lock<std::mutex> silence();

 private:
  using Clock = std::chrono::steady_clock;

  void run();
  void show();
  void clear();
  std::string words() const;

  const read::FileSource& source_;
  bool on_;
  bool terminal_;
  std::size_t total_bytes_ = 0;   // of all inputs; 0: not known
  std::size_t before_bytes_ = 0;  // read to find the place where this run goes on
  std::atomic<std::size_t> documents_ = 0;
  std::atomic<std::size_t> input_ = 0;  // at work
  Clock::time_point begin_;
  std::mutex mutex_;  // of standard error and what follows
  bool shown_ = false;
  bool done_ = false;
  std::condition_variable wake_;
  std::thread thread_;
};

// "1:02:03" or "4:05" of seconds.
std::string clock_time(double seconds);

// As much of `line` as a terminal of that many columns shows in one line; wide characters take two. 0: all of it.
std::string cut_to_columns(const std::string& line, std::size_t columns);

}  // namespace runon::cli
