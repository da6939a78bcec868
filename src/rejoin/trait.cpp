#include "rejoin/trait.h"

#include <string_view>

#include "rejoin/bylines.h"
#include "rejoin/face.h"
#include "rejoin/markers.h"
#include "text/properties.h"

namespace runon::rejoin {
namespace {

using text::Breaking;
using text::Properties;
using text::Script;

bool comes_along(Breaking breaking) {
  return breaking == Breaking::close || breaking == Breaking::exclamation || breaking == Breaking::nonstarter ||
         breaking == Breaking::infix;
}

bool sign(char32_t point) {
  return point < 0x80 && std::u32string_view(U"{}<>=|\\#$_&*^~`[]@+/;").find(point) != std::u32string_view::npos;
}

bool ascii_letter(char32_t point) { return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z'); }

}  // namespace

Trait look_at(char32_t point) {
  const Properties& p = text::properties(point);
  Trait out;
  out.ems = advances(point, p)[static_cast<std::size_t>(Face::average)];
  out.glyph = glyph(point, p);
  const auto set = [&](bool is, Trait::Flag flag) { out.flags |= is ? flag : 0U; };
  set(p.space(), Trait::kSpace);
  set(p.mark(), Trait::kMark);
  set(p.letter(), Trait::kLetter);
  set(p.cjk(), Trait::kCjk);
  set(p.script == Script::thai, Trait::kThai);
  set(p.script == Script::hangul, Trait::kHangul);
  set(p.punctuation(), Trait::kPunctuation);
  set(p.dash(), Trait::kDash);
  set(comes_along(p.breaking), Trait::kComesAlong);
  set(p.ambiguous() && p.punctuation(), Trait::kAmbiguous);
  set(p.wide(), Trait::kWide);
  set(p.wide() && p.script != Script::hangul, Trait::kFullWidth);
  set(sign(point), Trait::kSign);
  set(point == U',', Trait::kComma);
  set(point == 0x2018 || point == 0x2019, Trait::kApostrophe);
  set(point == U'\t', Trait::kTab);
  set(may_mark(point, p), Trait::kMayMark);
  set(may_report(point), Trait::kMayReport);
  set(ascii_letter(point), Trait::kAsciiLetter);
  return out;
}

}  // namespace runon::rejoin
