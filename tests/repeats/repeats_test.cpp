#include "repeats/repeats.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "repeats/fingerprint.h"
#include "repeats/rules.h"
#include "support/catch.h"
#include "support/line_blocks.h"
#include "support/random.h"

using namespace runon;
using flow::Kind;

namespace {

// A document of one block a line, of the kinds given in order, then of another.
flow::Document blocks(std::string text, std::vector<Kind> kinds = {}, Kind other = Kind::body) {
  kinds.push_back(other);
  return support::lines_as_blocks("test", std::move(text), kinds);
}

flow::Document dedup(flow::Document document, const repeats::Options& options = {}, const flow::RuleSwitches& switches = {}) {
  flow::Scratch scratch;
  REQUIRE(repeats::Repeats(options, switches)(document, scratch));
  REQUIRE(flow::replay(document.base, document.edits) == document.text);
  return document;
}

std::string kept(const std::string& text, const std::vector<Kind>& kinds = {}, const repeats::Options& options = {}) {
  return dedup(blocks(text, kinds), options).text;
}

const std::string kLong = "同时，要探索建立委员工作室之间、委员工作室与民主党派和社会团体之间的联动机制，共享资源。";

}  // namespace

TEST_CASE("every repeats rule's example comes out as its row says, by that rule, and stays", "[repeats]") {
  REQUIRE(repeats::table().size() + 6 == repeats::rules().size());
  for (const repeats::Row& row : repeats::table()) {
    CAPTURE(row.head.id);
    const flow::Document document = dedup(blocks(std::string(row.head.before)));
    CHECK(document.text == row.head.after);
    REQUIRE(!document.edits.empty());
    CHECK(document.edits[0].rule == &row.head);
    CHECK(dedup(blocks(document.text)).edits.empty());
    flow::RuleSwitches off;
    for (const repeats::Row& other : repeats::table()) off.set(other.head.id, false);
    CHECK(dedup(blocks(std::string(row.head.before)), {}, off).edits.empty());
  }
}

TEST_CASE("the first copy of a paragraph stays, every later one goes", "[repeats]") {
  CHECK(kept(kLong + "\n甲。\n" + kLong + "\n乙。\n" + kLong + "\n") == kLong + "\n甲。\n乙。\n");
  CHECK(kept(kLong + "\n" + kLong + "\n" + kLong) == kLong);
  CHECK(kept(kLong + "\n甲。\n" + kLong) == kLong + "\n甲。");
}

TEST_CASE("case, width, spaces and punctuation do not hide a repeat", "[repeats]") {
  CHECK(kept("The council met on Monday and opened its library.\nx\nTHE COUNCIL met on Monday, and opened its library\n") ==
        "The council met on Monday and opened its library.\nx\n");
}

TEST_CASE("paragraphs that differ in a word, a digit or an ending both stay", "[repeats]") {
  const std::vector<std::string> both = {
      "东京都知事小池百合子周一出席了在市中心举行的新图书馆开馆仪式并致辞一号。\n甲\n东京都知事小池百合子周一出席了在市中心举行的"
      "新图书馆开馆仪式并致辞二号。\n",
      "The council opened library number 12 on Monday morning in the rain.\nx\nThe council opened library number 13 on Monday "
      "morning in the rain.\n",
  };
  for (const std::string& text : both) CHECK(kept(text) == text);
}

TEST_CASE("a dropped block is an empty, marked block where its text stood", "[repeats]") {
  const flow::Document document = dedup(blocks("甲。\n" + kLong + "\n乙。\n" + kLong + "\n丙。"));
  REQUIRE(document.blocks.size() == 5);
  CHECK(document.blocks[3].dropped);
  CHECK(document.blocks[3].begin == document.blocks[3].end);
  CHECK(document.blocks[3].first_line == 4);
  CHECK(document.view(document.blocks[2]) == "乙。");
  CHECK(document.view(document.blocks[4]) == "丙。");
  for (const std::size_t i : {0U, 1U, 2U, 4U}) CHECK(!document.blocks[i].dropped);
}

TEST_CASE("short paragraphs that rightly recur stay", "[repeats]") {
  const std::string text =
      "会议强调，\n甲说。\n会议强调，\n“好。”\n“好。”\n本报记者\n乙说。\n本报记者\nBy Staff Reporter\nx\nBy Staff Reporter\n";
  CHECK(kept(text) == text);
}

TEST_CASE("right behind its first copy a paragraph needs fewer letters, a title still fewer", "[repeats]") {
  const std::string sentence = "会议传达学习了近期有关重要会议精神和文件要求。";  // 22 ideographs
  CHECK(kept(sentence + "\n" + sentence + "\n") == sentence + "\n");
  CHECK(kept(sentence + "\n甲。\n" + sentence + "\n") == sentence + "\n甲。\n" + sentence + "\n");
  const std::string title = "政协委员在行动";
  CHECK(kept(title + "\n" + title + "\n", {Kind::headline, Kind::headline}) == title + "\n");
  CHECK(kept(title + "\n" + title + "\n", {Kind::caption, Kind::caption}) == title + "\n");
  CHECK(kept(title + "\n" + title + "\n") == title + "\n" + title + "\n");
  CHECK(kept(title + "\n甲\n" + title + "\n", {Kind::headline, Kind::body, Kind::headline}) == title + "\n甲\n" + title + "\n");
  CHECK(kept("你说什么呢啊？\n你说什么呢啊？\n", {Kind::headline, Kind::headline}) == "你说什么呢啊？\n你说什么呢啊？\n");
  CHECK(kept(title + "\n第1版\n" + title + "\n", {Kind::headline, Kind::furniture, Kind::headline}) == title + "\n第1版\n");
}

TEST_CASE("verse, tables, code, lists and furniture repeat as they like", "[repeats]") {
  const std::string text = kLong + "\n甲\n" + kLong + "\n";
  for (const Kind kind : {Kind::verse, Kind::table, Kind::code, Kind::listitem, Kind::furniture, Kind::jump}) {
    CAPTURE(flow::name(kind));
    CHECK(kept(text, {kind, Kind::body, kind}) == text);
  }
  CHECK(kept(text, {Kind::verse, Kind::body, Kind::body}) == text);
}

TEST_CASE("an item of a list needs twice the letters, unless it is right behind its equal", "[repeats]") {
  const std::string body = "按照有关规定提供必要的资金证明和资金来源合法情况说明以及其他应当提交的相关材料；";  // 40 ideographs
  CHECK(kept(body + "\n甲\n" + body + "\n") == body + "\n甲\n");
  for (const std::string marker : {"（四）", "4．", "四、", "- ", "• ", "(d) ", "d) ", "iv. ", "12. "}) {
    CAPTURE(marker);
    const std::string item = marker + body;
    CHECK(kept(item + "\n甲\n" + item + "\n") == item + "\n甲\n" + item + "\n");
    CHECK(kept(item + "\n" + item + "\n") == item + "\n");
    CHECK(kept(item + body + "\n甲\n" + item + body + "\n") == item + body + "\n甲\n");
  }
  const std::string reporter = "（记者张三）" + body;
  CHECK(kept(reporter + "\n甲\n" + reporter + "\n") == reporter + "\n甲\n");
}

TEST_CASE("what begins with a word of five letters is no item", "[repeats]") {
  for (const char* item :
       {"abc) of it", "(abc) of it", "iv. of it", "a1b2) of it", "1abcd) of it", "(1) of it", "abc1.x", "- of it"})
    CHECK(repeats::letters_needed(item, 30) == 60);
  for (const char* other : {"abcd) of it", "abcde1. of it", "abcdef1. of it", "abcdef", "abcde", "Words of it", "", "a", "abc"})
    CHECK(repeats::letters_needed(other, 30) == 30);
}

TEST_CASE("the least number of letters is the caller's", "[repeats]") {
  repeats::Options options;
  options.min_letters = 4;
  CHECK(kept("会议强调，\n甲\n会议强调：\n乙\n好好好\n丙\n好好好\n", {}, options) == "会议强调，\n甲\n乙\n好好好\n丙\n好好好\n");
  options.min_letters = 1000;
  CHECK(kept(kLong + "\n甲\n" + kLong + "\n", {}, options) == kLong + "\n甲\n" + kLong + "\n");
  options.min_letters = 0;
  CHECK(kept("甲\n乙\n甲\n——\n——\n", {}, options) == "甲\n乙\n——\n——\n");
}

TEST_CASE("with repeats off, nothing goes", "[repeats]") {
  repeats::Options options;
  options.scope = repeats::Scope::off;
  const std::string text = kLong + "\n" + kLong + "\n";
  CHECK(kept(text, {}, options) == text);
}

TEST_CASE("on random documents the stage keeps what a set of plain texts keeps", "[repeats]") {
  support::Random random(11);
  repeats::Options options;
  options.min_letters = 3;
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> paragraphs;
    for (std::size_t i = random.below(20); i > 0; --i) paragraphs.push_back(random.word("abc", random.between(1, 4)));
    std::string text;
    for (const std::string& p : paragraphs) text += (text.empty() ? "" : "\n") + p;
    std::set<std::string> seen;
    std::string expected;
    for (const std::string& p : paragraphs)
      if (seen.insert(p).second || p.size() < 3) expected += (expected.empty() ? "" : "\n") + p;
    CAPTURE(text);
    const flow::Document document = dedup(blocks(text), options);
    REQUIRE(document.text == expected);
    REQUIRE(dedup(blocks(document.text), options).edits.empty());
  }
}

TEST_CASE("fingerprints are the same on every machine", "[repeats]") {
  std::string key;
  const repeats::Fingerprint print = repeats::fingerprint("The Council, 2024", key);
  CHECK(key == "thecouncil2024");
  CHECK(print.letters == 10);
  CHECK(print.hash == base::hash128("thecouncil2024"));
  CHECK(repeats::fingerprint("——", key).letters == 0);
}

namespace {

// The stage as its header says it: every block's fingerprint, beside every other's.
std::string plain(const flow::Document& document, const repeats::Options& options) {
  std::vector<repeats::Fingerprint> prints;
  std::string key;
  for (const flow::Block& block : document.blocks) prints.push_back(repeats::fingerprint(document.view(block), key));
  std::string out;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    std::size_t first = 0;
    while (!(prints[first].hash == prints[i].hash) || repeats::exempt(document.blocks[first].kind, options)) {
      if (first == i) break;
      ++first;
    }
    bool goes = false;
    if (first < i && prints[i].letters > 0 && !repeats::exempt(document.blocks[i].kind, options))
      for (const repeats::Row& row : repeats::table()) goes = goes || row.drops({document, prints, i, i - 1, options});
    if (!goes) out += std::string(document.view(document.blocks[i])) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("what is sieved by how blocks begin repeats as if all were compared", "[repeats]") {
  support::Random random(3);
  const std::vector<std::string> parts = {kLong,
                                          "会议",
                                          "The council ",
                                          "THE COUNCIL ",
                                          "opens its library",
                                          "\u0301",
                                          "ﬁ",
                                          "，",
                                          " ",
                                          "1987",
                                          "Ｔｈｅ　",
                                          "é",
                                          "e",
                                          "。",
                                          "ﷺ",
                                          "№",
                                          "a b",
                                          "上",
                                          "会a"};
  const std::vector<Kind> kinds = {Kind::body, Kind::headline, Kind::caption, Kind::verse};
  std::size_t dropped = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> texts;
    std::string text;
    std::vector<Kind> of_lines;
    for (std::size_t i = 2 + random.below(10); i > 0; --i) {
      std::string line;
      if (!texts.empty() && random.one_in(3)) line = random.pick(texts);
      else
        for (std::size_t n = 1 + random.below(6); n > 0; --n) line += random.pick(parts);
      texts.push_back(line);
      if (random.one_in(4)) line += random.pick(parts);
      text += line + "\n";
      of_lines.push_back(random.pick(kinds));
    }
    repeats::Options options;
    options.min_letters = random.one_in(2) ? 30 : random.below(30);
    const flow::Document document = blocks(text, of_lines);
    CAPTURE(text);
    const flow::Document after = dedup(document, options);
    std::string out = after.text;
    if (!out.ends_with('\n')) out += "\n";
    REQUIRE(out == plain(document, options));
    if (!after.edits.empty()) {
      ++dropped;
      REQUIRE(repeats::Repeats(options).may_drop_lines(document));
    }
  }
  CHECK(dropped > 500);
}

TEST_CASE("lines that begin as others do but say something else are known to stay", "[repeats]") {
  const repeats::Repeats stage;
  const auto may = [&](const std::string& text) { return stage.may_drop_lines(blocks(text)); };
  CHECK_FALSE(may(""));
  CHECK_FALSE(may("甲。\n甲。\n"));
  CHECK_FALSE(may(kLong + "\n" + kLong + "甲。\n"));
  CHECK_FALSE(may("一二三四五六七\n甲。\n一二三四五六七\n"));
  CHECK(may("一二三四五六七\n一二三四五六七\n"));
  CHECK(may(kLong + "\n甲。\n" + kLong + "\n"));
}
