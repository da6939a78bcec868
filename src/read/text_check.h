// Tells text from what is none.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "flow/document.h"

namespace runon::read {

// Nothing for text; else Code::not_text with what it seems to be and what to do. Looks at the first
// bytes for the signatures of common formats.
std::optional<base::Error> find_signature(std::string_view bytes);

// The same for decoded bytes that text::looks_binary() tells from text.
std::optional<base::Error> find_binary(std::string_view utf8);

// Nobody named the encoding, and it was not found with certainty (text::kSureEnough).
bool is_guess(const flow::Encoding& encoding);

// Makes a text document of the bytes of an input, which stand in document.base: fills base, text and
// encoding; a guessed encoding is a problem of the document. Error: not_text, where it is none; usage, where nobody knows the
// encoding. Any thread.
base::Status decode_text(flow::Document& document, std::string_view encoding);

}  // namespace runon::read
