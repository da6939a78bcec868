#include "io/guarded.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "io/file.h"
#include "io/output.h"
#include "io/system.h"

namespace runon::io {
namespace {

using base::Code;
using base::Error;

constexpr std::size_t kGathered = std::size_t{1} << 20U;

// Where the next state of a file stands for the moment between two calls. The file's own name may be as long as any can be.
std::string fresh_name(const std::string& path) {
  return join(parent(path), ".runon-" + fingerprint_name(path.substr(path.rfind('/') + 1)) + ".new");
}

}  // namespace

base::Result<MappedFile> MappedFile::open(const std::string& path) {
  base::Result<InputFile> readable = InputFile::open(path);  // for what it says where that fails
  if (!readable) return std::move(readable.error());
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat info {};
  MappedFile file;
  if (descriptor < 0 || ::fstat(descriptor, &info) != 0) {
    if (descriptor >= 0) ::close(descriptor);
    return Error{Code::unreadable, "cannot be read", path, {}};
  }
  file.size_ = static_cast<std::size_t>(info.st_size);
  void* data = file.size_ == 0 ? nullptr : ::mmap(nullptr, file.size_, PROT_READ, MAP_SHARED, descriptor, 0);
  ::close(descriptor);
  if (data == MAP_FAILED) {
    file.size_ = 0;
    return Error{Code::unreadable, "cannot be mapped into memory", path, {}};
  }
  file.data_ = static_cast<const char*>(data);
  return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

base::Result<GuardedFile> GuardedFile::lock(const std::string& path) {
  GuardedFile file;
  file.path_ = target_of(path);
  if (base::Status made = make_parents(file.path_); !made) return std::move(made.error());
  for (;;) {
    file.held_ = ::open(file.path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (file.held_ < 0 && errno == ENOENT) {
      struct stat link {};
      if (::lstat(file.path_.c_str(), &link) == 0 && S_ISLNK(link.st_mode))
        return Error{Code::unwritable, "a link to a file that is not there", path, "remove the link, or make the file"};
      file.held_ = ::open(file.path_.c_str(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (file.held_ < 0 && errno == EEXIST) continue;
      file.made_ = file.held_ >= 0;
    }
    if (file.held_ < 0) return file.trouble("cannot open");
    if (::flock(file.held_, LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return file.trouble("cannot lock");
      file.made_ = false;
      return Error{Code::unwritable, "another run is writing to it", path, "wait for it, or read only: --index-read-only"};
    }
    struct stat held {};
    struct stat named {};
    const bool same = ::fstat(file.held_, &held) == 0 && ::stat(file.path_.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
                      held.st_dev == named.st_dev;
    if (same) return file;
    ::close(std::exchange(file.held_, -1));  // it was replaced in between
    file.made_ = false;
  }
}

GuardedFile::GuardedFile(GuardedFile&& other) noexcept { *this = std::move(other); }

GuardedFile& GuardedFile::operator=(GuardedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(held_, other.held_);
  std::swap(next_, other.next_);
  std::swap(named_, other.named_);
  std::swap(made_, other.made_);
  std::swap(gathered_, other.gathered_);
  std::swap(written_, other.written_);
  return *this;
}

GuardedFile::~GuardedFile() {
  struct stat info {};
  if (made_ && ::fstat(held_, &info) == 0 && info.st_size == 0) ::unlink(path_.c_str());
  if (next_ >= 0 && named_) ::unlink(fresh_name(path_).c_str());
  if (next_ >= 0) ::close(next_);
  if (held_ >= 0) ::close(held_);
}

base::Error GuardedFile::trouble(std::string_view doing) const { return unwritable(errno, path_, doing); }

base::Status GuardedFile::begin() {
  if (next_ >= 0) return base::Done{};
  struct stat info {};
  const mode_t mode = ::fstat(held_, &info) == 0 ? info.st_mode & 07777U : 0666;
  next_ = ::open(parent(path_).c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  named_ = next_ < 0;
  if (named_) next_ = ::open(fresh_name(path_).c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (next_ < 0) return trouble("cannot write beside it");
  ::fchmod(next_, mode);
  return base::Done{};
}

base::Status GuardedFile::flush() {
  if (base::Status done = begin(); !done) return done;
  if (base::Status done = overwrite(written_, gathered_); !done) return done;
  written_ += gathered_.size();
  gathered_.clear();
  return base::Done{};
}

base::Status GuardedFile::append(std::string_view bytes) {
  gathered_ += bytes;
  return gathered_.size() < kGathered ? base::Status(base::Done{}) : flush();
}

base::Status GuardedFile::overwrite(std::uint64_t offset, std::string_view bytes) {
  if (write_all_at(next_, offset, bytes) != 0) return trouble("cannot write");
  return base::Done{};
}

base::Status GuardedFile::commit() {
  if (base::Status done = flush(); !done) return done;
  if (::fsync(next_) != 0) return trouble("cannot reach the disk");
  const std::string fresh = fresh_name(path_);
  if (!named_) {
    ::unlink(fresh.c_str());  // of a run that was killed between the next two calls
    const std::string self = "/proc/self/fd/" + std::to_string(next_);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, fresh.c_str(), AT_SYMLINK_FOLLOW) != 0)
      return trouble("cannot name the new state");
  }
  if (::rename(fresh.c_str(), path_.c_str()) != 0) return trouble("cannot rename the new state");
  made_ = false;
  named_ = false;
  sync_directory(parent(path_));
  return base::Done{};
}

}  // namespace runon::io
