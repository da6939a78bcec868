#include "text/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <bit>
#include <cstdint>

#include "base/lanes.h"
#include "text/properties.h"
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

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The changes of a span that begins and ends where nothing composes across.
void add_changes(std::string_view text, Span span, const icu::Normalizer2& icu, std::vector<Change>& out) {
  for (std::size_t begin = span.begin; begin < span.end;) {
    const std::size_t end = piece_end(text.substr(0, span.end), begin, icu);
    const icu::StringPiece piece = piece_of(text.substr(begin, end - begin));
    UErrorCode status = U_ZERO_ERROR;
    if (!icu.isNormalizedUTF8(piece, status)) {
      std::string normal;
      icu::StringByteSink<std::string> sink(&normal);
      icu::Edits edits;
      icu.normalizeUTF8(0, piece, sink, &edits, status);
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
}

// First bytes of characters other than ASCII and U+4000..U+9FFF, which are steady.
struct OtherLead {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    Bytes ideograph;
    base::among(bytes, 0xC0, 0xFF, out);
    base::among(bytes, 0xE4, 0xE9, ideograph);
    out &= ~ideograph;
  }
};

// Goes through the parts of a text that can change: characters that are not steady, each with the one before, which it may
// compose with, and the others up to the next that is steady, where no change reaches across.
class Unsteady {
 public:
  explicit Unsteady(std::string_view text) : text_(text), at_(find(0)) {}

  // The next part; empty behind the last. Parts that stand close are one, since each costs a call of ICU.
  Span next() {
    constexpr std::size_t kClose = 64;
    std::size_t at = at_;
    Span span{before(at), at};
    while (at < text_.size() && at - span.end <= kClose) {
      while (at < text_.size() && !steady(at)) at += decode(text_, at).bytes;
      span.end = at;
      at = find(at);
    }
    at_ = at;
    return span;
  }

 private:
  bool steady(std::size_t at) const { return properties(decode(text_, at).point).steady(); }
  std::size_t before(std::size_t at) const { return at == 0 || at == text_.size() ? at : at - decode_before(text_, at).bytes; }

  // The first character from `at` on that is not steady, or the text's end.
  std::size_t find(std::size_t at) const {
    for (; at + base::kBlock <= text_.size(); at += base::kBlock)
      if (const std::size_t found = among(base::where<base::Bytes16>(text_.data() + at, OtherLead{}), at); found < text_.size())
        return found;
    if (at >= text_.size()) return text_.size();
    const base::LastBlock last(text_.data() + at, text_.size() - at);
    return among(base::where<base::Bytes16>(last.bytes, OtherLead{}), at);
  }

  std::size_t among(std::uint64_t leads, std::size_t from) const {
    for (; leads != 0; leads &= leads - 1) {
      const std::size_t at = from + static_cast<std::size_t>(std::countr_zero(leads));
      if (!steady(at)) return at;
    }
    return text_.size();
  }

  std::string_view text_;
  std::size_t at_;  // the first that is not steady behind the parts given
};

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
  if (form == Form::nfkc) {
    add_changes(text, {0, text.size()}, *icu, out);
    return out;
  }
  Unsteady unsteady(text);
  for (Span span = unsteady.next(); span.begin < span.end; span = unsteady.next()) add_changes(text, span, *icu, out);
  return out;
}

}  // namespace runon::text
