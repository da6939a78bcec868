// What the bytes of a text show before any encoding is weighed.
#pragma once

#include <string_view>

namespace runon::text {

struct Survey {
  bool beyond_ascii = false;
  bool escapes = false;     // ESC, SO or SI
  bool controls = false;    // others, in the head
  bool well_formed = true;  // UTF-8 but for its ends, where it may be cut
  bool whole = false;       // with a character of several bytes inside

  bool operator==(const Survey&) const = default;
};

// Ends at the first byte beyond ASCII behind a fault. Linear; no allocation; threads: any.
Survey survey(std::string_view bytes);

}  // namespace runon::text
