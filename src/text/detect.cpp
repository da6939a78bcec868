#include "text/detect.h"

#include <algorithm>
#include <cstddef>

#include "text/encoding.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{1} << 16U;

bool high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

char32_t unit_at(std::string_view bytes, std::size_t at, bool big) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[i])); };
  return big ? (byte(at) << 8U) | byte(at + 1) : (byte(at + 1) << 8U) | byte(at);
}

// Calls see(point) for each character; an unpaired surrogate is its own. Ignores an odd last byte.
template <class See>
void each_utf16(std::string_view bytes, bool big, See see) {
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t point = unit_at(bytes, at, big);
    if (high_surrogate(point) && at + 3 < bytes.size()) {
      const char32_t low = unit_at(bytes, at + 2, big);
      if (low_surrogate(low)) {
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    see(point);
  }
}

bool stray_control(char32_t c) { return c < 0x20 && !(c >= 0x09 && c <= 0x0D) && c != 0x1B; }

// Well-formed, and not full of controls: those are what the halves of Cyrillic or Greek UTF-16 read as.
bool reads_as_utf8(std::string_view sample) {
  std::size_t characters = 0;
  std::size_t controls = 0;
  for (std::size_t at = 0; at < sample.size();) {
    const Decoded d = decode(sample, at);
    const bool cut_short = sample.size() == kSampleBytes && at + 3 >= sample.size() && at + d.bytes == sample.size();
    if (!d.well_formed && !cut_short) return false;
    ++characters;
    if (stray_control(d.point)) ++controls;
    at += d.bytes;
  }
  return controls * 10 <= characters;
}

// How well a sample reads as UTF-16 of one byte order.
struct Reading {
  std::size_t characters = 0;
  std::size_t strange = 0;  // unassigned, private, surrogate, control
  std::size_t usual = 0;    // characters that texts cannot do without, and whose units hold 00, 30 or FF
};

Reading read_utf16(std::string_view sample, bool big) {
  Reading r;
  each_utf16(sample, big, [&](char32_t c) {
    ++r.characters;
    const Properties& p = properties(c);
    const bool white = c == '\n' || c == '\r' || c == '\t' || c == '\f';
    // ICU's categories: 0 unassigned, 15 control, 17 private use, 18 surrogate.
    if (!white && (p.category == 0 || p.category == 15 || p.category == 17 || p.category == 18)) ++r.strange;
    if (white || c == ' ' || (c >= 0x3000 && c <= 0x3002) || c == 0xFF0C) ++r.usual;
  });
  return r;
}

std::string_view guess_without_mark(std::string_view sample) {
  std::size_t nul[2] = {0, 0};
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample[i] == '\0') ++nul[i & 1U];
  // Latin text: nearly every second byte is zero. ASCII with zeros is well-formed UTF-8, so this comes first.
  const std::size_t most = std::max(nul[0], nul[1]);
  const std::size_t least = std::min(nul[0], nul[1]);
  if (most * 4 >= sample.size() && least * 16 <= most && most > 0) return nul[0] > nul[1] ? kUtf16Be : kUtf16Le;
  if (reads_as_utf8(sample)) return kUtf8;
  const Reading little = read_utf16(sample, false);
  const Reading big = read_utf16(sample, true);
  const Reading& better = big.usual > little.usual ? big : little;
  const bool fits = better.strange * 50 <= better.characters && better.usual * 200 >= better.characters && better.usual > 0;
  if (!fits) return kUtf8;
  return &better == &big ? kUtf16Be : kUtf16Le;
}

}  // namespace

Detected detect(std::string_view bytes) {
  const auto sure = [](std::string_view name) { return Detected{std::string(name), 1}; };
  if (bytes.starts_with("\xFF\xFE")) return sure(kUtf16Le);
  if (bytes.starts_with("\xFE\xFF")) return sure(kUtf16Be);
  if (bytes.starts_with("\xEF\xBB\xBF")) return sure(kUtf8);
  return sure(guess_without_mark(bytes.substr(0, kSampleBytes)));
}

}  // namespace runon::text
