#include "read/split_on.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace runon::read {
namespace {

// One of the two names, but for how its words are parted: as a pattern it would look for itself in the text.
bool is_almost_a_name(std::string_view value) {
  std::string letters;
  for (const char c : value)
    if (c >= 'A' && c <= 'z' && c != '_') letters += static_cast<char>(c | 0x20);
  return value.size() < 24 && (letters == "formfeed" || letters == "blanklines");
}

}  // namespace

base::Result<SplitOn> SplitOn::parse(const std::string& value) {
  constexpr std::string_view kBlankLines = "blank-lines:";
  SplitOn made;
  if (value.empty()) return made;
  if (value == "form-feed") {
    made.form_feed_ = true;
    return made;
  }
  if (value.starts_with(kBlankLines)) {
    const char* end = value.data() + value.size();
    const auto [at, code] = std::from_chars(value.data() + kBlankLines.size(), end, made.blank_lines_);
    if (code != std::errc{} || at != end || made.blank_lines_ == 0 || made.blank_lines_ > 1000)
      return base::Error{base::Code::usage, "'" + value + "' does not say how many", {}, "blank-lines:N, with N from 1 to 1000"};
    return made;
  }
  if (is_almost_a_name(value))
    return base::Error{
        base::Code::usage, "'" + value + "' is no separator", {}, "form-feed or blank-lines:N; as a pattern: (" + value + ")"};
  base::Result<text::Pattern> pattern = text::Pattern::compile(value);
  if (!pattern) return std::move(pattern.error());
  made.pattern_ = std::move(pattern.value());
  return made;
}

std::optional<SplitOn::Found> SplitOn::find(std::string_view utf8, std::size_t from, bool whole) const {
  if (blank_lines_ > 0) return find_blank_lines(utf8, from, whole);
  if (form_feed_) {
    const std::size_t at = utf8.find('\f', from);
    if (at == std::string_view::npos) return std::nullopt;
    return Found{at, at + 1, at + 1};
  }
  if (!pattern_ || from > utf8.size()) return std::nullopt;
  const std::optional<text::Pattern::Match> match = pattern_->find(utf8, from);
  // What touches the end of the text may be the begin of a longer match; so may what looks at the end of a line there.
  if (!match || (!whole && match->end + 1 >= utf8.size())) return std::nullopt;
  // An empty match parts nothing in the same place twice.
  return Found{match->part_begin, match->part_end, std::max(match->end, match->begin + (match->end == match->begin ? 1 : 0))};
}

// Empty: nothing but spaces, tabs and CR up to a LF. The LF that ends the line before is not part of it.
std::optional<SplitOn::Found> SplitOn::find_blank_lines(std::string_view utf8, std::size_t from, bool whole) const {
  const auto blank_line_end = [&](std::size_t begin) {
    const std::size_t at = std::min(utf8.find_first_not_of(" \t\r", begin), utf8.size());
    return at < utf8.size() && utf8[at] == '\n' ? at + 1 : std::string_view::npos;
  };
  for (std::size_t begin = from; begin < utf8.size();) {
    // `begin` is where a line begins, but for the very first, which may go on an earlier one.
    std::size_t lines = 0;
    std::size_t end = begin;
    const bool at_line = begin == 0 || utf8[begin - 1] == '\n';
    for (std::size_t next = at_line ? blank_line_end(begin) : std::string_view::npos; next != std::string_view::npos;
         next = blank_line_end(next)) {
      ++lines;
      end = next;
    }
    if (!whole && utf8.find_first_not_of(" \t\r", end) == std::string_view::npos) return std::nullopt;
    if (lines >= blank_lines_) return Found{begin, end, end};
    const std::size_t line = utf8.find('\n', end);
    if (line == std::string_view::npos) return std::nullopt;
    begin = line + 1;
  }
  return std::nullopt;
}

}  // namespace runon::read
