#include "text/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <cstdint>

#include "text/utf8.h"

namespace runon::text {
namespace {

// ICU counts in 32 bits: longer texts go in pieces that end where nothing composes across.
constexpr std::size_t kPieceBytes = std::size_t{1} << 26U;

// Null only when ICU's data is missing from the machine.
const icu::Normalizer2* normalizer(Form form) {
  UErrorCode status = U_ZERO_ERROR;
  return form == Form::nfc ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFKCInstance(status);
}

// Where the piece that begins at `begin` ends: before a character that nothing before it composes with.
std::size_t piece_end(std::string_view text, std::size_t begin, const icu::Normalizer2& icu) {
  if (text.size() - begin <= kPieceBytes) return text.size();
  std::size_t at = begin + kPieceBytes;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  while (at < text.size()) {
    const Decoded d = decode(text, at);
    if (icu.hasBoundaryBefore(static_cast<UChar32>(d.point))) break;
    at += d.bytes;
  }
  return at;
}

icu::StringPiece piece_of(std::string_view text) { return {text.data(), static_cast<std::int32_t>(text.size())}; }

}  // namespace

bool is_normal(std::string_view text, Form form) {
  const icu::Normalizer2* icu = normalizer(form);
  if (icu == nullptr) return true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = piece_end(text, begin, *icu);
    UErrorCode status = U_ZERO_ERROR;
    if (!icu->isNormalizedUTF8(piece_of(text.substr(begin, end - begin)), status)) return false;
    begin = end;
  }
  return true;
}

std::vector<Change> changes(std::string_view text, Form form) {
  std::vector<Change> out;
  const icu::Normalizer2* icu = normalizer(form);
  if (icu == nullptr) return out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = piece_end(text, begin, *icu);
    const icu::StringPiece piece = piece_of(text.substr(begin, end - begin));
    UErrorCode status = U_ZERO_ERROR;
    if (!icu->isNormalizedUTF8(piece, status)) {
      std::string normal;
      icu::StringByteSink<std::string> sink(&normal);
      icu::Edits edits;
      icu->normalizeUTF8(0, piece, sink, &edits, status);
      icu::Edits::Iterator each = edits.getCoarseChangesIterator();
      while (U_SUCCESS(status) && each.next(status)) {
        const std::size_t at = begin + static_cast<std::size_t>(each.sourceIndex());
        out.push_back(
            {at, at + static_cast<std::size_t>(each.oldLength()),
             normal.substr(static_cast<std::size_t>(each.destinationIndex()), static_cast<std::size_t>(each.newLength()))});
      }
    }
    begin = end;
  }
  return out;
}

}  // namespace runon::text
