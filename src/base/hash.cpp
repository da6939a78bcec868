#include "base/hash.h"

#include <xxhash.h>

namespace runon::base {

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t h = XXH3_128bits(bytes.data(), bytes.size());
  return {h.low64, h.high64};
}

}  // namespace runon::base
