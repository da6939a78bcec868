#include "spacing/evidence.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/lanes.h"
#include "spacing/stretch.h"
#include "text/fold.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::spacing {

namespace {

constexpr std::size_t kLong = 14;  // characters; columns of newspapers are narrower, and prove nothing

bool closes(Glyph last, char32_t point) {
  if (last == Glyph::end || last == Glyph::close || last == Glyph::quote_close) return true;
  constexpr std::u32string_view kSigns = U"\uFF1A\uFF1B\u2026.!?:";
  return kSigns.find(point) != std::u32string_view::npos;
}

}  // namespace

Place place_of(Glyph left, Glyph right) {
  if (left == Glyph::close && right == Glyph::cjk) return Place::after_close;
  if (left == Glyph::cjk && right == Glyph::open) return Place::before_open;
  if (left == Glyph::end && (right == Glyph::cjk || right == Glyph::open)) return Place::after_end;
  if (left == Glyph::cjk && right == Glyph::quote_open) return Place::before_quote;
  if (left == Glyph::quote_close && right == Glyph::cjk) return Place::after_quote;
  const auto western = [](Glyph g) { return g == Glyph::letter || g == Glyph::digit; };
  if ((left == Glyph::cjk && western(right)) || (western(left) && right == Glyph::cjk)) return Place::mixed;
  return Place::places;
}

namespace {

// What a line tells when it is walked through.
struct Told {
  std::size_t cjk = 0;
  std::size_t letters = 0;
  Glyph last = Glyph::punct;
  char32_t point = 0;
};

// Calls pair(left, right, gapped) for neighbours that are not both CJK characters.
template <class Pair>
Told walk(std::string_view line, Pair pair) {
  LineWalk walk(line);
  Told told;
  for (bool first = true; walk.next(); first = false) {
    const Glyph next = walk.glyph();
    if (next == Glyph::cjk) ++told.cjk;
    else if (next == Glyph::letter || next == Glyph::hangul || next == Glyph::foreign) ++told.letters;
    if (!first && (next != Glyph::cjk || told.last != Glyph::cjk)) pair(told.last, next, walk.behind_gap());
    if (next == Glyph::cjk) told.cjk += walk.skip_ideographs();
    told.last = next;
    told.point = walk.point();
  }
  return told;
}
Told walk(std::string_view line) {
  return walk(line, [](Glyph, Glyph, bool) {});
}

// The letters of a line without CJK characters, by its bytes.
std::size_t letters_of(std::string_view line) {
  std::size_t letters = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (text::ascii_letter(c) || (byte >= 0xC3 && byte <= 0xE1) || (byte >= 0xEA && byte <= 0xED)) ++letters;
  }
  return letters;
}

bool has_cjk(std::string_view line) { return (traits_of(trimmed(line)) & kCjk) != 0; }

// ---- by bytes, without a look at each character ----

struct AsciiLetter {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes | 0x20, 'a', 'z', out);
  }
};

// First bytes of characters beyond ASCII.
struct HighLead {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, 0xC0, 0xFF, out);
  }
};

// U+4E00 to U+9FFF: CJK characters, all of them.
struct Ideograph {
  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
      Bytes bytes;
      Bytes lead;
      Bytes more;
      base::load(at + i + 1, bytes);
      base::among(bytes, 0xB8, 0xBF, more);  // behind E4
      base::load(at + i, bytes);
      base::equal(bytes, 0xE4, lead);
      more &= lead;
      base::among(bytes, 0xE5, 0xE9, lead);
      more |= lead;
      bits |= base::high_bits(more) << i;
    }
    return bits;
  }
};

// Calls add(bytes) for each 64 bytes of the text, until it gives false.
template <class Add>
void each_block(std::string_view text, Add add) {
  std::size_t at = 0;
  for (; at + base::kBlock < text.size(); at += base::kBlock)
    if (!add(text.data() + at)) return;
  if (at < text.size()) add(base::LastBlock(text.data() + at, text.size() - at).bytes);
}

std::size_t count(std::uint64_t bits) { return static_cast<std::size_t>(std::popcount(bits)); }

std::size_t high_leads(std::string_view text) {
  std::size_t leads = 0;
  each_block(text, [&](const char* at) { return leads += count(base::where<base::Bytes16>(at, HighLead{})), true; });
  return leads;
}

// Ideographs of the text, `enough` at least where there are so many.
std::size_t ideographs(std::string_view text, std::size_t enough) {
  std::size_t found = 0;
  each_block(text, [&](const char* at) { return (found += count(Ideograph{}.bits<base::Bytes16>(at))) < enough; });
  return found;
}

std::size_t ascii_letters(std::string_view text) {
  std::size_t letters = 0;
  each_block(text, [&](const char* at) { return letters += count(base::where<base::Bytes16>(at, AsciiLetter{})), true; });
  return letters;
}

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

// The last character of a line of `kLong` CJK characters or more; nothing for other lines.
std::optional<Told> end_of_long(std::string_view line) {
  if (line.size() < 3 * kLong) return std::nullopt;
  if (ideographs(line, kLong) < kLong) {
    if (high_leads(line) < kLong || !has_cjk(line)) return std::nullopt;
    const Told told = walk(line);
    return told.cjk < kLong ? std::nullopt : std::optional<Told>(told);
  }
  for (std::size_t at = line.size(); at > 0;) {
    const text::Decoded d = text::decode_before(line, at);
    if (combines(d.point)) return walk(line);  // it belongs to another, or does not
    if (!white(d.point)) return Told{.last = glyph(d.point), .point = d.point};
    at -= d.bytes;
  }
  return std::nullopt;
}

}  // namespace

bool Evidence::speaks() const {
  if (!speaks_) {
    const auto gapped = [&](const flow::Line& line) {
      const std::string_view inner = trimmed(document_.view(line));
      const unsigned traits = traits_of(inner);
      return (traits & kCjk) != 0 && has_gap(inner, traits);
    };
    speaks_ = gaps_.cjk && (std::any_of(gaps_.open.begin(), gaps_.open.end(), [](const GapLine& line) { return line.cjk; }) ||
                            std::any_of(document_.lines.begin(), document_.lines.end(), gapped));
  }
  return *speaks_;
}

bool Evidence::cjk_document() const {
  if (!cjk_document_) cjk_document_ = speaks() && weigh_letters();
  return *cjk_document_;
}

bool Evidence::weigh_letters() const {
  // Bounds first: whatever else there is, these are CJK characters, and these are letters.
  const std::size_t sure = ideographs(document_.text, kAll);
  const std::size_t high = high_leads(document_.text);
  const std::size_t ascii = ascii_letters(document_.text);
  if (sure * 2 > ascii + high - sure) return true;
  if (high * 2 <= ascii) return false;
  std::size_t cjk = 0;
  std::size_t letters = 0;
  for (const flow::Line& line : document_.lines) {
    const std::string_view text = document_.view(line);
    if (!has_cjk(text)) {
      letters += letters_of(text);
      continue;
    }
    const Told told = walk(text);
    cjk += told.cjk;
    letters += told.letters;
  }
  return cjk * 2 > letters;
}

bool Evidence::paragraph_lines() const {
  if (!paragraph_lines_) paragraph_lines_ = speaks() && find_paragraphs();
  return *paragraph_lines_;
}

bool Evidence::find_paragraphs() const {
  std::size_t all = 0;
  std::size_t closed = 0;
  const std::vector<flow::Line>& lines = document_.lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // Even if all that come were closed.
    if ((closed + lines.size() - i) * 10 < (all + lines.size() - i) * 8) return false;
    const std::optional<Told> end = end_of_long(document_.view(lines[i]));
    if (!end) continue;
    ++all;
    closed += closes(end->last, end->point) ? 1 : 0;
  }
  return all >= 3 && closed * 10 >= all * 8;
}

bool Evidence::habit(Place place) const {
  if (!speaks()) return false;
  const auto i = static_cast<std::size_t>(place);
  if (!gapped_) count_gapped();
  if ((*gapped_)[i].gapped < 5) return false;
  if (!counts_) count_all();
  return (*counts_)[i].gapped * 2 >= (*counts_)[i].all;
}

namespace {

template <class Counts>
void add_pair(Counts& counts, Glyph left, Glyph right, bool gapped) {
  const Place place = place_of(left, right);
  if (place == Place::places) return;
  auto& count = counts[static_cast<std::size_t>(place)];
  ++count.all;
  if (gapped) ++count.gapped;
}

}  // namespace

void Evidence::count_gapped() const {
  gapped_ = Counts{};
  spaced_.assign(gaps_.open.size(), false);
  LineText text;
  for (std::size_t i = 0; i < gaps_.open.size(); ++i) {
    if (!gaps_.open[i].cjk) continue;
    const flow::Line& line = document_.lines[gaps_.open[i].index];
    text.read(document_.text, line.begin, line.end);
    spaced_[i] = weigh(text).spaced;
    if (spaced_[i]) continue;
    for (std::size_t c = 0; c + 1 < text.size(); ++c) {
      const bool ideographs = text.glyphs[c] == Glyph::cjk && text.glyphs[c + 1] == Glyph::cjk;
      if (!ideographs) add_pair(*gapped_, text.glyphs[c], text.glyphs[c + 1], text.gap_after[c] != 0);
    }
  }
  for (const GapLine& line : gaps_.odd)
    walk(document_.view(document_.lines[line.index]),
         [&](Glyph left, Glyph right, bool gapped) { add_pair(*gapped_, left, right, gapped); });
}

// Those without a gap.
void Evidence::count_all() const {
  counts_ = gapped_;
  auto open = gaps_.open.begin();
  auto odd = gaps_.odd.begin();
  for (std::size_t i = 0; i < document_.lines.size(); ++i) {
    if (open != gaps_.open.end() && open->index == i) {
      ++open;
    } else if (odd != gaps_.odd.end() && odd->index == i) {
      ++odd;
    } else if (const std::string_view text = document_.view(document_.lines[i]); has_cjk(text)) {
      walk(text, [&](Glyph left, Glyph right, bool gapped) { add_pair(*counts_, left, right, gapped); });
    }
  }
}

bool Words::contains(std::u32string_view word) {
  if (!built_) {
    built_ = true;
    std::u32string run;
    const auto flush = [&] {
      if (run.size() > 1) words_.insert(run);
      run.clear();
    };
    for (std::size_t at = 0; at < text_.size();) {
      const text::Decoded d = text::decode(text_, at);
      const text::Properties& p = text::properties(d.point);
      if (p.letter() || p.mark()) run += text::lower_case(d.point);
      else flush();
      at += d.bytes;
    }
    flush();
  }
  return words_.contains(std::u32string(word));
}

}  // namespace runon::spacing
