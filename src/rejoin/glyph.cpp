#include "rejoin/glyph.h"

#include <string_view>

#include "text/properties.h"

namespace runon::rejoin {
namespace {

using text::Properties;

bool one_of(char32_t point, std::u32string_view set) { return set.find(point) != std::u32string_view::npos; }

Glyph punctuation(char32_t point, const Properties& p) {
  if (point == U'.') return Glyph::dot;
  if (one_of(point, U"\u2026\u2025\u22EF")) return Glyph::ellipsis;
  // Commas and semicolons: Latin, ideographic, full-width, Arabic, Ethiopic, Armenian, N'Ko, Mongolian, Lisu, Vai.
  if (one_of(point, U",;\u3001\uFF0C\uFF1B\uFF64\u060C\u061B\u1363\u1364\u055D\u07F8\u1802\u1808\uA4FE\uA60D"))
    return Glyph::comma;
  if (one_of(point, U":\uFF1A\u1365\u17D6")) return Glyph::colon;
  if (one_of(point, U"-\u2010\u00AD")) return Glyph::hyphen;
  if (p.sentence_end() || one_of(point, U"\u0964\u0965\u17D4\u17D5\u0F0D\u0F0E")) return Glyph::stop;
  if (p.dash() || one_of(point, U"~\uFF5E\u301C")) return Glyph::dash;
  if (one_of(point, U"\"'\uFF02\uFF07")) return Glyph::quote;
  // Initial and final quotes by general category (28 Pi, 29 Pf), brackets by 20 Ps, 21 Pe.
  if (p.category == 20 || p.category == 28) return Glyph::open;
  if (p.category == 21 || p.category == 29) return Glyph::close;
  return Glyph::punct;
}

// Of a letter, a mark, or a sign made of letters.
Glyph letter(const Properties& p) {
  switch (p.script) {
    case text::Script::han: return Glyph::han;
    case text::Script::kana: return Glyph::kana;
    case text::Script::hangul: return Glyph::hangul;
    case text::Script::arabic:
    case text::Script::hebrew: return Glyph::arabic;
    default: break;
  }
  if (p.upper()) return Glyph::upper;
  if (p.lower()) return Glyph::lower;
  return Glyph::letter;
}

}  // namespace

Glyph glyph(char32_t point) { return glyph(point, text::properties(point)); }

Glyph glyph(char32_t point, const Properties& p) {
  if (p.letter()) return letter(p);  // most of all text; none of the signs below is one
  if (p.punctuation()) return punctuation(point, p);
  if (point == 0x00AD) return Glyph::hyphen;
  if (point == U'~' || point == 0xFF5E) return Glyph::dash;
  if (point == 0x22EF) return Glyph::ellipsis;
  if (p.sentence_end()) return Glyph::stop;
  if (p.digit()) return Glyph::digit;
  if (p.mark() || p.script == text::Script::han) return letter(p);
  if (p.script == text::Script::kana) return Glyph::kana;
  if (p.script == text::Script::hangul) return Glyph::hangul;
  if (p.script == text::Script::arabic || p.script == text::Script::hebrew) return Glyph::other;
  if (p.number()) return Glyph::digit;
  if (p.category >= 24 && p.category <= 27) return Glyph::symbol;  // Sm, Sc, Sk, So
  return Glyph::other;
}

}  // namespace runon::rejoin
