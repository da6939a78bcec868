// Lines of the page that came in pieces, beside the same pages whose lines came whole.
#include "rejoin/page_lines.h"

#include <string>
#include <vector>

#include "rejoin/rejoin.h"
#include "support/catch.h"
#include "support/lines.h"
#include "support/random.h"

namespace {

using namespace runon;
using support::Lines;
using support::Random;

// Paragraphs of words in lines of 60 characters at most; a capital begins and a stop ends each.
std::vector<std::string> set_page(Random& random, std::size_t paragraphs) {
  std::vector<std::string> lines;
  for (std::size_t p = 0; p < paragraphs; ++p) {
    std::string line = "The";
    for (std::size_t words = random.between(20, 60); words > 0; --words) {
      const std::string word = random.word("aeilnorst", random.between(2, 9));
      if (line.size() + 1 + word.size() > 60) {
        lines.push_back(line);
        line = word;
      } else {
        line += " " + word;
      }
    }
    lines.push_back(line + ".");
  }
  return lines;
}

std::string in_whole_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The same, every second line cut at one to three of its spaces, which stay; `behind`: what stands behind each piece.
std::string in_pieces_of(const std::vector<std::string>& lines, Random& random, const std::string& behind = " \n") {
  std::string text;
  for (const std::string& line : lines) {
    std::string out = line + "\n";
    for (std::size_t n = random.one_in(2) ? random.between(1, 3) : 0; n > 0; --n) {
      const std::size_t at = out.find(' ', random.below(out.size()));
      if (at != std::string::npos && at + 1 < out.size() && out[at + 1] != '\n') out.replace(at, 1, behind);
    }
    text += out;
  }
  return text;
}

std::size_t count_together(const std::string& text) {
  Lines lines(text);
  flow::Edits edits;
  return rejoin::put_together(lines.document, lines.facts, edits).cuts().size();
}

// Fifty lines of a page, ten of which are as given.
std::string typed_page(const std::string& tenth) {
  std::string text;
  for (int i = 0; i < 10; ++i) {
    text += tenth + "\nrails and notes that are not long\n";
    for (int k = 0; k < 3; ++k) text += "rails and notes in a row that is rather long, and longer\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a page whose lines came in pieces comes out as the page whose lines came whole", "[rejoin]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const std::vector<std::string> lines = set_page(random, 12);
    const std::string in_pieces = in_pieces_of(lines, random, seed % 2 == 0 ? " \n" : " \n\n");
    CAPTURE(seed, in_pieces);
    REQUIRE(count_together(in_pieces) > 0);
    flow::Scratch scratch;
    flow::Document a = Lines(in_pieces).document;
    flow::Document b = Lines(in_whole_lines(lines)).document;
    REQUIRE(rejoin::Rejoin()(a, scratch));
    REQUIRE(rejoin::Rejoin()(b, scratch));
    CHECK(a.text == b.text);
    CHECK(flow::replay(in_pieces, a.edits) == a.text);
  }
}

TEST_CASE("lines of the page know their pieces, and every break is told of", "[rejoin]") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "rain and \n\nsnow fell on the \nhills around the town, and the wind blew hard\n";
  // No line is as wide as three pieces together: a whole one shows how wide lines are.
  const std::string last = "the river rose, and nobody in the town could remember that it ever had been so high\n";
  Lines lines(text + last + last);
  const flow::Document& document = lines.document;
  flow::Document again = document;
  const std::size_t pieces = lines.facts.size();
  flow::Edits edits;
  const rejoin::PageLines page_lines = rejoin::put_together(lines.document, lines.facts, edits);
  REQUIRE(page_lines.cuts().size() == 20);
  REQUIRE(document.lines.size() == 12);
  CHECK(lines.facts.size() == 12);
  CHECK(document.view(document.lines[1]) == "rain and snow fell on the hills around the town, and the wind blew hard");
  CHECK(page_lines.first(1) == 4);
  CHECK(page_lines.last(1) == 7);
  CHECK(document.lines[1].number == 5);
  CHECK(page_lines.last_number(document, 1) == 8);

  flow::Scratch scratch;
  std::vector<flow::Decision> why;
  REQUIRE(rejoin::Rejoin()(again, scratch, &why));
  REQUIRE(why.size() == pieces - 1);
  CHECK(why[0].line == 0);
  CHECK(why[0].next == 2);
  CHECK(why[0].joint == flow::Joint::space);
  for (std::size_t i = 0; i + 1 < why.size(); ++i) CHECK(why[i].next == why[i + 1].line);
  REQUIRE_FALSE(again.blocks.empty());
  CHECK(again.blocks.front().first_line == 1);
  CHECK(again.blocks.back().last_line == 42);
}

TEST_CASE("white space at line ends that says nothing puts nothing together", "[rejoin]") {
  CHECK(count_together(typed_page("lamp and ")) == 10);
  CHECK(count_together(typed_page("lamp and")) == 0);
  // Line ends of Markdown, tabs, ends of sentences, and a line that is too wide to stand in front of the next one.
  CHECK(count_together(typed_page("lamp and  ")) == 0);
  CHECK(count_together(typed_page("lamp and\t")) == 0);
  CHECK(count_together(typed_page("lamps are lit. ")) == 0);
  CHECK(count_together(typed_page("lamp and what else there is that gives light ")) == 0);
  CHECK(count_together("lamp and \nriver with boats\nroad and \nlamps that are lit\n") == 0);  // too few to tell
  // Capitals behind them, indents, and signs.
  std::string capitals;
  std::string indents;
  std::string signs;
  for (int i = 0; i < 10; ++i) {
    capitals += "lamp and \nRivers with boats that are rather long\n";
    indents += "lamp and \n  rivers with boats that are rather long\n";
    signs += "\"lamp\": \n{ \"oil\": 1, \"wick\": 2, \"glass\": 3, \"light\": 4 }\n";
  }
  CHECK(count_together(capitals) == 0);
  CHECK(count_together(indents) == 0);
  CHECK(count_together(signs) == 0);
}

TEST_CASE("pages end lines, pieces or not", "[rejoin]") {
  std::string text = typed_page("lamp and ");
  CHECK(count_together(text) == 10);
  std::size_t at = 0;
  for (int i = 0; i < 10; ++i) {
    at = text.find("and \n", at + 1);
    text.insert(at + 5, "\f");
  }
  CHECK(count_together(text) == 0);
}

TEST_CASE("without its rule pieces are lines", "[rejoin]") {
  const std::string text = typed_page("lamp and ");
  flow::RuleSwitches switches;
  switches.set("page-line", false);
  flow::Document document = Lines(text).document;
  flow::Scratch scratch;
  REQUIRE(rejoin::Rejoin({}, switches)(document, scratch));
  for (const flow::Edit& edit : document.edits) CHECK(edit.rule->id != "page-line");
}
