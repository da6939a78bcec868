#include "io/scratch.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#include "io/file.h"
#include "io/system.h"

namespace runon::io {
namespace {

using base::Code;
using base::Error;

constexpr std::size_t kBlockBytes = std::size_t{1} << 16U;

Error trouble(int number, const std::string& directory, std::string_view doing) {
  const bool full = number == ENOSPC || number == EDQUOT;
  return Error{
      Code::unwritable, std::string(doing) + ": " + std::generic_category().message(number), directory,
      full ? "make room, or name a larger disk with --temp-dir" : "name a directory that can be written to with --temp-dir"};
}

}  // namespace

base::Result<ScratchFile> ScratchFile::create(const std::string& directory) {
  int descriptor = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  // Not every file system can; then a name exists for a moment.
  if (descriptor < 0 && errno != ENOENT && errno != EACCES) {
    std::string name = join(directory, ".runon-XXXXXX");
    descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0) ::unlink(name.c_str());
  }
  if (descriptor < 0) return trouble(errno, directory, "cannot make a temporary file");
  return ScratchFile(descriptor, directory);
}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept { *this = std::move(other); }

ScratchFile& ScratchFile::operator=(ScratchFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(directory_, other.directory_);
  std::swap(gathered_, other.gathered_);
  std::swap(written_, other.written_);
  return *this;
}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Status ScratchFile::put(std::string_view bytes) {
  if (const int error = write_all_at(descriptor_, written_, bytes); error != 0)
    return trouble(error, directory_, "cannot write a temporary file");
  written_ += bytes.size();
  return base::Done{};
}

base::Status ScratchFile::append(std::string_view bytes) {
  if (gathered_.size() + bytes.size() <= kBlockBytes) {
    gathered_ += bytes;
    return base::Done{};
  }
  if (base::Status done = flush(); !done) return done;
  if (bytes.size() >= kBlockBytes) return put(bytes);
  gathered_ = bytes;
  return base::Done{};
}

base::Status ScratchFile::flush() {
  base::Status done = put(gathered_);
  gathered_.clear();
  return done;
}

base::Status ScratchFile::read(std::uint64_t offset, std::size_t length, char* out) const {
  while (length > 0 && offset < written_) {
    const std::size_t wanted = std::min<std::uint64_t>(length, written_ - offset);
    const ssize_t n = ::pread(descriptor_, out, wanted, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return trouble(n < 0 ? errno : EIO, directory_, "cannot read a temporary file");
    offset += static_cast<std::uint64_t>(n);
    out += n;
    length -= static_cast<std::size_t>(n);
  }
  if (length > 0) std::memcpy(out, gathered_.data() + (offset - written_), length);
  return base::Done{};
}

base::Status ScratchFile::read(std::uint64_t offset, std::size_t length, std::string& out) const {
  out.resize(length);
  return read(offset, length, out.data());
}

base::Status ScratchFile::clear() {
  gathered_.clear();
  written_ = 0;
  if (::ftruncate(descriptor_, 0) != 0) return trouble(errno, directory_, "cannot empty a temporary file");
  return base::Done{};
}

std::uint64_t physical_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long bytes = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || bytes <= 0) return std::uint64_t{1} << 30U;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(bytes);
}

}  // namespace runon::io
