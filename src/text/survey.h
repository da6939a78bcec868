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

// UTF-8 with faults, beyond doubt: 64 well-formed characters beyond ASCII, and as many for each fault. What another encoding
// has there is a well-formed character by accident now and then, and a fault everywhere else: of our texts in 38 encodings
// none had more than 0.7 of them for each fault. A look at each character, where weighing all readings (detect.h) looks at
// each a thousand times.
bool surely_utf8(std::string_view bytes);

}  // namespace runon::text
