#include "io/block_store.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace runon::io {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20U;
constexpr std::size_t kFirstRegion = std::size_t{256} << 10U;
constexpr std::size_t kLargestRegion = std::size_t{32} << 20U;

char* map(std::size_t bytes) {
  void* begin = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (begin == MAP_FAILED) throw std::bad_alloc();
  return static_cast<char*>(begin);
}

}  // namespace

void BlockStore::add_region() {
  const std::size_t bytes =
      std::clamp(regions_.empty() ? 0 : 2 * regions_.back().bytes, std::max(kFirstRegion, bytes_), kLargestRegion);
  regions_.reserve(regions_.size() + 1);
  char* begin = nullptr;
  if (bytes < kHugePage) {
    begin = map(bytes);
  } else {
    // Huge pages begin at multiples of their size.
    char* const wide = map(bytes + kHugePage);
    const std::size_t before = (kHugePage - reinterpret_cast<std::uintptr_t>(wide) % kHugePage) % kHugePage;
    begin = wide + before;
    if (before > 0) munmap(wide, before);
    munmap(begin + bytes, kHugePage - before);
#ifdef MADV_HUGEPAGE
    madvise(begin, bytes, MADV_HUGEPAGE);
#endif
  }
  regions_.push_back({begin, bytes});
  next_ = begin;
  end_ = begin + bytes / bytes_ * bytes_;
}

void BlockStore::clear() {
  for (const Region& region : regions_) munmap(region.begin, region.bytes);
  regions_.clear();
  free_.clear();
  next_ = end_ = nullptr;
  taken_ = 0;
}

}  // namespace runon::io
