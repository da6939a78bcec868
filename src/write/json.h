// JSON of things that may not be UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace runon::write {

// True for well-formed UTF-8. One pass.
bool is_utf8(std::string_view bytes);

// A string; bytes that are not UTF-8 (in names of files) become "%XX", as in ids (read/names.h).
void append_name(std::string& out, std::string_view name);

// "key":"bytes", or "key_base64":"..." where the bytes are not UTF-8.
void append_bytes(std::string& out, std::string_view key, std::string_view bytes);

}  // namespace runon::write
