// The one pass that says which rules a text calls for.
#include <array>

#include "base/eight.h"
#include "characters/rules.h"
#include "text/utf8.h"

namespace runon::characters {
namespace {

enum class Lead : std::uint8_t { plain, special, ideograph };

// What the first byte of a character says: nothing to do, look closer, or a CJK ideograph
// (U+4000..U+9FFF, leads E4..E9), which no rule touches when it is well-formed.
constexpr std::array<Lead, 256> kLeads = [] {
  std::array<Lead, 256> leads{};
  for (std::size_t c = 0; c < 256; ++c) {
    if (c == '\t' || c == '\n' || c == '\f' || (c >= 0x20 && c < 0x7F)) leads[c] = Lead::plain;
    else if (c >= 0xE4 && c <= 0xE9) leads[c] = Lead::ideograph;
    else leads[c] = Lead::special;
  }
  return leads;
}();

// Ranges whose characters stand in normal form C whatever surrounds them (NFC_Quick_Check=Yes and
// combining class 0; UAX #15, 9), as far as they are frequent. All others send the text to ICU.
bool inert(char32_t c) {
  return c < 0x300 || (c >= 0x400 && c <= 0x482) || (c >= 0x2010 && c <= 0x205F) || (c >= 0x3001 && c <= 0x3029) ||
         (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A0 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF01 && c <= 0xFFEF);
}

// Typographic, CJK and full-width punctuation that every text has: nothing to do but for form KC.
bool usual(char32_t c) { return (c >= 0x2010 && c <= 0x2027) || (c >= 0x3001 && c <= 0x3029) || (c >= 0xFF01 && c <= 0xFFEF); }

std::uint32_t needs_of(char32_t c) {
  std::uint32_t needs = inert(c) ? 0U : kDenormal;
  if (c >= 0x80) needs |= kBeyondAscii;
  if (c == '\r' || c == 0x0B || c == 0x85 || c == 0x2028 || c == 0x2029) return needs | kLineEnd;
  if (c == 0x02 || c == 0xFFFE) needs |= kHyphenMark;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return needs | kControl;
  if (c == 0xAD) return needs | kSoftHyphen;
  if (c == 0x200B || c == 0x2060) return needs | kZeroWidth;
  if (c == 0x200C || c == 0x200D) return needs | kJoiner;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return needs | kBidiControl;
  if (c >= 0x2E80 && c <= 0x2FD5) return needs | kRadical;
  if (c >= 0xE000 && c <= 0xF8FF) return needs | kPrivate;
  if (c >= 0xFB00 && c <= 0xFB06) return needs | kLigature;
  if (c == 0xFEFF) return needs | kByteOrderMark;
  if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEU) == 0xFFFEU) return needs | kNoncharacter;
  if (c >= 0xF0000) return needs | kPrivate;
  return needs;
}

bool printable(const base::Eight& bytes) { return bytes.ascii() && !bytes.any_below(0x20) && !bytes.any(0x7F); }

}  // namespace

std::uint32_t needs_of(std::string_view text) {
  std::uint32_t needs = 0;
  const auto continues = [&](std::size_t i) { return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U; };
  for (std::size_t at = 0; at < text.size();) {
    const Lead lead = kLeads[static_cast<unsigned char>(text[at])];
    if (lead == Lead::plain) {
      at = base::pass_eights(text, at + 1, printable);
    } else if (lead == Lead::ideograph && continues(at + 1) && continues(at + 2)) {
      needs |= kBeyondAscii;
      at += 3;
    } else {
      const text::Decoded d = text::decode(text, at);
      if (!d.well_formed) needs |= kIllFormed;
      else needs |= usual(d.point) ? std::uint32_t{kBeyondAscii} : needs_of(d.point);
      at += d.bytes;
    }
  }
  return needs;
}

}  // namespace runon::characters
