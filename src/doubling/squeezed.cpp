#include "doubling/squeezed.h"

#include <algorithm>

#include "text/utf8.h"

namespace runon::doubling {
namespace {

constexpr double kKanaMass = 0.6;
constexpr double kLetterMass = 0.4;
constexpr double kDigitMass = 0.25;
constexpr std::size_t kShort = 8;  // texts in which a letter that stands twice is looked for

// Numerals one to ten, a hundred, a thousand, ten thousand (UAX #38 kPrimaryNumeric).
bool chinese_numeral(char32_t c) {
  switch (c) {
    case 0x4E00:
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
    case 0x5343:
    case 0x4E07: return true;
    default: return false;
  }
}

bool hex_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F'); }

bool sign_of_code(char32_t c) { return std::u32string_view(U"_=<>{}\\`|#/").find(c) != std::u32string_view::npos; }

void add(Weight& weight, char32_t c) {
  const text::Properties& p = text::properties(c);
  if (!hex_digit(c)) weight.hex = false;
  if (c < 0x80 && sign_of_code(c)) weight.sign = true;
  if (p.digit()) {
    ++weight.digits;
    weight.mass += kDigitMass;
  } else if (p.script == text::Script::han) {
    ++weight.letters;
    ++weight.ideographs;
    ++weight.wide;
    weight.mass += 1;
    if (chinese_numeral(c)) weight.counts = true;
    if (c == 0x4E00) weight.one = true;
  } else if (p.letter()) {
    ++weight.letters;
    const bool wide = p.script == text::Script::hangul || p.script == text::Script::kana;
    if (wide) ++weight.wide;
    weight.mass += p.script == text::Script::hangul ? 1 : wide ? kKanaMass : kLetterMass;
  }
}

}  // namespace

void Squeezed::assign(std::string_view line) {
  points.clear();
  from.clear();
  to.clear();
  gap.clear();
  constexpr std::size_t kMost = 4096;  // for which room is made at once
  const std::size_t room = std::min(line.size(), kMost);
  points.reserve(room);
  from.reserve(room);
  to.reserve(room);
  gap.reserve(room);
  Gap before = Gap::none;
  std::size_t invisible = std::string_view::npos;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    const text::Properties& p = text::properties(d.point);
    if (p.space()) {
      before = before == Gap::none && d.point != U'\t' ? Gap::space : Gap::wide;
      invisible = std::string_view::npos;
    } else if (p.ignorable()) {
      if (invisible == std::string_view::npos) invisible = at;
    } else {
      points.push_back(d.point);
      from.push_back(std::min(at, invisible));
      to.push_back(at + d.bytes);
      gap.push_back(before);
      before = Gap::none;
      invisible = std::string_view::npos;
    }
    at += d.bytes;
  }
}

Weight weigh(const Squeezed& line, std::size_t begin, std::size_t end) {
  Weight weight;
  for (std::size_t i = begin; i < end; ++i) {
    add(weight, line.points[i]);
    if (i == begin || line.gap[i] != Gap::none) ++weight.words;
    if (end - begin <= kShort && text::properties(line.points[i]).letter())
      for (std::size_t j = begin; j < i; ++j) weight.repeats_itself = weight.repeats_itself || line.points[j] == line.points[i];
  }
  return weight;
}

Gap widest(const Squeezed& line, std::size_t begin, std::size_t step, std::size_t end) {
  Gap gap = Gap::none;
  for (std::size_t i = begin; i < end; i += step) gap = std::max(gap, line.gap[i]);
  return gap;
}

bool closes_clause(char32_t c) {
  const text::Properties& p = text::properties(c);
  if (p.sentence_end()) return true;
  switch (c) {
    case U',':
    case U';':
    case U':': return true;
    case 0x2026: return true;  // HORIZONTAL ELLIPSIS
    case 0x3001:
    case 0xFF0C:
    case 0xFF1B:
    case 0xFF1A:               // IDEOGRAPHIC COMMA, FULLWIDTH COMMA, SEMICOLON, COLON
    case 0xFF64: return true;  // HALFWIDTH IDEOGRAPHIC COMMA
    case 0x060C:
    case 0x061B: return true;  // ARABIC COMMA, ARABIC SEMICOLON
    default: return false;
  }
}

namespace {

// A quote or a bracket: a clause may be closed in front of it.
bool closes(char32_t c) {
  const text::Breaking breaking = text::properties(c).breaking;
  return breaking == text::Breaking::close || breaking == text::Breaking::quote;
}

}  // namespace

bool ends_in_clause_mark(const Squeezed& line, std::size_t begin, std::size_t end) {
  while (end > begin && !closes_clause(line.points[end - 1]) && closes(line.points[end - 1])) --end;
  return end > begin && closes_clause(line.points[end - 1]);
}

bool ends_in_clause_mark(WalkBack back) {
  while (!back.done() && !closes_clause(back.point()) && closes(back.point())) back.next();
  return !back.done() && closes_clause(back.point());
}

}  // namespace runon::doubling
