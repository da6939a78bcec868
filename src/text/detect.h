// Which encoding bytes are in, when nobody says it.
#pragma once

#include <string>
#include <string_view>

namespace runon::text {

struct Detected {
  std::string name = "UTF-8";  // as encoding_name() gives it
  float confidence = 1;        // that it decodes the bytes to the text they were written as, 0 to 1
};

// Below this a detection is a guess, and is said to be one.
inline constexpr float kSureEnough = 0.9F;

// A byte order mark says it; else UTF-16 when the bytes hold its traces, else UTF-8.
Detected detect(std::string_view bytes);

}  // namespace runon::text
