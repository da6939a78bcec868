// What lines of programs and settings begin and end with.
#pragma once

#include <string_view>

#include "text/utf8.h"

namespace runon::rejoin {

// Begins or ends with a brace. Requires: not empty.
inline bool is_braced(std::string_view text) {
  const auto brace = [](char c) { return c == '{' || c == '}'; };
  return brace(text.front()) || brace(text.back());
}

// A name in quotes, and a value: "name": ... Requires: not empty. Linear where it begins with a quote.
inline bool names_value(std::string_view text) { return text.front() == '"' && text.find("\": ") != std::string_view::npos; }

// A shell's prompt and what was typed behind it; an amount of money is none.
inline bool is_prompt(std::string_view text) { return text.size() > 2 && text.starts_with("$ ") && !text::ascii_digit(text[2]); }

}  // namespace runon::rejoin
