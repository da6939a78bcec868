#include "write/json.h"

#include <fmt/format.h>

#include "base/json.h"
#include "text/utf8.h"

namespace runon::write {

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const text::Decoded d = text::decode(bytes, at);
    if (!d.well_formed) return false;
    at += d.bytes;
  }
  return true;
}

void append_name(std::string& out, std::string_view name) {
  if (is_utf8(name)) return base::append_json(out, name);
  std::string valid;
  for (std::size_t at = 0; at < name.size();) {
    const text::Decoded d = text::decode(name, at);
    if (d.well_formed) valid += name.substr(at, d.bytes);
    for (std::size_t i = at; !d.well_formed && i < at + d.bytes; ++i)
      valid += fmt::format("%{:02X}", static_cast<unsigned char>(name[i]));
    at += d.bytes;
  }
  base::append_json(out, valid);
}

void append_bytes(std::string& out, std::string_view key, std::string_view bytes) {
  out += '"';
  out += key;
  if (is_utf8(bytes)) {
    out += "\":";
    base::append_json(out, bytes);
    return;
  }
  out += "_base64\":\"";
  base::append_base64(out, bytes);
  out += '"';
}

}  // namespace runon::write
