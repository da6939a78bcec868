#include "rejoin/listed.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>

#include "rejoin/margins.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

bool letter_or_digit(char c) { return text::ascii_letter(c) || text::ascii_digit(c); }

// The one is set in further, and they are not two lines about one middle. A sentence may go on so below an item's sign.
bool set_otherwise(const LineFacts& a, const LineFacts& b) {
  constexpr float kSpaces = 1.5F;
  constexpr std::uint16_t kFew = 4;  // words that are a term or a heading, whatever follows
  if (std::fabs(a.indent - b.indent) < kSpaces * b.space || a.last == Glyph::comma || a.last == Glyph::hyphen) return false;
  if (b.first == Glyph::lower && a.last == Glyph::lower && a.words > kFew) return false;
  return std::fabs(middle(a) - middle(b)) >= 1;
}

// An option of a program, "-o" or "--oil", set in further than what stands above, be it about the same middle.
bool opens_option(const LineFacts& a, const LineFacts& b, std::string_view text) {
  if (b.indent <= a.indent || text.size() < 2 || text[0] != '-') return false;
  const std::string_view name = text.substr(text[1] == '-' ? 2 : 1);
  return !name.empty() && letter_or_digit(name.front()) && !text::ascii_digit(name.front());
}

// One word of ASCII with a slash, an asterisk, or a full stop inside that is not of a number.
bool is_name(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) >= 0x80 || text.back() == '-' ||
      text.find(' ') != std::string_view::npos)
    return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x80 || c == '\t') return false;
    if (c == '/' || (c == '*' && text.size() > 1)) return true;
    if (c != '.' || i == 0 || i + 1 == text.size() || !letter_or_digit(text[i - 1]) || !letter_or_digit(text[i + 1])) continue;
    if (!text::ascii_digit(text[i - 1]) || !text::ascii_digit(text[i + 1])) return true;
  }
  return false;
}

// With the same two words, and what is behind them differs.
bool begin_alike(std::string_view a, std::string_view b) {
  constexpr std::size_t kShortest = 8;
  if (text::ascii_lower(a.front()) || static_cast<unsigned char>(a.front()) >= 0x80) return false;
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  const std::string_view same = a.substr(0, static_cast<std::size_t>(differ - a.begin()));
  if (same.size() < kShortest || same.size() == a.size()) return false;
  const std::size_t space = same.find(' ');
  return space != std::string_view::npos && same.find(' ', same.find_first_not_of(' ', space)) != std::string_view::npos;
}

// Numbers with the same sign behind them: times of a programme, years of a chronicle, dates of a log.
bool count_alike(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), text::ascii_digit) - text.begin());
  };
  const std::size_t in_a = digits(a);
  const std::size_t in_b = digits(b);
  if (in_a == 0 || in_b == 0 || in_a == a.size() || in_b == b.size()) return false;
  return text::decode(a, in_a).point == text::decode(b, in_b).point;
}

// A word and a colon with which the line begins, and what stands behind them; nothing: none.
std::optional<std::string_view> behind_label(std::string_view text) {
  constexpr std::size_t kLongest = 20;
  if (!text::ascii_upper(text.front())) return std::nullopt;
  const std::size_t colon = text.substr(0, kLongest + 1).find(':');
  if (colon == std::string_view::npos || colon < 2) return std::nullopt;
  const std::string_view label = text.substr(0, colon);
  if (!std::all_of(label.begin(), label.end(), [](char c) { return letter_or_digit(c) || c == '-'; })) return std::nullopt;
  const std::string_view behind = text.substr(colon + 1);
  if (!behind.empty() && behind.front() != ' ') return std::nullopt;
  return behind.substr(std::min(behind.find_first_not_of(' '), behind.size()));
}

// One to three marks of ASCII and nothing else; the signs and numbers of items may have come without them.
bool is_mark(const LineFacts& f, std::string_view text) {
  if (f.visible > 3 || text.size() != f.visible) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return letter_or_digit(c) || c == '-' || c == '+' || c == '*'; });
}

// Marks that stand alone thrice and more.
void find_marks(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& apart) {
  std::map<std::string_view, std::size_t> alone;
  for (const LineFacts& f : facts)
    if (const std::string_view text = view(document, f); is_mark(f, text)) ++alone[text];
  for (std::size_t i = 0; i < facts.size() && !alone.empty(); ++i) {
    const std::string_view text = view(document, facts[i]);
    if (!is_mark(facts[i], text) || alone[text] < 3) continue;
    if (i > 0) apart[i - 1] = true;
    if (i + 1 < facts.size()) apart[i] = true;
  }
}

}  // namespace

void find_listed(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<bool>& far,
                 std::vector<bool>& apart) {
  std::size_t names = 0;  // in a row, up to the line
  std::string_view text = view(document, facts[0]);
  std::optional<std::string_view> label = behind_label(text);
  for (std::size_t i = 0;; ++i) {
    if (facts[i].words == 1 && is_name(text)) ++names;
    else names = label && is_name(*label) ? 1 : 0;
    for (std::size_t k = 1; names >= 3 && k <= 2; ++k) apart[i - k] = true;
    if (i + 1 == facts.size()) break;
    const std::string_view next = view(document, facts[i + 1]);
    const std::optional<std::string_view> next_label = behind_label(next);
    if (begin_alike(text, next) || (next_label && label)) apart[i] = true;
    if (far[i] && (next_label || (label && label->empty()) || set_otherwise(facts[i], facts[i + 1]) || count_alike(text, next) ||
                   opens_option(facts[i], facts[i + 1], next) || (names > 0 && is_name(next))))
      apart[i] = true;
    text = next;
    label = next_label;
  }
  find_marks(document, facts, apart);
}

}  // namespace runon::rejoin
