#include "rejoin/line_facts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "rejoin/bylines.h"
#include "rejoin/measure.h"
#include "rejoin/seams.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

using text::Properties;

bool han_numeral(char32_t c) {
  return std::u32string_view(U"\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u96F6\u3007").find(c) !=
         std::u32string_view::npos;
}

// The characters of a line's beginning, decoded; enough for any marker.
struct Head {
  char32_t at[12] = {};
  int size = 0;

  explicit Head(const Characters& line) {
    for (; size < 12 && static_cast<std::size_t>(size) < line.size(); ++size)
      at[size] = line.points[static_cast<std::size_t>(size)];
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

Marker marker_of(const Characters& line) {
  const Head h(line);
  const char32_t c = h[0];
  // Bullets; filled and hollow squares, circles, triangles, diamonds; stars; reference mark; double bar.
  static constexpr std::u32string_view kBullets =
      U"\u2022\u2023\u2043\u25A0\u25A1\u25AA\u25AB\u25B2\u25B3\u25B6\u25B7\u25BA\u25BC\u25BD\u25C6\u25C7\u25CB\u25CE\u25CF"
      U"\u25E6\u2605\u2606\u203B\u2016\u00B7\u30FB";
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

// What programs and markup are full of and prose has next to none of.
bool sign(char32_t point) {
  static constexpr auto kSigns = [] {
    std::array<bool, 0x80> out{};
    for (const char c : std::string_view("{}<>=|\\#$_&*^~`[]@+/;")) out[static_cast<std::size_t>(c)] = true;
    return out;
  }();
  return point < kSigns.size() && kSigns[point];
}

bool ends_in_leader(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && text[end - 1] >= '0' && text[end - 1] <= '9') --end;
  if (end == text.size()) return false;
  int dots = 0;
  while (end > 0) {
    const text::Decoded d = text::decode_before(text, end);
    const bool dot = d.point == U'.' || d.point == 0x00B7 || d.point == 0x2026 || d.point == 0x22EF;
    if (!dot && d.point != U' ') break;
    if (dot) dots += d.point == 0x2026 || d.point == 0x22EF ? 3 : 1;
    end -= d.bytes;
  }
  return dots >= 4;
}

struct Tally {
  LineFacts& f;
  std::size_t cjk = 0;
  std::size_t spaced = 0;
  std::size_t letters = 0;
  bool in_space = true;

  bool wide_gap = false;

  void take(char32_t point, const Properties& p, Glyph g) {
    if (p.space()) {
      wide_gap = wide_gap || point == U'\t' || (in_space && f.visible > 0);
      in_space = true;
      return;
    }
    if (wide_gap && f.visible > 0) f.columns = true;
    wide_gap = false;
    ++f.visible;
    if (point == U',' && f.commas < 0xFFFF) ++f.commas;
    if (sign(point) && f.symbols < 0xFFFF) ++f.symbols;
    if (in_space && f.words < 0xFFFF) ++f.words;
    in_space = false;
    if (p.letter()) {
      ++letters;
      if (p.cjk()) ++cjk;
      else if (p.script != text::Script::thai) ++spaced;
      return;
    }
    if (!p.punctuation()) return;
    if (g == Glyph::stop && f.stops < 0xFFFF) ++f.stops;
    if (g == Glyph::open && point != 0x2018 && f.unclosed < 100) ++f.unclosed;
    // U+2019 is an apostrophe more often than a closing quote.
    if (g == Glyph::close && point != 0x2019) {
      if (f.unclosed > 0) --f.unclosed;
      else if (f.unopened < 100) ++f.unopened;
    }
  }
};

// "photograph and report", in UTF-8.
constexpr std::string_view kPictureSimplified = "\xE6\x91\x84\xE5\xBD\xB1\xE6\x8A\xA5\xE9\x81\x93";
constexpr std::string_view kPictureTraditional = "\xE6\x94\x9D\xE5\xBD\xB1\xE5\xA0\xB1\xE9\x81\x93";

void describe(std::string_view text, const Characters& line, LineFacts& f) {
  Tally tally{f};
  Glyph before = Glyph::none;
  Glyph run_stop = Glyph::none;  // the last glyph that is not a closing mark
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Properties& p = line.is[i];
    const Glyph g = glyph(line.points[i], p);
    tally.take(line.points[i], p, g);
    if (p.space() || p.mark()) continue;
    if (f.first == Glyph::none) f.first = g;
    else if (f.first2 == Glyph::none) f.first2 = g;
    before = f.last;
    f.last = g;
    f.last2 = before;
    if (g != Glyph::close && g != Glyph::quote) run_stop = g;
  }
  f.stop = run_stop == Glyph::stop || run_stop == Glyph::dot || run_stop == Glyph::ellipsis;
  f.cjk = tally.cjk * 2 > tally.letters;
  f.spaced = tally.spaced * 2 > tally.letters;
  f.letters = static_cast<std::uint32_t>(tally.letters);
  f.pictured = text.ends_with(kPictureSimplified) || text.ends_with(kPictureTraditional);
  f.marker = marker_of(line);
  if (f.marker == Marker::none && is_byline(line.points)) f.marker = Marker::byline;
  f.leader = ends_in_leader(text);
}

// "This paper, PLACE, report" alone on its line; or the reporter's name in brackets behind that.
bool opens_report(const LineFacts& f, const Characters& line, const LineFacts* before) {
  constexpr std::u32string_view kReports = U"\u8BAF\u8A0A\u7535\u96FB";  // report, cable
  if (f.marker == Marker::dateline) return kReports.find(line.points.back()) != std::u32string_view::npos;
  const bool brackets = line.is.front().breaking == text::Breaking::open && line.is.back().breaking == text::Breaking::close;
  return f.marker == Marker::byline && brackets && before != nullptr && before->opening;
}

}  // namespace

bool spaced_seam(Glyph last, Glyph first) {
  const auto tight = [](Glyph g) { return g == Glyph::han || g == Glyph::kana; };
  return !tight(last) && !tight(first);
}

void gather(const flow::Document& document, std::vector<LineFacts>& facts) {
  facts.clear();
  std::uint32_t blanks = 0;
  bool page_break = false;
  bool across = false;
  Characters characters;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const flow::Line& line = document.lines[i];
    page_break |= line.page_break;
    std::size_t begin = line.begin;
    std::size_t end = line.end;
    float indent = 0;
    while (begin < end) {
      const text::Decoded d = text::decode(document.text, begin);
      if (!text::properties(d.point).space()) break;
      indent += d.point == U'\t' ? 2.0F : advance(d.point);
      begin += d.bytes;
    }
    while (end > begin) {
      const text::Decoded d = text::decode_before(document.text, end);
      if (!text::properties(d.point).space()) break;
      end -= d.bytes;
    }
    const bool marked = line.mark == flow::Mark::furniture || line.mark == flow::Mark::jump;
    if (begin == end || marked) {
      if (line.dropped || marked) across = true;
      else ++blanks;
      continue;
    }
    LineFacts f;
    f.line = i;
    f.begin = begin;
    f.end = end;
    f.indent = indent;
    f.blanks = blanks;
    f.page_break = page_break;
    f.across = across;
    f.stretched = line.stretched;
    f.trailing = end < line.end;
    const std::string_view text = std::string_view(document.text).substr(begin, end - begin);
    characters.read(text);
    describe(text, characters, f);
    set(f, widths(characters), Face::average);
    f.opening = opens_report(f, characters, facts.empty() ? nullptr : &facts.back());
    facts.push_back(f);
    blanks = 0;
    page_break = false;
    across = false;
  }
  const Abbreviations abbreviations(document, facts);
  for (LineFacts& f : facts) {
    if (!abbreviations.ends(f)) continue;
    f.stop = false;
    f.last = f.last2;
  }
}

}  // namespace runon::rejoin
