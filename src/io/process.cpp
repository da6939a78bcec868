#include "io/process.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <climits>
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

void return_freed([[maybe_unused]] std::size_t kept) {
#ifdef __GLIBC__
  // Half of it, so that a block that is large beside what may be kept is handed back whole; glibc takes no more than 32 MiB.
  constexpr std::size_t kMost = std::size_t{32} << 20U;
  const auto large = static_cast<int>(std::min(kept / 2, kMost));
  const auto trim = static_cast<int>(std::min<std::size_t>(kept, INT_MAX));
  // The header asks for one thread.
  ::mallopt(M_MMAP_THRESHOLD, large);  // NOLINT(concurrency-mt-unsafe)
  ::mallopt(M_TRIM_THRESHOLD, trim);   // NOLINT(concurrency-mt-unsafe)
#endif
}

}  // namespace runon::io
