#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;

namespace {

std::string key(std::string_view text) {
  std::string out;
  text::fold(text, out);
  return out;
}

// The twin: the whole text through ICU at once, then the categories.
std::string plain_key(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded =
      icu::Normalizer2::getNFKCCasefoldInstance(status)->normalize(icu::UnicodeString::fromUTF8(text), status);
  REQUIRE(U_SUCCESS(status));
  std::string out;
  for (int i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_S_MASK)) != 0)
      text::append(out, static_cast<char32_t>(c));
  }
  return out;
}

void check_begin(const std::string& text, const std::string& whole) {
  std::string working;
  REQUIRE(text::key_begin(text, working) == whole.substr(0, text::kKeyBegin));
}

}  // namespace

TEST_CASE("paragraphs that say the same share a key, whatever their dress", "[text]") {
  CHECK(key("The Council, on Monday:") == key("the council on  Monday"));
  CHECK(key("ＡＢＣ１２３ ｶﾞｷﾞ") == key("abc123ガギ"));
  CHECK(key("会议强调，") == key("会议 强调"));
  CHECK(key("ﬁnal STRASSE") == key("final straße"));
  CHECK(key("e\u0301te\u0301") == key("ÉTÉ"));
  CHECK(key("\uF9DC") == key("隆"));
  CHECK(key("ﻻ") == key("لا"));
  CHECK(key("\u202Bنص\u202C") == key("نص"));
  CHECK(key("한글") == key("\u1112\u1161\u11AB\u1100\u1173\u11AF"));
}

TEST_CASE("what tells two paragraphs apart stays in the key", "[text]") {
  CHECK(key("東京に行く。") != key("東京へ行った。"));
  CHECK(key("１２３") == "123");
  CHECK(key("１２３") != key("１２４"));
  CHECK(key("+5") != key("5"));
  CHECK(key("C++") != key("C"));
  CHECK(key("resume") != key("résumé"));
  CHECK(key("कि") != key("का"));
  CHECK(key("頭髮") != key("头发"));
  CHECK(key("👍") != key("👎"));
  CHECK(key("\u0661\u0662") != key("12"));
}

TEST_CASE("a ruler has an empty key", "[text]") {
  for (const char* ruler : {"", " ", "......", "————", "……", "* — *", "“”", "\u00AD\u200B\uFEFF"}) CHECK(key(ruler).empty());
}

TEST_CASE("letters and ideographs are counted, digits and marks are not", "[text]") {
  std::string out;
  CHECK(text::fold("", out) == 0);
  CHECK(text::fold("2024年8月9日", out) == 3);
  CHECK(text::fold("Straße 12!", out) == 7);
  CHECK(text::fold("किताब", out) == 3);
  CHECK(text::fold("𠀀𠀁", out) == 2);
  CHECK(text::fold("가나", out) == 2);
}

TEST_CASE("the fast key is that of ICU on random text of every sort", "[text]") {
  support::Random random(7);
  const std::vector<std::pair<char32_t, char32_t>> ranges = {
      {0x20, 0x7E},        {0xA0, 0x24F},      {0x300, 0x36F},   {0x370, 0x52F},   {0x591, 0x6FF},   {0x900, 0x97F},
      {0xE00, 0xEFF},      {0x1100, 0x11FF},   {0x1E00, 0x1FFF}, {0x2000, 0x206F}, {0x2070, 0x24FF}, {0x3000, 0x30FF},
      {0x3130, 0x33FF},    {0x4E00, 0x9FFF},   {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFB00, 0xFDFF}, {0xFE00, 0xFFEF},
      {0x10000, 0x10FFFF}, {0x1F300, 0x1F6FF}, {0x3099, 0x309A}};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const std::size_t length = random.below(12);
    std::pair<char32_t, char32_t> range = random.pick(ranges);
    for (std::size_t i = 0; i < length; ++i) {
      if (random.one_in(3)) range = random.pick(ranges);
      text::append(text, static_cast<char32_t>(random.between(range.first, range.second)));
    }
    CAPTURE(text);
    const std::string fast = key(text);
    REQUIRE(fast == plain_key(text));
    check_begin(text, fast);
  }
}

TEST_CASE("long runs of letters and digits, in capitals or not, have the key that ICU gives them", "[text]") {
  support::Random random(11);
  const std::vector<std::string> parts = {"The",    "COUNCIL", "met",    "1987", "a1B2c3D4e5F6g7H8i9", " ",  ", ", "-",
                                          "\u0301", "é",       "会",     "强调", "一龥䶿鿿",       "。", "，", "½",
                                          "$",      "ﬁ",       "\u3099", "か"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t i = random.below(40); i > 0; --i) text += random.pick(parts);
    CAPTURE(text);
    const std::string fast = key(text);
    REQUIRE(fast == plain_key(text));
    check_begin(text, fast);
    std::size_t letters = 0;
    for (const char32_t c : text::decode_all(fast)) letters += text::properties(c).letter() ? 1 : 0;
    std::string out;
    REQUIRE(text::fold(text, out) == letters);
  }
}

TEST_CASE("every character alone has the key that ICU gives it", "[text]") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    text::append(text, c);
    if (key(text) != plain_key(text)) FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
}
