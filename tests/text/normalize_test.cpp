#include "text/normalize.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;

namespace {

std::string carried_out(const std::string& text, const std::vector<text::Change>& changes) {
  std::string out;
  std::size_t at = 0;
  for (const text::Change& change : changes) {
    out += text.substr(at, change.begin - at) + change.after;
    at = change.end;
  }
  return out + text.substr(at);
}

}  // namespace

TEST_CASE("what is steady is in normal form wherever it stands", "[text]") {
  // Two steady characters never compose, nor does a mark reach over one: it is enough to see each between usual neighbours.
  std::string all;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if ((c >= 0xD800 && c <= 0xDFFF) || !text::properties(c).steady()) continue;
    text::append(all, c);
    if (c % 7 == 0) all += "a\u1100\uAC00";
  }
  CHECK(text::is_normal(all, text::Form::nfc));
  for (const char32_t c : {0x300U, 0x301U, 0x338U, 0x340U, 0x344U, 0x374U, 0x1161U, 0x11A8U, 0x212BU, 0x3099U, 0xF900U, 0xFB1DU})
    CHECK_FALSE(text::properties(c).steady());
}

TEST_CASE("normalization changes each place as it would alone, whatever lies between", "[text]") {
  const std::vector<std::string> places = {
      "e\u0301", "가\u11A8", "\u1100\u1161", "q\u0307\u0323", "a\u212B",       "一豈",         "a\u0344", "か\u3099",
      "x\u0300", "é\u0323",  "b\u0340",      "ـ\u064B\u0651", "a\u0323\u0307", "字\U0002F800", "=\u0338", "\u05D9\u05B4"};
  const std::vector<std::string> steady = {"a", "plain words ", "一", "。", "“", "é", "ж", "한", "😀", "\n", "が", "\u1100"};
  support::Random random(37);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    std::string wanted;
    std::vector<text::Change> changes;
    for (std::size_t i = random.below(6); i > 0; --i) {
      for (std::size_t j = random.one_in(3) ? 0 : random.below(random.one_in(4) ? 120 : 12); j > 0; --j) {
        const std::string piece = random.pick(steady);
        text += piece;
        wanted += piece;
      }
      const std::string place = random.pick(places);
      const std::vector<text::Change> alone = text::changes(place, text::Form::nfc);
      for (text::Change change : alone) {
        change.begin += text.size();
        change.end += text.size();
        if (!changes.empty() && changes.back().end == change.begin) {  // neighbours that touch are one
          changes.back().end = change.end;
          changes.back().after += change.after;
        } else {
          changes.push_back(change);
        }
      }
      wanted += carried_out(place, alone);
      text += place;
    }
    CAPTURE(text);
    const std::vector<text::Change> found = text::changes(text, text::Form::nfc);
    REQUIRE(found.size() == changes.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      REQUIRE(found[i].begin == changes[i].begin);
      REQUIRE(found[i].end == changes[i].end);
      REQUIRE(found[i].after == changes[i].after);
    }
    REQUIRE(carried_out(text, found) == wanted);
    REQUIRE(text::is_normal(wanted, text::Form::nfc));
  }
}
