#include "rejoin/tables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// ---- tables ----

constexpr std::size_t kMostFields = 16;

// Where fields begin and end, in columns from the line's begin on; what a tab, or white space of two columns or more, parts.
struct Fields {
  std::array<std::size_t, kMostFields> begins{};
  std::array<std::size_t, kMostFields> ends{};
  std::array<std::size_t, kMostFields> white{};  // columns of it in front: justified lines have two now and then
  std::size_t size = 0;
};

Fields fields_of(const flow::Document& document, const LineFacts& f) {
  constexpr std::size_t kTab = 8;
  Fields out;
  const std::string_view text = document.view(document.lines[f.line]);
  std::size_t column = 0;
  std::size_t white = 0;  // columns of it in front of the character
  bool parts = true;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    at += d.bytes;
    const text::Properties& p = text::properties(d.point);
    const std::size_t width = d.point == U'\t' ? kTab - column % kTab : p.mark() ? 0 : p.wide() ? 2 : 1;
    column += width;
    if (p.space()) {
      white += width;
      parts = parts || d.point == U'\t' || white >= 2;
      continue;
    }
    if (parts) {
      if (out.size == kMostFields) break;
      out.begins[out.size] = column - width;
      out.white[out.size] = white;
      ++out.size;
    }
    out.ends[out.size - 1] = column;
    white = 0;
    parts = false;
  }
  return out;
}

// How many fields but the first begin or end below one of the other line, by the white space in front of them.
struct Aligned {
  std::size_t either = 0;  // wide in front of one of the two
  std::size_t both = 0;    // in front of both
  std::size_t far = 0;     // very wide in front of both
};

Aligned aligned(const Fields& above, const Fields& below) {
  constexpr std::size_t kWide = 3;
  constexpr std::size_t kVeryWide = 4;
  Aligned count;
  for (std::size_t j = 1; j < below.size; ++j)
    for (std::size_t i = 1; i < above.size; ++i) {
      if (above.begins[i] != below.begins[j] && above.ends[i] != below.ends[j]) continue;
      const auto [less, more] = std::minmax(above.white[i], below.white[j]);
      if (more >= kWide) ++count.either;
      if (less >= kWide) ++count.both;
      if (less >= kVeryWide) ++count.far;
      break;
    }
  return count;
}

// The column that more lines end at than at any other, where that is three in ten and more: justified text of equally wide
// letters, whose spaces are wider here and there.
std::size_t justified_end(const std::vector<std::uint32_t>& ends) {
  std::vector<std::uint32_t> sorted;
  std::copy_if(ends.begin(), ends.end(), std::back_inserter(sorted), [](std::uint32_t end) { return end > 0; });
  std::sort(sorted.begin(), sorted.end());
  std::size_t best = 0;
  std::size_t most = std::max<std::size_t>(sorted.size() * 3 / 10, 3);
  for (std::size_t i = 0, begin = 0; i < sorted.size(); ++i) {
    if (sorted[i] != sorted[begin]) begin = i;
    if (i - begin + 1 <= most) continue;
    most = i - begin + 1;
    best = sorted[i];
  }
  return best;
}

void find_aligned(const flow::Document& document, const std::vector<LineFacts>& facts, Tables& tables) {
  if (std::none_of(facts.begin(), facts.end(), [](const LineFacts& f) { return f.columns; })) return;
  std::vector<std::uint32_t> ends(facts.size());  // 0: no columns
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!facts[i].columns) continue;
    const Fields fields = fields_of(document, facts[i]);
    ends[i] = static_cast<std::uint32_t>(fields.ends[fields.size - 1]);
  }
  const std::size_t justified = justified_end(ends);
  Fields above;
  std::size_t some = 0;  // breaks in a row, up to the one at hand, over which a field stands below another
  std::size_t many = 0;  // the same of two fields, or of one behind very wide white space
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    if (ends[i] == 0 || ends[i + 1] == 0) {
      some = many = 0;
      continue;
    }
    if (i == 0 || ends[i - 1] == 0) above = fields_of(document, facts[i]);
    const Fields below = fields_of(document, facts[i + 1]);
    const Aligned places = aligned(above, below);
    above = below;
    const bool full = justified > 0 && ends[i] == justified && ends[i + 1] == justified;
    some = places.both > 0 && !full ? some + 1 : 0;
    many = places.either >= 2 || places.far > 0 ? many + 1 : 0;
    const std::size_t run = std::max(some >= 2 ? some : 0, many >= (full ? 2U : 1U) ? many : 0);
    // All but the last two were marked before.
    for (std::size_t k = 0; k < std::min<std::size_t>(run, 2); ++k)
      tables.breaks[i - k] = tables.rows[i - k] = tables.rows[i - k + 1] = true;
  }
}

// ---- rules and frames ----

bool is_box(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xE2\x94" || text.substr(at, 2) == "\xE2\x95";
}

// The same sign again and again, which ends no sentence and is no quotation mark or ellipsis.
bool is_one_sign(std::string_view text) {
  const text::Decoded first = text::decode(text, 0);
  const text::Properties& p = text::properties(first.point);
  if (p.letter() || p.digit() || p.sentence_end() || p.breaking == text::Breaking::quote || p.breaking == text::Breaking::open ||
      first.point == 0x2026 || first.point == 0x22EF)  // HORIZONTAL, MIDLINE ELLIPSIS
    return false;
  for (std::size_t at = first.bytes; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    if (d.point != first.point && !text::properties(d.point).space()) return false;
    at += d.bytes;
  }
  return true;
}

// A row of a frame: bars or box drawings (U+2500..U+257F) at both ends. A rule: two signs that rules are made of, or one sign of
// any sort three times, and more. The times that a subtitle is shown.
bool is_ruled(std::string_view text, const LineFacts& f) {
  constexpr std::string_view kRules = "-=_*~#+| ";
  if (f.visible < 2) return false;
  if (text.size() >= 3 && is_box(text, 0)) return is_box(text, text.size() - 3);
  if (text.front() == '|') return text.back() == '|';
  if (f.letters > 0) return false;
  if (text.find("-->") != std::string_view::npos) return true;
  return std::all_of(text.begin(), text.end(), [&](char c) { return kRules.find(c) != std::string_view::npos; }) ||
         (f.visible >= 3 && is_one_sign(text));
}

// Both begin with the same sign of a quoted message or a remark.
bool is_quoted(std::string_view above, std::string_view below) {
  constexpr std::string_view kSigns = ">#%|;/";
  const char sign = above.front();
  const auto begins = [&](std::string_view text) {
    const std::size_t at = text.find_first_not_of(sign);
    return text.front() == sign && (at == std::string_view::npos || text[at] == ' ') && (sign != '/' || at == 2);
  };
  return kSigns.find(sign) != std::string_view::npos && begins(above) && begins(below);
}

void find_rules(const flow::Document& document, const std::vector<LineFacts>& facts, Tables& tables) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string_view text = view(document, facts[i]);
    if (i + 1 < facts.size() && is_quoted(text, view(document, facts[i + 1]))) tables.breaks[i] = true;
    if (facts[i].letters * 2 > facts[i].visible && facts[i].symbols == 0 && !facts[i].columns) continue;
    if (!is_ruled(text, facts[i])) continue;
    if (i > 0) tables.breaks[i - 1] = true;
    if (i + 1 < facts.size()) tables.breaks[i] = true;
  }
}

}  // namespace

Tables find_tables(const flow::Document& document, const std::vector<LineFacts>& facts) {
  Tables tables;
  if (facts.empty()) return tables;
  tables.breaks.resize(facts.size() - 1);
  tables.rows.resize(facts.size());
  find_aligned(document, facts, tables);
  find_rules(document, facts, tables);
  return tables;
}

}  // namespace runon::rejoin
