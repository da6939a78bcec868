#include "write/json.h"

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
  base::append_json(out, is_utf8(name) ? name : text::encode(text::decode_all(name)));
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
