// Lines that say who wrote a text.
#include "rejoin/bylines.h"

#include <string>
#include <string_view>

#include "support/catch.h"
#include "text/utf8.h"

using namespace runon;

TEST_CASE("a byline is the word for a reporter with names of up to four characters", "[rejoin]") {
  CHECK(rejoin::is_byline(U"本报记者 王小明"));
  CHECK(rejoin::is_byline(U"本报记者王小明 李瑾"));
  CHECK(rejoin::is_byline(U"记者 王小明"));
  CHECK(rejoin::is_byline(U"本报记者 欧阳文远"));
  CHECK_FALSE(rejoin::is_byline(U"本报记者 欧阳文远等"));
  CHECK_FALSE(rejoin::is_byline(U"本报记者 Smith"));
  // Five characters in front of the word are a text.
  CHECK(rejoin::is_byline(U"驻北京记者 王小明"));
  CHECK(rejoin::is_byline(U"驻大北京记者 王小明"));
  CHECK_FALSE(rejoin::is_byline(U"驻在大北京记者 王小明"));
}

TEST_CASE("the word for a reporter alone, or in a sentence, is no byline", "[rejoin]") {
  CHECK_FALSE(rejoin::is_byline(U""));
  CHECK_FALSE(rejoin::is_byline(U"记者"));
  CHECK_FALSE(rejoin::is_byline(U"记者王小明"));
  CHECK_FALSE(rejoin::is_byline(U"本报记者昨日走访了城里的图书馆"));
  CHECK_FALSE(rejoin::is_byline(std::u32string(30, U'会') + U"本报记者 王小明" + std::u32string(30, U'会')));
}

TEST_CASE("in an alphabet a byline has few words, no marks and a capital", "[rejoin]") {
  CHECK(rejoin::is_byline(U"By our correspondent"));
  CHECK(rejoin::is_byline(U"REPORTER"));
  CHECK_FALSE(rejoin::is_byline(U"by our correspondent"));
  CHECK_FALSE(rejoin::is_byline(U"By our correspondent, London"));
  CHECK_FALSE(rejoin::is_byline(U"By our correspondents"));
  CHECK(rejoin::is_byline(U"By our own correspondent there"));
  CHECK_FALSE(rejoin::is_byline(U"By our own correspondent over there"));
}

TEST_CASE("in brackets the word for a reporter stands at the begin", "[rejoin]") {
  CHECK(rejoin::is_byline(U"（本报记者 王小明）"));
  CHECK(rejoin::is_byline(U"（通讯员王小明摄）"));
  CHECK_FALSE(rejoin::is_byline(U"（王小明和他的记者）"));
}

TEST_CASE("no word for a reporter that begins with a letter of ASCII is passed over by its first letters", "[rejoin]") {
  for (const std::string_view word :
       {"reporter", "correspondent", "Korrespondent", "korrespondentin", "korrespondenten", "REDAKTION", "rédaction", "RÉDACTION",
        "correspondant", "correspondante", "corresponsal", "redacción", "Redazione", "redação", "inviato"}) {
    INFO(word);
    CHECK(rejoin::names_reporter(text::decode_all(word)));
    CHECK(rejoin::may_spell_reporter(word));
    CHECK(rejoin::may_spell_reporter("By our own " + std::string(word)));
  }
  CHECK_FALSE(rejoin::may_spell_reporter("It rained in the inner city, kept cool and blue"));
  CHECK_FALSE(rejoin::may_spell_reporter(""));
}
