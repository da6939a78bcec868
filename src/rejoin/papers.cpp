#include "rejoin/papers.h"

#include <cstddef>
#include <string>

#include "rejoin/word_class.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// Without spaces, in lower case.
constexpr std::u32string_view kLabels[] = {
    // Chinese, simplified and traditional: abstract, key words, classification, numbers, dates, funding, authors, how to cite
    U"\u6458\u8981",
    U"\u63D0\u8981",
    U"\u5173\u952E\u8BCD",
    U"\u95DC\u9375\u8A5E",
    U"\u5173\u952E\u5B57",
    U"\u95DC\u9375\u5B57",
    U"\u4E3B\u9898\u8BCD",
    U"\u4E2D\u56FE\u5206\u7C7B\u53F7",
    U"\u6587\u732E\u6807\u8BC6\u7801",
    U"\u6587\u732E\u6807\u5FD7\u7801",
    U"\u6587\u7AE0\u7F16\u53F7",
    U"\u6536\u7A3F\u65E5\u671F",
    U"\u4FEE\u56DE\u65E5\u671F",
    U"\u57FA\u91D1\u9879\u76EE",
    U"\u8D44\u52A9\u9879\u76EE",
    U"\u4F5C\u8005\u7B80\u4ECB",
    U"\u901A\u4FE1\u4F5C\u8005",
    U"\u901A\u8BAF\u4F5C\u8005",
    U"\u5F15\u7528\u683C\u5F0F",
    // Japanese: abstract, key words
    U"\u8981\u65E8",
    U"\u8981\u7D04",
    U"\u30AD\u30FC\u30EF\u30FC\u30C9",
    // Korean: abstract, key words
    U"\uCD08\uB85D",
    U"\uC8FC\uC81C\uC5B4",
    U"\uD0A4\uC6CC\uB4DC",
    U"abstract",
    U"keywords",
    U"indexterms",
    U"correspondingauthor",
    U"doi",
    U"zusammenfassung",
    U"schl\u00FCsselw\u00F6rter",
    U"r\u00E9sum\u00E9",
    U"mots-cl\u00E9s",
    U"resumen",
    U"palabrasclave",
    U"\u0430\u043D\u043D\u043E\u0442\u0430\u0446\u0438\u044F",
    U"\u043A\u043B\u044E\u0447\u0435\u0432\u044B\u0435\u0441\u043B\u043E\u0432\u0430",
};
constexpr std::size_t kLongestLabel = 20;  // characters, spaces among them

constexpr WordClass kLabelClass(kLabels);

bool opens_label(char32_t point) { return std::u32string_view(U"[\u3010\u3014\uFF3B").find(point) != std::u32string_view::npos; }
bool closes_label(char32_t point) {
  return std::u32string_view(U"]\u3011\u3015\uFF3D:\uFF1A").find(point) != std::u32string_view::npos;
}

}  // namespace

bool opens_front_matter(std::string_view line) {
  text::Decoded d = text::decode(line, 0);
  std::size_t at = d.bytes;
  if (opens_label(d.point) && at < line.size()) {
    d = text::decode(line, at);
    at += d.bytes;
  }
  if (!kLabelClass.may_begin(text::small_letter(d.point)) || (d.point >= U'a' && d.point <= U'z')) return false;
  std::u32string label(1, text::small_letter(d.point));
  for (std::size_t characters = 1; at < line.size() && characters < kLongestLabel; ++characters) {
    d = text::decode(line, at);
    at += d.bytes;
    if (closes_label(d.point)) return kLabelClass.contains(label);
    const text::Properties& p = text::properties(d.point);
    if (p.space()) continue;
    if (!p.letter() && d.point != U'-') return false;
    label += text::small_letter(d.point);
  }
  return false;
}

bool ends_in_reference(std::string_view line, std::string_view next) {
  constexpr std::string_view kFullStop = "\xEF\xBC\x8E";  // FULLWIDTH FULL STOP
  constexpr std::string_view kColon = "\xEF\xBC\x9A";     // FULLWIDTH COLON
  constexpr std::size_t kLongestMark = 6;                 // "EB/OL"
  const auto drop = [&](std::string_view end) {
    if (!line.ends_with(end)) return false;
    line.remove_suffix(end.size());
    return true;
  };
  if (drop(":") || drop(kColon)) {
    if (next.empty() || !text::ascii_digit(next.front())) return false;
    return (drop(")") || drop("\xEF\xBC\x89")) && !line.empty() && text::ascii_digit(line.back());
  }
  if (!(drop(".") || drop(kFullStop)) || !drop("]")) return false;
  for (std::size_t length = 0; !line.empty() && length <= kLongestMark; ++length) {
    const char c = line.back();
    line.remove_suffix(1);
    if (c == '[') return length > 0;
    if (!text::ascii_upper(c) && c != '/') return false;
  }
  return false;
}

}  // namespace runon::rejoin
