// read(2) as the program's objects call it (the linker's --wrap): it gives a few bytes only where a target asks for that.
#include <unistd.h>

#include <algorithm>
#include <atomic>

#include "fuzz/targets.h"

namespace {
std::atomic<std::size_t> most = 0;
std::atomic<unsigned> calls = 0;
}  // namespace

extern "C" {
ssize_t __real_read(int descriptor, void* into, size_t size);

ssize_t __wrap_read(int descriptor, void* into, size_t size) {
  if (most > 0) size = std::min<size_t>(size, 1 + calls++ % most);
  return __real_read(descriptor, into, size);
}
}

void runon::fuzz::read_at_most(std::size_t bytes) { most = bytes; }
