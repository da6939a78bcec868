#include "base/json.h"

#include <array>
#include <bit>
#include <cstdint>

#include "base/vectors.h"

namespace runon::base {
namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// What follows the backslash: 0 for none, 'u' for a numeric escape.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> escapes{};
  for (std::size_t c = 0; c < 0x20; ++c) escapes[c] = 'u';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

// The first place from `at` on, in steps of sixteen bytes, behind which a control character, a quotation mark or a backslash
// is among sixteen, or too few are left.
std::size_t pass_plain(std::string_view text, std::size_t at) {
  using Bytes = std::uint8_t __attribute__((vector_size(16)));
  for (; at + sizeof(Bytes) <= text.size(); at += sizeof(Bytes)) {
    Bytes bytes;
    load(text.data() + at, bytes);
    const auto escaped = (bytes < std::uint8_t{0x20}) | (bytes == std::uint8_t{'"'}) | (bytes == std::uint8_t{'\\'});
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(escaped);
    if ((halves[0] | halves[1]) != 0) break;
  }
  return at;
}

}  // namespace

void append_json(std::string& out, std::string_view utf8) {
  out.push_back('"');
  append_json_part(out, utf8);
  out.push_back('"');
}

void append_json_part(std::string& out, std::string_view utf8) {
  std::size_t run = 0;  // begin of what is not yet copied
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    at = pass_plain(utf8, at);
    if (at == utf8.size()) break;
    const auto byte = static_cast<unsigned char>(utf8[at]);
    const char escape = kEscapes[byte];
    if (escape == 0) continue;
    out.append(utf8, run, at - run);
    out.push_back('\\');
    out.push_back(escape);
    if (escape == 'u') {
      out += "00";
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 15U]);
    }
    run = at + 1;
  }
  out.append(utf8, run);
}

void append_base64(std::string& out, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = bytes.size() - at;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group <<= 8U;
      if (i < left) group |= static_cast<unsigned char>(bytes[at + i]);
    }
    out.push_back(kBase64[group >> 18U]);
    out.push_back(kBase64[(group >> 12U) & 63U]);
    out.push_back(left > 1 ? kBase64[(group >> 6U) & 63U] : '=');
    out.push_back(left > 2 ? kBase64[group & 63U] : '=');
  }
}

}  // namespace runon::base
