// What lines of programs and settings begin and end with.
#pragma once

#include <string_view>

namespace runon::rejoin {

// Begins or ends with a brace. Requires: not empty.
inline bool is_braced(std::string_view text) {
  const auto brace = [](char c) { return c == '{' || c == '}'; };
  return brace(text.front()) || brace(text.back());
}

// A name in quotes, and a value: "name": ... Requires: not empty. Linear where it begins with a quote.
inline bool names_value(std::string_view text) { return text.front() == '"' && text.find("\": ") != std::string_view::npos; }

}  // namespace runon::rejoin
