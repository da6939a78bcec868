#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
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

}  // namespace

std::size_t fold(std::string_view text, std::string& key) {
  key.clear();
  key.reserve(text.size());
  std::size_t letters = 0;
  std::size_t before = 0;      // where the character before begins: what follows may compose with it
  std::size_t key_before = 0;  // the key without it
  std::size_t letters_before = 0;
  for (std::size_t at = 0; at < text.size();) {
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
    const char32_t folded = (d.point + move) & 0xFFFF;
    append(key, folded);
    if (properties(folded).letter()) ++letters;
  }
  return letters;
}

}  // namespace runon::text
