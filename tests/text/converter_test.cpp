#include "text/converter.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/random.h"
#include "text/encoding.h"

using namespace runon;

namespace {

text::Transcoded decoded(std::string bytes, std::string_view encoding) {
  base::Result<text::Transcoded> made = text::to_base(std::move(bytes), encoding);
  REQUIRE(made);
  return std::move(made).value();
}

// `text` in an encoding; what that has no room for is left out.
std::string encoded(std::string_view text, const std::string& name) {
  flow::Encoding encoding;
  encoding.name = name;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = text::decode(text, at).bytes;
    out += text::from_base(text.substr(at, bytes), encoding);
    at += bytes;
  }
  return out;
}

const std::string kAllScripts =
    "Grüße aus Köln, à bientôt. Łódź, žluťoučký kůň.\r\nСъешь ещё этих булок. Ελληνικά κείμενα.\n人民政协报，二〇二四年。\n"
    "臺灣的報紙，繁體字。\nかなと漢字、カタカナ。ｶﾀｶﾅ\n한국어 문장입니다.\nשלום עולם\nمرحبا بالعالم\nภาษาไทย\n€ “quotes” – …\n";

}  // namespace

TEST_CASE("every encoding that ICU lists gives back its own text, and any bytes", "[text]") {
  const std::vector<std::string> names = text::converter_names();
  REQUIRE(names.size() > 150);
  support::Random random(17);
  std::string noise;
  for (int i = 0; i < 700; ++i) noise.push_back(static_cast<char>(random.below(256)));
  std::string lines;
  for (int i = 0; i < 500; ++i) lines.push_back(static_cast<char>(random.below(6) == 0 ? 10 : 32 + random.below(224)));
  for (const std::string& listed : names) {
    CAPTURE(listed);
    const base::Result<std::string> name = text::encoding_name(listed);
    REQUIRE(name);
    for (const std::string& bytes :
         {encoded(kAllScripts, listed), noise, lines, std::string(), std::string("\x80"), std::string("a")}) {
      const text::Transcoded made = decoded(bytes, listed);
      REQUIRE(text::from_base(made.base, made.encoding) == bytes);
      text::SourceOffsets offsets(made.base, made.encoding);
      std::size_t last = 0;
      for (std::size_t at = 0; at <= made.base.size(); at += 1 + made.base.size() / 40) {
        const std::size_t now = offsets.at(at);
        REQUIRE(now >= last);
        REQUIRE(now <= bytes.size());
        last = now;
      }
      REQUIRE(decoded(bytes, made.encoding.name == "UTF-16" ? "UTF-16BE" : made.encoding.name).base == made.base);
    }
  }
}

TEST_CASE("names are known in any spelling, and the usual labels mean what they are met as", "[text]") {
  const auto name = [](std::string_view given) { return text::encoding_name(given).value(); };
  CHECK(name("utf8") == "UTF-8");
  CHECK(name("cp1208") == "UTF-8");
  CHECK(name("Windows_1251") == "windows-1251");
  CHECK(name("cp1251") == "windows-1251");
  CHECK(name("latin1") == "ISO-8859-1");
  CHECK(name("sjis") == "Shift_JIS");
  CHECK(name("gb2312") == "GB18030");
  CHECK(name("euc-kr") == "windows-949");
  CHECK(name("utf 32 le") == "UTF-32LE");
  CHECK(decoded("\x82\xB1\x82\xEA", "shift-jis").base == "これ");
  CHECK(decoded("\xCE\xD2\xC3\xC7", "GBK").base == "我们");
  CHECK(decoded("\xA7\xDA\xAD\xCC", "big5").base == "我們");
  CHECK(decoded("\xB0\xA1", "EUC-KR").base == "가");
  CHECK(decoded("\xD4\xC9", "KOI8-R").base == "ти");
  CHECK(decoded("\xC8\x85\x93\x93\x96", "IBM037").base == "Hello");
  CHECK(decoded("\x1B$B$3$l\x1B(B", "iso-2022-jp").base == "これ");
}

TEST_CASE("an ill-formed sequence stands as surrogates, one for each byte", "[text]") {
  // A byte that begins no character, and a pair that has none.
  CHECK(decoded("a\xFFz", "GB18030").base == "a\xED\xB3\xBFz");
  const text::Transcoded pair = decoded("a\xA9\xA1z", "EUC-JP");
  CHECK(pair.base == "a\xED\xB2\xA9\xED\xB6\xA1z");
  CHECK(pair.encoding.kept.empty());
  CHECK(text::from_base(pair.base, pair.encoding) == "a\xA9\xA1z");
  CHECK(decoded(std::string("\0\0\0a\0\x11\0\0", 8), "UTF-32BE").base == "a\xED\xB0\x80\xED\xB4\x91\xED\xB4\x80\xED\xB4\x80");
}

TEST_CASE("bytes that their encoding writes otherwise are kept", "[text]") {
  // NEC's and IBM's numero sign have one code point.
  const text::Transcoded twice = decoded("a\x87\x82z\xFA\x59!", "Shift_JIS");
  CHECK(twice.base == "a№z№!");
  REQUIRE(twice.encoding.kept.size() == 1);
  CHECK(text::from_base(twice.base, twice.encoding) == "a\x87\x82z\xFA\x59!");
  // An older name of the same character set: the line that has it.
  const std::string lines = "one\n\x1B$@$3\x1B(B!\x1B$B$l\x1B(B\nthree\n";
  const text::Transcoded escapes = decoded(lines, "ISO-2022-JP");
  CHECK(escapes.base == "one\nこ!れ\nthree\n");
  REQUIRE(escapes.encoding.kept.size() == 1);
  CHECK(escapes.encoding.kept[0].begin == 4);
  CHECK(text::from_base(escapes.base, escapes.encoding) == lines);
  CHECK(text::SourceOffsets(escapes.base, escapes.encoding).at(12) == 22);
}

TEST_CASE("decoding in pieces tears no character", "[text]") {
  std::string text;
  while (text.size() < 200000) text += "a人😀я";
  for (const char* name : {"GB18030", "UTF-7", "ISO-2022-JP", "UTF-32LE", "CESU-8"}) {
    CAPTURE(name);
    const std::string bytes = encoded(text.substr(0, 9 * 9000), name);
    const text::Transcoded made = decoded(bytes, name);
    CHECK(text::from_base(made.base, made.encoding) == bytes);
    CHECK(made.base.find("\xEF\xBF\xBD") == std::string::npos);
  }
}
