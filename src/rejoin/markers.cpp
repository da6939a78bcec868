#include "rejoin/markers.h"

#include <string_view>

#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// Bullets; filled and hollow squares, circles, triangles, diamonds; stars; reference mark; double bar.
constexpr std::u32string_view kBullets =
    U"\u2022\u2023\u2043\u25A0\u25A1\u25AA\u25AB\u25B2\u25B3\u25B6\u25B7\u25BA\u25BC\u25BD\u25C6\u25C7\u25CB\u25CE\u25CF"
    U"\u25E6\u2605\u2606\u203B\u2016\u00B7\u30FB";

bool han_numeral(char32_t c) {
  return std::u32string_view(U"\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u96F6\u3007").find(c) !=
         std::u32string_view::npos;
}

// The characters of a line's beginning, decoded; enough for any marker.
struct Head {
  char32_t at[12] = {};
  int size = 0;

  explicit Head(std::string_view line) {
    for (std::size_t from = 0; size < 12 && from < line.size(); ++size) {
      const text::Decoded d = text::decode(line, from);
      at[size] = d.point;
      from += d.bytes;
    }
  }
  char32_t operator[](int i) const { return i < size ? at[i] : 0; }
};

bool space_at(const Head& h, int i) { return h[i] != 0 && text::properties(h[i]).space(); }

// "1." "12)" "1" + U+3001, but not "1.5" or "2024" + text.
bool numbered(const Head& h, int from) {
  int i = from;
  while (i < h.size && i < from + 3 && text::properties(h[i]).digit()) ++i;
  if (i == from) return false;
  if (h[i] == 0x3001 || h[i] == 0xFF0E || h[i] == U')' || h[i] == 0xFF09) return true;
  return h[i] == U'.' && !text::properties(h[i + 1]).digit() && i + 1 < h.size;
}

bool in_brackets(const Head& h, bool (*inside)(char32_t)) {
  if (h[0] != U'(' && h[0] != 0xFF08) return false;
  int i = 1;
  while (i < h.size && i < 5 && inside(h[i])) ++i;
  return i > 1 && (h[i] == U')' || h[i] == 0xFF09);
}

// "This paper" or "this agency", a place of a few characters, and the word for a report: the formula
// that opens news reports in Chinese, traditional or simplified.
bool dateline(const Head& h) {
  if (h[0] != 0x672C) return false;
  if (std::u32string_view(U"\u62A5\u5831\u520A\u53F0\u7F51\u7DB2\u793E\u7D19").find(h[1]) == std::u32string_view::npos)
    return false;
  for (int i = 2; i < h.size; ++i) {
    if (h[i] == 0x8BAF || h[i] == 0x8A0A || h[i] == 0x7535 || h[i] == 0x96FB || h[i] == 0xFF08 || h[i] == U'(') return true;
    if (!text::properties(h[i]).cjk() && !text::properties(h[i]).space()) return false;
  }
  return false;
}

// A bracket, "joins" or "turns to", and "page" right before the closing bracket.
bool jump(const Head& h) {
  if (h[0] != U'(' && h[0] != 0xFF08) return false;
  bool verb = false;
  for (int i = 1; i < h.size; ++i) {
    if (std::u32string_view(U"\u63A5\u8F6C\u8F49\u7E8C\u7EED").find(h[i]) != std::u32string_view::npos) verb = true;
    const bool page = h[i] == 0x7248 || h[i] == 0x9875 || h[i] == 0x9801 || h[i] == 0x9762;
    if (verb && page && (h[i + 1] == U')' || h[i + 1] == 0xFF09)) return true;
  }
  return false;
}

}  // namespace

bool ideograph_may_mark(char32_t point) {
  switch (point) {
    case 0x4E00:  // numerals
    case 0x4E8C:
    case 0x4E09:
    case 0x56DB:
    case 0x4E94:
    case 0x516D:
    case 0x4E03:
    case 0x516B:
    case 0x4E5D:
    case 0x5341:
    case 0x767E:
    case 0x96F6:
    case 0x7B2C:               // what makes an ordinal of a numeral
    case 0x672C: return true;  // "this"
    default: return false;
  }
}

bool may_mark(char32_t point, const text::Properties& p) {
  return ideograph_may_mark(point) || han_numeral(point) || p.digit() || p.dash() || point == U'(' || point == 0xFF08 ||
         point == U'*' || (point >= 0x2460 && point <= 0x249B) || (point >= 0x3220 && point <= 0x3243) ||
         (point >= 0x2776 && point <= 0x2793) || kBullets.find(point) != std::u32string_view::npos;
}

Marker marker_of(std::string_view line) {
  const Head h(line);
  const char32_t c = h[0];
  if (kBullets.find(c) != std::u32string_view::npos) return Marker::bullet;
  if (c == U'*' && space_at(h, 1)) return Marker::bullet;
  if (text::properties(c).dash() && (space_at(h, 1) || c != U'-')) return Marker::dash;
  if ((c >= 0x2460 && c <= 0x249B) || (c >= 0x3220 && c <= 0x3243) || (c >= 0x2776 && c <= 0x2793)) return Marker::numbered;
  if (numbered(h, 0) || in_brackets(h, [](char32_t x) { return text::properties(x).digit(); })) return Marker::numbered;
  if (in_brackets(h, han_numeral)) return Marker::ordinal;
  int i = 0;
  const bool chapter = c == 0x7B2C;  // U+7B2C, which turns a number into an ordinal
  if (chapter) i = 1;
  while (i < h.size && i < 6 && (han_numeral(h[i]) || (chapter && text::properties(h[i]).digit()))) ++i;
  if (!chapter && i > 0 && (h[i] == 0x3001 || h[i] == 0xFF0E)) return Marker::ordinal;
  // Chapter, section, article, part, volume, time.
  if (chapter && i > 1 &&
      std::u32string_view(U"\u7AE0\u8282\u7BC0\u6761\u689D\u90E8\u5377\u56DE\u7BC7").find(h[i]) != std::u32string_view::npos)
    return Marker::ordinal;
  if (dateline(h)) return Marker::dateline;
  if (jump(h)) return Marker::jump;
  const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  if (letter && h[1] == U')' && space_at(h, 2)) return Marker::numbered;
  return Marker::none;
}

}  // namespace runon::rejoin
