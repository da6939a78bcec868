// Unicode normalization (UAX #15), as the list of places that it changes. Door to ICU's normalizer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace runon::text {

enum class Form { nfc, nfkc };

// One place that is not in normal form, and what stands there when it is.
struct Change {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string after;
};

// True when `text` is in this form already. Requires well-formed UTF-8. Linear, no allocation.
bool is_normal(std::string_view text, Form form);

// The places of `text` that normalization changes, in order, each as small as canonical reordering
// and composition allow; neighbours that touch are one. Requires well-formed UTF-8; when `text` is
// in this form already the list is empty. Linear; threads: any.
std::vector<Change> changes(std::string_view text, Form form);

}  // namespace runon::text
