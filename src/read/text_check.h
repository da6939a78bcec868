// Tells text from what is none.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"

namespace runon::read {

// Nothing for text; else Code::not_text with what it seems to be and what to do. Looks at the first
// bytes for the signatures of common formats.
std::optional<base::Error> find_signature(std::string_view bytes);

// The same for decoded bytes that text::looks_binary() tells from text.
std::optional<base::Error> find_binary(std::string_view utf8);

}  // namespace runon::read
