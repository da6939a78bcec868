// A JSON Lines content as the lines of its records.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "flow/document.h"
#include "read/feed.h"

namespace runon::read {

// The longest record, in bytes: what stands on a longer line is set aside, and its bytes are not kept.
inline constexpr std::size_t kMaxRecord = std::size_t{2} << 30U;

// Records put behind each other with what is around them are the content, byte for byte. One thread at a time.
class RecordLines {
 public:
  explicit RecordLines(std::size_t longest = kMaxRecord) : longest_(longest) {}

  // Bytes behind a record's raw for which it has room: its parser reads beyond its end.
  static constexpr std::size_t kPadding = 64;

  // Fills the record's raw, lead, line_end and line (and no more) of the next document; false where nothing is left. An
  // Error (malformed) stands for a record that is too long; line() is its line.
  base::Result<bool> next(Feed& feed, flow::Document& document);

  std::size_t line() const { return line_; }  // lines handed out
  void go_on(std::size_t line) { line_ = line; }

 private:
  std::size_t end_of_record(Feed& feed, std::size_t begin);
  base::Error skip_line(Feed& feed);

  std::size_t longest_;
  std::size_t line_ = 0;
};

}  // namespace runon::read
