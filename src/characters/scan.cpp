// The one pass that says which rules a text calls for.
#include <bit>

#include "base/lanes.h"
#include "characters/rules.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::characters {
namespace {

std::uint32_t needs_of(char32_t c) {
  if (c < 0x20 ? c == '\t' || c == '\n' || c == '\f' : c < 0x7F) return 0;
  std::uint32_t needs = text::properties(c).steady() ? 0U : kDenormal;
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

// Character by character: for text with faults, where the leads alone do not say what follows.
std::uint32_t needs_of_each(std::string_view text) {
  std::uint32_t needs = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    needs |= d.well_formed ? needs_of(d.point) : std::uint32_t{kIllFormed};
    at += d.bytes;
  }
  return needs;
}

// ---- the pass over sound text: 64 bytes at once, and a look at the leads that are not of the usual kind ----

struct High {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    out = bytes;
  }
};

// Printable ASCII and LF.
struct Printable {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    Bytes line_end;
    base::among(bytes, 0x20, 0x7E, out);
    base::equal(bytes, '\n', line_end);
    out |= line_end;
  }
};

struct Continuation {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, 0x80, 0xBF, out);
  }
};

struct LeadOfThree {  // or of four
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, 0xE0, 0xFF, out);
  }
};

// Leads of U+4000..U+9FFF: whatever follows, no rule touches these.
struct Ideograph {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, 0xE4, 0xE9, out);
  }
};

class Pass {
 public:
  // `text` holds the bytes of the block from `from` on, and may hold what follows.
  explicit Pass(std::string_view text) : text_(text) {}

  // The 64 bytes that stand at `from` of the text, and at `bytes`. False when a fault was found.
  template <class Bytes>
  RUNON_INLINE bool block(const char* bytes, std::size_t from) {
    const std::uint64_t high = base::where<Bytes>(bytes, High{});
    std::uint64_t look = ~base::where<Bytes>(bytes, Printable{});
    if ((high | carry_) == 0) return look == 0 || leads(look, from);
    const std::uint64_t continuations = base::where<Bytes>(bytes, Continuation{});
    const std::uint64_t three = base::where<Bytes>(bytes, LeadOfThree{});
    look &= ~(base::where<Bytes>(bytes, Ideograph{}) | continuations);
    const std::uint64_t heads = high & ~continuations;
    fours_ = 0;
    if (look != 0 && !leads(look, from)) return false;
    const std::uint64_t wanted = heads << 1U | three << 2U | fours_ << 3U | carry_;
    carry_ = heads >> 63U | three >> 62U | fours_ >> 61U;
    needs_ |= kBeyondAscii;
    return wanted == continuations;
  }

  // No character is cut off at the text's end.
  bool whole() const { return carry_ == 0; }
  std::uint32_t needs() const { return needs_; }

 private:
  // The characters whose first bytes have these bits; false when one of them is none.
  bool leads(std::uint64_t look, std::size_t from);

  std::string_view text_;
  std::uint32_t needs_ = 0;
  std::uint64_t fours_ = 0;  // leads of four bytes in the block
  std::uint64_t carry_ = 0;  // bytes of the next block that go on a character
};

bool Pass::leads(std::uint64_t look, std::size_t from) {
  for (; look != 0; look &= look - 1) {
    const auto bit = static_cast<unsigned>(std::countr_zero(look));
    const std::size_t at = from + bit;
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text_[at + i])); };
    if (at + 2 < text_.size()) {
      // Typographic, CJK and full-width punctuation that every text has: U+2010..2027, U+3000..3029, U+FF01..FFEF. Bytes
      // compare as code points do.
      const std::uint32_t all = byte(0) << 16U | byte(1) << 8U | byte(2);
      if (all - 0xE38080 <= 0xE380A9 - 0xE38080 || all - 0xEFBC81 <= 0xEFBFAF - 0xEFBC81 || all - 0xE28090 <= 0xE280A7 - 0xE28090)
        continue;
    }
    const text::Decoded d = text::decode(text_, at);
    if (!d.well_formed) return false;
    if (d.bytes == 4) fours_ |= std::uint64_t{1} << bit;
    needs_ |= needs_of(d.point);
  }
  return true;
}

template <class Bytes>
RUNON_INLINE std::uint32_t needs_in_blocks(std::string_view text) {
  Pass pass(text);
  std::size_t at = 0;
  for (; at + base::kBlock <= text.size(); at += base::kBlock)
    if (!pass.block<Bytes>(text.data() + at, at)) return kIllFormed;
  if (at < text.size()) {
    const base::LastBlock last(text.data() + at, text.size() - at);
    if (!pass.block<Bytes>(last.bytes, at)) return kIllFormed;
  }
  return pass.whole() ? pass.needs() : std::uint32_t{kIllFormed};
}

std::uint32_t needs_narrow(std::string_view text) { return needs_in_blocks<base::Bytes16>(text); }
RUNON_WIDE std::uint32_t needs_wide(std::string_view text) { return needs_in_blocks<base::Bytes32>(text); }

}  // namespace

std::uint32_t needs_of(std::string_view text, bool wide) {
  const std::uint32_t needs = wide ? needs_wide(text) : needs_narrow(text);
  return needs == kIllFormed ? needs_of_each(text) : needs;
}

}  // namespace runon::characters
