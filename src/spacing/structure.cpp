// Gaps that mark the structure of a line, whatever else stands in it.
#include <algorithm>
#include <string>
#include <string_view>

#include "spacing/rules.h"
#include "text/properties.h"

namespace runon::spacing {
namespace {

void keep(Gap& gap) {
  if (gap.fate == Fate::open) gap.fate = Fate::keep;
}

// How many characters a marker takes that begins the line: signs ("-", "##"), or a number or letter with
// a full stop or closing bracket ("1.", "12)", "(a)", "[3]", "**Q."). 0: none. In a letter-spaced line a dash is
// no marker.
std::size_t marker_length(const LineText& line, bool spaced) {
  std::size_t length = 0;
  while (length < line.size() && length < 6) {
    if (line.gap_after[length++] != 0) break;
  }
  if (length == 0 || length >= line.size() || line.gap_after[length - 1] == 0) return 0;
  const auto sign = [&](std::size_t i) {
    const char32_t c = line.points[i];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '}' || c == '%') return false;
    const Glyph g = line.glyphs[i];
    return g == Glyph::punct || g == Glyph::comma || g == Glyph::symbol || g == Glyph::middle || (g == Glyph::dash && !spaced);
  };
  std::size_t from = 0;
  while (from < length && sign(from)) ++from;
  if (from == length) return length;
  const char32_t last = line.points[length - 1];
  const bool bracketed = from == 1 && line.points[0] == '[' && last == ']';
  if (length - from < 2 || (last != '.' && last != ')' && !bracketed)) return 0;
  const bool one_letter = length - from == 2 && line.glyphs[from] == Glyph::letter;
  for (std::size_t i = from; i + 1 < length && !one_letter; ++i)
    if (line.glyphs[i] != Glyph::digit) return 0;
  return length;
}

// Whether the gap stands behind a sign that begins a comment in source code.
bool behind_comment_sign(const LineText& line, const Gap& gap) {
  std::size_t begin = gap.left;
  while (begin > 0 && line.gap_after[begin - 1] == 0 && gap.left - begin < 3) --begin;
  if (begin > 0 && (line.gap_after[begin - 1] == 0 || solid(line.glyphs[begin - 1]) || quote(line.glyphs[begin - 1])))
    return false;
  const std::u32string sign(line.points.begin() + static_cast<std::ptrdiff_t>(begin),
                            line.points.begin() + static_cast<std::ptrdiff_t>(gap.left) + 1);
  return sign == U"#" || sign == U"//" || sign == U"///" || sign == U"--" || sign == U"/*" || sign == U";;" || sign == U";";
}

// Figure, table, chart, example: what numbered captions begin with, a closed class.
bool caption_label(char32_t c) {
  return std::u32string_view(U"\u56FE\u5716\u56F3\u8868\u4F8B\u5F0F").find(c) != std::u32string_view::npos;
}

// "Table 3 The title": the gaps around the number of a caption, where the document does not set all numbers so.
void keep_caption(LineText& line, const Evidence& document) {
  if (line.size() < 3 || !caption_label(line.points[0]) || line.gap_after[0] == 0) return;
  std::size_t i = 1;
  while (i + 1 < line.size() && i < 6 && line.gap_after[i] == 0 && line.glyphs[i] != Glyph::cjk) ++i;
  if (line.glyphs[1] != Glyph::digit || line.gap_after[i] == 0 || document.habit(Place::mixed)) return;
  keep(*line.gap_behind(0));
  keep(*line.gap_behind(i));
}

// Ordinals that head a part of a text: "No. 3 chapter", then the part's title. The counters are a closed
// class: zhang, jie, tiao, bian, pian, hui, juan, ke, jiang, bu, hua.
bool counter(char32_t c) {
  constexpr std::u32string_view kCounters =
      U"\u7AE0\u7BC0\u8282\u6761\u689D\u7F16\u7DE8\u7BC7\u56DE\u5377\u8BFE\u8AB2\u8BB2\u8B1B\u90E8\u8BDD\u8A71";
  return kCounters.find(c) != std::u32string_view::npos;
}

bool numeral(const LineText& line, std::size_t i) {
  // One to ten, hundred, thousand, zero, both.
  constexpr std::u32string_view kNumerals =
      U"\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E\u5343\u96F6\u3007\u4E24";
  return line.glyphs[i] == Glyph::digit || kNumerals.find(line.points[i]) != std::u32string_view::npos ||
         (line.points[i] >= 0xFF10 && line.points[i] <= 0xFF19);
}

// Length of an ordinal heading at the line's begin, gaps inside it or not; 0: none.
std::size_t ordinal_length(const LineText& line) {
  if (line.size() < 4 || line.points[0] != 0x7B2C) return 0;  // U+7B2C: the ordinal prefix di
  std::size_t i = 1;
  while (i < line.size() && i < 8 && numeral(line, i)) ++i;
  return i > 1 && i < line.size() && counter(line.points[i]) ? i + 1 : 0;
}

struct Date {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The first date of the form 2024 nian 8 yue 9 ri, gaps inside or not. begin == end: none.
Date find_date(const LineText& line) {
  constexpr char32_t kYear = 0x5E74;
  for (auto year = std::find(line.points.begin(), line.points.end(), kYear); year != line.points.end();
       year = std::find(year + 1, line.points.end(), kYear)) {
    auto at = static_cast<std::size_t>(year - line.points.begin());
    const auto digits = [&](std::size_t most) {
      const std::size_t from = at;
      while (at < line.size() && at - from < most && line.glyphs[at] == Glyph::digit) ++at;
      return at - from;
    };
    const auto sign = [&](char32_t c) { return at < line.size() && line.points[at] == c && ++at > 0; };
    if (at < 4) continue;
    const std::size_t begin = at - 4;
    if (begin > 0 && line.glyphs[begin - 1] == Glyph::digit) continue;
    at = begin;
    if (digits(4) == 4 && sign(kYear) && digits(2) > 0 && sign(0x6708) && digits(2) > 0 && sign(0x65E5)) return {begin, at};
  }
  return {};
}

bool sentence(const LineText& line) {
  return std::any_of(line.glyphs.begin(), line.glyphs.end(), [](Glyph g) { return g == Glyph::end; }) ||
         std::find(line.points.begin(), line.points.end(), U'\uFF0C') != line.points.end();
}

// Mastheads: a short name, a date, a weekday, each a field of its own. The date ends the line or a gap
// follows it, and before it stands no more than a name with its page number.
void keep_fields(LineText& line) {
  const Date date = find_date(line);
  if (date.begin == date.end || sentence(line)) return;
  Gap* behind = line.gap_behind(date.end - 1);
  // A weekday or other tail that is set close to the date belongs to its field.
  std::size_t tail = date.end;
  while (behind == nullptr && tail < line.size() && tail - date.end < 3 && line.glyphs[tail] == Glyph::cjk)
    behind = line.gap_behind(tail++);
  if (behind == nullptr && tail < line.size() && line.glyphs[tail] != Glyph::open) return;
  std::size_t named = 0;
  for (std::size_t i = 0; i < date.begin; ++i) named += line.glyphs[i] == Glyph::cjk ? 1 : 0;
  if (named > 6) return;
  if (behind != nullptr) keep(*behind);
  if (date.begin > 0)
    if (Gap* before = line.gap_behind(date.begin - 1); before != nullptr) keep(*before);
}

// Colons and what they part: fields of a form, each a label of two to eight characters, a colon and what stands there. The gap in
// front of another label is kept.
void keep_labels(LineText& line) {
  constexpr std::size_t kLongest = 8;
  const auto colon = [&](std::size_t i) { return line.points[i] == U':' || line.points[i] == 0xFF1A; };
  std::size_t first = 0;  // behind the first colon
  while (first < line.size() && !colon(first)) ++first;
  for (Gap& gap : line.gaps) {
    if (gap.left <= first) continue;
    const std::size_t begin = gap.left + 1;
    std::size_t end = begin;
    while (end < line.size() && line.glyphs[end] == Glyph::cjk && end - begin < kLongest &&
           (end == begin || line.gap_after[end - 1] == 0))
      ++end;
    if (end - begin >= 2 && end < line.size() && colon(end) && line.gap_after[end - 1] == 0) keep(gap);
  }
}

}  // namespace

void keep_structure(const Look& look) {
  LineText& line = look.line;
  for (Gap& gap : line.gaps) {
    const Glyph left = line.left(gap);
    const Glyph right = line.right(gap);
    const bool dash = left == Glyph::dash || right == Glyph::dash;
    if (gap.tab || (!look.stretch.spaced && behind_comment_sign(line, gap)) || left == Glyph::symbol || right == Glyph::symbol ||
        (dash && !look.stretch.spaced) || (left == Glyph::open && right == Glyph::close))
      keep(gap);
  }
  if (const std::size_t marker = marker_length(line, look.stretch.spaced); marker > 0) keep(*line.gap_behind(marker - 1));
  if (const std::size_t ordinal = ordinal_length(line); ordinal > 0)
    if (Gap* gap = line.gap_behind(ordinal - 1); gap != nullptr) keep(*gap);
  if (look.heading) keep(line.gaps.front());
  if (!look.stretch.spaced) {
    keep_caption(line, look.document);
    keep_labels(line);
  }
  keep_fields(line);
}

}  // namespace runon::spacing
