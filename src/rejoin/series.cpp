#include "rejoin/series.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

bool among(std::u32string_view set, char32_t point) { return set.find(point) != std::u32string_view::npos; }

// A number and all that is set around it: bullet, brackets, words, the mark behind. Numbers of one series share it.
using Shape = std::u32string;

struct Numbered {
  Shape shape;
  std::uint32_t value = 0;
  bool plain = false;  // set like numbers of running text, too
  bool years = false;  // need not follow one another
};

// Reads along the beginning of a line.
class Reader {
 public:
  explicit Reader(std::string_view line) : line_(line) {}

  char32_t peek() const { return at_ < line_.size() ? text::decode(line_, at_).point : 0; }
  char32_t next() {
    if (at_ >= line_.size()) return 0;
    const text::Decoded got = text::decode(line_, at_);
    at_ += got.bytes;
    return got.point;
  }
  void skip_spaces() {
    while (at_ < line_.size() && text::properties(peek()).space()) next();
  }
  bool done() const { return at_ >= line_.size(); }

 private:
  std::string_view line_;
  std::size_t at_ = 0;
};

constexpr std::uint32_t kMost = 9999;  // larger numbers count nothing

// Digits: ASCII, Arabic-Indic (two sets), Devanagari, Thai, full-width.
std::optional<std::uint32_t> digit(char32_t point) {
  for (const char32_t zero : {U'0', U'\u0660', U'\u06F0', U'\u0966', U'\u0E50', U'\uFF10'})
    if (point >= zero && point < zero + 10) return point - zero;
  return std::nullopt;
}

std::optional<std::uint32_t> read_digits(Reader& in) {
  if (!digit(in.peek())) return std::nullopt;
  std::uint32_t value = 0;
  while (const auto d = digit(in.peek())) {
    in.next();
    value = value * 10 + *d;
    if (value > kMost) return std::nullopt;
  }
  return value;
}

// Han numerals up to 999: digits one to nine (and two signs for zero), U+5341 ten, U+767E a hundred.
std::optional<std::uint32_t> read_han(Reader& in) {
  constexpr std::u32string_view kDigits = U"\u3007\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D";
  std::uint32_t value = 0;
  std::uint32_t one = 0;
  bool any = false;
  for (;; in.next()) {
    const char32_t c = in.peek();
    const std::size_t d = kDigits.find(c);
    if (d != std::u32string_view::npos) {
      one = one * 10 + static_cast<std::uint32_t>(d);
    } else if (c == 0x5341 || c == 0x767E) {
      value += (one == 0 ? 1 : one) * (c == 0x5341 ? 10 : 100);
      one = 0;
    } else if (c != 0x96F6) {  // the other zero
      break;
    }
    if (one > kMost || value > kMost) return std::nullopt;
    any = true;
  }
  if (!any) return std::nullopt;
  return value + one;
}

// A number inside one character: circled, bracketed, with a stop, negative circled.
std::optional<std::uint32_t> read_enclosed(Reader& in, Shape& shape) {
  const char32_t c = in.peek();
  for (const auto& [first, last] : {std::pair{U'\u2460', U'\u2473'},
                                    {U'\u2474', U'\u2487'},
                                    {U'\u2488', U'\u249B'},
                                    {U'\u2776', U'\u277F'},
                                    {U'\u3220', U'\u3229'}}) {
    if (c < first || c > last) continue;
    shape += first;
    return in.next() - first + 1;
  }
  return std::nullopt;
}

// "a)" "(b)": one small Latin letter.
std::optional<std::uint32_t> read_letter(Reader& in) {
  const char32_t c = in.peek();
  if (c < U'a' || c > U'z') return std::nullopt;
  return in.next() - U'a' + 1;
}

// Chapter, article and the like, behind the sign that makes a number an ordinal: Chinese and Japanese, Korean.
bool read_unit(Reader& in, Shape& shape) {
  constexpr std::u32string_view kUnits =
      U"\u7AE0\u8282\u7BC0\u6761\u689D\u90E8\u5377\u56DE\u7BC7\u6B3E\u9879\u9805\uC870\uC7A5\uC808\uD56D";
  if (!among(kUnits, in.peek())) return false;
  shape += in.next();
  return true;
}

// What stands behind a number that is not in brackets. False: nothing that makes it one of a series.
bool read_end(Reader& in, Numbered& out, bool han) {
  constexpr std::u32string_view kYear = U"\u5E74\uB144";
  constexpr std::u32string_view kColons = U":\uFF1A";
  const bool year = !han && among(kYear, in.peek());
  if (year) out.shape += in.next();
  const char32_t mark = in.next();
  out.shape += mark;
  if (among(kColons, mark)) {
    out.plain = true;
    out.years = !han && out.value > 31;
    return !han && !digit(in.peek());  // no time of the day
  }
  if (year) return false;
  if (mark == 0x3001 || mark == 0xFF0E) return true;
  if (mark == 0x662F && han) return out.plain = true;  // "the first is"
  out.plain = true;
  return !han && (mark == U'.' || mark == U')' || mark == 0xFF09) && !digit(in.peek());
}

// "A." "B)": choices of a question. Two behind each other begin as initials of names do, too.
std::optional<Numbered> read_choice(Reader in) {
  constexpr std::u32string_view kMarks = U".)\u3001\uFF0E\uFF09";  // and an enumeration comma, full-width full stop and bracket
  Numbered out;
  out.value = in.next() - U'A' + 1;
  const char32_t mark = in.next();
  if (!among(kMarks, mark)) return std::nullopt;
  out.shape = {U'A', mark};
  out.plain = mark == U'.' || mark == U')';
  return out;
}

// A word and its number, and then the line's end, a mark or a space: "Article 5".
std::optional<Numbered> read_titled(Reader in) {
  constexpr std::size_t kLongestWord = 12;
  Numbered out;
  while (out.shape.size() <= kLongestWord && text::properties(in.peek()).letter()) out.shape += in.next();
  if (out.shape.empty() || out.shape.size() > kLongestWord || in.next() != U' ') return std::nullopt;
  const auto value = read_digits(in);
  const text::Properties& behind = text::properties(in.peek());
  if (!value || *value > 999 || behind.letter() || behind.dash()) return std::nullopt;
  out.value = *value;
  out.shape += U' ';
  out.shape += behind.space() ? U' ' : in.peek();
  out.plain = true;
  return out;
}

// Tells most lines from their first bytes: no numeral, no letter and a mark, no word with a number behind it.
bool may_be_numbered(std::string_view line) {
  constexpr std::u32string_view kOrdinals = U"\u7B2C\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E";
  constexpr std::size_t kLongestWord = 52;  // bytes of thirteen characters
  if (const char32_t ideograph = text::ideograph_at(line, 0); ideograph != 0) return among(kOrdinals, ideograph);
  const char first = line.front();
  if (first >= 'a' && first <= 'z') return line.size() > 1 && line[1] == ')';
  if (first < 'A' || first > 'Z') return true;
  if (line.size() > 1 && !text::ascii_letter(line[1]) && line[1] != ' ') return true;
  const std::size_t space = line.substr(0, kLongestWord).find(' ');
  if (space == std::string_view::npos || space + 1 == line.size()) return false;
  const auto behind = static_cast<unsigned char>(line[space + 1]);
  return behind >= 0x80 || (behind >= '0' && behind <= '9');
}

std::optional<Numbered> read_numbered(std::string_view line) {
  constexpr std::u32string_view kBullets = U"-\u2013\u2014\u2022\u00B7\u25B2\u25A0\u25CF\u25C6*";
  constexpr std::u32string_view kOrdinals = U"\u7B2C\uC81C";  // Chinese and Japanese, Korean
  Reader in(line);
  Numbered out;
  if (among(kBullets, in.peek())) {
    out.shape += in.next();
    in.skip_spaces();
  }
  if (const auto value = read_enclosed(in, out.shape)) {
    out.value = *value;
    return out;
  }
  const char32_t c = in.peek();
  const bool bracket = c == U'(' || c == 0xFF08;
  const bool ordinal = among(kOrdinals, c);
  if (!bracket && !ordinal && out.shape.empty() && text::properties(c).upper()) {
    if (c <= U'Z')
      if (auto choice = read_choice(in)) return choice;
    return read_titled(in);
  }
  if (bracket || ordinal) out.shape += in.next();
  auto value = read_digits(in);
  const bool han = !value.has_value();
  if (han) value = read_han(in);
  const bool letter = !value.has_value();
  if (letter && !ordinal) value = read_letter(in);
  if (!value) return std::nullopt;
  out.value = *value;
  out.shape += letter ? U'a' : han ? U'\u4E00' : U'0';
  if (ordinal) return read_unit(in, out.shape) ? std::optional(out) : std::nullopt;
  if (bracket) return in.peek() == U')' || in.peek() == 0xFF09 ? std::optional(out) : std::nullopt;
  if (letter) {
    if (in.next() != U')') return std::nullopt;
    out.plain = true;
    return out;
  }
  return read_end(in, out, han) ? std::optional(out) : std::nullopt;
}

// A line that begins with a number, among all of them.
struct Member {
  std::size_t line = 0;
  Numbered number;
  std::size_t before = kNone;  // the member that it counts on from
  std::size_t run = 1;         // members that count on up to this one; then, of the whole series

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

bool goes_on(const Member& a, const Member& b) {
  constexpr std::size_t kFar = 200;  // lines
  if (b.line - a.line > kFar) return false;
  return b.number.value == a.number.value + 1 || (a.number.years && b.number.years && b.number.value > a.number.value);
}

std::vector<Member> members(const flow::Document& document, const std::vector<LineFacts>& facts) {
  std::vector<Member> out;
  std::map<Shape, std::size_t> last;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string_view line = view(document, facts[i]);
    if (!may_be_numbered(line)) continue;
    std::optional<Numbered> number = read_numbered(line);
    if (!number) continue;
    Member here{i, std::move(*number)};
    const auto [found, fresh] = last.try_emplace(here.number.shape, out.size());
    if (!fresh && goes_on(out[found->second], here)) here.before = found->second;
    found->second = out.size();
    if (here.before != Member::kNone) here.run = out[here.before].run + 1;
    out.push_back(std::move(here));
  }
  for (std::size_t i = out.size(); i-- > 0;)
    if (out[i].before != Member::kNone) out[out[i].before].run = out[i].run;
  return out;
}

}  // namespace

void find_series(const flow::Document& document, std::vector<LineFacts>& facts) {
  for (const Member& member : members(document, facts)) {
    const bool ended = member.line == 0 || facts[member.line - 1].stop;
    facts[member.line].counted = member.run > (member.number.plain && !ended ? 2 : 1);
  }
}

}  // namespace runon::rejoin
