#include "read/lines.h"

#include <algorithm>

namespace runon::read {
namespace {
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;
}

base::Result<std::optional<std::string_view>> LineReader::next() {
  std::size_t end = buffer_.find('\n', at_);
  while (end == std::string::npos && !at_end_) {
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t searched = buffer_.size();
    const std::size_t wanted = std::max(kBlockBytes, searched);
    base::Result<std::size_t> got = file_.read(buffer_, wanted);
    if (!got) return std::move(got.error());
    at_end_ = got.value() < wanted;
    end = buffer_.find('\n', searched);
  }
  if (end == std::string::npos) end = buffer_.size();
  if (at_ >= buffer_.size()) return std::optional<std::string_view>();
  const std::string_view line = std::string_view(buffer_).substr(at_, end - at_);
  at_ = end + 1;
  ++number_;
  return std::optional<std::string_view>(line);
}

}  // namespace runon::read
