// Regular expressions over UTF-8, in linear time. The door to RE2.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::text {

// A pattern in RE2's syntax (https://github.com/google/re2/wiki/Syntax); "^" and "$" stand at the begin and end of
// lines. Const: any number of threads.
class Pattern {
 public:
  // Error (usage) with what is wrong with it.
  static base::Result<Pattern> compile(const std::string& pattern);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  struct Match {
    std::size_t begin = 0, end = 0;            // of the whole
    std::size_t part_begin = 0, part_end = 0;  // of the first group, where there is one, else of the whole
  };
  // The first match at `from` or behind it. Bytes that are not UTF-8 match nothing. Linear in utf8.size() - from.
  std::optional<Match> find(std::string_view utf8, std::size_t from) const;

 private:
  class State;
  explicit Pattern(std::shared_ptr<const State> state);
  std::shared_ptr<const State> state_;
};

}  // namespace runon::text
