// What tells without the stage that the stage would do nothing, beside the stage.
#include "rejoin/outcome.h"

#include <string>
#include <utility>
#include <vector>

#include "flow/document.h"
#include "rejoin/rejoin.h"
#include "support/catch.h"
#include "support/generate.h"
#include "support/random.h"

using namespace runon;

namespace {

flow::Document lines_of(const std::string& text) {
  flow::Document document = flow::Document::of("test", text);
  document.split_lines();
  return document;
}

// Where it says so, the stage makes a block of each line and no edit.
bool leaves(const std::string& text) {
  flow::Document document = lines_of(text);
  if (!rejoin::leaves_lines(document)) return false;
  flow::Scratch scratch;
  REQUIRE(rejoin::Rejoin()(document, scratch));
  CAPTURE(text);
  REQUIRE(document.edits.empty());
  REQUIRE(document.blocks.size() == document.lines.size());
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    REQUIRE(document.blocks[i].begin == document.lines[i].begin);
    REQUIRE(document.blocks[i].end == document.lines[i].end);
  }
  return true;
}

}  // namespace

TEST_CASE("paragraphs that end in sentences are known to stay, whatever stands in them", "[rejoin]") {
  CHECK(leaves(""));
  CHECK(leaves("one line that ends in no stop"));
  CHECK(leaves("The council met.\nIt talked all day.\n\"Nobody came.\"\n"));
  CHECK(leaves("会议结束。\n大家都很高兴！\n“走吧。”\n"));
  CHECK(leaves("Der Rat tagte.\nEr sprach über Bäume,\nund das lange.\nEs gab drei Punkte:\n"));
  CHECK(leaves("We saw etc. once.\nIt was fine.\nThey had this, that, etc.\n"));
}

TEST_CASE("of a text that the stage may change nothing is known", "[rejoin]") {
  CHECK_FALSE(leaves(" The council met.\nIt talked all day.\nNobody came.\n"));
  CHECK_FALSE(leaves("The council met.\nIt talked all day. \nNobody came.\n"));
  CHECK_FALSE(leaves("The council met.\n\nIt talked all day.\nNobody came.\n"));
  CHECK_FALSE(leaves("The council met.\fIt talked all day.\nNobody came.\n"));
  CHECK_FALSE(leaves("The council met.\nIt talked all day.\nNobody came.\n\f"));
  CHECK_FALSE(leaves("The council met.\nIt talked all day.\nNobody came.\n\n"));
  CHECK_FALSE(leaves("The council met.\nIt talked all day\nNobody came.\n"));
  CHECK_FALSE(leaves("The council met.\nIt talked.\n"));
  CHECK_FALSE(leaves("会议在2024\n年结束。\n好。\n好的。\n是的。\n"));
  CHECK_FALSE(leaves(
      "好。\n好的。\n是的。\n会议决定，港务处要在明年春天以前把码头东边的旧仓库改成一座新的水产市\n场，让渔民在那里卖鱼。\n"));
  CHECK(leaves(
      "好。\n好的。\n是的。\n会议决定，港务处要在明年春天以前把码头东边的旧仓库改成一座新的水产市场。\n让渔民在那里卖鱼。\n"));
  std::string vertical;
  for (int i = 0; i < 20; ++i) vertical += "好\n。\n";
  CHECK_FALSE(leaves(vertical));
  // Stops inside lines show that the one at the end may be an abbreviation's.
  CHECK_FALSE(leaves("He is Dr. Hu and Dr. Li is here.\nIt is Dr.\nGood.\nBad.\nWell then"));
}

TEST_CASE("what is known to stay stays, in texts of all sorts of line ends", "[rejoin]") {
  support::Random random(5);
  const std::vector<std::string> ends = {".",   "。", "！", "”",  ".)",     "。」",  ",",    "，", ":",  "：", "—", "…",
                                         "...", "?",  "",   "章", "\u0301", " etc.", " Dr.", "4",  " 3", "年", "-", "؟"};
  const std::vector<std::string> begins = {"The ", "年", "会议", "- ", "1. ", "日", "a", "(", "", "Dr. Hu met Dr. Li. "};
  std::size_t known = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t lines = 1 + random.below(12);
    const std::size_t open = 1 + random.below(6);
    for (std::size_t i = 0; i < lines; ++i) {
      std::string line = random.pick(begins);
      if (!random.one_in(8)) line += support::paragraph(random);
      while (!line.empty() && line.back() == ' ') line.pop_back();
      if (line.empty()) line = "x";
      text += line + (random.one_in(open) ? random.pick(ends) : random.pick(std::vector<std::string>{".", "。"})) + "\n";
    }
    if (leaves(text)) ++known;
  }
  CHECK(known > 300);
}

TEST_CASE("of paragraphs that a column may have cut nothing is known", "[rejoin]") {
  const std::string text =
      "守塔的老人每天傍晚把灯点亮，天亮时再下山去。港口里的人都说从来没有见过他迟到一次，就连刮大风的日子也是一样。"
      "他的小屋里有一张桌子和两把椅子，墙上挂着一幅旧地图，图上的海岸已经和现在很不一样了。";
  support::Random random(7);
  std::size_t known = 0;
  std::size_t unknown = 0;
  for (int round = 0; round < 400; ++round) {
    // Short paragraphs that end in sentences, and one in lines of so many ideographs.
    const std::size_t width = 3 * (8 + random.below(20));
    std::string page;
    for (std::size_t n = random.below(16); n > 0; --n) page += text.substr(0, 3 * (3 + random.below(8))) + "。\n";
    for (std::size_t at = 0; at < text.size(); at += width) page += text.substr(at, width) + "\n";
    for (std::size_t n = random.below(16); n > 0; --n) page += text.substr(0, 3 * (3 + random.below(8))) + "。\n";
    ++(leaves(page) ? known : unknown);
  }
  CHECK(unknown > 300);
  for (int round = 0; round < 200; ++round) {
    // Headlines over paragraphs, which are much longer.
    std::string page;
    for (std::size_t n = 4 + random.below(16); n > 0; --n)
      page += (random.one_in(5) ? text.substr(36, 3 * (4 + random.below(8))) + "\n" : "") + text + "\n";
    ++(leaves(page) ? known : unknown);
  }
  CHECK(known > 100);
}
