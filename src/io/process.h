// What the system knows of this process.
#pragma once

#include <cstddef>

namespace runon::io {

// The most memory that was resident at once so far, in bytes; 0 where the system does not say.
std::size_t peak_memory_bytes();

// Memory of the machine, in bytes; 0 where the system does not say.
std::size_t machine_memory_bytes();

// Memory that was freed goes back to the system, but for about `kept` bytes of each thread. glibc would learn from the first
// large block how much to keep, in each thread's arena: four threads that clean large documents in turn then hold as much as
// if all four were at it. Where nothing is kept each document faults its memory in again, which takes as long as much of the
// cleaning does. For the program to call once, before it makes threads; a library's host decides for itself. Elsewhere: nothing.
void return_freed(std::size_t kept);

}  // namespace runon::io
