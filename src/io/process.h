// What the system knows of this process.
#pragma once

#include <cstddef>

namespace runon::io {

// The most memory that was resident at once so far, in bytes; 0 where the system does not say.
std::size_t peak_memory_bytes();

// Memory of the machine, in bytes; 0 where the system does not say.
std::size_t machine_memory_bytes();

// Large blocks go back to the system as soon as they are freed. glibc would learn from the first of them to keep such
// blocks, in each thread's arena: four threads that clean large documents in turn then hold as much as if all four were
// at it. For the program to call once, before it makes threads; a library's host decides for itself. Elsewhere: nothing.
void return_large_blocks();

}  // namespace runon::io
