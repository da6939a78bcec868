#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <cstdint>

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

bool ascii_letter(unsigned char c) { return static_cast<unsigned char>((c | 0x20U) - 'a') < 26; }

}  // namespace

std::size_t fold(std::string_view text, std::string& key) {
  key.clear();
  key.reserve(text.size());
  std::size_t letters = 0;
  std::size_t before = 0;      // where the character before begins: what follows may compose with it
  std::size_t key_before = 0;  // the key without it
  std::size_t letters_before = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80 && kAscii[byte] != 0x80) {
      before = at++;
      key_before = key.size();
      letters_before = letters;
      if (kAscii[byte] == 0) continue;
      key.push_back(static_cast<char>(kAscii[byte]));
      letters += ascii_letter(kAscii[byte]) ? 1 : 0;
      continue;
    }
    const Decoded d = decode(text, at);
    const std::uint16_t move = cell(d.point);
    if (move == kAsk) {
      std::size_t end = at + d.bytes;
      while (end < text.size() && cell(decode(text, end).point) == kAsk) end += decode(text, end).bytes;
      key.resize(key_before);
      letters = letters_before + ask_icu(text.substr(before, end - before), key);
      at = before = end;
      key_before = key.size();
      letters_before = letters;
      continue;
    }
    before = at;
    key_before = key.size();
    letters_before = letters;
    at += d.bytes;
    if (move == kDrop) continue;
    if (move == 0) {
      key.append(text, before, d.bytes);
      letters += properties(d.point).letter() ? 1 : 0;
      continue;
    }
    const char32_t folded = (d.point + move) & 0xFFFF;
    append(key, folded);
    if (properties(folded).letter()) ++letters;
  }
  return letters;
}

}  // namespace runon::text
