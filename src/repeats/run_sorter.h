// Rows in order, however many: sorted runs on disk, merged.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <queue>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "io/scratch.h"

namespace runon::repeats {

// Takes rows in any order and gives them back sorted by `Less`, which must tell all rows apart or not care
// about equals. Rows are copied bytewise. Holds about `memory` bytes; what is more goes to `directory`.
// Cost: n log n; each row goes to disk once at most. One thread at a time.
template <class Row, class Less>
class RunSorter {
  static_assert(std::is_trivially_copyable_v<Row>);

 public:
  RunSorter(std::string directory, std::uint64_t memory, Less less = {})
      : directory_(std::move(directory)), limit_(std::max<std::size_t>(memory / sizeof(Row), 1024)), less_(less) {}

  base::Status add(const Row& row) {
    // Room for all at once would be given back only with the process.
    if (rows_.size() == rows_.capacity()) rows_.reserve(std::min(limit_, std::max<std::size_t>(1024, rows_.size() * 2)));
    rows_.push_back(row);
    ++size_;
    return rows_.size() < limit_ ? base::Status(base::Done{}) : spill();
  }

  std::uint64_t size() const { return size_; }
  std::uint64_t bytes_on_disk() const { return file_ ? file_->size() : 0; }

  // No row is added from now on; next() begins with the least.
  base::Status begin() {
    if (runs_.empty()) {
      std::sort(rows_.begin(), rows_.end(), less_);
      return base::Done{};
    }
    if (base::Status done = spill(); !done) return done;
    rows_ = std::vector<Row>();
    window_ = std::max<std::size_t>(limit_ / runs_.size(), 16);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (base::Status done = refill(runs_[i]); !done) return done;
      heap_.push_back(i);
    }
    std::make_heap(heap_.begin(), heap_.end(), behind());
    return base::Done{};
  }

  // The next row, or nothing behind the last. Requires begin().
  base::Result<std::optional<Row>> next() {
    if (runs_.empty()) return next_ < rows_.size() ? std::optional<Row>(rows_[next_++]) : std::optional<Row>();
    if (heap_.empty()) return std::optional<Row>();
    std::pop_heap(heap_.begin(), heap_.end(), behind());
    Run& run = runs_[heap_.back()];
    const Row row = run.window[run.at++];
    if (run.at == run.window.size())
      if (base::Status done = refill(run); !done) return std::move(done.error());
    if (run.window.empty()) heap_.pop_back();
    else std::push_heap(heap_.begin(), heap_.end(), behind());
    return std::optional<Row>(row);
  }

 private:
  struct Run {
    std::uint64_t offset = 0;  // rows of the file that are not in the window yet
    std::uint64_t end = 0;
    std::vector<Row> window;
    std::size_t at = 0;
  };

  auto behind() {
    return [this](std::size_t a, std::size_t b) { return less_(runs_[b].window[runs_[b].at], runs_[a].window[runs_[a].at]); };
  }

  base::Status spill() {
    if (rows_.empty()) return base::Done{};
    std::sort(rows_.begin(), rows_.end(), less_);
    if (!file_) {
      base::Result<io::ScratchFile> made = io::ScratchFile::create(directory_);
      if (!made) return std::move(made.error());
      file_ = std::move(made.value());
    }
    const std::uint64_t offset = file_->size();
    base::Status done = file_->append({reinterpret_cast<const char*>(rows_.data()), rows_.size() * sizeof(Row)});
    if (done) done = file_->flush();
    runs_.push_back({offset, file_->size(), {}, 0});
    rows_.clear();
    return done;
  }

  base::Status refill(Run& run) {
    const std::uint64_t rows = std::min<std::uint64_t>(window_, (run.end - run.offset) / sizeof(Row));
    run.window.resize(rows);
    run.at = 0;
    if (rows == 0) return base::Done{};
    base::Status done = file_->read(run.offset, rows * sizeof(Row), reinterpret_cast<char*>(run.window.data()));
    run.offset += rows * sizeof(Row);
    return done;
  }

  std::string directory_;
  std::size_t limit_;  // rows in memory
  Less less_;
  std::vector<Row> rows_;
  std::uint64_t size_ = 0;
  std::size_t next_ = 0;
  std::optional<io::ScratchFile> file_;
  std::vector<Run> runs_;
  std::size_t window_ = 0;  // rows of a run in memory
  std::vector<std::size_t> heap_;
};

}  // namespace runon::repeats
