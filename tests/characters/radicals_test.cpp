#include <string>

#include "characters/characters.h"
#include "support/catch.h"
#include "text/normalize.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;

namespace {

std::string cleaned(char32_t point) {
  flow::Document document = flow::Document::of("test", text::encode(std::u32string(1, point)));
  flow::Scratch scratch;
  REQUIRE(characters::Characters()(document, scratch));
  return document.text;
}

}  // namespace

TEST_CASE("a radical with a compatibility decomposition becomes what that says", "[characters]") {
  std::size_t seen = 0;
  for (char32_t point = 0x2E80; point < 0x2FE0; ++point) {
    const std::string radical = text::encode(std::u32string(1, point));
    const std::vector<text::Change> change = text::changes(radical, text::Form::nfkc);
    if (change.empty()) continue;
    CAPTURE(radical);
    CHECK(cleaned(point) == change[0].after);
    ++seen;
  }
  CHECK(seen == 216);  // 214 Kangxi radicals, U+2E9F and U+2EF3
}

TEST_CASE("every radical that changes becomes one ideograph, which stays", "[characters]") {
  std::size_t seen = 0;
  for (char32_t point = 0x2E80; point < 0x2FE0; ++point) {
    const std::u32string after = text::decode_all(cleaned(point));
    REQUIRE(after.size() == 1);
    if (after[0] == point) continue;
    ++seen;
    CHECK(text::properties(after[0]).ideographic());
    CHECK(text::decode_all(cleaned(after[0])) == after);
  }
  CHECK(seen == 328);  // 114 of the supplement, all 214 Kangxi
}
