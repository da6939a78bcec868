#include "io/system.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/hash.h"

namespace runon::io {
namespace {

std::string_view hint(int number) {
  switch (number) {
    case EACCES:
    case EPERM:
    case EROFS: return "choose a place that this user may write to";
    case ENOSPC:
    case EDQUOT: return "make room, or write to another disk";
    case ENOTDIR: return "a file stands where a directory is needed";
    case EISDIR: return "it is a directory: end the name in '/' to write into it";
    default: return {};
  }
}

}  // namespace

std::string fingerprint_name(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const base::Hash128 hash = base::hash128(text);
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4) name += kDigits[(hash.low >> static_cast<unsigned>(shift)) & 15U];
  return name;
}

std::string parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

base::Error unwritable(int number, const std::string& path, std::string_view doing) {
  return {base::Code::unwritable, std::string(doing) + ": " + std::generic_category().message(number), path,
          std::string(hint(number))};
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

int write_all_at(int descriptor, std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    offset += static_cast<std::uint64_t>(n);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

void sync_directory(const std::string& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace runon::io
