// Writing JSON: strings and base64. Reading it is read/'s business.
#pragma once

#include <string>
#include <string_view>

namespace runon::base {

// Appends `utf8` as a JSON string literal with its quotes (RFC 8259). Escapes only what must be:
// quotation mark, backslash, U+0000 to U+001F; everything else goes as it is.
// Requires: well-formed UTF-8. Linear, copies runs.
void append_json(std::string& out, std::string_view utf8);

// What stands between the quotes. It may be cut anywhere: what it makes of the parts makes up the whole.
void append_json_part(std::string& out, std::string_view utf8);

// Appends the base64 of some bytes (RFC 4648, section 4, padded), without quotes.
void append_base64(std::string& out, std::string_view bytes);

}  // namespace runon::base
