#include "io/libarchive.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

namespace runon::io {
namespace {
constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;
}

LibArchive::LibArchive(ByteStream& from, Meter& meter, std::string what)
    : from_(from), meter_(meter), what_(std::move(what)), handle_(archive_read_new()), block_(kBlockBytes) {}

LibArchive::~LibArchive() { archive_read_free(handle_); }

la_ssize_t LibArchive::feed(struct archive* handle, void* self, const void** bytes) {
  auto* reader = static_cast<LibArchive*>(self);
  base::Result<std::size_t> got = reader->from_.read(reader->block_.data(), reader->block_.size());
  if (!got) {
    reader->fault_ = std::move(got.error());
    archive_set_error(handle, EIO, "cannot read on");
    return ARCHIVE_FATAL;
  }
  reader->position_ += got.value();
  *bytes = reader->block_.data();
  return static_cast<la_ssize_t>(got.value());
}

la_int64_t LibArchive::seek(struct archive* /*handle*/, void* self, la_int64_t offset, int whence) {
  auto* reader = static_cast<LibArchive*>(self);
  const auto size = static_cast<la_int64_t>(*reader->from_.size());
  const auto at = static_cast<la_int64_t>(reader->position_);
  const la_int64_t to = offset + (whence == SEEK_END ? size : whence == SEEK_CUR ? at : 0);
  if (to < 0 || to > size || !reader->from_.seek(static_cast<std::size_t>(to))) return ARCHIVE_FATAL;
  reader->position_ = static_cast<std::size_t>(to);
  return to;
}

base::Status LibArchive::open() {
  archive_read_set_read_callback(handle_, &LibArchive::feed);
  if (from_.size()) archive_read_set_seek_callback(handle_, &LibArchive::seek);
  archive_read_set_callback_data(handle_, this);
  if (archive_read_open1(handle_) == ARCHIVE_OK) return base::Done{};
  dead_ = true;
  return trouble();
}

void LibArchive::start_entry() {
  data_ = {};
  data_at_ = entry_given_ = 0;
  entry_done_ = false;
}

// archive_read_data() would do, but for losing what it has in hand when it meets a fault.
base::Result<std::size_t> LibArchive::read(char* into, std::size_t wanted) {
  std::size_t got = 0;
  while (got < wanted && !dead_ && !entry_done_) {
    if (entry_given_ < data_at_ && !data_.empty()) {  // a hole of a sparse file
      const std::size_t n = std::min(data_at_ - entry_given_, wanted - got);
      std::fill_n(into + got, n, '\0');
      got += n;
      entry_given_ += n;
    } else if (!data_.empty()) {
      const std::size_t n = std::min(data_.size(), wanted - got);
      std::copy_n(data_.data(), n, into + got);
      data_.remove_prefix(n);
      got += n;
      data_at_ += n;
      entry_given_ += n;
    } else if (got > 0) {
      break;  // so that a fault finds nothing in hand
    } else {
      const void* bytes = nullptr;
      std::size_t size = 0;
      la_int64_t at = 0;
      const int code = archive_read_data_block(handle_, &bytes, &size, &at);
      entry_done_ = code == ARCHIVE_EOF || (code < ARCHIVE_WARN);
      if (code == ARCHIVE_FATAL) dead_ = true;
      if (code < ARCHIVE_WARN) return trouble();
      data_ = {static_cast<const char*>(bytes), entry_done_ ? 0 : size};
      data_at_ = static_cast<std::size_t>(at);
    }
  }
  given_ += got;
  if (meter_.fits(given_)) return got;
  dead_ = true;
  return too_large(meter_, what_);
}

base::Error LibArchive::trouble() {
  if (!fault_) {
    dead_ = true;
    return std::move(fault_.error());
  }
  const char* said = archive_error_string(handle_);
  return damaged(meter_, what_, said == nullptr ? "it ends too early" : said);
}

}  // namespace runon::io
