#include "rejoin/constraints.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "rejoin/papers.h"
#include "rejoin/program.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// Ends in a letter and a hyphen: no sentence does, and before a small letter it is a word that goes on.
bool hyphenated(const flow::Document& document, const LineFacts& a, const text::Decoded& last) {
  if ((last.point != U'-' && last.point != 0x2010) || a.end - last.bytes <= a.begin) return false;
  return text::properties(text::decode_before(document.text, a.end - last.bytes).point).letter();
}

// A bullet or a filled sign, and a space: newspapers and lists begin with these. A middle dot, an asterisk
// and a hyphen have other uses.
bool opens_item(const flow::Document& document, const LineFacts& b, const text::Decoded& first) {
  static constexpr std::u32string_view kSigns =
      U"\u2022\u25A0\u25A1\u25AA\u25B2\u25B3\u25B6\u25B7\u25C6\u25C7\u25CB\u25CF\u25E6\u2605\u2606\uF0B7";
  if (b.first != Glyph::punct && b.first != Glyph::symbol && b.first != Glyph::other) return false;  // as nearly all lines
  if (kSigns.find(first.point) == std::u32string_view::npos || b.begin + first.bytes >= b.end) return false;
  return text::properties(text::decode(document.text, b.begin + first.bytes).point).space();
}

// Clauses of ideographs parted by spaces and by nothing else: Chinese headlines are set so, and sentences are not. Behind
// a line without any comma that is a kicker and its headline; of 81 such lines in gold none goes on with the one before.
bool opens_headline(const flow::Document& document, const LineFacts& a, const LineFacts& b) {
  constexpr std::size_t kClause = 4;  // ideographs; shorter ones are names and spaced letters
  if (b.words < 2 || b.visible != b.letters || !b.cjk || a.pauses > 0 || !a.cjk || a.unclosed > 0) return false;
  const std::string_view text = view(document, b);
  std::size_t run = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text::ideograph_at(text, at) != 0) {
      ++run;
      at += 3;
      continue;
    }
    const text::Decoded d = text::decode(text, at);
    if (!text::properties(d.point).space() || run < kClause) return false;
    run = 0;
    at += d.bytes;
  }
  return run >= kClause;
}

// An item behind a bullet that stops at a comma goes on, unless another item follows: sub-headings of newspapers are cut
// there, however short that leaves the line. Semicolons end items.
bool goes_on_in_item(const LineFacts& a, const LineFacts& b, char32_t last) {
  static constexpr std::u32string_view kCommas = U",\u3001\uFF0C\uFF64\u060C";
  return a.marker == Marker::bullet && b.marker == Marker::none && kCommas.find(last) != std::u32string_view::npos;
}

// Asked of lines that end in one of the marks inside references only.
bool goes_on_in_reference(const flow::Document& document, const LineFacts& a, const LineFacts& b, char32_t last) {
  const bool may = last == U'.' || last == U':' || last == 0xFF0E || last == 0xFF1A;  // FULLWIDTH FULL STOP, COLON
  return may && ends_in_reference(view(document, a), view(document, b));
}

// The number of an item that came alone: what follows is the item, unless it is the next number.
bool numbers_next(const LineFacts& a, const LineFacts& b) {
  constexpr std::uint32_t kLongest = 4;  // "(12)"
  return a.counted && a.visible <= kLongest && a.letters == 0 && b.marker == Marker::none && !b.counted;
}

// Lines that are no running text whatever stands around them: of a command that a backslash continues, behind a shell's prompt,
// and full stops alone, which stand for empty lines in files of fields (behind an open sentence one may be its end).
bool keeps_lines(const flow::Document& document, const LineFacts& a, const LineFacts& b, char32_t last) {
  const std::string_view text = view(document, b);
  const auto lone = [](std::string_view line) { return line == "."; };
  return last == U'\\' || is_prompt(text) || lone(view(document, a)) || (lone(text) && a.stop);
}

struct DateUnit {
  std::u32string_view unit;    // that the next line begins with
  std::u32string_view before;  // that stands in front of its number; nothing: four digits are enough
};

constexpr DateUnit kDateUnits[] = {
    {U"\u65E5\u53F7\u865F\uC77C", U"\u6708\uC6D4"},  // day behind month
    {U"\u6708\uC6D4", U"\u5E74\uB144"},              // month behind year
    {U"\u5E74\uB144", U""},                          // year
};

// An address of the Web of which only the beginning stands there: what goes on begins small or with a digit.
bool begins_address(const flow::Document& document, const LineFacts& a, const LineFacts& b, char32_t last) {
  if (last != U'.' && last != U'/') return false;
  const std::string_view text = view(document, a);
  return (text.ends_with("://") || text.ends_with("www.")) && (b.first == Glyph::lower || b.first == Glyph::digit);
}

}  // namespace

bool splits_date(std::string_view before, std::string_view after) {
  std::size_t at = before.size();
  text::Decoded d = text::decode_before(before, at);
  if (!text::properties(d.point).digit()) return false;
  const char32_t first = text::decode(after, 0).point;
  const auto* const date = std::find_if(std::begin(kDateUnits), std::end(kDateUnits),
                                        [&](const DateUnit& unit) { return unit.unit.find(first) != std::u32string_view::npos; });
  if (date == std::end(kDateUnits)) return false;
  std::size_t digits = 0;
  while (at > 0) {
    d = text::decode_before(before, at);
    if (!text::properties(d.point).digit() && d.point != U' ') break;
    if (d.point != U' ') ++digits;
    at -= d.bytes;
  }
  if (date->before.empty()) return digits == 4;
  return at > 0 && digits <= 2 && date->before.find(d.point) != std::u32string_view::npos;
}

Constraint constraint(const flow::Document& document, const LineFacts& a, const LineFacts& b) {
  const text::Decoded at_end = text::decode_before(document.text, a.end);
  const text::Decoded at_begin = text::decode(document.text, b.begin);
  const char32_t last = at_end.point;
  const char32_t first = at_begin.point;
  if (last == 0x00AD) return Constraint::join;  // SOFT HYPHEN: the word goes on
  const text::Properties& l = text::properties(last);
  const text::Properties& f = text::properties(first);
  // Curly quotes are wide where Han stands; a line can be too short to show that it does.
  if ((last == 0x201C || last == 0x2018) && (a.cjk || b.cjk)) return Constraint::join;
  if ((first == 0x201D || first == 0x2019) && (b.cjk || (a.cjk && b.end - b.begin == 3))) return Constraint::join;
  if (a.opening || splits_date(view(document, a), view(document, b)) || goes_on_in_item(a, b, last) || numbers_next(a, b) ||
      goes_on_in_reference(document, a, b, last) || begins_address(document, a, b, last))
    return Constraint::join_in_text;
  // East Asian marks that close; curly quotes open in one language and close in another.
  if (f.wide() && (f.breaking == text::Breaking::close || f.breaking == text::Breaking::exclamation) && f.punctuation())
    return Constraint::join;
  if (l.wide() && l.category == 20) return Constraint::join;
  if (last == U'(' || last == U'[') return Constraint::join_in_text;
  if (hyphenated(document, a, at_end) && f.lower()) return Constraint::join;
  if (a.pictured || (b.marker == Marker::dateline && a.stop)) return Constraint::brk;
  if (b.marker == Marker::jump || b.counted || a.leader || opens_item(document, b, at_begin)) return Constraint::brk;
  // A label has a colon or a bracket behind it.
  if ((b.pauses > 0 || b.unopened > 0 || b.symbols > 0) && opens_front_matter(view(document, b))) return Constraint::brk;
  if (opens_headline(document, a, b) || keeps_lines(document, a, b, last)) return Constraint::brk;
  return Constraint::none;
}

}  // namespace runon::rejoin
