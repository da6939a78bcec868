#include "characters/rules.h"

#include "characters/mojibake.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "base/lanes.h"
#include "text/normalize.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::characters {
namespace {

#include "characters/radicals.inc"

// Collects the edits of one rule; those that touch become one.
class Runs {
 public:
  Runs(flow::Edits& edits, const flow::Rule& rule) : edits_(edits), rule_(rule) {}
  ~Runs() { flush(); }
  Runs(const Runs&) = delete;
  Runs& operator=(const Runs&) = delete;

  void add(std::size_t begin, std::size_t end, std::string_view after) {
    if (begin != end_) flush();
    if (begin_ == end_) begin_ = begin;
    end_ = end;
    after_ += after;
  }

 private:
  void flush() {
    if (begin_ != end_) edits_.add(begin_, end_, after_, rule_);
    begin_ = end_;
    after_.clear();
  }

  flow::Edits& edits_;
  const flow::Rule& rule_;
  std::size_t begin_ = 0;  // the run that grows; begin_ == end_: none
  std::size_t end_ = 0;
  std::string after_;
};

// Calls see(decoded, at) for each character that is not printable ASCII.
template <class See>
void each(std::string_view text, See see) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    const text::Decoded d = text::decode(text, at);
    see(d, at);
    at += d.bytes;
  }
}

// The bytes `kFirst`.
template <std::uint8_t... kFirst>
struct OneOf {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    Bytes one;
    out = Bytes{};
    ((base::equal(bytes, kFirst, one), out |= one), ...);
  }
};

// Calls see(decoded, at) for each character that begins with one of the bytes `kFirst`.
template <std::uint8_t... kFirst, class See>
void each_of(std::string_view text, See see) {
  const auto found = [&](std::uint64_t bits, std::size_t from) {
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t at = from + static_cast<std::size_t>(std::countr_zero(bits));
      see(text::decode(text, at), at);
    }
  };
  std::size_t at = 0;
  for (; at + base::kBlock <= text.size(); at += base::kBlock)
    found(base::where<base::Bytes16>(text.data() + at, OneOf<kFirst...>{}), at);
  if (at == text.size()) return;
  const base::LastBlock last(text.data() + at, text.size() - at);
  found(base::where<base::Bytes16>(last.bytes, OneOf<kFirst...>{}), at);
}

// Deletes what `wanted` picks.
template <class Wanted>
void remove(std::string_view text, flow::Edits& edits, const flow::Rule& rule, Wanted wanted) {
  Runs runs(edits, rule);
  each(text, [&](const text::Decoded& d, std::size_t at) {
    if (wanted(d.point, at, at + d.bytes)) runs.add(at, at + d.bytes, "");
  });
}

void byte_order_mark(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  remove(text, edits, rule, [](char32_t c, std::size_t, std::size_t) { return c == 0xFEFF; });
}

// LF, or one of the characters that line_end() makes LF of, or a form feed, stands at `at`, or the text ends there.
bool at_line_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const char32_t c = text::decode(text, at).point;
  return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// U+0002 (and U+FFFE, as the library's other interface has it) is a hyphen that PDFium found at a line's
// end; elsewhere U+0002 is a control like others.
void hyphen_mark(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  Runs runs(edits, rule);
  each(text, [&](const text::Decoded& d, std::size_t at) {
    if (d.point != 0x02 && d.point != 0xFFFE) return;
    if (at_line_end(text, at + d.bytes)) runs.add(at, at + d.bytes, "\xC2\xAD");
    else if (d.point == 0x02) runs.add(at, at + d.bytes, "");
  });
}

void control(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  remove(text, edits, rule, [](char32_t c, std::size_t, std::size_t) {
    return (c < 0x20 && !(c >= 0x09 && c <= 0x0D) && c != 0x02) || (c >= 0x7F && c < 0xA0 && c != 0x85);
  });
}

// LRE, RLE, PDF, LRO, RLO and the isolates. pdftotext wraps each line and each run against the
// line's direction in them; the order of the characters is logical without them too (UAX #9).
void bidi_control(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  remove(text, edits, rule,
         [](char32_t c, std::size_t, std::size_t) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); });
}

// Zero width space and word joiner. Between Thai, Lao, Khmer or Burmese letters the zero width space
// is orthography: it parts words (The Unicode Standard, 16).
void zero_width(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  Runs runs(edits, rule);
  char32_t before = 0;   // the last character in front that is none of them; 0: none, or ASCII
  std::size_t last = 0;  // where the last of them ends
  each_of<0xE2>(text, [&](const text::Decoded& d, std::size_t at) {
    const bool space = d.point == 0x200B;
    if (!space && d.point != 0x2060) return;
    const std::size_t end = at + d.bytes;
    if (at == 0 || at != last) before = at == 0 ? 0 : text::decode_before(text, at).point;
    if (before < 0x80) before = 0;
    last = end;
    const char32_t next = end < text.size() ? text::decode(text, end).point : 0;
    const bool parts_words =
        space && text::properties(before).script == text::Script::thai && text::properties(next).script == text::Script::thai;
    if (!parts_words) runs.add(at, end, "");
  });
}

void line_end(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  Runs runs(edits, rule);
  each_of<'\r', 0x0B, 0xC2, 0xE2>(text, [&](const text::Decoded& d, std::size_t at) {
    const char32_t c = d.point;
    const bool crlf = c == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (crlf) runs.add(at, at + 1, "");
    else if (c == '\r' || c == 0x0B || c == 0x85 || c == 0x2028 || c == 0x2029) runs.add(at, at + d.bytes, "\n");
  });
}

bool hyphen(char32_t c) { return c == 0xAD || c == '-' || c == 0x2010 || c == 0x2011; }

// A soft hyphen is a place where a word may be parted; at a line's end, with or without the hyphen
// that shows it, it says that the word was parted there: rejoin takes it out with the line end. So it does at the
// text's end, with or without a line feed, which says nothing of the word.
void soft_hyphen(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  std::size_t looked = 0;  // what follows was looked at up to here
  bool ends_line = false;
  remove(text, edits, rule, [&](char32_t c, std::size_t, std::size_t end) {
    if (c != 0xAD) return false;
    if (end > looked) {
      looked = end;
      while (looked < text.size()) {
        const text::Decoded d = text::decode(text, looked);
        if (!hyphen(d.point) && d.point != ' ' && d.point != '\t') break;
        looked += d.bytes;
      }
      ends_line = looked == text.size() || text[looked] == '\n' || text[looked] == '\f';
    }
    return !ends_line;
  });
}

// Scripts whose letters change their shape by ZWJ and ZWNJ (The Unicode Standard, 23.2).
bool joins(char32_t c) {
  const text::Script script = text::properties(c).script;
  return script == text::Script::arabic || script == text::Script::indic || script == text::Script::thai ||
         script == text::Script::other;
}

bool emoji(char32_t c) { return (text::properties(c).flags & text::Properties::kEmoji) != 0; }

// What may stand between an emoji or letter and its joiner: marks, variation selectors, skin tones.
bool trails(char32_t c) { return text::properties(c).mark() || (c >= 0x1F3FB && c <= 0x1F3FF); }

void joiner(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  char32_t before = 0;       // the last character that is no joiner and does not trail
  std::size_t expected = 0;  // where the next character stands if nothing was skipped
  char32_t next = 0;         // the first behind the joiner that is none and does not trail, looked for
  std::size_t looked = 0;    // up to here
  remove(text, edits, rule, [&](char32_t c, std::size_t at, std::size_t end) {
    if (at != expected) before = 0;
    expected = end;
    if (c != 0x200C && c != 0x200D) {
      if (!trails(c)) before = c;
      return false;
    }
    if (end > looked) {
      next = 0;
      for (looked = end; looked < text.size();) {
        const text::Decoded d = text::decode(text, looked);
        next = d.point;
        if (next != 0x200C && next != 0x200D && !trails(next)) break;
        looked += d.bytes;
      }
      if (looked == text.size()) next = 0;
      looked = std::max(looked, end + 1);
    }
    if (joins(before) || joins(next)) return false;
    return !(c == 0x200D && emoji(before) && emoji(next));
  });
}

char32_t ideograph_of(char32_t radical) {
  if (radical >= 0x2E80 && radical - 0x2E80 < std::size(kSupplement)) return kSupplement[radical - 0x2E80];
  if (radical >= 0x2F00 && radical - 0x2F00 < std::size(kKangxi)) return kKangxi[radical - 0x2F00];
  return 0;
}

// Fonts whose glyph names or cmaps lead back to the radical that looks the same leave radicals in
// running text. Where radicals are meant they stand in a table of them: three or more one after the
// other by number, with nothing but punctuation or space between them; those stay.
void radical(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  struct Found {
    std::size_t begin, end;
    char32_t point;
  };
  constexpr std::size_t kTable = 3;
  std::vector<Found> run;  // radicals that may be a table's
  Runs runs(edits, rule);
  const auto flush = [&] {
    if (run.size() < kTable)
      for (const Found& f : run) {
        std::string after;
        text::append(after, ideograph_of(f.point));
        runs.add(f.begin, f.end, after);
      }
    run.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    const std::size_t end = at + d.bytes;
    if (ideograph_of(d.point) != 0) {
      if (!run.empty() && d.point != run.back().point + 1) flush();
      run.push_back({at, end, d.point});
    } else {
      const text::Properties& p = text::properties(d.point);
      if (!p.space() && !p.punctuation()) flush();
    }
    at = end;
  }
  flush();
}

void ligature(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  // U+FB05 is long s and t: like U+FB06 it stands for "st" (its decomposition in UnicodeData.txt).
  constexpr std::array<std::string_view, 7> kLetters = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  Runs runs(edits, rule);
  each(text, [&](const text::Decoded& d, std::size_t at) {
    if (d.point >= 0xFB00 && d.point <= 0xFB06) runs.add(at, at + d.bytes, kLetters[d.point - 0xFB00]);
  });
}

template <text::Form form>
void normal_form(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  for (const text::Change& change : text::changes(text, form)) edits.add(change.begin, change.end, change.after, rule);
}

constexpr std::string_view kStage = "characters";

// The example of ill_formed stays empty: a row's texts go into help and documents, which are UTF-8.
constexpr std::array kRows = {
    Row{{kStage, kIllFormedReplace, "Bytes that are not UTF-8 become U+FFFD, one for each maximal subpart.", "", "", true},
        kIllFormed,
        replace_ill_formed},
    Row{{kStage, kIllFormedLatin1, "Bytes that are not UTF-8 become what they are in windows-1252, with --on-invalid latin1.", "",
         "", true},
        kIllFormed,
        read_ill_formed_as_latin1,
        true},
    Row{{kStage, kMojibake, "Text that was decoded with the wrong encoding is read anew, with --mojibake repair.",
         "Il pr\xC3\x83\xC2\xA9"
         "f\xC3\x83\xC2\xA9rait le caf\xC3\x83\xC2\xA9",
         "Il pr\xC3\xA9"
         "f\xC3\xA9rait le caf\xC3\xA9",
         true},
        kBeyondAscii,
        repair_mojibake,
        true},
    Row{{kStage, "byte-order-mark", "The byte order mark and its copies inside the text go.",
         "\xEF\xBB\xBF"
         "A line",
         "A line", true},
        kByteOrderMark,
        byte_order_mark},
    Row{{kStage, "control", "Control characters go, but for tab, line ends and form feed.",
         "a\x01"
         "b\tc",
         "ab\tc", true},
        kControl,
        control},
    Row{{kStage, "bidi-control", "Embeddings, overrides and isolates that extractors wrap lines in go.",
         "\xE2\x80\xAB"
         "1999\xE2\x80\xAC",
         "1999", true},
        kBidiControl,
        bidi_control},
    Row{{kStage, "zero-width",
         "Zero width spaces and word joiners go, but for those between Thai, Lao, Khmer or Burmese letters.",
         "a\xE2\x80\x8B"
         "b",
         "ab", true},
        kZeroWidth,
        zero_width},
    Row{{kStage, "joiner", "ZWJ and ZWNJ go where no script or emoji uses them.", "Auf\xE2\x80\x8Clage", "Auflage", true},
        kJoiner,
        joiner},
    Row{{kStage, "hyphen-mark", "The signs that PDFium leaves for a hyphen at a line's end become soft hyphens.",
         "pos\x02\nsible", "pos\xC2\xAD\nsible", true},
        kHyphenMark,
        hyphen_mark},
    Row{{kStage, "line-end", "CR LF, CR, VT, NEL, U+2028 and U+2029 become LF.", "one\r\ntwo\rthree", "one\ntwo\nthree", true},
        kLineEnd,
        line_end},
    Row{{kStage, "soft-hyphen", "Soft hyphens go, but for those at a line's end, which rejoin needs.",
         "hy\xC2\xADphen\xC2\xAD\nation", "hyphen\xC2\xAD\nation", true},
        kSoftHyphen,
        soft_hyphen},
    Row{{kStage, "radical", "Kangxi and supplement radicals become the ideographs that they stand for.",
         "\xE2\xBC\x80\xE5\xAE\x9A", "\xE4\xB8\x80\xE5\xAE\x9A", true},
        kRadical,
        radical},
    Row{{kStage, "ligature", "Latin ligatures become letters.",
         "\xEF\xAC\x81"
         "nd",
         "find", true},
        kLigature,
        ligature},
    Row{{kStage, kNfc, "Canonical normalization (UAX #15).", "e\xCC\x81", "\xC3\xA9", true},
        kDenormal,
        normal_form<text::Form::nfc>},
    Row{{kStage, kNfkc, "Compatibility normalization (UAX #15), with --normalize nfkc.", "", "", true},
        kBeyondAscii,
        normal_form<text::Form::nfkc>},
};

static_assert(flow::ids_differ(kRows), "two rules of one id");

}  // namespace

std::span<const Row> rows() { return kRows; }

}  // namespace runon::characters
