#include "text/utf8.h"

#include <string>
#include <vector>

#include "reference/utf8.h"
#include "support/catch.h"
#include "support/random.h"

using namespace runon;

TEST_CASE("decoding agrees with the table of the standard on random bytes", "[text]") {
  // Bytes at the table's borders, so that every row and every fault is met.
  const std::string alphabet = "az\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
  support::Random random(7);
  for (int round = 0; round < 20000; ++round) {
    const std::string bytes = random.word(alphabet, random.between(1, 8));
    for (std::size_t at = 0; at < bytes.size();) {
      const text::Decoded real = text::decode(bytes, at);
      const reference::Step twin = reference::first(std::string_view(bytes).substr(at));
      CAPTURE(bytes, at);
      REQUIRE(real.point == twin.point);
      REQUIRE(real.bytes == twin.bytes);
      REQUIRE(real.well_formed == twin.well_formed);
      at += real.bytes;
    }
  }
}

TEST_CASE("every scalar value is read back as it was written", "[text]") {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string bytes;
    text::append(bytes, point);
    const text::Decoded d = text::decode(bytes, 0);
    const text::Decoded back = text::decode_before(bytes, bytes.size());
    if (d.point != point || d.bytes != bytes.size() || !d.well_formed || back.point != point) {
      CAPTURE(static_cast<std::uint32_t>(point));
      FAIL("not read back");
    }
  }
}

TEST_CASE("characters are counted as they are decoded", "[text]") {
  support::Random random(8);
  const std::vector<std::string> characters = {"a", "\x7F", "é", "ж", "人", "\uFFFD", "😀"};
  for (int round = 0; round < 500; ++round) {
    std::string text;
    const std::size_t n = random.below(60);
    for (std::size_t i = 0; i < n; ++i) text += random.pick(characters);
    CAPTURE(text);
    REQUIRE(text::count(text) == n);
    REQUIRE(text::decode_all(text).size() == n);
  }
}
