// What parts the documents of a plain text file from each other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "text/pattern.h"

namespace runon::read {

// `--split-on`: "form-feed", "blank-lines:N" (N empty lines or more), or a pattern. Const: any number of threads.
class SplitOn {
 public:
  // Error (usage) with what is wrong. An empty value parts nothing.
  static base::Result<SplitOn> parse(const std::string& value);

  bool on() const { return form_feed_ || blank_lines_ > 0 || pattern_; }

  // Where a separator may be as long as this: more of the text is asked for before it is said that there is none.
  static constexpr std::size_t kLongest = std::size_t{64} << 10U;

  struct Found {
    std::size_t begin = 0, end = 0;  // the separator; of a pattern with a group, what the group matched
    std::size_t next = 0;            // where to look for the next one: behind the whole match
  };
  // The first separator at `from` or behind it. `whole`: nothing follows; else one that more text could make longer is
  // not found yet. Linear in what lies between.
  std::optional<Found> find(std::string_view utf8, std::size_t from, bool whole) const;

 private:
  std::optional<Found> find_blank_lines(std::string_view utf8, std::size_t from, bool whole) const;

  bool form_feed_ = false;
  std::size_t blank_lines_ = 0;
  std::optional<text::Pattern> pattern_;
};

}  // namespace runon::read
