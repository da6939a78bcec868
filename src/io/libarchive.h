// What both uses of libarchive's reading side share; a part of io/ alone.
#pragma once

#include <archive.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/byte_stream.h"

namespace runon::io {

// A libarchive reader over a ByteStream. The formats are chosen between its making and open().
class LibArchive {
 public:
  LibArchive(ByteStream& from, Meter& meter, std::string what);
  LibArchive(const LibArchive&) = delete;
  LibArchive& operator=(const LibArchive&) = delete;
  ~LibArchive();

  struct archive* handle() {
    return handle_;
  }

  // Reads the begin. Once.
  base::Status open();

  // Of the entry at hand; 0 at its end. An Error where what comes out grows past the meter's bound. What came before
  // an Error is given first.
  base::Result<std::size_t> read(char* into, std::size_t wanted);

  // To be called when another entry is at hand.
  void start_entry();

  // The Error of the last call that failed: the stream's own, or what libarchive says.
  base::Error trouble();

  // No call makes sense any more.
  bool dead() const { return dead_; }
  void die() { dead_ = true; }

 private:
  static la_ssize_t feed(struct archive* handle, void* self, const void** bytes);
  static la_int64_t seek(struct archive* handle, void* self, la_int64_t offset, int whence);

  ByteStream& from_;
  Meter& meter_;
  std::string what_;  // "zip archive"
  struct archive* handle_;
  std::vector<char> block_;
  std::size_t position_ = 0;  // of from_
  std::size_t given_ = 0;
  std::string_view data_;    // of the entry at hand: read, not yet given
  std::size_t data_at_ = 0;  // where data_ stands in the entry
  std::size_t entry_given_ = 0;
  bool entry_done_ = false;
  base::Status fault_ = base::Done{};  // of from_
  bool dead_ = false;
};

}  // namespace runon::io
