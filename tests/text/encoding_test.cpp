#include "text/encoding.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/random.h"
#include "text/detect.h"
#include "text/utf8.h"

using namespace runon;

namespace {

flow::Encoding named(std::string_view name) {
  flow::Encoding encoding;
  encoding.name = name;
  return encoding;
}

std::string utf16(std::string_view text, bool big) { return text::from_base(text, named(big ? text::kUtf16Be : text::kUtf16Le)); }

text::Transcoded decoded(std::string bytes, std::string_view encoding = text::kAuto) {
  base::Result<text::Transcoded> made = text::to_base(std::move(bytes), encoding);
  REQUIRE(made);
  return std::move(made).value();
}

const std::vector<std::string> kTexts = {
    "Plain words, and lines.\nA second one.\n", "人民政协报，２０２４年。\n第二行：自身优势，在联系。\n",
    "今日は、いい天気です。\n明日も　晴れ。\n", "한국어 문장입니다. 다음 줄\n",
    "Съешь же ещё этих мягких булок.\n",        "emoji 😀 and 𠮷 beyond the plane\n",
};

}  // namespace

TEST_CASE("UTF-8 is its own base, faults included", "[text]") {
  const std::string bytes =
      "\xEF\xBB\xBF"
      "a\xFF\xE4\xB8z";
  const text::Transcoded made = decoded(bytes);
  CHECK(made.encoding.name == "UTF-8");
  CHECK(made.base == bytes);
  CHECK(made.encoding.tail.empty());
}

TEST_CASE("UTF-16 is found with and without its mark, in both byte orders", "[text]") {
  for (const std::string& text : kTexts)
    for (const bool big : {false, true}) {
      CAPTURE(text, big);
      const std::string marked = "\uFEFF" + text;
      const text::Transcoded with = decoded(utf16(marked, big));
      CHECK(with.encoding.name == (big ? "UTF-16BE" : "UTF-16LE"));
      CHECK(with.base == marked);
      const text::Transcoded without = decoded(utf16(text, big));
      CHECK(without.encoding.name == (big ? "UTF-16BE" : "UTF-16LE"));
      CHECK(without.base == text);
    }
}

TEST_CASE("UTF-8 and what is not text are not taken for UTF-16", "[text]") {
  for (const std::string& text : kTexts) CHECK(text::detect(text).name == "UTF-8");
  CHECK(text::detect("").name == "UTF-8");
  CHECK(text::detect(std::string(100, '\0')).name == "UTF-8");
  CHECK(text::detect(std::string("a few \0 zeros \0 inside", 22)).name == "UTF-8");
  support::Random random(3);
  for (int round = 0; round < 200; ++round) {
    std::string noise;
    for (int i = 0; i < 400; ++i) noise.push_back(static_cast<char>(random.below(256)));
    if (noise.starts_with("\xFF\xFE") || noise.starts_with("\xFE\xFF")) continue;
    CHECK(text::detect(noise).name == "UTF-8");
  }
}

TEST_CASE("a sample that ends inside a character is still UTF-8", "[text]") {
  std::string long_text = "a";
  while (long_text.size() < 70000) long_text += "人";
  CHECK(text::detect(long_text).name == "UTF-8");
}

TEST_CASE("an unpaired surrogate and an odd byte come back", "[text]") {
  const std::string bytes(
      "\xFF\xFE"
      "a\0\x00\xD8"
      "b\0\x00\xDC!",
      11);
  const text::Transcoded made = decoded(bytes);
  CHECK(made.base ==
        "\uFEFF"
        "a\xED\xA0\x80"
        "b\xED\xB0\x80");
  CHECK(made.encoding.tail == "!");
  CHECK(text::from_base(made.base, made.encoding) == bytes);
}

TEST_CASE("any bytes come back from any encoding", "[text]") {
  support::Random random(11);
  const std::string edges("\0\n aA\xD8\xD9\xDB\xDC\xDF\xFE\xFF\x30\x4E\xE4\xED\xA0", 17);
  for (int round = 0; round < 20000; ++round) {
    const std::string bytes = random.word(edges, random.below(12));
    for (const char* name : {"auto", "UTF-8", "utf16", "UTF-16LE", "utf_16be"}) {
      CAPTURE(bytes, name);
      const text::Transcoded made = decoded(bytes, name);
      REQUIRE(text::from_base(made.base, made.encoding) == bytes);
      REQUIRE(text::SourceOffsets(made.base, made.encoding).at(made.base.size()) + made.encoding.tail.size() == bytes.size());
    }
  }
}

TEST_CASE("a position of base is a position of the source", "[text]") {
  const std::string text = "a人😀z";
  const text::Transcoded made = decoded(utf16(text, false), "UTF-16LE");
  std::size_t expected = 0;
  for (std::size_t at = 0; at < made.base.size();) {
    CHECK(text::SourceOffsets(made.base, made.encoding).at(at) == expected);
    const text::Decoded d = text::decode(made.base, at);
    expected += d.point >= 0x10000 ? 4 : 2;
    at += d.bytes;
  }
}

TEST_CASE("an encoding that is not known is the caller's error", "[text]") {
  const base::Result<text::Transcoded> made = text::to_base("a", "EBCDIK");
  REQUIRE(!made);
  CHECK(made.error().code == base::Code::usage);
  CHECK(made.error().what == "unknown encoding \"EBCDIK\"");
  CHECK(!made.error().hint.empty());
}

TEST_CASE("pictures, zeros and other encodings look binary", "[text]") {
  CHECK(text::looks_binary(std::string(3, '\0')));
  CHECK(text::looks_binary(std::string(100000, '\0')));
  CHECK(text::looks_binary(
      std::string("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x00\x00\xFF\xDB\x00\x43", 25)));
  CHECK(text::looks_binary("%PDF-1.7\n"));
  CHECK(text::looks_binary("\xC8\xCB\xC3\xF1\xD5\xFE\xD0\xAD\xA3\xAC\xC9\xCF\xBA\xA3\xA1\xA3\n"));
  support::Random random(5);
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise.push_back(static_cast<char>(random.below(256)));
  CHECK(text::looks_binary(noise));
}

TEST_CASE("text with a few faults does not look binary", "[text]") {
  CHECK(!text::looks_binary(""));
  for (const std::string& text : kTexts) CHECK(!text::looks_binary(text));
  CHECK(
      !text::looks_binary("ab\xFF"
                          "cd"));
  CHECK(!text::looks_binary(std::string("one \0 zero in a line of text", 28)));
  CHECK(!text::looks_binary("\x1B[1mbold\x1B[0m\r\n\f\ttext"));
  CHECK(!text::looks_binary("caf\xE9 na\xEFve: Latin-1 that nobody named still reads"));
}
