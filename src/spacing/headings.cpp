#include "spacing/headings.h"

#include <optional>
#include <string_view>

#include "spacing/line.h"
#include "text/sections.h"
#include "text/utf8.h"

namespace runon::spacing {
namespace {

constexpr std::size_t kLongest = 90;  // bytes: thirty ideographs

// Year, month, day (two), person, piece.
bool is_unit(char32_t point) {
  return std::u32string_view(U"\u5E74\u6708\u65E5\u53F7\u4EBA\u4E2A").find(point) != std::u32string_view::npos;
}

bool has_mark(std::string_view text) {
  for (const std::string_view mark : {"\xE3\x80\x82", "\xEF\xBC\x8C", "\xEF\xBC\x9B"})  // full stop, comma, semicolon
    if (text.find(mark) != std::string_view::npos) return true;
  return false;
}

std::optional<text::SectionNumber> number_of(std::string_view line) {
  if (line.empty() || line.size() > kLongest || !text::ascii_digit(line.front())) return std::nullopt;
  std::optional<text::SectionNumber> number = text::section_number(line);
  if (!number) return std::nullopt;
  const std::size_t behind = number->bytes;
  std::size_t at = behind;
  while (at < line.size()) {
    const text::Decoded d = text::decode(line, at);
    if (!white(d.point)) break;
    at += d.bytes;
  }
  if (at == behind) return std::nullopt;  // a full stop: a marker of lists
  const char32_t first = text::ideograph_at(line, at);
  if (first == 0 || is_unit(first) || has_mark(line)) return std::nullopt;
  return number;
}

}  // namespace

std::vector<std::size_t> numbered_headings(const flow::Document& document, const GapLines& gaps) {
  constexpr std::size_t kFewest = 3;
  std::vector<std::size_t> lines;
  text::SectionNumber last;
  for (const GapLine& line : gaps.open) {
    if (!line.cjk) continue;
    const auto number = number_of(trimmed(document.view(document.lines[line.index])));
    if (!number) continue;
    if (!last.levels.empty() && text::counts_on(last, *number)) {
      lines.push_back(line.index);
      last = *number;
    } else if (lines.size() < 2 && number->levels.back() == 1) {
      lines.assign(1, line.index);
      last = *number;
    }
  }
  if (lines.size() < kFewest) lines.clear();
  return lines;
}

}  // namespace runon::spacing
