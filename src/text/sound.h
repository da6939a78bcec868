// How far a text is sound: well-formed UTF-8 without control characters, by 64 bytes at once.
#pragma once

#include <cstddef>
#include <string_view>

namespace runon::text {

struct Sound {
  std::size_t end = 0;        // behind a whole character
  bool beyond_ascii = false;  // a character of several bytes stands in front of it
};

// From `at` on, where a character begins, up to what is ill-formed or a control other than U+0009..U+000D; may end up to a
// block of 64 bytes in front of that, not further. `wide`: base::wide_vectors(), or false; the outcome is the same. Linear
// in what it passes; no allocation; threads: any.
Sound pass_sound(std::string_view text, std::size_t at, bool wide);

// Bytes behind Sound::end that are better looked at one by one before it is asked again.
inline constexpr std::size_t kUnsoundBytes = 64;

}  // namespace runon::text
