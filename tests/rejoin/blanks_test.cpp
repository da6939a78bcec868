// When blank lines are known to part paragraphs.
#include "rejoin/blanks.h"

#include <string>
#include <vector>

#include "flow/document.h"
#include "rejoin/rejoin.h"
#include "support/catch.h"

namespace {

using namespace runon;

flow::Document blank_lines_of(const std::string& text) {
  flow::Document document = flow::Document::of("test", text);
  document.split_lines();
  return document;
}

std::string blank_times(int n, const std::string& text) {
  std::string out;
  for (int i = 0; i < n; ++i) out += text;
  return out;
}

bool blanks_part(const std::string& text) {
  const flow::Document document = blank_lines_of(text);
  std::vector<rejoin::LineFacts> facts;
  rejoin::gather(document, facts);
  return rejoin::blanks_part_paragraphs(facts);
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
      blank_lines_of(blank_times(40, "This is line 7 of the text, which goes\non to a second line and ends there.\n\n"));
  flow::Scratch scratch;
  REQUIRE(rejoin::Rejoin()(document, scratch));
  CHECK(document.blocks.size() == 40);
}
