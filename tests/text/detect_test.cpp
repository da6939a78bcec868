#include "text/detect.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/random.h"
#include "text/converter.h"
#include "text/encoding.h"
#include "text/language.h"
#include "text/signs.h"
#include "text/utf8.h"

using namespace runon;

namespace {

struct Case {
  std::string text;
  std::vector<std::string> encodings;  // that can hold it
};

// Our own sentences.
const std::vector<Case> kCases = {
    {"天气预报说，明天上午多云，下午有小雨，出门请带伞。\n图书馆的开放时间是早上八点到晚上九点，星期一闭馆。\n"
     "我们把旧报纸扫描成图片，再用程序认出上面的字，最后由编辑一篇一篇地校对。\n",
     {"GB18030", "GBK", "GB2312", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-2022-CN"}},
    {"天氣預報說，明天上午多雲，下午有小雨，出門請帶傘。\n圖書館的開放時間是早上八點到晚上九點，星期一閉館。\n"
     "我們把舊報紙掃描成圖片，再用程式認出上面的字，最後由編輯一篇一篇地校對。\n",
     {"Big5", "Big5-HKSCS", "GB18030", "GBK", "UTF-16LE", "UTF-32BE"}},
    {"明日の午前は曇り、午後は小雨になるでしょう。お出かけの際は傘をお持ちください。\n"
     "図書館は朝九時から夜八時まで開いていますが、月曜日は休みです。\nテキストを一行ずつ読んで、どこで切れるかを決めます。\n",
     {"Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-16LE", "UTF-16BE", "GB18030"}},
    {"내일 오전에는 구름이 많고 오후에는 비가 조금 오겠으니 우산을 챙기시기 바랍니다.\n"
     "도서관은 아침 아홉 시부터 저녁 여덟 시까지 열며 월요일에는 쉽니다.\n",
     {"EUC-KR", "windows-949", "ISO-2022-KR", "UTF-16LE", "UTF-32LE", "GB18030"}},
    {"Завтра утром будет облачно, днём пройдёт небольшой дождь, возьмите с собой зонт.\n"
     "Библиотека открыта с девяти утра до восьми вечера, по понедельникам она закрыта.\n",
     {"windows-1251", "KOI8-R", "KOI8-U", "ISO-8859-5", "IBM866", "x-mac-cyrillic", "UTF-16LE", "UTF-16BE", "GB18030"}},
    {"Завтра вранці буде хмарно, вдень піде невеликий дощ, тож візьміть із собою парасольку. Її можна позичити в бібліотеці.\n",
     {"windows-1251", "KOI8-U", "ISO-8859-5"}},
    {"Αύριο το πρωί θα έχει συννεφιά και το απόγευμα λίγη βροχή, γι' αυτό πάρτε μαζί σας ομπρέλα.\n",
     {"windows-1253", "ISO-8859-7", "UTF-16LE"}},
    {"مكتبة المدينة مفتوحة من الساعة التاسعة صباحا حتى الثامنة مساء، وهي مغلقة يوم الاثنين.\n",
     {"windows-1256", "ISO-8859-6", "UTF-16BE"}},
    {"הספרייה פתוחה מתשע בבוקר ועד שמונה בערב, וביום שני היא סגורה. מחר יירד גשם קל, קחו מטרייה.\n",
     {"windows-1255", "ISO-8859-8"}},
    {"พรุ่งนี้เช้ามีเมฆมาก ตอนบ่ายมีฝนเล็กน้อย โปรดนำร่มติดตัวไปด้วย ห้องสมุดเปิดตั้งแต่เก้าโมงเช้าถึงสองทุ่ม\n", {"TIS-620", "windows-874"}},
    {"Morgen früh ist es bewölkt, am Nachmittag regnet es ein wenig; bitte nehmen Sie einen Schirm mit. Die Bücherei schließt "
     "um acht, montags öffnet sie gar nicht.\n",
     {"windows-1252", "ISO-8859-1", "ISO-8859-15", "ISO-8859-2", "macintosh", "IBM850", "UTF-16LE"}},
    {"Demain matin le ciel sera couvert, l'après-midi il pleuvra légèrement ; pensez à prendre un parapluie. La bibliothèque est "
     "fermée le lundi, même en été.\n",
     {"windows-1252", "ISO-8859-1", "ISO-8859-15", "macintosh"}},
    {"Jutro rano będzie pochmurno, po południu spadnie niewielki deszcz, więc proszę zabrać parasol. Książki można oddać też w "
     "sobotę.\n",
     {"windows-1250", "ISO-8859-2", "IBM852"}},
    {"Yarın sabah hava bulutlu olacak, öğleden sonra hafif yağmur yağacak, lütfen şemsiyenizi yanınıza alın. Kütüphane pazartesi "
     "kapalıdır.\n",
     {"windows-1254", "ISO-8859-9"}},
    {"Rīt no rīta būs mākoņains, pēcpusdienā nedaudz līs, tāpēc ņemiet līdzi lietussargu. Bibliotēka pirmdienās ir slēgta.\n",
     {"windows-1257", "ISO-8859-13", "ISO-8859-4"}},
};

std::string encoded(const std::string& text, const std::string& name) {
  flow::Encoding encoding;
  encoding.name = text::encoding_name(name).value();
  return text::from_base(text, encoding);
}

std::string decoded(std::string bytes, const std::string& name) {
  base::Result<text::Transcoded> made = text::to_base(std::move(bytes), name);
  REQUIRE(made);
  return made.value().base;
}

}  // namespace

TEST_CASE("texts are found in every encoding that holds them, whole and cut inside a character", "[text]") {
  for (const Case& one : kCases)
    for (const std::string& name : one.encodings) {
      CAPTURE(name, one.text.substr(0, 40));
      const std::string bytes = encoded(one.text, name);
      const text::Detected found = text::detect(bytes);
      CHECK(decoded(bytes, found.name) == one.text);
      const bool units = name.starts_with("UTF-");
      // ISO-2022 needs its head; a part of UTF-16 begins with a unit.
      if (name.starts_with("ISO-2022")) continue;
      for (const std::size_t begin : {1U, 2U, 3U, 5U, 8U}) {
        const std::size_t at = units ? begin * 4 : begin;
        const std::string part = bytes.substr(at, bytes.size() - at - (units ? 4 : 1));
        CAPTURE(begin);
        CHECK(decoded(part, text::detect(part).name) == decoded(part, name));
      }
    }
}

TEST_CASE("ASCII, nothing, and UTF-8 are UTF-8 for certain", "[text]") {
  for (const std::string text :
       {"", "a", "\n", "plain ASCII, nothing else\r\n", "~{ not HZ ~}", "caf\u00E9", "人民", "a\xEF\xBF\xBDz"}) {
    CAPTURE(text);
    const text::Detected found = text::detect(text);
    CHECK(found.name == "UTF-8");
    CHECK(found.confidence == 1);
  }
  for (const Case& one : kCases) CHECK(text::detect(one.text).name == "UTF-8");
  // Cut inside a character, and with a fault inside.
  CHECK(text::detect(kCases[0].text.substr(1, 100)).name == "UTF-8");
  CHECK(text::detect(kCases[0].text + "\xFF" + kCases[1].text).name == "UTF-8");
}

TEST_CASE("UTF-8 with a fault now and then is that for certain, and no other long text is", "[text]") {
  const auto often = [](const std::string& text) {
    std::string out;
    for (int i = 0; i < 40; ++i) out += text;
    return out;
  };
  for (const Case& one : kCases) {
    CAPTURE(one.text.substr(0, 40));
    std::string spoiled = often(one.text);
    for (std::size_t at = 7; at < spoiled.size(); at += spoiled.size() / 3) spoiled.insert(at, "\xFF");
    CHECK(text::detect(spoiled).name == "UTF-8");
    CHECK(text::detect(spoiled).confidence == 1);
    for (const std::string& name : one.encodings) {
      if (name.starts_with("ISO-2022")) continue;  // seven bits
      CAPTURE(name);
      const std::string bytes = encoded(often(one.text), name);
      CHECK(decoded(bytes, text::detect(bytes).name) == often(one.text));
    }
  }
}

TEST_CASE("any one byte is told something, and what stands alone is not sure", "[text]") {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string one(1, static_cast<char>(byte));
    const text::Detected found = text::detect(one);
    CAPTURE(byte, found.name);
    CHECK(text::encoding_name(found.name).value() == found.name);
    if (byte >= 0x80) CHECK(found.confidence < text::kSureEnough);
  }
}

TEST_CASE("a text without any white space is found, wherever the sample ends", "[text]") {
  for (const std::size_t lead : {0U, 1U, 3U}) {
    std::string text(lead, 'a');
    while (text.size() < 30000) text += "我們把舊報紙掃描成圖片，再用程式認出上面的字，最後由編輯一篇一篇地校對。";
    for (const char* name : {"Big5", "GB18030", "EUC-JP"}) {
      const std::string bytes = encoded(text, name);
      CAPTURE(name, lead);
      if (bytes.size() < 10000) continue;
      CHECK(text::detect(bytes).name == name);
      CHECK(text::detect(bytes).confidence > text::kSureEnough);
    }
  }
}

TEST_CASE("English with rare characters of four bytes in GB 18030 is not GBK with faults", "[text]") {
  // They stand behind what the sample takes.
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += "\u201CThey mean but little, but they please me well,\u201D he said, \u201Cand no more.\u201D\n";
  for (int i = 0; i < 3; ++i) text += "It was but little\u037E and no more of it was said.\n";
  const std::string bytes = encoded(text, "GB18030");
  CHECK(text::detect(bytes).name == "GB18030");
}

TEST_CASE("the bits of a text that are enough are those of all of it, or as many as that", "[text]") {
  const text::Languages& languages = text::Languages::standard();
  support::Random random(9);
  for (const Case& one : kCases) {
    const std::u32string text = text::decode_all(one.text);
    for (std::size_t language = 0; language < languages.size(); ++language) {
      const double all = languages.bits(language, text);
      const double enough = static_cast<double>(random.below(static_cast<std::size_t>(all * 8) + 1)) / 4;
      const double bits = languages.bits(language, text, enough);
      CAPTURE(one.text.substr(0, 40), language, enough, all);
      REQUIRE(bits <= all);
      REQUIRE(bits >= std::min(enough, all));
      if (all < enough) REQUIRE(bits == all);
    }
  }
}

TEST_CASE("a text with a single sign is told by where the sign stands", "[text]") {
  // BLACK UP-POINTING TRIANGLE before a headline; other encodings have a degree sign there, a section sign, a piece of a box.
  const std::string bullet = "The market opens at nine.\n\n▲ Trains run every hour on Sundays, as before.\nBring a bag.\n";
  const std::string spanish =
      "Los dos amigos bajaron al puerto.\n-¡Oh, qué lejos queda la isla! -dijo el menor.\n¿Vamos a pie?\n";
  const std::string german =
      "Er nannte es einen „Umweg“. Die anderen sagten, der Umweg sei „sehr sch“. Mit „gut“ war keiner zufrieden.\n";
  for (const auto& [text, name] : {std::pair{bullet, "GB18030"}, std::pair{bullet, "EUC-JP"}, std::pair{bullet, "windows-949"},
                                   std::pair{spanish, "windows-949"}, std::pair{german, "Big5"}}) {
    CAPTURE(text, name);
    // What the encoding lacks is left out.
    std::string held;
    for (std::size_t at = 0; at < text.size();) {
      const text::Decoded d = text::decode(text, at);
      const std::string one = text.substr(at, d.bytes);
      at += d.bytes;
      if (decoded(encoded(one, name), name) == one) held += one;
    }
    const std::string bytes = encoded(held, name);
    REQUIRE(bytes != held);
    CHECK(decoded(bytes, text::detect(bytes).name) == held);
  }
}

TEST_CASE("signs cost nothing where they are usual", "[text]") {
  using enum text::Beside;
  CHECK(text::misplaced(U'\u25B2', kWhite, kWhite, kLetter) == 0);  // triangle, a list's
  CHECK(text::misplaced(U'\u25B2', kLetter, kLetter, kLetter) > 0);
  CHECK(text::misplaced(U'\u00B0', kDigit, kWhite, kLetter) == 0);  // degrees
  CHECK(text::misplaced(U'\u00B0', kWhite, kWhite, kLetter) > 0);
  CHECK(text::misplaced(U'\u00A7', kWhite, kWhite, kDigit) == 0);  // a section's number
  CHECK(text::misplaced(U'\u00A7', kWhite, kWhite, kLetter) > 0);
  CHECK(text::misplaced(U'\u00BF', kWhite, kLetter, kLetter) == 0);  // a question in Spanish
  CHECK(text::misplaced(U'\u00BF', kLetter, kWhite, kLetter) > 0);
  CHECK(text::misplaced(U'\u201C', kLetter, kWhite, kLetter) == 0);  // closes in German
  CHECK(text::misplaced(U'\u201C', kLetter, kLetter, kLetter) > 0);
  CHECK(text::misplaced(U'\u221A', kDigit, kDigit, kLetter) > 0);  // a root of a number stands before it
  CHECK(text::misplaced(U'\u2500', kDigit, kWhite, kLetter) > 0);  // pieces of boxes stand by no number
  CHECK(text::misplaced(U'a', kLetter, kLetter, kLetter) == 0);
  std::vector<bool> taken(text::kSignSlots);
  for (char32_t c = 0; c < 0x3000; ++c) {
    const std::size_t slot = text::sign_slot(c);
    if (slot >= text::kSignSlots) continue;
    CAPTURE(slot);
    CHECK_FALSE(taken[slot]);
    taken[slot] = true;
  }
}

TEST_CASE("UTF-8 may begin and end inside a character, but only inside one of its own", "[text]") {
  // FC and A8 neither go on nor begin in UTF-8.
  CHECK(text::detect("\xFC"
                     "gbar ist. Die meisten der neuen Wege sind schon zu sehen.")
            .name != "UTF-8");
  CHECK(text::detect("Die Freude war nicht unterdr\xA8").name != "UTF-8");
  CHECK(text::detect("\xA9 de la playa, que es m\xC3\xA1s larga").name == "UTF-8");
}

TEST_CASE("pieces cut inside the longest characters and behind an escape are told", "[text]") {
  const std::string arabic = encoded("هذه المكتبة مفتوحة من الساعة التاسعة صباحا حتى الثامنة مساء", "GB18030");
  for (const std::size_t begin : {1U, 2U, 3U, 4U, 5U, 6U, 7U}) {
    CAPTURE(begin);
    CHECK(text::detect(std::string_view(arabic).substr(begin, 64)).name == "GB18030");
  }
  const std::string chinese = encoded(kCases[0].text, "ISO-2022-CN");
  CHECK(text::detect(chinese.substr(1, 60) + "\n\x1B").name == "ISO-2022-CN");
}

TEST_CASE("a byte order mark says it", "[text]") {
  CHECK(text::detect("\xEF\xBB\xBF\xFF").name == "UTF-8");
  CHECK(text::detect("\xFF\xFE").name == "UTF-16LE");
  CHECK(text::detect("\xFE\xFF").name == "UTF-16BE");
  CHECK(text::detect(std::string("\xFF\xFE\0\0a\0\0\0", 8)).name == "UTF-32LE");
  CHECK(text::detect(std::string("\0\0\xFE\xFF\0\0\0a", 8)).name == "UTF-32BE");
  CHECK(text::detect("\x84\x31\x95\x33\x81\x30\x81\x30").name == "GB18030");
}

TEST_CASE("noise is no text in any encoding, at any length from 32 bytes on", "[text]") {
  support::Random random(23);
  for (int round = 0; round < 300; ++round) {
    std::string noise;
    for (std::size_t i = 32 + random.below(3000); i > 0; --i) noise.push_back(static_cast<char>(random.below(256)));
    if (noise.starts_with("\xFF\xFE") || noise.starts_with("\xFE\xFF")) continue;
    const text::Detected found = text::detect(noise);
    CAPTURE(round, found.name, found.confidence, noise.size());
    CHECK(text::looks_binary(decoded(noise, found.name)));
  }
}

TEST_CASE("random bytes of any alphabet come back, whatever they are taken for", "[text]") {
  support::Random random(29);
  const std::vector<std::string> alphabets = {std::string("\x1B$B(J)AC\x0E\x0F!a\n", 13), "\x81\x30\x84\xA1\xFE\x40 \n",
                                              "\xE9\xE8 ae\n", std::string("\0a\0\x4E\0\n", 6), "\x93\x94\x82\xA0\xC4\xE3z. "};
  for (int round = 0; round < 4000; ++round) {
    const std::string bytes = random.word(random.pick(alphabets), random.below(80));
    base::Result<text::Transcoded> made = text::to_base(bytes);
    REQUIRE(made);
    CAPTURE(bytes, made.value().encoding.name);
    REQUIRE(text::from_base(made.value().base, made.value().encoding) == bytes);
    REQUIRE(made.value().encoding.detected);
    REQUIRE(made.value().encoding.confidence >= 0);
    REQUIRE(made.value().encoding.confidence <= 1);
  }
}

TEST_CASE("the seed pages are found in the encodings that hold them", "[text]") {
  for (const auto& entry : std::filesystem::directory_iterator(RUNON_SOURCE_DIR "/seeds")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (const char* name : {"GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE"}) {
      const std::string bytes = encoded(text, name);
      CAPTURE(entry.path().string(), name);
      CHECK(text::detect(bytes).name == name);
      for (const std::size_t length : {64U, 256U, 1024U}) {
        const std::string part = bytes.substr(bytes.size() / 2 / 4 * 4, length);
        CAPTURE(length);
        CHECK(decoded(part, text::detect(part).name) == decoded(part, name));
      }
    }
  }
}
