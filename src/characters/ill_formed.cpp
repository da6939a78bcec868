#include "characters/ill_formed.h"

#include <array>
#include <string>

#include "text/encoding.h"

namespace runon::characters {
namespace {

constexpr std::string_view kReplaced = "\xEF\xBF\xBD";

// windows-1252 at 0x80, by Microsoft's table of best fit: the five that it leaves open are controls.
constexpr std::array<char16_t, 32> kWindows1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

char32_t windows_1252(unsigned char byte) { return byte >= 0x80 && byte < 0xA0 ? kWindows1252.at(byte - 0x80U) : byte; }

// Edits for the faults of a text, those that touch as one; after(fault) is what becomes of one.
template <class After>
void edit_faults(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule, After after) {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string instead;
  const auto flush = [&] {
    if (begin != end) edits.add(begin, end, instead, rule);
    instead.clear();
    begin = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = fault_at(text, at, origin);
    if (length == 0) {
      at += text::decode(text, at).bytes;
      continue;
    }
    if (at != end) {
      flush();
      begin = at;
    }
    instead += after(text.substr(at, length));
    at = end = at + length;
  }
  flush();
}

}  // namespace

Origin origin_of(std::string_view encoding) {
  if (encoding == text::kUtf8) return Origin::utf8;
  return encoding == text::kUtf16Le || encoding == text::kUtf16Be ? Origin::utf16 : Origin::other;
}

std::size_t fault_at(std::string_view text, std::size_t at, Origin origin) {
  const text::Decoded d = text::decode(text, at);
  if (d.well_formed) return 0;
  if (origin == Origin::utf8) return d.bytes;
  const text::Decoded surrogate = text::decode_base(text, at);
  if (!surrogate.well_formed) return d.bytes;  // not made by us
  std::size_t end = at + surrogate.bytes;
  while (origin == Origin::other && end < text.size()) {
    const text::Decoded next = text::decode_base(text, end);
    if (!next.well_formed || !text::is_escape(next.point) || next.point < text::kEscapeNext) break;
    end += next.bytes;
  }
  return end - at;
}

void replace_ill_formed(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule) {
  edit_faults(text, origin, edits, rule, [](std::string_view) { return kReplaced; });
}

void read_ill_formed_as_latin1(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule) {
  edit_faults(text, origin, edits, rule, [&](std::string_view fault) {
    std::string out;
    for (std::size_t at = 0; at < fault.size();) {
      const text::Decoded d = text::decode_base(fault, at);
      const bool byte = origin != Origin::utf16 && (origin == Origin::utf8 || !d.well_formed || text::is_escape(d.point));
      if (!byte) {
        out += kReplaced;
        at += d.bytes;
      } else if (d.well_formed && origin == Origin::other) {
        text::append(out, windows_1252(static_cast<unsigned char>(d.point & 0xFFU)));
        at += d.bytes;
      } else {
        text::append(out, windows_1252(static_cast<unsigned char>(fault[at])));
        ++at;
      }
    }
    return out;
  });
}

}  // namespace runon::characters
