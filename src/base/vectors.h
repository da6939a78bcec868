// Vectors of a few numbers, and how wide those of the processor are.
//
// Programs are built for every x86-64 processor; a few hot loops are compiled a second time for wider vectors, and which one
// runs is asked here. Both do the same operations on each number in the same order, and never one rounding where the other
// has two (-ffp-contract=off), so the outcome has the same bits: the tests compare them.
#pragma once

#include <cstdint>
#include <cstring>

namespace runon::base {

// Four numbers side by side: GCC and Clang make what there is of them. Comparisons give masks, which ?: takes. They are
// handed over by reference: by value, how depends on the width.
using Floats = float __attribute__((vector_size(16)));
using Ints = std::int32_t __attribute__((vector_size(16)));
using Doubles = double __attribute__((vector_size(32)));

// In front of a function: compiled for AVX2, where that exists. Call it where wide_vectors() says so only.
#if defined(__x86_64__)
#define RUNON_WIDE __attribute__((target("avx2")))
inline bool wide_vectors() { return __builtin_cpu_supports("avx2") != 0; }
#else
#define RUNON_WIDE
inline bool wide_vectors() { return false; }
#endif

// In front of the function that holds the loop: it becomes part of those that are compiled for some width.
#define RUNON_INLINE __attribute__((always_inline)) inline

template <class Vector, class Number>
RUNON_INLINE void load(const Number* from, Vector& to) {
  std::memcpy(&to, from, sizeof to);
}

template <class Vector, class Number>
RUNON_INLINE void store(const Vector& from, Number* to) {
  std::memcpy(to, &from, sizeof from);
}

}  // namespace runon::base
