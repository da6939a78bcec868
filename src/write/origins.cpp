#include "write/origins.h"

#include <string_view>

#include "text/line_ends.h"

namespace runon::write {

std::size_t InputLines::at(std::size_t base_at) {
  while (at_ < base_at) {
    const std::size_t length = text::begins_no_line_end(base_[at_]) ? 0 : text::line_end(base_, at_);
    if (length == 0) {
      ++at_;
      continue;
    }
    if (at_ + length > base_at) break;
    at_ += length;
    ++line_;
  }
  return line_;
}

}  // namespace runon::write
