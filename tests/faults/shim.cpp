// Stands between the program and the system (LD_PRELOAD) and lets calls fail as RUNON_FAULTS says, a list of words:
//   short      reads and writes transfer a few bytes only
//   eintr      every other read, write and open is interrupted first
//   full=N     behind N bytes the disk is full
//   broken=N   behind N bytes the disk fails
//   fsync      nothing reaches the disk
//   rename     no file can be renamed
//   eio=N      a file cannot be read behind N bytes
//   gone       files with "vanishing" in their names are not there when they are opened
//   proc       what the kernel says of a process in /proc cannot be opened
// Only files and pipes that the program itself opened, and standard streams, are touched: calls of the C library.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool has(const char* word) {
  const char* faults = std::getenv("RUNON_FAULTS");
  return faults != nullptr && std::strstr(faults, word) != nullptr;
}

// The number behind a word; -1 where it is not there.
long long number_of(const char* word) {
  const char* faults = std::getenv("RUNON_FAULTS");
  const char* at = faults == nullptr ? nullptr : std::strstr(faults, word);
  return at == nullptr ? -1 : std::atoll(at + std::strlen(word));
}

std::atomic<unsigned> calls = 0;
std::atomic<long long> written = 0;

bool interrupted() { return has("eintr") && calls++ % 2 == 0; }

bool is_file(int descriptor) {
  struct stat info {};
  return ::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  va_list more;
  va_start(more, flags);
  const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(more, unsigned) : 0;
  va_end(more);
  if (has("gone") && std::strstr(path, "vanishing") != nullptr) return errno = ENOENT, -1;
  if (has("proc") && std::strncmp(path, "/proc/", 6) == 0) return errno = ENOENT, -1;
  return real(path, flags, mode);
}

ssize_t read(int descriptor, void* into, size_t size) {
  static const auto real = next<ssize_t (*)(int, void*, size_t)>("read");
  if (interrupted()) return errno = EINTR, -1;
  const long long sound = number_of("eio=");
  if (sound >= 0 && is_file(descriptor)) {
    const long long left = sound - ::lseek(descriptor, 0, SEEK_CUR);
    if (left <= 0) return errno = EIO, -1;
    size = std::min(size, static_cast<size_t>(left));
  }
  return real(descriptor, into, has("short") ? std::min<size_t>(size, 1000 + calls++ % 977) : size);
}

ssize_t write(int descriptor, const void* from, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (interrupted()) return errno = EINTR, -1;
  if (has("short")) size = std::min<size_t>(size, 1000 + calls++ % 977);
  const long long room = number_of("full=");
  const long long limit = room >= 0 ? room : number_of("broken=");
  if (limit >= 0 && is_file(descriptor)) {
    if (written >= limit) return errno = room >= 0 ? ENOSPC : EIO, -1;
    size = std::min(size, static_cast<size_t>(limit - written));
    written += static_cast<long long>(size);
  }
  return real(descriptor, from, size);
}

int fsync(int descriptor) {
  static const auto real = next<int (*)(int)>("fsync");
  if (has("fsync")) return errno = EIO, -1;
  return real(descriptor);
}

int syncfs(int descriptor) noexcept {
  static const auto real = next<int (*)(int)>("syncfs");
  if (has("fsync")) return errno = EIO, -1;
  return real(descriptor);
}

int rename(const char* from, const char* to) noexcept {
  static const auto real = next<int (*)(const char*, const char*)>("rename");
  if (has("rename")) return errno = EIO, -1;
  return real(from, to);
}

}  // extern "C"
