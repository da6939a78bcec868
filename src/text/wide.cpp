#include "text/wide.h"

#include <algorithm>
#include <string>

#include "text/encoding.h"
#include "text/properties.h"

namespace runon::text {
namespace {

std::u32string read_units(std::string_view head, std::size_t width, bool big) {
  std::u32string text;
  for (std::size_t at = 0; at + width <= head.size(); at += width) {
    char32_t unit = 0;
    for (std::size_t i = 0; i < width; ++i)
      unit = (unit << 8U) | static_cast<unsigned char>(head[at + (big ? i : width - 1 - i)]);
    if (width == 2 && unit >= 0xDC00 && unit <= 0xDFFF && !text.empty() && text.back() >= 0xD800 && text.back() <= 0xDBFF)
      text.back() = 0x10000 + ((text.back() - 0xD800) << 10U) + (unit - 0xDC00);
    else text.push_back(unit);
  }
  return text;
}

bool implausible(char32_t c) {
  if (c > 0x10FFFF) return true;
  const std::uint8_t category = properties(c).category;
  // ICU's categories: 0 unassigned, 15 control, 17 private use, 18 surrogate.
  return category == 0 || category == 17 || category == 18 || (category == 15 && !(c >= 0x09 && c <= 0x0D));
}

}  // namespace

Wide judge_units(std::string_view bytes, const Languages& languages) {
  const std::string_view head = bytes.substr(0, 1024);
  Wide best;
  for (const std::size_t width : {std::size_t{4}, std::size_t{2}})
    for (const bool big : {false, true}) {
      const std::u32string text = read_units(head, width, big);
      const auto bad = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), implausible));
      if (text.empty() || bad * 50 > text.size()) continue;
      const double bits = languages.bits(text) + 8;
      if (bits < best.bits) best = {width == 4 ? (big ? kUtf32Be : kUtf32Le) : (big ? kUtf16Be : kUtf16Le), bits};
    }
  return best;
}

}  // namespace runon::text
