#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace runon::io {
namespace {

using base::Code;
using base::Error;

Error trouble(int number, const std::string& path) {
  Error error{Code::unreadable, std::generic_category().message(number), path, {}};
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      error.code = Code::not_found;
      error.what = "no such file or directory";
      error.hint = "check the spelling; a name with spaces needs quotes";
      break;
    case EACCES:
    case EPERM:
      error.what = "permission denied";
      error.hint = "allow this user to read it: chmod u+r";
      break;
    case ELOOP: error.hint = "a symbolic link leads back to itself"; break;
    default: break;
  }
  return error;
}

}  // namespace

base::Result<InputFile> InputFile::open(const std::string& path) {
  int descriptor = STDIN_FILENO;
  if (path != "-") {
    do descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) return trouble(errno, path);
  }
  struct stat info {};
  std::size_t size = 0;
  const bool regular = ::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
  if (regular) size = static_cast<std::size_t>(info.st_size);
  // Standard input may stand in the middle of a file: it is read from there on.
  return InputFile(descriptor, path, size, regular && path != "-");
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      seekable_(other.seekable_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(seekable_, other.seekable_);
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

base::Result<std::size_t> InputFile::read(char* into, std::size_t wanted) {
  std::size_t got = 0;
  while (got < wanted) {
    const ssize_t n = ::read(descriptor_, into + got, wanted - got);
    if (n == 0) break;
    if (n < 0) {
      if (errno == EINTR) continue;
      // What came before the fault is given first; the next call meets the fault again.
      if (got > 0) break;
      return trouble(errno, path_);
    }
    got += static_cast<std::size_t>(n);
  }
  return got;
}

base::Result<std::size_t> InputFile::read(std::string& out, std::size_t wanted) {
  const std::size_t before = out.size();
  out.resize(before + wanted);
  base::Result<std::size_t> got = read(out.data() + before, wanted);
  out.resize(before + (got ? got.value() : 0));
  return got;
}

base::Status InputFile::seek(std::size_t to) {
  if (::lseek(descriptor_, static_cast<off_t>(to), SEEK_SET) < 0) return trouble(errno, path_);
  return base::Done{};
}

base::Status InputFile::read_all(std::string& out) {
  // One byte more than the file has, so that its end shows in the first read.
  std::size_t wanted = std::max<std::size_t>(size_ + 1, std::size_t{1} << 16U);
  for (;;) {
    base::Result<std::size_t> got = read(out, wanted);
    if (!got) return std::move(got.error());
    if (got.value() < wanted) return base::Done{};
    wanted = std::max<std::size_t>(out.size(), std::size_t{1} << 16U);
  }
}

std::optional<Identity> identity(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return Identity{info.st_dev, info.st_ino};
}

std::optional<Stamp> stamp(const std::string& path) {
  struct stat info {};
  if ((path == "-" ? ::fstat(STDIN_FILENO, &info) : ::stat(path.c_str(), &info)) != 0 || !S_ISREG(info.st_mode))
    return std::nullopt;
  return Stamp{info.st_ino, static_cast<std::uint64_t>(info.st_size),
               std::int64_t{info.st_mtim.tv_sec} * 1000000000 + info.st_mtim.tv_nsec};
}

bool is_directory(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string join(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.empty() && path.back() != '/') path.push_back('/');
  path += name;
  return path;
}

}  // namespace runon::io
