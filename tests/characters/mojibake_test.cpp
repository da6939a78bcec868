#include "characters/mojibake.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "characters/characters.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/converter.h"
#include "text/encoding.h"

using namespace runon;

namespace {

flow::Document repaired(std::string text, const flow::RuleSwitches& switches = {}) {
  characters::Options options;
  options.mojibake = characters::Mojibake::repair;
  flow::Document document = flow::Document::of("test", std::move(text));
  flow::Scratch scratch;
  REQUIRE(characters::Characters(options, switches)(document, scratch));
  CHECK(flow::replay(document.base, document.edits) == document.text);
  return document;
}

// `text`, whose bytes in `was` are read as `as`.
std::string misread(const std::string& text, const std::string& was, const std::string& as) {
  flow::Encoding encoding;
  encoding.name = text::encoding_name(was).value();
  base::Result<text::Transcoded> made = text::to_base(text::from_base(text, encoding), as);
  REQUIRE(made);
  return made.value().base;
}

const std::vector<std::string> kLatin = {"Der Bäcker öffnet früh und schließt spät.", "Le café est fermé en été, même à Noël.",
                                         "El niño comió una piña en el jardín.", "Příliš žluťoučký kůň pěl ďábelské ódy."};
const std::string kRussian = "Библиотека открыта с девяти утра до восьми вечера.";
const std::string kChinese = "我们把旧报纸扫描成图片，再用程序认出上面的字。";
const std::string kTraditional = "我們把舊報紙掃描成圖片，再用程式認出上面的字。";
const std::string kJapanese = "図書館は朝九時から夜八時まで開いていますが、月曜日は休みです。";
const std::string kKorean = "도서관은 아침 아홉 시부터 저녁 여덟 시까지 열며 월요일에는 쉽니다.";

}  // namespace

TEST_CASE("UTF-8 that was read as a single-byte code page is read anew, once and twice", "[characters]") {
  std::vector<std::string> texts = kLatin;
  texts.insert(texts.end(), {kRussian, kChinese, kTraditional, kJapanese, kKorean});
  for (const std::string& text : texts)
    for (const std::string as :
         {"windows-1252", "ISO-8859-1", "windows-1251", "macintosh", "IBM437", "IBM850", "KOI8-R", "IBM866"}) {
      CAPTURE(text, as);
      const std::string wrong = misread(text, "UTF-8", as);
      if (wrong.find("\xED") != std::string::npos && misread(wrong, as, "UTF-8") != text) continue;  // a byte that `as` lacks
      CHECK(repaired(wrong).text == text);
      if (as == "windows-1252") CHECK(repaired(misread(wrong, "UTF-8", as)).text == text);
    }
}

TEST_CASE("East Asian text that was read as something else is read anew", "[characters]") {
  CHECK(repaired("鎴戜滑").text == "我们");
  CHECK(repaired("鎴戜滑閮界煡閬撹繖浠朵簨").text == "我们都知道这件事");
  CHECK(repaired(misread(kJapanese, "UTF-8", "GBK").substr(0, 60)).text.substr(0, 12) == "図書館は");
  for (const std::string as : {"windows-1252", "ISO-8859-1"}) {
    CAPTURE(as);
    CHECK(repaired(misread(kChinese, "GB18030", as)).text == kChinese);
    CHECK(repaired(misread(kKorean, "windows-949", as)).text == kKorean);
    CHECK(repaired(misread(kRussian, "windows-1251", "windows-1252")).text == kRussian);
  }
  CHECK(repaired(misread(kJapanese, "Shift_JIS", "ISO-8859-1")).text == kJapanese);
  CHECK(repaired(misread(kJapanese, "EUC-JP", "ISO-8859-1")).text == kJapanese);
  CHECK(repaired(misread(kTraditional, "Big5", "ISO-8859-1")).text == kTraditional);
  CHECK(repaired(misread("臺灣的報紙用繁體字印刷", "Big5", "GBK")).text == "臺灣的報紙用繁體字印刷");
  CHECK(repaired(misread("図書館は月曜日に休みます", "Shift_JIS", "GBK")).text == "図書館は月曜日に休みます");
}

TEST_CASE("only the piece that was misread is touched, and the audit has it", "[characters]") {
  const flow::Document document = repaired("A quiet line.\nThe cafÃ© is open, the cinéma is not.\n人民在这里。\n");
  CHECK(document.text == "A quiet line.\nThe café is open, the cinéma is not.\n人民在这里。\n");
  REQUIRE(document.edits.size() == 1);
  CHECK(document.edits[0].rule->id == "mojibake");
  CHECK(document.base.substr(document.edits[0].begin, document.edits[0].end - document.edits[0].begin) == "Ã©");
  CHECK(document.edits[0].after == "é");
  flow::RuleSwitches off;
  off.set("mojibake", false);
  CHECK(repaired("cafÃ©", off).edits.empty());
  flow::Document plain = flow::Document::of("test", "cafÃ©");
  flow::Scratch scratch;
  REQUIRE(characters::Characters()(plain, scratch));
  CHECK(plain.edits.empty());
}

TEST_CASE("what was lost for good is counted and stays", "[characters]") {
  const flow::Document document = repaired("标题锟斤拷锟斤拷正文\nï¿½\n");
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].what == "lost in an earlier misreading");
  CHECK(document.problems[0].count == 3);
  CHECK(document.text == "标题锟斤拷锟斤拷正文\nï¿½\n");
  // The end of a run may be torn: what is whole comes back.
  CHECK(repaired("鎴戜滑閮界煡閬撹繖浠朵簨鏄\uFFFD").text == "我们都知道这件事鏄\uFFFD");
}

TEST_CASE("text that was right is let alone in every script", "[characters]") {
  std::vector<std::string> texts = kLatin;
  texts.insert(texts.end(), {kRussian,
                             kChinese,
                             kTraditional,
                             kJapanese,
                             kKorean,
                             "«СССР» — «НАТО»… «РОСТ», «ПОЛЁТ»",
                             "IRMÃ NÃO ÂNGULO “BLÅ” ÅÄÖ ÀÉÈ ÇÃO",
                             "Ã Â Å Ä Ö ã â å ä ö ® © ° ± ¼ ½ ¿ ¡",
                             "5°C ±2% £10 §7 ¶3 €5,– 10‰ ½ ¼",
                             "鼂 龘 靐 齉 爨 麤 纛 罍 饕餮 魑魅魍魎",
                             "彳亍 囹圄 旮旯 饕餮 耄耋 踟蹰 惘惘",
                             "ｶﾀｶﾅ ﾊﾝｶｸ ﾃｽﾄ",
                             "ÞÓRÐUR ÆGIR ÖÐRUVÍSI",
                             "ΑΒΓΔ αβγδ ΏΎΊ",
                             "│ ├ ─ ┤ ╔══╗ ║▒▓█║ ╚══╝",
                             "مرحبا بالعالم",
                             "שלום עולם",
                             "ภาษาไทย",
                             "Tiếng Việt rất đẹp và khó.",
                             "ÄÖÜ äöü ß ÄÖÜß",
                             "naïve façade Œuvre œuvre",
                             "x² + y³ ≤ ½·∑ √π ≠ ∞"});
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(repaired(text).text == text);
  }
  for (const char* folder : {"/seeds", "/fixtures/harmless"})
    for (const auto& entry : std::filesystem::directory_iterator(std::string(RUNON_SOURCE_DIR) + folder)) {
      if (entry.path().extension() != ".txt") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      flow::Edits edits;
      static constexpr flow::Rule kRule{"characters", "mojibake", "", "", "", true};
      characters::repair_mojibake(text, characters::Origin::utf8, edits, kRule);
      CAPTURE(entry.path().string());
      CHECK(edits.empty());
    }
}

TEST_CASE("on random text repairs replay and end well-formed", "[characters]") {
  const std::vector<std::string> pieces = {"Ã",  "©",  "¤",      "â",      "€",  "™", "a", " ", "\n", "é",
                                           "鎴", "戜", "滑",     "我",     "锟", "Ð", "°", "Î", "Ò",  "\uFFFD",
                                           "?",  "，", "\u0081", "\u009D", "Р",  "»", "ｶ", "縺"};
  support::Random random(7);
  for (int round = 0; round < 600; ++round) {
    std::string text;
    for (std::size_t i = random.below(16); i > 0; --i) text += random.pick(pieces);
    CAPTURE(text);
    const flow::Document document = repaired(text);
    for (std::size_t at = 0; at < document.text.size();) {
      const text::Decoded d = text::decode(document.text, at);
      REQUIRE(d.well_formed);
      at += d.bytes;
    }
  }
}
