// How two lines of one paragraph are put together, and what typography demands at a line break.
#include <string>
#include <vector>

#include "rejoin/constraints.h"
#include "rejoin/joint.h"
#include "support/catch.h"
#include "support/lines.h"

namespace {

using namespace runon;
using flow::Joint;
using rejoin::Constraint;
using support::Lines;

// The joint between the first two lines; what follows them is there for the vocabulary.
Joint joined(const std::string& text, bool hangul_words = false) {
  const Lines lines(text);
  rejoin::Vocabulary vocabulary(lines.document, lines.facts);
  vocabulary.set_hangul_words(hangul_words);
  return rejoin::joint(lines.view(0), lines.view(1), lines.facts[0], lines.facts[1], vocabulary);
}

Constraint demanded(const std::string& text) {
  const Lines lines(text);
  return rejoin::constraint(lines.document, lines.facts[0], lines.facts[1]);
}

}  // namespace

TEST_CASE("what stands between two joined lines depends on the characters at the seam", "[rejoin]") {
  struct Case {
    const char* text;
    Joint expected;
  };
  for (const Case& c : std::vector<Case>{
           {"会议强调，要毫不动摇\n坚持领导", Joint::close},
           {"本报讯8月6\n日，会议召开", Joint::close},
           {"大家都在使用GitHub\n上的功能", Joint::close},
           {"大家都在使用\nGitHub上的功能", Joint::close},
           {"他说：\n“好。”", Joint::close},
           {"システム\nに不良細胞", Joint::close},
           {"the ferry left the\nharbour at noon", Joint::space},
           {"the ferry (the old\none) left", Joint::space},
           {"the ferry (\nthe old one)", Joint::close},
           {"он сказал,\nчто придёт", Joint::space},
           {"قال إنه\nسيأتي غدا", Joint::space},
           {"ประเทศ\nไทย", Joint::close},
           {"ต่าง ๆ\nในบ้าน", Joint::space},
           {"မိုးရွာသည်။\nလူများ", Joint::space},
           {"ផ្ទះធំ។\nមនុស្ស", Joint::space},
           {"བོད་\nཡིག་", Joint::close},
           {"ཡིན།\nབོད་", Joint::space},
           {"the price was 300\nmetres", Joint::space},
           {"see https://example.org/\npath for more", Joint::close},
           {"see https://example.org\n/path for more", Joint::close},
           {"mail to someone\n/path@example.org", Joint::space},
           {"lies in the folder\n/var/log of the system", Joint::space},
           {"and/or\n/var", Joint::close},
           {"in the year 2021\n/22 as well", Joint::close},
           {"written to\n.deb files", Joint::space},
           {"a copy of\n../lib stays", Joint::space},
           {"www.example\n.org for more", Joint::close},
           {"see https://www.\nexample.org/lamp for more", Joint::close},
           {"see https://example.\norg/lamp for more", Joint::close},
           {"see https://example.org.\nthe rest is known", Joint::space},
           {"see https://example.org.\nrest/others are known", Joint::close},
           {"见http://example.org/lamp-\noil", Joint::close},
           {"http://example.org/?lamp=\n3", Joint::close},
           {"is it http://example.org/?\nThe others", Joint::space},
           {"he waited\n... and left", Joint::close},
           {"使用目录\n/var", Joint::close},
           {"he left—\nand came back", Joint::close},
           {"he left —\nand came back", Joint::space},
           {"—\nand came back", Joint::space},
       }) {
    INFO(c.text);
    CHECK(joined(c.text) == c.expected);
  }
}

TEST_CASE("a line-end hyphen goes where the line break made it, and stays where the word has it", "[rejoin]") {
  struct Case {
    const char* text;
    Joint expected;
  };
  for (const Case& c : std::vector<Case>{
           {"the govern-\nment fell", Joint::hyphen},
           {"a self-\nmade man\nis self-made by definition", Joint::close},  // the document has it
           {"the harbour-\nmaster came\nour harbourmaster went", Joint::hyphen},
           {"the Franco-\nPrussian war", Joint::close},
           {"between 300-\n400 metres", Joint::close},
           {"an n-\ntridecanal", Joint::close},
           {"Vor-\nund Nachteile", Joint::space},
           {"муж\u00AD\nские сапоги", Joint::hyphen},
           {"he paused -\nand went", Joint::space},
       }) {
    INFO(c.text);
    CHECK(joined(c.text) == c.expected);
  }
}

TEST_CASE("a word is known by its letters in either case, beyond Latin-1 too", "[rejoin]") {
  for (const char* text : {"Kupił żeń-\nszeń wczoraj.\nŻeń-szeń rośnie.\nŻeń-szeń pachnie.\nŻeń-szeń jest drogi.",
                           "Kupił ćeń-\nszeń wczoraj.\nĆeń-szeń rośnie.\nĆeń-szeń pachnie.\nĆeń-szeń jest drogi."})
    CHECK(joined(text) == Joint::close);
}

TEST_CASE("a document of few hyphens parts words where what they part stands elsewhere whole", "[rejoin]") {
  std::string others;
  for (int i = 0; i < 60; ++i) others += "the lamp is lit by\n";
  const std::string whole = "his harbour-\nmaster\nof light-\nhouses\nharbourmaster lighthouses\n";
  CHECK(joined("the govern-\nment fell\n" + others) == Joint::close);
  CHECK(joined("the govern-\nment fell\n" + whole + others) == Joint::hyphen);
  CHECK(joined("the govern-\nment fell\n" + whole + others + "light-houses\n") == Joint::close);
}

TEST_CASE("a word of the document is known wherever in its line it ends", "[rejoin]") {
  for (std::size_t before = 0; before < 140; ++before) {
    std::string line(before, 'a');
    for (std::size_t i = 3; i < before; i += 4) line[i] = ' ';
    if (before > 0) line.back() = ' ';
    INFO(before);
    CHECK(joined("the harbour-\nmaster came\n" + line + "harbourmaster\n") == Joint::hyphen);
    CHECK(joined("the harbour-\nmaster came\n" + line + "harbour-master\n") == Joint::close);
  }
}

TEST_CASE("a Hangul seam is a space where the document breaks between words only", "[rejoin]") {
  CHECK(joined("프로젝트를 홍보해야 한\n다는 규칙은", true) == Joint::space);
  // Elsewhere the syllables' own neighbours in the document decide.
  CHECK(joined("홍보해야 한\n다는 규칙은\n말한다는 것과 쓴다는 것과 본다는 것은 한다는 뜻") == Joint::close);
}

TEST_CASE("typography forbids and demands breaks whatever the widths say", "[rejoin]") {
  CHECK(demanded("系统）\n，而且") == Constraint::join);
  CHECK(demanded("他说：“\n好") == Constraint::join);
  CHECK(demanded("关于《\n意见》") == Constraint::join);
  CHECK(demanded("“好！\n”他说") == Constraint::join);
  CHECK(demanded("муж\u00AD\nские") == Constraint::join);
  CHECK(demanded("the govern-\nment fell") == Constraint::join);
  CHECK(demanded("light(\nlamp)") == Constraint::join_in_text);  // so do lines of programs end
  CHECK(demanded("the list -\nment fell") == Constraint::none);
  CHECK(demanded("the govern-\nMent fell") == Constraint::none);
  CHECK(demanded("会议召开\n（接一版）同时") == Constraint::brk);
  CHECK(demanded("1 Harbour ........ 3\n2 Boats ........ 9") == Constraint::brk);
  CHECK(demanded("会议强调\n坚持") == Constraint::none);
  CHECK(demanded("第16\n日报关门。") == Constraint::none);  // no date
  CHECK(demanded("它的主页在http://www.\nexample.org/，文档") == Constraint::join_in_text);
  CHECK(demanded("is found at https://\nexample.org") == Constraint::join_in_text);
  CHECK(demanded("is found at http://www.\nThe others") == Constraint::none);
  CHECK(demanded("is found at http://www.example.\norg") == Constraint::none);
  CHECK(demanded("lamp --oil 3 \\\n--wick long") == Constraint::brk);
  CHECK(demanded("To see the lamps, run:\n$ lamps list") == Constraint::brk);
  CHECK(demanded("all of it costs\n$ 5 a month") == Constraint::none);
  CHECK(demanded("under the licence.\n.") == Constraint::brk);
  CHECK(demanded(".\nThe next one") == Constraint::brk);
  CHECK(demanded("under the licence\n.") == Constraint::none);
  CHECK(demanded("‖修码头，\n让渡轮靠得更近") == Constraint::join_in_text);  // a sub-heading in two lines
  CHECK(demanded("• lamp oil,\nmatches and bread") == Constraint::join_in_text);
  CHECK(demanded("• lamp oil,\n• matches") == Constraint::brk);  // another item
  CHECK(demanded("• lamp oil;\nmatches") == Constraint::none);   // semicolons end items
  CHECK(demanded("修码头，\n让渡轮靠得更近") == Constraint::none);
}

TEST_CASE("clauses of ideographs with nothing but spaces between are a headline under its kicker", "[rejoin]") {
  CHECK(demanded("东区图书馆召开读者座谈会\n听取各方意见 改进服务质量") == Constraint::brk);
  CHECK(demanded("东区图书馆召开读者座谈会\n听取意见 改进服务") == Constraint::brk);  // four are enough
  CHECK(demanded("东区图书馆召开读者座谈会\n听取意见 改服务") == Constraint::none);
  CHECK(demanded("东区图书馆召开读者座谈会\n听取各方意见 改进 服务质量") ==
        Constraint::none);                                                                 // a short one: names are parted so
  CHECK(demanded("会议强调，要继续努力\n听取各方意见 改进服务质量") == Constraint::none);  // a sentence is under way
  CHECK(demanded("会议的主题是“新时代\n听取各方意见 改进服务质量") == Constraint::none);   // a quotation is
  CHECK(demanded("东区图书馆召开读者座谈会\n听取各方意见 改进服务质量。") == Constraint::none);
  CHECK(demanded("東区の図書館で会が開かれ\n意見をきく会 サービスの改善") == Constraint::none);  // kana: words are parted
}

TEST_CASE("a line's head is read as what it is", "[rejoin]") {
  using rejoin::Marker;
  struct Case {
    const char* text;
    Marker expected;
  };
  for (const Case& c : std::vector<Case>{
           {"一、总体要求", Marker::ordinal},
           {"（二）主要目标", Marker::ordinal},
           {"第十二条 本办法", Marker::ordinal},
           {"1. First", Marker::numbered},
           {"\u2460 first of the circled numbers", Marker::numbered},
           {"\u249B last with a stop", Marker::numbered},
           {"\u3220 first of the bracketed", Marker::numbered},
           {"\u3243 last of the bracketed", Marker::numbered},
           {"\u2776 first of the negative ones", Marker::numbered},
           {"\u2793 last of the negative ones", Marker::numbered},
           {"\u245F no number yet", Marker::none},
           {"\u2794 an arrow", Marker::none},
           {"\u3244 a circled ideograph", Marker::none},
           {"\u249C a bracketed letter", Marker::none},
           {"1.5 metres", Marker::none},
           {"2024年8月", Marker::none},
           {"(3) third", Marker::numbered},
           {"① 第一", Marker::numbered},
           {"• item", Marker::bullet},
           {"▲ 图为", Marker::bullet},
           {"— Oui.", Marker::dash},
           {"-5 degrees", Marker::none},
           {"本报兰州讯（记者", Marker::dateline},
           {"本报告认为，", Marker::none},
           {"一天", Marker::none},
       }) {
    INFO(c.text);
    CHECK(Lines(c.text).facts.front().marker == c.expected);
  }
}

TEST_CASE("signs of money and of mathematics are symbols, marks beside them are not", "[rejoin]") {
  using rejoin::Glyph;
  CHECK(rejoin::glyph(U'+') == Glyph::symbol);
  CHECK(rejoin::glyph(U'$') == Glyph::symbol);
  CHECK(rejoin::glyph(U'^') == Glyph::symbol);
  CHECK(rejoin::glyph(U'\u00A9') == Glyph::symbol);
  CHECK(rejoin::glyph(U'#') == Glyph::punct);
  // Tibetan shad and double shad, Armenian, Mongolian and Lisu commas, Khmer colon.
  CHECK(rejoin::glyph(U'\u0F0D') == Glyph::stop);
  CHECK(rejoin::glyph(U'\u0F0E') == Glyph::stop);
  CHECK(rejoin::glyph(U'\u0F0B') == Glyph::punct);
  CHECK(rejoin::glyph(U'\u055D') == Glyph::comma);
  CHECK(rejoin::glyph(U'\u1802') == Glyph::comma);
  CHECK(rejoin::glyph(U'\uA4FE') == Glyph::comma);
  CHECK(rejoin::glyph(U'\u17D6') == Glyph::colon);
}
