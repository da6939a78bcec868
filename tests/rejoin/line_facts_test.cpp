// What is known of a line, against plain twins that look at one character after the other.
#include "rejoin/line_facts.h"

#include <algorithm>
#include <random>
#include <string>

#include "rejoin/bylines.h"
#include "rejoin/face.h"
#include "rejoin/markers.h"
#include "rejoin/measure.h"
#include "rejoin/trait.h"
#include "support/catch.h"
#include "support/lines.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace {

using namespace runon;
using rejoin::Glyph;

// Lines of what makes a difference, and of anything.
std::string any_lines(unsigned seed) {
  static const std::u32string kTelling =
      U"港 a b, .B9-\t会“”‘’（）()。，、！?!…—·ー가나,、 1.（接A版)记者reporter本报讯摄影报道"
      U"\u0301\u3000\u00A0#{}=กขАбدﾞ™◆①";
  std::mt19937 random(seed);
  std::string text;
  for (int line = 0; line < 60; ++line) {
    const std::size_t length = 1 + random() % (random() % 4 == 0 ? 120 : 20);
    for (std::size_t i = 0; i < length; ++i) {
      if (random() % 5 == 0) text += "天地玄黄宇宙洪荒";
      else if (random() % 5 == 0) text += "the quick ";
      else if (random() % 9 == 0) text::append(text, static_cast<char32_t>(0x20 + random() % 0xD7E0));
      else text::append(text, kTelling[random() % kTelling.size()]);
    }
    text += '\n';
  }
  return text;
}

rejoin::LineFacts plain_facts(const std::u32string& line) {
  rejoin::LineFacts f;
  std::size_t cjk = 0;
  std::size_t spaced = 0;
  bool in_space = true;
  bool wide_gap = false;
  Glyph ending = Glyph::none;
  for (const char32_t point : line) {
    const text::Properties& p = text::properties(point);
    const Glyph g = rejoin::glyph(point, p);
    if (p.space()) {
      wide_gap = wide_gap || point == U'\t' || (in_space && f.visible > 0);
      in_space = true;
      continue;
    }
    if (wide_gap && f.visible > 0) f.columns = true;
    wide_gap = false;
    ++f.visible;
    if (point == U',') ++f.commas;
    if (std::u32string(U"{}<>=|\\#$_&*^~`[]@+/;").find(point) != std::u32string::npos) ++f.symbols;
    if (in_space) ++f.words;
    in_space = false;
    if (p.letter()) {
      ++f.letters;
      if (p.cjk()) ++cjk;
      else if (p.script != text::Script::thai) ++spaced;
    } else if (p.punctuation()) {
      if (g == Glyph::stop) ++f.stops;
      if (g == Glyph::open && point != 0x2018 && f.unclosed < 100) ++f.unclosed;
      if (g == Glyph::close && point != 0x2019) {
        if (f.unclosed > 0) --f.unclosed;
        else if (f.unopened < 100) ++f.unopened;
      }
    }
    if (p.mark()) continue;
    if (f.first == Glyph::none) f.first = g;
    else if (f.first2 == Glyph::none) f.first2 = g;
    f.last2 = f.last;
    f.last = g;
    if (g != Glyph::close && g != Glyph::quote) ending = g;
  }
  f.cjk = cjk * 2 > f.letters;
  f.spaced = spaced * 2 > f.letters;
  f.stop = ending == Glyph::stop || ending == Glyph::dot || ending == Glyph::ellipsis;
  return f;
}

}  // namespace

TEST_CASE("runs of letters are counted as one letter after the other", "[rejoin]") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const support::Lines lines(any_lines(seed));
    for (const rejoin::LineFacts& f : lines.facts) {
      const std::string text(rejoin::view(lines.document, f));
      INFO(seed << ": " << text);
      const std::u32string points = text::decode_all(text);
      const rejoin::LineFacts plain = plain_facts(points);
      CHECK(f.visible == plain.visible);
      CHECK(f.letters == plain.letters);
      CHECK(f.words == plain.words);
      CHECK(f.commas == plain.commas);
      CHECK(f.symbols == plain.symbols);
      CHECK(f.stops == plain.stops);
      CHECK(f.unclosed == plain.unclosed);
      CHECK(f.unopened == plain.unopened);
      CHECK(f.columns == plain.columns);
      CHECK(f.cjk == plain.cjk);
      CHECK(f.spaced == plain.spaced);
      CHECK(f.first == plain.first);
      CHECK(f.first2 == plain.first2);
      if (f.last != plain.last) {  // in front of the stop of an abbreviation
        CHECK(f.last == plain.last2);
        CHECK(!f.stop);
      } else {
        CHECK(f.stop == plain.stop);
      }
      CHECK(f.last2 == plain.last2);
      const rejoin::Marker marker = rejoin::marker_of(text);
      CHECK(f.marker == (marker == rejoin::Marker::none && rejoin::is_byline(points) ? rejoin::Marker::byline : marker));
    }
  }
}

TEST_CASE("a line says who wrote it in whatever script", "[rejoin]") {
  for (const char* line :
       {"By our correspondent", "REPORTER", "(By our own correspondent, who was there)", "Von unserer Korrespondentin",
        "La Rédaction", "Наш корреспондент", "مراسلنا", "본지 기자", "本报记者 王小明", "（通讯员王小明摄）",
        "By our correspondents", "It rained", "By our own correspondent over there", "19.30", "（一）", "——"}) {
    const support::Lines lines(line);
    REQUIRE(lines.facts.size() == 1);
    INFO(line);
    CHECK((lines.facts[0].marker == rejoin::Marker::byline) == rejoin::is_byline(text::decode_all(line)));
  }
  CHECK(support::Lines("By our correspondent").facts[0].marker == rejoin::Marker::byline);
}

TEST_CASE("the widths of a line in the average face are those that are measured in all faces", "[rejoin]") {
  for (unsigned seed = 100; seed < 130; ++seed) {
    const support::Lines lines(any_lines(seed));
    for (const rejoin::LineFacts& f : lines.facts) {
      const std::string text(rejoin::view(lines.document, f));
      INFO(seed << ": " << text);
      rejoin::LineFacts again;
      const rejoin::Widths widths = rejoin::widths(text);
      rejoin::set(again, widths, rejoin::Face::average);
      CHECK(f.size.ems == again.size.ems);
      CHECK(f.size.soft == again.size.soft);
      CHECK(f.size.slack == again.size.slack);
      CHECK(f.space == again.space);
      CHECK(f.first_unit == again.first_unit);
      CHECK(f.first_word == again.first_word);
      // Without punctuation the characters' advances add up, whatever the neighbours.
      const std::u32string points = text::decode_all(text);
      if (std::any_of(points.begin(), points.end(), [](char32_t c) { return text::properties(c).punctuation(); })) continue;
      for (std::size_t face = 0; face < rejoin::kFaces; ++face) {
        std::uint32_t sum = 0;
        for (const char32_t c : points) sum += rejoin::advances(c, text::properties(c))[face];
        CHECK(widths.size[face] == sum);
      }
    }
  }
}

TEST_CASE("a line that no character announces begins with no marker, and holds no word for reporters", "[rejoin]") {
  for (char32_t c = 0x20; c < 0x10000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const rejoin::Trait trait = rejoin::look_at(c);
    if (c >= 0x4E00 && c <= 0x9FA5) {
      const bool usual = (trait.flags & ~(rejoin::Trait::kMayMark | rejoin::Trait::kMayReport)) == rejoin::kIdeograph.flags &&
                         trait.ems == rejoin::kIdeograph.ems && trait.glyph == rejoin::kIdeograph.glyph;
      if (!usual || trait.is(rejoin::Trait::kMayMark) != rejoin::ideograph_may_mark(c)) CHECK(c == 0);
    }
    if (trait.is(rejoin::Trait::kMayMark)) continue;
    const bool letter = trait.is(rejoin::Trait::kAsciiLetter);
    for (const char* rest : {" x", ". x", "、x", "）x", "一、x", "1) x", "接2版）x", "报讯x", letter ? "x" : ") x"}) {
      std::string line;
      text::append(line, c);
      if (rejoin::marker_of(line + rest) != rejoin::Marker::none) CHECK(line + rest == "");
    }
  }
}

TEST_CASE("bylines are the lines that a look at all of their characters finds", "[rejoin]") {
  static const char* const kPieces[] = {"记者",
                                        "本报",
                                        "通讯员",
                                        "reporter",
                                        "Correspondent",
                                        "rédaction",
                                        "기자",
                                        "корреспондент",
                                        "王小明",
                                        "欧阳文远",
                                        "港",
                                        " ",
                                        "  ",
                                        "（",
                                        "）",
                                        "(",
                                        ")",
                                        "，",
                                        ".",
                                        "2023",
                                        "By",
                                        "at the"};
  int found = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    support::Random random(seed);
    std::string text;
    for (int line = 0; line < 20; ++line) {
      for (std::size_t n = random.between(1, 6); n > 0; --n) text += random.pick(kPieces);
      text += '\n';
    }
    const support::Lines page(text);
    for (std::size_t i = 0; i < page.facts.size(); ++i) {
      INFO(page.view(i));
      const rejoin::Marker marker = rejoin::marker_of(page.view(i));
      const bool byline = marker == rejoin::Marker::none && rejoin::is_byline(text::decode_all(page.view(i)));
      REQUIRE(page.facts[i].marker == (byline ? rejoin::Marker::byline : marker));
      found += byline ? 1 : 0;
    }
  }
  CHECK(found > 300);
}
