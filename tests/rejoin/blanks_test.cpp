// When blank lines are known to part paragraphs.
#include "rejoin/blanks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rejoin/rejoin.h"
#include "support/catch.h"
#include "support/lines.h"

namespace {

using namespace runon;
using support::Lines;

std::string blank_times(int n, const std::string& text) {
  std::string out;
  for (int i = 0; i < n; ++i) out += text;
  return out;
}

bool blanks_part(const std::string& text) {
  const Lines lines(text);
  std::vector<bool> apart(lines.facts.size() - 1);
  rejoin::part_at_blanks(lines.facts, apart);
  return std::find(apart.begin(), apart.end(), true) != apart.end();
}

}  // namespace

TEST_CASE("blank lines behind sentences alone part paragraphs", "[rejoin]") {
  const std::string record = "This is a line of the text, which goes\non to a second line and ends there.\n\n";
  CHECK(blanks_part(blank_times(6, record)));
  CHECK_FALSE(blanks_part(blank_times(5, record)));  // four blank lines between them
  // Behind every line, in the middle of sentences as well, and where every line ends a sentence.
  CHECK_FALSE(blanks_part(blank_times(9, "This is a line of the text, which goes\n\non to a second line and ends there.\n\n")));
  CHECK_FALSE(
      blanks_part(blank_times(9, record) + blank_times(2, "A column ends in the middle of\n\na sentence of the text.\n")));
  CHECK_FALSE(blanks_part(blank_times(9, "It rained.\nNobody came.\n\n")));
}

TEST_CASE("records of two lines of one width each are as many paragraphs", "[rejoin]") {
  flow::Document document =
      Lines(blank_times(40, "This is line 7 of the text, which goes\non to a second line and ends there.\n\n")).document;
  flow::Scratch scratch;
  REQUIRE(rejoin::Rejoin()(document, scratch));
  CHECK(document.blocks.size() == 40);
}
