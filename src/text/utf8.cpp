#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "base/eight.h"

namespace runon::text {
namespace {

bool continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

Decoded decode_other(std::string_view bytes, std::size_t at) {
  assert(at < bytes.size());
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  unsigned char low = 0x80;  // bounds of the second byte, table 3-7
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  else if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  else if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  else return {kReplacement, 1, false};
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  char32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= bytes.size() || byte(i) < low || byte(i) > high) return {kReplacement, i, false};
    point = (point << 6U) | (byte(i) & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {point, length, true};
}

Decoded decode_other_before(std::string_view bytes, std::size_t at) {
  assert(at > 0);
  std::size_t begin = at - 1;
  while (begin > 0 && continuation(bytes[begin])) --begin;
  return decode(bytes.substr(0, at), begin);
}

void append_long(std::string& out, char32_t point) {
  std::array<char, 4> bytes{};
  const auto put = [&](std::size_t i, char32_t byte) { bytes[i] = static_cast<char>(byte); };
  if (point < 0x800) {
    put(0, 0xC0 | (point >> 6U));
    put(1, 0x80 | (point & 0x3F));
    out.append(bytes.data(), 2);
  } else if (point < 0x10000) {
    put(0, 0xE0 | (point >> 12U));
    put(1, 0x80 | ((point >> 6U) & 0x3F));
    put(2, 0x80 | (point & 0x3F));
    out.append(bytes.data(), 3);
  } else {
    put(0, 0xF0 | (point >> 18U));
    put(1, 0x80 | ((point >> 12U) & 0x3F));
    put(2, 0x80 | ((point >> 6U) & 0x3F));
    put(3, 0x80 | (point & 0x3F));
    out.append(bytes.data(), 4);
  }
}

std::string encode(std::u32string_view points) {
  std::string out;
  for (const char32_t point : points) append(out, point);
  return out;
}

void decode_all(std::string_view bytes, std::u32string& points, std::vector<std::size_t>& offsets) {
  points.clear();
  offsets.clear();
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded d = decode(bytes, at);
    points.push_back(d.point);
    offsets.push_back(at);
    at += d.bytes;
  }
  offsets.push_back(bytes.size());
}

void decode_all(std::string_view bytes, std::u32string& points) {
  points.resize(bytes.size());
  char32_t* to = points.data();
  for (std::size_t at = 0; at < bytes.size();) {
    for (char32_t point = 0; (point = ideograph_at(bytes, at)) != 0; at += 3) *to++ = point;
    for (; at < bytes.size() && static_cast<signed char>(bytes[at]) >= 0; ++at) *to++ = static_cast<unsigned char>(bytes[at]);
    if (at == bytes.size()) break;
    const Decoded d = decode(bytes, at);
    *to++ = d.point;
    at += d.bytes;
  }
  points.resize(static_cast<std::size_t>(to - points.data()));
}

std::u32string decode_all(std::string_view bytes) {
  std::u32string points;
  decode_all(bytes, points);
  return points;
}

std::size_t count(std::string_view bytes) {
  std::size_t continuations = 0;
  const std::size_t rest = base::pass_eights(bytes, 0, [&](const base::Eight& eight) {
    continuations += eight.continuations();
    return true;
  });
  continuations +=
      static_cast<std::size_t>(std::count_if(bytes.begin() + static_cast<std::ptrdiff_t>(rest), bytes.end(), continuation));
  return bytes.size() - continuations;
}

}  // namespace runon::text
