#include "spacing/headings.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "spacing/line.h"
#include "text/utf8.h"

namespace runon::spacing {
namespace {

constexpr std::size_t kLongest = 90;  // bytes: thirty ideographs
constexpr std::uint32_t kMost = 99;   // parts of one level

using Number = std::vector<std::uint32_t>;  // by level

// Year, month, day (two), person, piece.
bool is_unit(char32_t point) {
  return std::u32string_view(U"\u5E74\u6708\u65E5\u53F7\u4EBA\u4E2A").find(point) != std::u32string_view::npos;
}

bool has_mark(std::string_view text) {
  for (const std::string_view mark : {"\xE3\x80\x82", "\xEF\xBC\x8C", "\xEF\xBC\x9B"})  // full stop, comma, semicolon
    if (text.find(mark) != std::string_view::npos) return true;
  return false;
}

std::optional<Number> number_of(std::string_view line) {
  if (line.empty() || line.size() > kLongest || !text::ascii_digit(line.front())) return std::nullopt;
  Number number(1);
  std::size_t at = 0;
  for (; at < line.size(); ++at) {
    if (text::ascii_digit(line[at])) number.back() = number.back() * 10 + static_cast<std::uint32_t>(line[at] - '0');
    else if (line[at] == '.' && text::ascii_digit(line[at - 1])) number.push_back(0);
    else break;
    if (number.back() > kMost) return std::nullopt;
  }
  if (line[at - 1] == '.') return std::nullopt;  // a marker of lists
  const std::size_t behind = at;
  while (at < line.size()) {
    const text::Decoded d = text::decode(line, at);
    if (!white(d.point)) break;
    at += d.bytes;
  }
  if (at == behind) return std::nullopt;
  const char32_t first = text::ideograph_at(line, at);
  if (first == 0 || is_unit(first) || has_mark(line)) return std::nullopt;
  return number;
}

// 2 behind 1 or 1.4, 1.2 behind 1.1, 1.1 behind 1.
bool counts_on(const Number& a, const Number& b) {
  if (b.size() > a.size() + 1) return false;
  const std::size_t level = b.size() - 1;
  if (!std::equal(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(level), a.begin())) return false;
  return b.back() == (level < a.size() ? a[level] + 1 : 1);
}

}  // namespace

std::vector<std::size_t> numbered_headings(const flow::Document& document, const GapLines& gaps) {
  constexpr std::size_t kFewest = 3;
  std::vector<std::size_t> lines;
  Number last;
  for (const GapLine& line : gaps.open) {
    if (!line.cjk) continue;
    const auto number = number_of(trimmed(document.view(document.lines[line.index])));
    if (!number) continue;
    if (!last.empty() && counts_on(last, *number)) {
      lines.push_back(line.index);
      last = *number;
    } else if (lines.size() < 2 && number->back() == 1) {
      lines.assign(1, line.index);
      last = *number;
    }
  }
  if (lines.size() < kFewest) lines.clear();
  return lines;
}

}  // namespace runon::spacing
