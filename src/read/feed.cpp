#include "read/feed.h"

#include <algorithm>
#include <utility>

namespace runon::read {
namespace {
constexpr std::size_t kFirstBytes = std::size_t{64} << 10U;
constexpr std::size_t kMostBytes = std::size_t{16} << 20U;  // at once
constexpr std::size_t kLarge = std::size_t{1} << 20U;
}  // namespace

void Feed::compact() {
  if (at_ == 0) return;
  bytes_.erase(0, at_);
  at_ = 0;
}

void Feed::want(std::size_t bytes) {
  while (!whole_ && bytes_.size() - at_ < bytes) {
    compact();
    const std::size_t missing = bytes - bytes_.size();
    // One byte more than a file has shows its end in the first read.
    const bool at_begin = handed_out_ == 0 && from_->size() >= bytes_.size() && from_->size() > 0;
    const std::size_t known = at_begin ? from_->size() + 1 - bytes_.size() : 0;
    // Behind a piece of this size another one comes: no growing to it by and by.
    if (handed_out_ >= bytes && bytes <= kMostBytes) bytes_.reserve(bytes);
    const std::size_t step = std::min({missing, std::max({kFirstBytes, bytes_.size(), known}), kMostBytes});
    base::Result<std::size_t> got = from_->read(bytes_, step);
    if (!got) fault_ = std::move(got.error());
    whole_ = !got || got.value() < step;
    // In front of a fault a read is short: the next one meets it.
    if (whole_ && got && !fault_) {
      std::string none;
      base::Result<std::size_t> last = from_->read(none, 1);
      if (!last) fault_ = std::move(last.error());
      bytes_ += none;
      whole_ = none.empty();
    }
  }
}

std::string Feed::take(std::size_t bytes, std::size_t room) {
  std::string taken;
  if (bytes >= kLarge && at_ == 0 && bytes >= bytes_.size() / 2) {
    std::string behind = bytes_.substr(bytes);
    taken = std::move(bytes_);
    taken.resize(bytes);
    bytes_ = std::move(behind);
    handed_out_ += bytes;
  } else {
    taken.reserve(bytes + room);
    taken.append(bytes_, at_, bytes);
    drop(bytes);
  }
  return taken;
}

void Feed::drop(std::size_t bytes) {
  at_ += bytes;
  handed_out_ += bytes;
  if (at_ < bytes_.size()) return;
  if (bytes_.capacity() > 2 * kMostBytes) bytes_ = {};  // a giant record must not be paid for ever after
  bytes_.clear();
  at_ = 0;
}

}  // namespace runon::read
