#include "furniture/shapes.h"

#include <algorithm>

#include "furniture/tokens.h"
#include "furniture/words.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::furniture {

namespace {

using text::properties;

// A sign that ornaments a page number, rather than making a value of it (as "%" or "$" would).
bool is_ornament(char32_t point) {
  switch (point) {
    case U'-':
    case U'~':
    case U'|':
    case U'*':
    case U'[':
    case U']':
    case U'(':
    case U')':
    case U'.':
    case U'=':
    case U'_':
    case U'<':
    case U'>':
    case U'/':
    case 0xB7:    // MIDDLE DOT
    case 0x2022:  // BULLET
    case 0x30FB:  // KATAKANA MIDDLE DOT
    case 0x2501:  // BOX DRAWINGS HEAVY HORIZONTAL
    case 0xFF08:
    case 0xFF09:  // FULLWIDTH PARENTHESES
    case 0x3010:
    case 0x3011:  // BLACK LENTICULAR BRACKETS
    case 0x3014:
    case 0x3015:  // TORTOISE SHELL BRACKETS
    case 0x3008:
    case 0x3009:  // ANGLE BRACKETS
    case 0x00AB:
    case 0x00BB:  // DOUBLE ANGLE QUOTATION MARKS
    case 0xFF5C:
    case 0xFF0F:  // FULLWIDTH VERTICAL LINE, SOLIDUS
      return true;
    default: return is_arrow(point);
  }
}

constexpr std::size_t kLongestJump = 48;

bool jump_shape(std::span<const char32_t> points, std::span<const std::uint8_t> breaks, bool low) {
  if (points.size() < 3 || points.size() > kLongestJump) return false;
  const Tokens tokens(points, breaks, true);
  if (!tokens.pure()) return false;
  std::uint16_t classes = 0;
  bool number = false;
  for (const Token& token : tokens) {
    if (token.sort == Sort::number) number = true;
    if (token.sort == Sort::word && (token.classes & (kContinues | kRefers | kSees | kLink | kPage | kOf)) == 0) return false;
    if (token.sort == Sort::word) classes |= token.classes;
  }
  const Sort first = tokens[0].sort;
  // Without a bracket or an arrow, a line in lower case may be the tail of a sentence.
  const bool opened = first == Sort::opener || first == Sort::arrow || points[0] == U'-';
  if (low && !opened) return false;
  const bool page = (classes & kPage) != 0;
  if ((classes & kContinues) != 0) return page || number;
  if ((classes & kRefers) != 0) return page && (number || opened);
  return (classes & kSees) != 0 && page && number && first == Sort::arrow;
}

}  // namespace

std::uint32_t roman_value(std::span<const char32_t> points) {
  if (points.empty() || points.size() > 8) return 0;
  std::uint32_t total = 0;
  std::uint32_t last = 1000;
  std::uint32_t same = 0;
  for (const char32_t point : points) {
    const std::uint32_t value = point == U'i'   ? 1
                                : point == U'v' ? 5
                                : point == U'x' ? 10
                                : point == U'l' ? 50
                                : point == U'c' ? 100
                                                : 0;
    if (value == 0) return 0;
    same = value == last ? same + 1 : 0;
    if (same > 2) return 0;
    if (value > last && (last * 5 < value || last * 10 < value)) return 0;
    total += value > last ? value - 2 * last : value;
    last = value;
  }
  return total < 400 ? total : 0;
}

bool is_jump(const Lines& lines, const Row& row) { return jump_shape(lines.folded(row), lines.breaks(row), row.low); }

namespace {

// What a token at that place of a line's opening can be.
enum class Start : std::uint8_t { other, single, number, word };

Start start_at(const Opening& opening, std::size_t at) {
  const std::span<const char32_t> points = opening.folded().subspan(at);
  const char32_t first = points[0];
  if (is_digit(first) || (first >= U'a' && first <= U'z' && points.size() > 1 && is_digit(points[1]))) return Start::number;
  if (begins_word(points, static_cast<std::uint8_t>(opening.parted >> at), opening.whole)) return Start::word;
  if (first >= U'a' && first <= U'z') return Start::other;
  if (is_han_numeral(first)) return Start::single;
  if (first >= 0x4E00 && first <= 0x9FA5) return Start::other;
  if (is_arrow(first)) return Start::single;
  const text::Properties& facts = properties(first);
  const bool sign = !facts.letter() && !facts.mark() && !facts.digit();
  return sign || facts.breaking == text::Breaking::open ? Start::single : Start::other;
}

}  // namespace

bool opens_with_class(const Place& place) { return start_at(place.opening, 0) != Start::other; }

namespace {

// What the line ends with is a number, a sign, the end of a word of words.inc, or more than a look at three bytes tells.
bool may_end_in_class(std::string_view line) {
  if (line.size() < 3) return true;
  const std::string_view last = line.substr(line.size() - 3);
  if (const char32_t ideograph = text::ideograph_at(last, 0); ideograph != 0)
    return is_han_numeral(ideograph) || may_end(ideograph);
  if (!std::all_of(last.begin(), last.end(), text::ascii_letter)) return true;
  const auto small = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(last[i]) | 0x20U); };
  return may_end(small(0), small(1), small(2));
}

}  // namespace

bool may_be_jump(const Lines& lines, std::size_t row) {
  const Opening& opening = lines.place(row).opening;
  if (opening.lone()) return false;  // a sign or a letter by itself
  if (lines.place(row).too_long || !may_end_in_class(lines.view(row))) return false;
  for (std::size_t at = 0; at < opening.size;) {
    const Start start = start_at(opening, at);
    if (start == Start::other && at + 1 == opening.size && !opening.whole) break;  // a letter, and perhaps its digits
    if (start == Start::other) return false;
    if (start == Start::word) break;  // how long it is does not show
    ++at;
    while (start == Start::number && at < opening.size && is_digit(opening.points[at])) ++at;
  }
  return !lines.longer(row, kLongestJump);
}

bool opens_with_jump(const Lines& lines, std::size_t i) {
  if (properties(lines.place(i).opening.points[0]).breaking != text::Breaking::open) return false;
  const Row& row = lines[i];
  const std::span<const char32_t> points = lines.folded(row);
  for (std::size_t at = 1; at < points.size() && at < kLongestNumber; ++at)
    if (properties(points[at]).breaking == text::Breaking::close)
      return jump_shape(points.first(at + 1), lines.breaks(row).first(at + 1), false);
  return false;
}

std::optional<PageNumber> page_number(const Lines& lines, const Row& row) {
  const std::span<const char32_t> points = lines.folded(row);
  if (points.size() > kLongestNumber) return std::nullopt;
  PageNumber found;
  if (const std::uint32_t value = roman_value(points); value != 0) {
    found.roman = true;
    found.value = value;
    return found;
  }
  if (row.count > 2) return std::nullopt;
  const Tokens tokens(points, lines.breaks(row), true);
  if (!tokens.pure()) return std::nullopt;
  int numbers = 0;
  bool of = false;
  bool only_han = true;
  for (const Token& token : tokens) {
    switch (token.sort) {
      case Sort::number:
        ++numbers;
        if (token.size > 4) return std::nullopt;
        only_han = only_han && token.han;
        if (numbers == 1) found.value = token.value;
        break;
      case Sort::word:
        if ((token.classes & kPage) != 0) found.labelled = true;
        else if ((token.classes & kOf) != 0) of = true;
        else if ((token.classes & kLink) == 0) return std::nullopt;
        break;
      case Sort::sign:
      case Sort::opener:
      case Sort::arrow:
        if (!is_ornament(token.point)) return std::nullopt;
        of = of || token.point == U'/' || token.point == 0xFF0F;  // FULLWIDTH SOLIDUS
        break;
      default: return std::nullopt;
    }
  }
  if (numbers == 0 || numbers > 2) return std::nullopt;
  if (numbers == 2 && !of && !found.labelled) return std::nullopt;
  // A number in ideographs alone counts sections.
  if (only_han && !found.labelled) return std::nullopt;
  found.labelled = found.labelled || numbers == 2;
  found.of = numbers == 2 && of;
  found.framed = tokens[0].sort != Sort::number && tokens[tokens.size() - 1].sort != Sort::number && tokens.size() >= 3;
  return found;
}

bool is_division(const Lines& lines, const Row& row, std::size_t number) {
  const Tokens tokens(lines.folded(row), lines.breaks(row));
  // "Fig. 3", "chapter: 3"; but a bar or a dash parts the number from the word.
  const auto skip = [](const Token& token) { return token.point == U'.' || token.point == U':' || token.sort == Sort::opener; };
  bool counted = false;  // a counting word stands before
  bool here = false;     // behind the number
  std::size_t digits = 0;
  for (const Token& token : tokens) {
    const bool counts = token.sort == Sort::word && (token.classes & (kDivision | kMonth | kDateUnit)) != 0;
    if (here && !skip(token)) return counts;
    if (token.sort == Sort::number && !token.han && digits++ == number) {
      if (counted) return true;
      here = true;
    }
    if (!skip(token)) counted = counts;
  }
  return false;
}

}  // namespace runon::furniture
