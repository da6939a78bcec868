// What the system knows of this process.
#pragma once

#include <cstddef>

namespace runon::io {

// The most memory that was resident at once so far, in bytes; 0 where the system does not say.
std::size_t peak_memory_bytes();

// Memory of the machine, in bytes; 0 where the system does not say.
std::size_t machine_memory_bytes();

}  // namespace runon::io
