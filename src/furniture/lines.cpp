#include "furniture/lines.h"

#include <algorithm>
#include <string_view>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::furniture {

namespace {

using text::Properties;
using text::properties;

// Decimal digits of the scripts that page numbers are set in.
constexpr char32_t kZeros[] = {
    U'\u0660',  // ARABIC-INDIC DIGIT ZERO
    U'\u06F0',  // EXTENDED ARABIC-INDIC DIGIT ZERO
    U'\u0966',  // DEVANAGARI DIGIT ZERO
    U'\u09E6',  // BENGALI DIGIT ZERO
    U'\u0E50',  // THAI DIGIT ZERO
    U'\uFF10',  // FULLWIDTH DIGIT ZERO
};

char32_t fold(char32_t point, const Properties& facts) {
  if (facts.digit()) {
    for (const char32_t zero : kZeros)
      if (point >= zero && point < zero + 10) return U'0' + (point - zero);
    return point;
  }
  if (facts.upper()) {
    if (point < 0x80) return point + 32;
    if (point >= 0xC0 && point <= 0xDE) return point + 32;                 // Latin-1
    if (point >= 0x410 && point <= 0x42F) return point + 32;               // Cyrillic
    if (point >= 0x400 && point <= 0x40F) return point + 80;               // Cyrillic extensions
    if (point >= 0x100 && point <= 0x177) return point | 1;                // Latin Extended-A, mostly pairs
    if (point >= 0xFF21 && point <= 0xFF3A) return point - 0xFF21 + U'a';  // fullwidth Latin
    return point;
  }
  if (facts.dash() || point == 0x2212 || point == 0x2500) return U'-';  // MINUS SIGN, BOX DRAWINGS LIGHT HORIZONTAL
  if (point == 0x451) return 0x435;                                     // CYRILLIC SMALL LETTER IO: often set without dots
  return point;
}

bool is_code(char32_t point) { return std::u32string_view(U"{}=;<>\\$+^_`#%@").find(point) != std::u32string_view::npos; }

// FNV-1a over code points: short keys inside one document.
constexpr std::uint64_t kSeed = 0xCBF29CE484222325;
std::uint64_t mix(std::uint64_t hash, char32_t point) { return (hash ^ point) * 0x100000001B3; }

void hash_into(Row& row, std::span<const char32_t> points) {
  if (points.size() > kLongest || points.empty()) return;
  row.exact = row.masked = kSeed;
  bool in_number = false;
  for (const char32_t point : points) {
    row.exact = mix(row.exact, point);
    const bool digit = point >= U'0' && point <= U'9';
    if (!digit || !in_number) row.masked = mix(row.masked, digit ? U'#' : point);
    if (digit && !in_number && row.count <= kMostNumbers) ++row.count;
    if (digit && row.count <= kMostNumbers) {
      std::uint32_t& value = row.numbers[row.count - 1];
      value = std::min<std::uint32_t>(value * 10 + (point - U'0'), 99'999'999);
    }
    in_number = digit;
  }
}

}  // namespace

Lines::Lines(const flow::Document& document) {
  rows_.reserve(document.lines.size());
  std::uint32_t page = 0;
  bool gap = true;  // an empty line, a page's edge or the document's begin stands before
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (document.lines[i].page_break) {
      ++page;
      gap = true;
    }
    const std::size_t before = rows_.size();
    add(document, i, page);
    if (rows_.size() == before) {
      gap = true;
      continue;
    }
    if (!gap && before > 0) rows_[before - 1].alone = false;
    rows_[before].alone = gap;
    gap = false;
  }
  pages_ = std::size_t{page} + 1;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const std::uint32_t here = rows_[i].page;
    const bool first = page > 0 && (i < 1 || rows_[i - 1].page != here);
    const bool last = page > 0 && (i + 1 >= rows_.size() || rows_[i + 1].page != here);
    rows_[i].page_edge = first || last;
  }
}

void Lines::add(const flow::Document& document, std::size_t line, std::uint32_t page) {
  const std::string_view view = document.view(document.lines[line]);
  Row row;
  row.line = line;
  row.begin = points_.size();
  row.page = page;
  bool space = false;
  bool closer_last = false;  // a closing bracket or quote stands last: says little
  bool ends = false;
  bool hangs = false;
  std::size_t width = 0;
  for (std::size_t at = 0; at < view.size();) {
    const text::Decoded got = text::decode(view, at);
    at += got.bytes;
    const Properties& facts = properties(got.point);
    if (facts.space() || facts.control() || facts.ignorable()) {
      space = true;
      ++width;
      continue;
    }
    if (points_.size() == row.begin) {
      width = 0;  // an indent is not text
      row.low = facts.lower();
      row.upper = facts.upper();
    }
    if (!facts.mark()) width += facts.wide() ? 2 : 1;
    row.letters = row.letters || facts.letter();
    row.coded = row.coded || is_code(got.point);
    if (facts.letter()) row.cased = facts.upper() || facts.lower();
    const bool closes = facts.breaking == text::Breaking::close || facts.breaking == text::Breaking::quote;
    // HORIZONTAL ELLIPSIS, FULLWIDTH COLON and SEMICOLON end a line's text as well as a full stop.
    const bool stop =
        facts.sentence_end() || got.point == 0x2026 || got.point == 0xFF1A || got.point == U':' || got.point == 0xFF1B;
    if (!closes || facts.sentence_end()) ends = stop;
    closer_last = closes && !stop && got.point != 0x3001 && got.point != 0xFF0C;  // commas are "close" in UAX #14
    hangs = facts.breaking == text::Breaking::open || got.point == U',' || got.point == U'-' || got.point == 0x3001 ||
            got.point == 0xFF0C;
    points_.push_back(fold(got.point, facts));
    breaks_.push_back(space ? 1 : 0);
    space = false;
  }
  if (points_.size() == row.begin) return;
  row.end = points_.size();
  row.width = static_cast<std::uint16_t>(std::min<std::size_t>(width, 0xFFFF));
  row.opens = !ends && !closer_last;
  row.hangs = hangs;
  hash_into(row, folded(row));
  rows_.push_back(row);
}

bool Lines::cut(std::size_t before, std::size_t after) const {
  const Row& left = rows_[before];
  const Row& right = rows_[after];
  if (!left.opens || left.coded || right.coded) return false;
  if (left.cased && right.upper) return false;
  // The column's measure, as the lines before show it.
  std::uint32_t measure = 0;
  for (std::size_t i = before; i > 0 && before - i < 4; --i) measure = std::max<std::uint32_t>(measure, rows_[i - 1].width);
  const std::uint32_t width = left.width;
  if (right.low) return measure >= 16 && width * 2 >= measure;
  // A full line is as wide as its column; a headline is seldom just so.
  return measure >= 16 && width * 12 >= measure * 11 && width <= measure + 2;
}

bool Lines::resemble(std::size_t left, std::size_t right) const {
  const std::span<const char32_t> a = folded(rows_[left]);
  const std::span<const char32_t> b = folded(rows_[right]);
  const std::size_t most = std::min(a.size(), b.size()) / 5 + (a.size() < 5 ? 1 : 0);
  if (a.size() < 4 || b.size() < 4 || a.size() > kLongest || b.size() > kLongest) return false;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return false;
  // Levenshtein distance, row by row.
  std::array<std::size_t, kLongest + 1> costs{};
  for (std::size_t j = 0; j <= b.size(); ++j) costs[j] = j;
  const auto digit = [](char32_t point) { return point >= U'0' && point <= U'9'; };
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = costs[0];
    costs[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const bool same = a[i] == b[j] || (digit(a[i]) && digit(b[j]));
      const std::size_t cost = std::min({corner + (same ? 0 : 1), costs[j] + 1, costs[j + 1] + 1});
      corner = costs[j + 1];
      costs[j + 1] = cost;
    }
  }
  return costs[b.size()] <= most;
}

}  // namespace runon::furniture
