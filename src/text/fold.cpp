#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

#include "fold_table.inc"
constexpr unsigned kPageBits = 7;

std::uint16_t cell(char32_t c) { return c > 0xFFFF ? kAsk : kPages[kIndex[c >> kPageBits]][c & ((1U << kPageBits) - 1)]; }

bool stays(const Properties& p) {
  const bool symbol = p.category >= 24 && p.category <= 27;
  return p.letter() || p.mark() || p.number() || symbol;
}

// Appends the folding of a stretch that nothing around it composes with; how many letters it has.
std::size_t ask_icu(std::string_view stretch, std::string& key) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  // ICU counts in 32 bits; only a gigabyte of combining marks would not fit, and is taken as it stands.
  const bool fits = stretch.size() < (std::size_t{1} << 30U);
  if (fold != nullptr && fits)
    fold->normalizeUTF8(0, {stretch.data(), static_cast<std::int32_t>(stretch.size())}, sink, nullptr, status);
  if (!fits || U_FAILURE(status)) folded = stretch;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const Decoded d = decode(folded, at);
    const Properties& p = properties(d.point);
    if (stays(p)) append(key, d.point);
    if (p.letter()) ++letters;
    at += d.bytes;
  }
  return letters;
}

// What each ASCII character becomes: 0 for nothing, 0x80 for what the table does not say in one byte.
const std::array<unsigned char, 0x80> kAscii = [] {
  std::array<unsigned char, 0x80> folded{};
  for (char32_t c = 0; c < 0x80; ++c) {
    const std::uint16_t move = cell(c);
    const char32_t to = (c + move) & 0xFFFF;
    folded[c] = move == kDrop ? 0 : move == kAsk || to >= 0x80 ? 0x80 : static_cast<unsigned char>(to);
  }
  return folded;
}();

// Writes a code point of the BMP at `at`; gives where it ends.
std::size_t put(char* key, std::size_t at, char32_t point) {
  if (point < 0x80) {
    key[at] = static_cast<char>(point);
    return at + 1;
  }
  if (point < 0x800) {
    key[at] = static_cast<char>(0xC0 | (point >> 6U));
    key[at + 1] = static_cast<char>(0x80 | (point & 0x3F));
    return at + 2;
  }
  key[at] = static_cast<char>(0xE0 | (point >> 12U));
  key[at + 1] = static_cast<char>(0x80 | ((point >> 6U) & 0x3F));
  key[at + 2] = static_cast<char>(0x80 | (point & 0x3F));
  return at + 3;
}

bool ascii_letter(unsigned char c) { return static_cast<unsigned char>((c | 0x20U) - 'a') < 26; }

}  // namespace

std::size_t fold(std::string_view text, std::string& key) {
  // Nothing takes more room folded than a half more, but what ICU is asked for, which is appended behind.
  const std::size_t room = text.size() + text.size() / 2 + 4;
  key.resize(room);
  char* out = key.data();  // a copy: what is written might otherwise be the string's own pointer
  std::size_t size = 0;    // of the key so far
  std::size_t letters = 0;
  std::size_t before = 0;      // where the character before begins: what follows may compose with it
  std::size_t key_before = 0;  // the key without it
  std::size_t letters_before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto pass = [&](std::size_t bytes) {
      before = std::exchange(at, at + bytes);
      key_before = size;
      letters_before = letters;
    };
    unsigned char folded_byte = 0;
    const std::size_t begin = at;
    for (; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      if (byte >= 0x80 || kAscii[byte] == 0x80) break;
      folded_byte = kAscii[byte];
      out[size] = static_cast<char>(folded_byte);
      size += folded_byte != 0 ? 1 : 0;
      letters += ascii_letter(folded_byte) ? 1 : 0;
    }
    if (at > begin) {
      before = at - 1;
      key_before = size - (folded_byte != 0 ? 1 : 0);
      letters_before = letters - (ascii_letter(folded_byte) ? 1 : 0);
      continue;
    }
    const Decoded d = decode(text, at);
    const std::uint16_t move = cell(d.point);
    if (move == 0) {
      pass(d.bytes);
      out[size] = text[before];
      out[size + 1] = text[before + 1];  // of two bytes at least
      if (d.bytes > 2) out[size + 2] = text[before + 2];
      size += d.bytes;
      letters += properties(d.point).letter() ? 1 : 0;
    } else if (move == kAsk) {
      std::size_t end = at + d.bytes;
      while (end < text.size() && cell(decode(text, end).point) == kAsk) end += decode(text, end).bytes;
      key.resize(key_before);
      letters = letters_before + ask_icu(text.substr(before, end - before), key);
      at = before = end;
      key_before = size = key.size();
      letters_before = letters;
      key.resize(size + room);
      out = key.data();
    } else {
      pass(d.bytes);
      if (move == kDrop) continue;
      const char32_t folded = (d.point + move) & 0xFFFF;
      size = put(out, size, folded);
      if (properties(folded).letter()) ++letters;
    }
  }
  key.resize(size);
  return letters;
}

}  // namespace runon::text
