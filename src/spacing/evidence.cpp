#include "spacing/evidence.h"

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

void Evidence::add_end(std::size_t cjk, Glyph glyph, char32_t point) {
  if (cjk < kLong) return;
  ++long_;
  closed_ += closes(glyph, point) ? 1 : 0;
}

void Evidence::add_pair(Glyph left, Glyph right, bool gapped) {
  const Place place = place_of(left, right);
  if (place == Place::places) return;
  Count& count = counts_[static_cast<std::size_t>(place)];
  ++count.all;
  if (gapped) ++count.gapped;
}

void Evidence::add(const LineText& line, bool places) {
  cjk_ += line.cjk;
  letters_ += line.letters;
  if (line.size() > 0) add_end(line.cjk, line.glyphs.back(), line.points.back());
  if (!places) return;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) add_pair(line.glyphs[i], line.glyphs[i + 1], line.gap_after[i] != 0);
}

void Evidence::add_unspaced(std::string_view line) {
  LineWalk walk(line);
  std::size_t cjk = 0;
  char32_t point = 0;
  Glyph last = Glyph::punct;
  for (bool first = true; walk.next(); first = false) {
    const Glyph next = walk.glyph();
    if (next == Glyph::cjk) ++cjk;
    else if (next == Glyph::letter || next == Glyph::hangul || next == Glyph::foreign) ++letters_;
    if (!first && (next != Glyph::cjk || last != Glyph::cjk)) add_pair(last, next, walk.behind_gap());
    if (next == Glyph::cjk) cjk += walk.skip_ideographs();
    last = next;
    point = walk.point();
  }
  cjk_ += cjk;
  add_end(cjk, last, point);
}

void Evidence::add_letters(std::string_view line) {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= 0xC3 && byte <= 0xE1) ||
        (byte >= 0xEA && byte <= 0xED))
      ++letters_;
  }
}

char32_t folded(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x100 && c <= 0x137) return c | 1U;
  return c;
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
      if (p.letter() || p.mark()) run += folded(d.point);
      else flush();
      at += d.bytes;
    }
    flush();
  }
  return words_.contains(std::u32string(word));
}

}  // namespace runon::spacing
