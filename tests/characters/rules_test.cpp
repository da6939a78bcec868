#include "characters/rules.h"

#include <string>

#include "characters/characters.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/encoding.h"
#include "text/normalize.h"
#include "text/utf8.h"

using namespace runon;

namespace {

flow::Document clean(std::string bytes, const characters::Options& options = {}, const flow::RuleSwitches& switches = {}) {
  flow::Document document = flow::Document::of("test", std::move(bytes));
  flow::Scratch scratch;
  REQUIRE(characters::Characters(options, switches)(document, scratch));
  return document;
}

struct Pair {
  std::string before;
  std::string after;
};

void check(const std::vector<Pair>& pairs) {
  for (const Pair& pair : pairs) {
    CAPTURE(pair.before);
    const flow::Document document = clean(pair.before);
    CHECK(document.text == pair.after);
    CHECK(document.edits.empty() == (pair.before == pair.after));
    CHECK(clean(pair.after).text == pair.after);
  }
}

}  // namespace

TEST_CASE("every example of a characters rule comes out as its row says, and stays", "[characters]") {
  for (const characters::Row& row : characters::rows()) {
    if (row.head.before.empty()) continue;
    CAPTURE(row.head.id);
    characters::Options options;
    if (row.head.id == characters::kMojibake) options.mojibake = characters::Mojibake::repair;
    const flow::Document document = clean(std::string(row.head.before), options);
    CHECK(document.text == row.head.after);
    REQUIRE(!document.edits.empty());
    CHECK(document.edits[0].rule == &row.head);
    CHECK(clean(document.text, options).edits.empty());
    flow::RuleSwitches off;
    off.set(row.head.id, false);
    CHECK(clean(std::string(row.head.before), options, off).text != row.head.after);
  }
}

TEST_CASE("text that is clean has no edit", "[characters]") {
  check({
      {"", ""},
      {"plain\tASCII\nin lines\n", "plain\tASCII\nin lines\n"},
      {"　　“全角”ＡＢＣ１２３，！？、　《书》——……", "　　“全角”ＡＢＣ１２３，！？、　《书》——……"},
      {"‘curly’ “quotes” – dashes — … nbsp\u00A0here", "‘curly’ “quotes” – dashes — … nbsp\u00A0here"},
      {"葛\U000E0100飾 ☎\uFE0E ☎\uFE0F", "葛\U000E0100飾 ☎\uFE0E ☎\uFE0F"},
      {"\u200Fעברית\u200E", "\u200Fעברית\u200E"},
      {"page\f\nnext", "page\f\nnext"},
  });
}

TEST_CASE("an ill-formed byte becomes one U+FFFD for each maximal subpart", "[characters]") {
  check({
      {"a\xFFz", "a\uFFFDz"},
      {"a\xE4\xB8z", "a\uFFFDz"},                  // a sequence cut short: one
      {"a\xC0\xAFz", "a\uFFFD\uFFFDz"},            // overlong: two
      {"a\xED\xA0\x80z", "a\uFFFD\uFFFD\uFFFDz"},  // a surrogate: three
      {"a\xF4\x90\x80\x80z", "a\uFFFD\uFFFD\uFFFD\uFFFDz"},
      {"\xE4\xB8", "\uFFFD"},
  });
}

TEST_CASE("ill-formed bytes are counted, with the first one's place", "[characters]") {
  const flow::Document document = clean(
      "ab\xFF"
      "cd\xFF\xFE");
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].what == "invalid UTF-8");
  CHECK(document.problems[0].count == 3);
  CHECK(document.problems[0].first_byte == 2);
  CHECK(document.edits.size() == 2);
}

TEST_CASE("a surrogate out of UTF-16 is one fault", "[characters]") {
  flow::Document document = flow::Document::of("test", "a\xED\xA0\x80z");
  document.encoding.name = "UTF-16LE";
  flow::Scratch scratch;
  REQUIRE(characters::Characters()(document, scratch));
  CHECK(document.text == "a\uFFFDz");
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].count == 1);
}

TEST_CASE("bytes of other encodings that are no character are one fault a sequence", "[characters]") {
  for (const characters::OnInvalid how : {characters::OnInvalid::replace, characters::OnInvalid::latin1}) {
    base::Result<text::Transcoded> made = text::to_base("a\xA9\xA1z\xFF", "EUC-JP");
    REQUIRE(made);
    flow::Document document = flow::Document::of("test", made.value().base);
    document.encoding = made.value().encoding;
    flow::Scratch scratch;
    characters::Options options;
    options.on_invalid = how;
    REQUIRE(characters::Characters(options)(document, scratch));
    CHECK(document.text == (how == characters::OnInvalid::replace ? "a\uFFFDz\uFFFD" : "a\u00A9\u00A1z\u00FF"));
    REQUIRE(document.problems.size() == 1);
    CHECK(document.problems[0].what == "invalid EUC-JP");
    CHECK(document.problems[0].count == 2);
    CHECK(flow::replay(document.base, document.edits) == document.text);
  }
}

TEST_CASE("invalid bytes can be read as windows-1252 or refused", "[characters]") {
  characters::Options latin1;
  latin1.on_invalid = characters::OnInvalid::latin1;
  CHECK(clean("caf\xE9 \x93quoted\x94 \xE4\xB8z", latin1).text == "café “quoted” ä¸z");
  CHECK(clean("\x81", latin1).text.empty());
  characters::Options refuse;
  refuse.on_invalid = characters::OnInvalid::reject;
  flow::Document document = flow::Document::of("page.txt", "fine\nab\xFF");
  flow::Scratch scratch;
  const base::Status done = characters::Characters(refuse)(document, scratch);
  REQUIRE(!done);
  CHECK(done.error().code == base::Code::malformed);
  CHECK(done.error().where == "page.txt: byte 7");
  CHECK(clean("fine\n", refuse).text == "fine\n");
}

TEST_CASE("private-use and noncharacters stay and are counted", "[characters]") {
  const flow::Document document = clean("a\uE000\uE001b\uFDD0");
  CHECK(document.edits.empty());
  REQUIRE(document.problems.size() == 2);
  CHECK(document.problems[0].count == 2);
  CHECK(document.problems[0].first_byte == 1);
  CHECK(document.problems[1].what == "noncharacter");
}

TEST_CASE("line ends of every kind become LF", "[characters]") {
  check({
      {"a\r\nb\r\n", "a\nb\n"},
      {"a\rb\r", "a\nb\n"},
      {"a\r\r\nb", "a\n\nb"},
      {"a\n\rb", "a\n\nb"},
      {"a\u2028b\u2029c\u0085"
       "d\x0B"
       "e",
       "a\nb\nc\nd\ne"},
  });
}

TEST_CASE("invisible characters go and visible ones stay", "[characters]") {
  check({
      {"\uFEFFa\uFEFFb", "ab"},
      {std::string("a\0b\x1B[0m\x7F\u0090z", 11), "ab[0mz"},
      {"人\u200B民\u2060", "人民"},
      {"\u202B1999\u202C\n\u2067ab\u2069", "1999\nab"},
  });
}

TEST_CASE("a zero width space that parts Thai or Khmer words stays", "[characters]") {
  check({{"ภาษา\u200Bไทย a\u200Bb", "ภาษา\u200Bไทย ab"}, {"ខ្មែរ\u200Bភាសា", "ខ្មែរ\u200Bភាសា"}, {"ภ\u200B\u200Bา", "ภ\u200Bา"}});
}

TEST_CASE("soft hyphens stay at a line's end only", "[characters]") {
  check({
      {"со\u00ADвет", "совет"},
      {"со\u00AD\nвет", "со\u00AD\nвет"},
      {"со\u00AD\u2010\nвет\u00AD", "со\u00AD\u2010\nвет\u00AD"},
      {"со\u00AD \f вет", "со\u00AD \f вет"},
      {"a\u00AD\u00AD- b\u00AD", "a- b\u00AD"},
      {"a\u00ADb\u00AD\u2010 ", "ab\u00AD\u2010 "},
      {"со\u00AD\r\nвет", "со\u00AD\nвет"},
  });
}

TEST_CASE("PDFium's hyphen marks become soft hyphens at a line's end", "[characters]") {
  check({{"pos\x02\nsible", "pos\u00AD\nsible"},
         {"pos\uFFFE\r\nsible", "pos\u00AD\nsible"},
         {"a\x02z\x02", "az\u00AD"},
         {"pos\uFFFE", "pos\u00AD"},
         {"a\uFFFEz", "a\uFFFEz"},
         {"a\x02\u200D\x01\nz", "a\u00AD\nz"}});
}

TEST_CASE("joiners stay where letters or emoji are joined", "[characters]") {
  check({
      {"می\u200Cخواهم", "می\u200Cخواهم"},
      {"क्\u200Dष क्\u200Cष", "क्\u200Dष क्\u200Cष"},
      {"👩\u200D🚀 👩🏽\u200D🚀 ❤\uFE0F\u200D🔥 🏳\uFE0F\u200D🌈",
       "👩\u200D🚀 👩🏽\u200D🚀 ❤\uFE0F\u200D🔥 🏳\uFE0F\u200D🌈"},
      {"Auf\u200Clage", "Auflage"},
      {"人\u200D民\u200C", "人民"},
      {"a\u200D\n", "a\n"},
      {"👩 a\u200D🚀", "👩 a🚀"},
      {"👩\u200D", "👩"},
  });
}

TEST_CASE("radicals become ideographs in running text", "[characters]") {
  check({
      {"⼀定⽤⼈⼤⽅", "一定用人大方"},
      {"⻓江、⻔户", "长江、门户"},
      {"⼆⼗⽇", "二十日"},
  });
}

TEST_CASE("a table of radicals keeps them", "[characters]") {
  check({{"⼀⼁⼂⼃⼄", "⼀⼁⼂⼃⼄"}, {"部首：⼀、⼁、⼂、⼃", "部首：⼀、⼁、⼂、⼃"}, {"⼀⼁", "一丨"}});
}

TEST_CASE("normalization changes what is not in normal form, and only there", "[characters]") {
  check({
      {"re\u0301sume\u0301", "résumé"},
      {"A\u0328\u0301 \u1100\u1161", "Ą\u0301 가"},
      {"か\u3099 豈", "が 豈"},
      {"ﬁnd ﬀ ﬅ", "find ff st"},
  });
  const flow::Document document = clean("long before e\u0301 long after");
  REQUIRE(document.edits.size() == 1);
  CHECK(document.edits[0].end - document.edits[0].begin == 3);
}

TEST_CASE("the normal form is the caller's choice", "[characters]") {
  CHECK(clean("e\u0301 １　㈱", {characters::Normalize::none}).text == "e\u0301 １　㈱");
  CHECK(clean("e\u0301 １　㈱", {characters::Normalize::nfc}).text == "é １　㈱");
  CHECK(clean("e\u0301 １　㈱", {characters::Normalize::nfkc}).text == "é 1 (株)");
}

TEST_CASE("a run under one rule is one edit", "[characters]") {
  CHECK(clean("a\u200B\u200B\u200Bb").edits.size() == 1);
  CHECK(clean("⼀⼈⽤").edits.size() == 1);
}

TEST_CASE("on random input the result is well-formed and normal, replays, and stays as it is", "[characters]") {
  const std::vector<std::string> pieces = {"a",      "b ",     "\n",         "\r",     "\r\n",     "\f",
                                           "\t",     "\x01",   "\x02",       "\xFF",   "\xE4\xB8", "\xED\xA0\x80",
                                           "\u0085", "\u00AD", "-",          "e",      "\u0301",   "\u0323",
                                           "\u1100", "\u1161", "\u11A8",     "가",     "\u200B",   "\u200C",
                                           "\u200D", "\u2060", "\u202A",     "\u202C", "\uFEFF",   "人",
                                           "⼀",     "⼁",     "⼂",         "⻓",     "、",       "ﬁ",
                                           "ﬅ",      "ก",      "क",          "्",       "م",        "👩",
                                           "🚀",      "\uFE0F", "\U0001F3FD", "\uE000", "\uFFFE",   "\uFDD0",
                                           "豈",     "\u2000", "か",         "\u3099"};
  support::Random random(1);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes;
    for (std::size_t i = random.below(24); i > 0; --i) bytes += random.pick(pieces);
    CAPTURE(bytes);
    const characters::Options options{random.pick(std::vector{characters::Normalize::nfc, characters::Normalize::nfkc})};
    const flow::Document document = clean(bytes, options);
    REQUIRE(flow::replay(document.base, document.edits) == document.text);
    for (std::size_t at = 0; at < document.text.size();) {
      const text::Decoded d = text::decode(document.text, at);
      REQUIRE(d.well_formed);
      REQUIRE(d.point != '\r');
      REQUIRE(d.point != 0xFEFF);
      at += d.bytes;
    }
    REQUIRE(text::is_normal(document.text, options.normalize == characters::Normalize::nfc ? text::Form::nfc : text::Form::nfkc));
    const flow::Document again = clean(document.text, options);
    REQUIRE(again.text == document.text);
    REQUIRE(again.edits.empty());
  }
}
