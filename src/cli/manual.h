// The manual page, and what shells complete by; made of the option table, as the help is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace runon::cli {

// `kind`: man (for man(1), in its macros), bash, zsh or fish. Nothing for any other.
std::optional<std::string> generate(std::string_view kind);

}  // namespace runon::cli
