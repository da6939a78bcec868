#include "read/record_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace runon::read {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;
constexpr std::size_t kStepBytes = std::size_t{16} << 20U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kWhite = " \t\r\n";

std::size_t count_lines(std::string_view bytes) { return static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')); }

// Reads on by a part of what is there, so that a long line costs few turns.
void want_more(Feed& feed) { feed.want(feed.rest().size() + std::clamp(feed.rest().size(), kBlockBytes, kStepBytes)); }

// Byte order mark and empty lines in front of the first record, empty lines behind one that was skipped.
std::size_t begin_of_record(Feed& feed) {
  const std::size_t mark = feed.handed_out() == 0 && feed.rest().starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  std::size_t first = feed.rest().find_first_not_of(kWhite, mark);
  while (first == std::string_view::npos && !feed.whole()) {
    want_more(feed);
    first = feed.rest().find_first_not_of(kWhite, mark);
  }
  first = std::min(first, feed.rest().size());
  const std::size_t line = feed.rest().substr(0, first).rfind('\n');
  return line == std::string_view::npos ? mark : line + 1;
}

}  // namespace

// A record's line and the empty lines behind it end at a byte that is neither, or at the input's end. Npos where the
// line is too long.
std::size_t RecordLines::end_of_record(Feed& feed, std::size_t begin) {
  std::size_t searched = begin;
  std::size_t line_end = std::string_view::npos;
  while ((line_end = feed.rest().find('\n', searched)) == std::string_view::npos && !feed.whole()) {
    searched = feed.rest().size();
    if (searched - begin > longest_) return std::string_view::npos;
    want_more(feed);
  }
  if (std::min(line_end, feed.rest().size()) - begin > longest_) return std::string_view::npos;
  if (line_end == std::string_view::npos) return feed.rest().size();
  std::size_t next = std::string_view::npos;
  for (searched = line_end;
       (next = feed.rest().find_first_not_of(kWhite, searched)) == std::string_view::npos && !feed.whole();) {
    searched = feed.rest().size();
    want_more(feed);
  }
  if (next == std::string_view::npos) return feed.rest().size();
  return feed.rest().rfind('\n', next) + 1;
}

base::Error RecordLines::skip_line(Feed& feed) {
  std::size_t bytes = 0;
  for (;;) {
    const std::size_t end = std::min(feed.rest().find('\n'), feed.rest().size());
    const bool ended = end < feed.rest().size();
    bytes += end;
    feed.drop(end + (ended ? 1 : 0));
    if (ended || feed.whole()) break;
    feed.want(kBlockBytes);
  }
  ++line_;
  return {base::Code::malformed,
          fmt::format("a record of {} bytes: more than the {} that one may have", bytes, longest_),
          {},
          "its bytes are kept nowhere; part the text into several records"};
}

base::Result<bool> RecordLines::next(Feed& feed, flow::Document& document) {
  // At once, not by and by: a byte order mark is looked for in front of the first record only.
  feed.want(feed.handed_out() == 0 ? kBlockBytes : kByteOrderMark.size());
  const std::size_t begin = begin_of_record(feed);
  line_ += count_lines(feed.rest().substr(0, begin));
  if (feed.rest().size() == begin && feed.whole()) {
    feed.drop(begin);
    return false;
  }
  const std::size_t end = end_of_record(feed, begin);
  if (end == std::string_view::npos) {
    feed.drop(begin);
    return skip_line(feed);
  }
  std::string_view raw = feed.rest().substr(begin, end - begin);
  raw = raw.substr(0, raw.find('\n'));
  while (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
  document.record = std::make_shared<flow::Record>();
  flow::Record& record = *document.record;
  record.line = ++line_;
  record.lead = feed.rest().substr(0, begin);
  const std::size_t length = raw.size();
  feed.drop(begin);
  record.line_end = feed.rest().substr(length, end - begin - length);
  record.raw = feed.take(end - begin, kPadding);
  record.raw.resize(length);
  line_ += count_lines(record.line_end) - (record.line_end.find('\n') == std::string::npos ? 0 : 1);
  return true;
}

}  // namespace runon::read
