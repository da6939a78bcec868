#include "spacing/line.h"

#include <algorithm>
#include <array>

#include "text/known.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::spacing {
namespace {

Glyph wide_sign(char32_t c, const text::Properties& p) {
  switch (c) {
    case 0x3002:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61: return Glyph::end;
    case 0x3001:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF64: return Glyph::stop;
    case 0x30FB:
    case 0xFF65: return Glyph::middle;
    default: break;
  }
  if (p.breaking == text::Breaking::open) return Glyph::open;
  if (p.breaking == text::Breaking::close) return Glyph::close;
  if (p.letter() || p.number() || p.mark() || c == 0x3007) return Glyph::cjk;
  return Glyph::wide;
}

// Bullets, reference marks, arrows, box lines, geometric shapes, dingbats. Letterlike signs (degrees,
// numero) are not among them: those stand with words.
bool bullet(char32_t c) {
  return c == 0x2016 || (c >= 0x2020 && c <= 0x2023) || c == 0x2043 || c == 0x203B || (c >= 0x2190 && c <= 0x21FF) ||
         (c >= 0x2500 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || c == '|' || c >= 0x1F000;
}

Glyph look_up(char32_t c) {
  if (c < 0x80) {
    if (text::ascii_letter(static_cast<char>(c))) return Glyph::letter;
    if (c >= '0' && c <= '9') return Glyph::digit;
    if (c == ',' || c == ';' || c == ':' || c == '!' || c == '?') return Glyph::comma;
    return c == '|' ? Glyph::symbol : Glyph::punct;
  }
  switch (c) {
    case 0xB7:
    case 0x2027: return Glyph::middle;
    case 0x2018:
    case 0x201C: return Glyph::quote_open;
    case 0x2019:
    case 0x201D: return Glyph::quote_close;
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2500: return Glyph::dash;
    default: break;
  }
  const text::Properties& p = text::properties(c);
  if (p.cjk() || (p.ideographic() && p.wide())) return Glyph::cjk;
  if (p.script == text::Script::hangul) return Glyph::hangul;
  if ((c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF)) return wide_sign(c, p);
  if (bullet(c)) return Glyph::symbol;
  if (p.digit()) return Glyph::digit;
  switch (p.script) {
    case text::Script::latin:
    case text::Script::greek:
    case text::Script::cyrillic: return Glyph::letter;
    case text::Script::common: return p.wide() ? Glyph::wide : Glyph::punct;
    default: return Glyph::foreign;
  }
}

}  // namespace

Glyph find_glyph(char32_t c) {
  static const text::Known<look_up> known;
  return known(c);
}

bool combines(char32_t c) { return c >= 0x300 && (c < 0x3400 || c > 0x9FFF) && text::properties(c).mark(); }

std::size_t LineWalk::skip_ideographs() {
  const std::size_t begin = at_;
  while (text::ideograph_at(text_, at_) != 0) at_ += 3;
  if (at_ == begin) return 0;
  point_ = text::ideograph_at(text_, at_ - 3);
  glyph_ = Glyph::cjk;
  return (at_ - begin) / 3;
}

bool LineWalk::next() {
  gap_ = false;
  while (at_ < end_) {
    const text::Decoded d = text::decode(text_, at_);
    at_ += d.bytes;
    if (d.point < 0x4E00 || d.point > 0x9FFF) {
      if (white(d.point)) {
        gap_ = any_;
        continue;
      }
      if (any_ && !gap_ && combines(d.point)) continue;
    }
    point_ = d.point;
    glyph_ = spacing::glyph(d.point);
    any_ = true;
    return true;
  }
  return false;
}

bool never_spaced(Glyph left, Glyph right) {
  if (right == Glyph::stop || right == Glyph::end || right == Glyph::close || right == Glyph::middle)
    return left != Glyph::symbol;
  if (left == Glyph::open || left == Glyph::middle) return true;
  if (left == Glyph::stop) return right != Glyph::symbol;
  if (cjk_punctuation(left) && cjk_punctuation(right)) return true;
  if (left == Glyph::quote_open) return solid(right);
  if (right == Glyph::quote_close) return solid(left);
  if (right == Glyph::comma) return solid(left) || left == Glyph::quote_close;
  return (left == Glyph::wide && right != Glyph::symbol) || (right == Glyph::wide && left != Glyph::symbol);
}

void LineText::read(std::string_view text, std::size_t begin, std::size_t end) {
  // Room for all that may come; what is not used is given back below.
  points.resize(end - begin);
  glyphs.resize(end - begin);
  gap_after.resize(end - begin);
  gaps.clear();
  char32_t* const points_at = points.data();
  Glyph* const glyphs_at = glyphs.data();
  std::uint32_t* const gaps_at = gap_after.data();
  const std::string_view line = text.substr(0, end);
  std::size_t all_cjk = 0;
  std::size_t all_letters = 0;
  std::size_t count = 0;
  Gap gap;
  bool open = false;
  for (std::size_t at = begin; at < end;) {
    const text::Decoded d = text::decode(text, at);
    if (white(d.point)) {
      if (!open) gap = Gap{.begin = at, .ideographic = true};
      open = true;
      gap.end = at + d.bytes;
      gap.columns += d.point == 0x3000 || d.point == 0x2003 || d.point == 0x2001 ? 2 : 1;
      gap.characters += 1;
      gap.tab = gap.tab || d.point == '\t';
      gap.ideographic = gap.ideographic && d.point == 0x3000;
    } else if (open || count == 0 || !combines(d.point)) {
      if (open && count > 0) {
        gap.left = count - 1;
        gaps.push_back(gap);
        gaps_at[count - 1] = static_cast<std::uint32_t>(gaps.size());
      }
      open = false;
      const Glyph g = glyph(d.point);
      points_at[count] = d.point;
      glyphs_at[count] = g;
      gaps_at[count] = 0;
      ++count;
      if (g == Glyph::cjk) ++all_cjk;
      else if (g == Glyph::letter || g == Glyph::hangul || g == Glyph::foreign) ++all_letters;
      at += d.bytes;
      const std::size_t run = count;
      // Most runs are short.
      for (char32_t point = 0; (point = text::ideograph_at(line, at)) != 0; at += 3) {
        points_at[count] = point;
        glyphs_at[count] = Glyph::cjk;
        gaps_at[count++] = 0;
      }
      all_cjk += count - run;
      continue;
    }
    at += d.bytes;
  }
  cjk = all_cjk;
  letters = all_letters;
  points.resize(count);
  glyphs.resize(count);
  gap_after.resize(count);
}

LineText LineText::settled() const {
  LineText made = *this;
  made.gaps.clear();
  for (const Gap& gap : gaps) {
    made.gap_after[gap.left] = 0;
    if (gap.fate == Fate::drop) continue;
    made.gaps.push_back(gap);
    if (gap.fate == Fate::single) {
      made.gaps.back().columns = gap.ideographic ? 2 : 1;
      made.gaps.back().characters = 1;
    }
    made.gap_after[gap.left] = static_cast<std::uint32_t>(made.gaps.size());
  }
  return made;
}

}  // namespace runon::spacing
