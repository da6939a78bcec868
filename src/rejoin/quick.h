// exp() and log() in single precision, of one number or of several side by side (`Bits` is an integer of each): without a call
// or a branch, and with the same bits on every machine, which the C library does not promise.
#pragma once

#include <cstdint>

#include "base/vectors.h"

namespace runon::rejoin {

// To two parts in ten million. Of less than `floor` powers of two it gives about that: of no more than -126, 1e-38. Does not
// overflow below 88.
template <class Number, class Bits>
RUNON_INLINE void quick_exp(const Number& x, Number& out, float floor = -126.0F) {
  constexpr float kLog2E = 1.44269504F;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to a whole number, which stands in the low bits
  constexpr std::int32_t kRoundBits = 0x4B400000;
  const Number least = Number{} + floor;
  const Number scaled = x * kLog2E;
  const Number power = scaled < least ? least : scaled;
  const Number shifted = power + kRound;
  const Number r = power - (shifted - kRound);
  // 2^r on [-0.5, 0.5]: the Taylor series of exp(r ln 2).
  const Number fraction =
      1.0F + r * (0.693147181F +
                  r * (0.240226507F + r * (0.0555041087F + r * (0.00961812911F + r * (0.00133335581F + r * 0.000154035304F)))));
  Bits bits;
  base::load(&shifted, bits);
  bits = (bits - kRoundBits + 127) << 23;
  base::load(&bits, out);
  out *= fraction;
}

// To three parts in ten million of a normal number above 0 (the polynomial is that of Cephes).
template <class Number, class Bits>
RUNON_INLINE void quick_log(const Number& x, Number& out) {
  constexpr std::int32_t kRootHalf = 0x3F3504F3;  // the fraction is within [sqrt(1/2), sqrt(2))
  constexpr float kRound = 12582912.0F;
  constexpr std::int32_t kRoundBits = 0x4B400000;
  Bits bits;
  base::load(&x, bits);
  const Bits power = (bits - kRootHalf) >> 23;
  bits -= power << 23;
  Number r;
  base::load(&bits, r);
  r -= 1.0F;
  const Bits shifted = power + kRoundBits;
  Number whole;
  base::load(&shifted, whole);
  whole -= kRound;
  const Number square = r * r;
  const Number tail =
      0.33333331174F +
      r * (-0.24999993993F +
           r * (0.20000714765F +
                r * (-0.16668057665F +
                     r * (0.14249322787F +
                          r * (-0.12420140846F + r * (0.1167699874F + r * (-0.1151461031F + r * 0.070376836292F)))))));
  out = r * square * tail + whole * -2.12194440e-4F - 0.5F * square + r + whole * 0.693359375F;
}

inline float quick_exp(float x) {
  float out;
  quick_exp<float, std::int32_t>(x, out);
  return out;
}

inline float quick_log(float x) {
  float out;
  quick_log<float, std::int32_t>(x, out);
  return out;
}

}  // namespace runon::rejoin
