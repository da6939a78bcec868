#include "io/process.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <string>
#include <string_view>

#include "io/file.h"

namespace runon::io {

// getrusage(2) also counts what the parent was before the program began; the kernel's own page does not.
std::size_t peak_memory_bytes() {
  constexpr std::string_view kName = "VmHWM:";
  std::string status;
  base::Result<InputFile> file = InputFile::open("/proc/self/status");
  if (file && file.value().read_all(status)) {
    const std::size_t at = status.find(kName);
    const std::size_t digit = at == std::string::npos ? at : status.find_first_of("0123456789", at);
    std::size_t kilobytes = 0;
    if (digit != std::string::npos &&
        std::from_chars(status.data() + digit, status.data() + status.size(), kilobytes).ec == std::errc{})
      return kilobytes * 1024;
  }
  struct rusage usage {};
  return ::getrusage(RUSAGE_SELF, &usage) == 0 ? static_cast<std::size_t>(usage.ru_maxrss) * 1024 : 0;
}

std::size_t machine_memory_bytes() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long bytes = ::sysconf(_SC_PAGESIZE);
  return pages > 0 && bytes > 0 ? static_cast<std::size_t>(pages) * static_cast<std::size_t>(bytes) : 0;
}

void return_large_blocks() {
#ifdef __GLIBC__
  // A document of the usual largest size, 4 MiB, is not large: giving its parts back and faulting them in again for the next
  // one would take as long as cleaning it where that is quick.
  constexpr int kLarge = 6 << 20;
  // The header asks for one thread.
  ::mallopt(M_MMAP_THRESHOLD, kLarge);      // NOLINT(concurrency-mt-unsafe)
  ::mallopt(M_TRIM_THRESHOLD, 2 * kLarge);  // NOLINT(concurrency-mt-unsafe)
#endif
}

}  // namespace runon::io
