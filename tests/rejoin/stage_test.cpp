// What the stage leaves as it stands, what it lets run on, and what it says of its decisions.
#include <cmath>
#include <string>
#include <vector>

#include "rejoin/rejoin.h"
#include "support/catch.h"

namespace {

using namespace runon;

struct Done {
  flow::Document document;
  std::vector<flow::Decision> why;
};

Done rejoined(flow::Document document, const rejoin::Options& options = {}) {
  Done done{std::move(document), {}};
  flow::Scratch scratch;
  REQUIRE(rejoin::Rejoin(options, {})(done.document, scratch, &done.why));
  REQUIRE(flow::replay(done.document.base, done.document.edits) == done.document.text);
  return done;
}

Done rejoined(const std::string& text, const rejoin::Options& options = {}) {
  flow::Document document = flow::Document::of("test", text);
  document.split_lines();
  return rejoined(std::move(document), options);
}

// Whether lines keep their indents, as programs and tables do.
bool verbatim(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return rejoined(text).document.text == text;
}

std::vector<std::string> repeated(std::size_t count, const std::string& line) { return std::vector<std::string>(count, line); }

std::vector<std::string> with(std::vector<std::string> lines, const std::string& last) {
  lines.push_back(last);
  return lines;
}

std::string letters(std::size_t count) { return std::string(count, 'a'); }

// One character a line.
std::string upright(const std::u32string& text, const std::string& between = "\n") {
  std::string out;
  for (const char32_t c : text) {
    if (c < 0x80) out += static_cast<char>(c);
    else
      out += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
              static_cast<char>(0x80 | (c & 0x3F))};
    out += between;
  }
  return out;
}

}  // namespace

TEST_CASE("three signs of programs in a hundred characters keep every line as it stands", "[rejoin]") {
  CHECK(verbatim({letters(40), letters(40), letters(17) + "{};"}));
  CHECK_FALSE(verbatim({letters(40), letters(40), letters(18) + "{}"}));
  CHECK_FALSE(verbatim({letters(40), letters(40), letters(18) + "..."}));
  // Two lines are too few to tell.
  CHECK_FALSE(verbatim({letters(40), "{};"}));
}

TEST_CASE("lines set in columns keep their place where they are more than two thirds", "[rejoin]") {
  CHECK(verbatim(repeated(3, "lamp  river")));
  CHECK(verbatim(repeated(3, "lamp\triver")));
  CHECK_FALSE(verbatim(with(repeated(2, "lamp  river"), "lamp river")));
  CHECK(verbatim(with(repeated(3, "lamp  river"), "lamp river")));
  CHECK_FALSE(verbatim(repeated(3, "lamp river")));
}

TEST_CASE("lines that commas part into the same fields keep their place where they are more than nine tenths", "[rejoin]") {
  CHECK(verbatim(repeated(3, "lamp,river,tree")));
  CHECK(verbatim(with(repeated(10, "lamp,river,tree"), "lamp")));
  CHECK_FALSE(verbatim(with(repeated(9, "lamp,river,tree"), "lamp")));
  CHECK_FALSE(verbatim(with(repeated(9, "lamp,river,tree"), "lamp,river,tree,lake")));
  CHECK_FALSE(verbatim(repeated(3, "lamp,river")));  // one comma is no row
  // Eight words and more between two commas are prose.
  CHECK(verbatim(repeated(3, "a b c, d e f, g")));
  CHECK_FALSE(verbatim(repeated(3, "a b c d, e f, g h")));
}

TEST_CASE("lines without letters keep their place where they are half of all", "[rejoin]") {
  CHECK(verbatim({"1200", "1300", "river lamp", "river tree"}));
  CHECK_FALSE(verbatim({"1200", "river lake", "river lamp", "river tree"}));
}

TEST_CASE("one character a line is vertical text from twelve lines on, where a mark of sentences is among them", "[rejoin]") {
  const auto runs_on = [](const std::string& text) { return rejoined(text).document.blocks.size() == 1; };
  CHECK(runs_on(upright(U"守塔的老人每天傍晚点灯。")));
  CHECK(runs_on(upright(U"守塔的老人，天天傍晚点灯")));
  CHECK_FALSE(runs_on(upright(U"守塔的老人每天傍晚点。")));
  CHECK_FALSE(runs_on(upright(U"守塔的老人每天傍晚点灯去")));
  // Nine in ten.
  CHECK(runs_on(upright(U"守塔的老人每天傍晚点灯，天亮时再把它。") + "熄掉\n"));
  CHECK(runs_on(upright(U"守塔的老人每天傍晚点灯，天亮时把它。") + "熄掉\n天明\n"));
  CHECK_FALSE(runs_on(upright(U"守塔的老人每天傍晚点灯，天亮把它。") + "熄掉\n天明\n"));
  CHECK_FALSE(runs_on(upright(U"12345678901。")));
}

TEST_CASE("blank lines between some of the characters part vertical paragraphs", "[rejoin]") {
  const std::string first = upright(U"守塔的老人每天傍晚点灯。");
  const std::string second = upright(U"没有人来看过他。");
  CHECK(rejoined(first + "\n" + second).document.text == "守塔的老人每天傍晚点灯。\n没有人来看过他。\n");
  CHECK(rejoined(upright(U"守塔的老人每天傍晚点灯。", "\n\n")).document.text == "守塔的老人每天傍晚点灯。\n");
}

TEST_CASE("of two lines the first goes on behind a comma", "[rejoin]") {
  CHECK(rejoined("守塔的老人每天傍晚都要上去点灯，\n天亮时再把它熄掉。\n").document.text ==
        "守塔的老人每天傍晚都要上去点灯，天亮时再把它熄掉。\n");
  const std::string couplet = "守塔的老人\n每天傍晚都点灯。\n";
  CHECK(rejoined(couplet).document.text == couplet);
}

TEST_CASE("a headline stands apart from the report that opens with its words", "[rejoin]") {
  const std::string body = "新建的港口码头今天\n上午正式开放通航，\n货轮一艘接着一艘地\n驶向外海，码头工人\n忙到傍晚才回家。\n";
  const Done done = rejoined("新建的港口码头今天上午正式开放通航\n" + body);
  REQUIRE(done.document.blocks.size() >= 2);
  CHECK(done.document.view(done.document.blocks[0]) == "新建的港口码头今天上午正式开放通航");
}

TEST_CASE("a block names the first and the last of its lines, and what was marked stands alone", "[rejoin]") {
  flow::Document document = flow::Document::of(
      "test", upright(U"守塔的老人每天傍晚点灯，") + "  第三版 \n" + upright(U"天亮时再把它熄掉。") + " （下转第四版）\n");
  document.split_lines();
  document.lines[12].mark = flow::Mark::furniture;
  document.lines[22].mark = flow::Mark::jump;
  const Done done = rejoined(std::move(document));
  REQUIRE(done.document.blocks.size() == 4);
  const auto& blocks = done.document.blocks;
  CHECK(done.document.view(blocks[0]) == "守塔的老人每天傍晚点灯，");
  CHECK(done.document.view(blocks[1]) == "第三版");
  CHECK(done.document.view(blocks[2]) == "天亮时再把它熄掉。");
  CHECK(done.document.view(blocks[3]) == "（下转第四版）");
  CHECK(blocks[1].kind == flow::Kind::furniture);
  CHECK(blocks[3].kind == flow::Kind::jump);
  CHECK(blocks[0].first_line + 11 == blocks[0].last_line);
  CHECK(blocks[0].last_line + 1 == blocks[1].first_line);
  CHECK(blocks[1].first_line == blocks[1].last_line);
  CHECK(blocks[2].first_line == blocks[1].last_line + 1);
}

TEST_CASE("every break is decided, with a confidence and the weightiest evidence first", "[rejoin]") {
  const std::string page =
      "The old lighthouse stood at the end of the long stone pier, and the\n"
      "keeper climbed its stairs every evening to light the great lamp that\n"
      "showed the ships their way home through the fog and the heavy rain.\n"
      "In the morning he put it out.\n"
      "Nobody ever came to see him, for the pier was long and the path to\n"
      "it was narrow, but the ships that passed by always rang their bells\n"
      "for him twice.\n";
  const Done done = rejoined(page);
  REQUIRE(done.why.size() == 6);
  for (std::size_t i = 0; i < done.why.size(); ++i) {
    const flow::Decision& d = done.why[i];
    CHECK(d.line == i);
    CHECK(d.next == i + 1);
    CHECK(d.confidence >= 0.5);
    CHECK(d.confidence <= 1);
    REQUIRE(!d.evidence.empty());
    for (std::size_t e = 0; e + 1 < d.evidence.size(); ++e)
      CHECK(std::fabs(d.evidence[e].weight) >= std::fabs(d.evidence[e + 1].weight));
    for (const auto& evidence : d.evidence) CHECK(std::fabs(evidence.weight) >= 0.05);
  }
  CHECK(done.why[0].joint == flow::Joint::space);
  // What is less sure than asked for stays broken.
  std::size_t joined = 0;
  std::size_t sure = 0;
  rejoin::Options options;
  options.min_confidence = 0.9;
  const Done careful = rejoined(page, options);
  for (std::size_t i = 0; i < done.why.size(); ++i) {
    const bool was = done.why[i].joint != flow::Joint::brk;
    const bool is = careful.why[i].joint != flow::Joint::brk;
    joined += was;
    sure += is;
    CHECK(is == (was && done.why[i].confidence >= 0.9));
  }
  CHECK(joined >= sure);
  options.min_confidence = 1;
  for (const flow::Decision& d : rejoined(page, options).why) CHECK(d.joint == flow::Joint::brk);
}

TEST_CASE("lines that stand again in mid-sentence do not begin anew there", "[rejoin]") {
  const std::string copies = "the top-right corner of the window, which stays\nopen until the work is done and then closes.\n";
  const Done done = rejoined("To set a colour you can press the menu button in\n" + copies +
                             "If there is no such colour, look at the list in\n" + copies);
  CHECK(done.document.text.find("button in the top-right corner") != std::string::npos);
  CHECK(done.document.text.find("list in the top-right corner") != std::string::npos);
}
