// What is left to read of one content: a file, or a member of an archive.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "io/unpack.h"

namespace runon::read {

// Holds what was read and not handed out. One thread at a time.
class Feed {
 public:
  // `from` must outlive it, and be at the content.
  explicit Feed(io::Unpacker& from) : from_(&from) {}

  // What was read and not handed out yet. The view lives until the next want() or drop().
  std::string_view rest() const { return std::string_view(bytes_).substr(at_); }
  // rest() is all that is left.
  bool whole() const { return whole_; }

  // Reads on until rest() holds so many bytes, or all that is left.
  void want(std::size_t bytes);

  // Hands out the first bytes, with room for `room` more behind them. Requires: rest() holds them. A large part is not copied
  // where it is most of rest().
  std::string take(std::size_t bytes, std::size_t room = 0);
  void drop(std::size_t bytes);

  std::size_t handed_out() const { return handed_out_; }

  // What ended reading before the content's end.
  const std::optional<base::Error>& fault() const { return fault_; }

 private:
  void compact();

  io::Unpacker* from_;
  std::string bytes_;
  std::size_t at_ = 0;
  std::size_t handed_out_ = 0;
  bool whole_ = false;
  std::optional<base::Error> fault_;
};

}  // namespace runon::read
