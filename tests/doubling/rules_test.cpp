#include "doubling/rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "doubling/doubling.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace runon;

namespace {

flow::Document undouble(std::string text, const flow::RuleSwitches& switches = {}) {
  flow::Document document = flow::Document::of("test", std::move(text));
  document.split_lines();
  flow::Scratch scratch;
  REQUIRE(doubling::Doubling({}, switches)(document, scratch));
  REQUIRE(flow::replay(document.base, document.edits) == document.text);
  return document;
}

struct Pair {
  std::string before;
  std::string after;
};

void check(const std::vector<Pair>& pairs) {
  for (const Pair& pair : pairs) {
    CAPTURE(pair.before);
    CHECK(undouble(pair.before).text == pair.after);
    CHECK(undouble(pair.after).edits.empty());
  }
}

void survive(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(undouble(text).text == text);
  }
}

}  // namespace

TEST_CASE("every rule's example comes out as its row says, by that rule, and stays", "[doubling]") {
  REQUIRE(doubling::table().size() == doubling::rules().size());
  for (const doubling::Row& row : doubling::table()) {
    CAPTURE(row.head.id);
    const flow::Document document = undouble(std::string(row.head.before));
    CHECK(document.text == row.head.after);
    REQUIRE(!document.edits.empty());
    CHECK(document.edits[0].rule == &row.head);
    CHECK(undouble(document.text).edits.empty());
    flow::RuleSwitches off;
    off.set(row.head.id, false);
    const flow::Document without = undouble(std::string(row.head.before), off);
    for (const flow::Edit& edit : without.edits) CHECK(edit.rule != &row.head);
  }
}

TEST_CASE("a line that is one text two to four times becomes that text", "[doubling]") {
  check({
      {"通渭县政协开展界别委员活动通渭县政协开展界别委员活动", "通渭县政协开展界别委员活动"},
      {"委员读书漫谈群委员读书漫谈群委员读书漫谈群", "委员读书漫谈群"},
      {"委员读书漫谈群委员读书漫谈群委员读书漫谈群委员读书漫谈群", "委员读书漫谈群"},
      {" 　强化作风建设 提高质量强化作风建设 提高质量 ", " 　强化作风建设 提高质量 "},
      {"协商民主深入人心。协商民主深入人心。", "协商民主深入人心。"},
      {"소상공인 지원 대책 발표소상공인 지원 대책 발표", "소상공인 지원 대책 발표"},
      {"مجلس المدينة الجديدمجلس المدينة الجديد", "مجلس المدينة الجديد"},
      {"Новый закон о библиотекахНовый закон о библиотеках", "Новый закон о библиотеках"},
      {"Council opens new library Council opens new library", "Council opens new library"},
  });
}

TEST_CASE("a space slipped into one copy does not hide the doubling, and goes", "[doubling]") {
  check({
      {"通渭县政协 开展界别委员活动通渭县政协开展界别委员活动", "通渭县政协开展界别委员活动"},
      {"通渭县政协开展界别委员活动 通渭县政协开展界别 委员活动", "通渭县政协开展界别委员活动"},
      {"Open Source MetricsOpen Sou rce Metrics", "Open Source Metrics"},
  });
}

TEST_CASE("what languages say twice by themselves stays", "[doubling]") {
  survive({
      "哈哈哈",
      "哈哈哈哈",
      "哈哈哈哈哈哈哈哈",
      "天天",
      "高高兴兴",
      "干干净净",
      "一天一天",
      "一天一天一天一天",
      "研究研究",
      "商量商量",
      "年复一年年复一年",
      "就这样日复一日日复一日地走下去，没有回头。",
      "他一步一个脚印一步一个脚印地走。",
      "平平安安高高兴兴地回家",
      "寻寻觅觅，冷冷清清，凄凄惨惨戚戚。",
      "恩恩怨怨 生生死死",
      "bye bye",
      "no no no",
      "no no no no",
      "New York New York",
      "Duran Duran",
      "Baden Baden",
      "bye bye baby baby",
      "couscous",
      "murmur",
      "beriberi",
      "ha ha ha ha",
      "very very good",
      "again and again and again and again",
      "ドキドキ",
      "わくわく",
      "どんどんどんどん",
      "人々",
      "빨리 빨리",
      "一个一个",
      "两只老虎，两只老虎，",
      "Frère Jacques, Frère Jacques,",
      "谢谢",
      "对对对对",
      "好的好的",
      "高高兴兴高高",
  });
}

TEST_CASE("numbers, rulers, tables and addresses stay", "[doubling]") {
  survive({
      "1111",
      "11223344",
      "88888888",
      "20242024",
      "0931-8888 8888",
      "123456123456",
      "......",
      "————",
      "…………",
      "------------",
      "* * * *",
      "=====",
      "是 是 否 否 是 是",
      "A A B B C C",
      "AABB",
      "AABBCC",
      "AABBCCDD",
      "0 0 1 1 0 0",
      "姓名 年龄 姓名 年龄",
      "Name Age Name Age",
      "优 优 良 良 中 中 差 差",
      "合计    合计",
      "中国银行\t中国银行",
      "http://a.example/abc/abc/abc",
      "deadbeefdeadbeef",
      "www.www.example",
      "aaaa",
      "00ff00ff",
  });
}

TEST_CASE("lists of arguments, types and enumerations stay", "[doubling]") {
  survive({
      "                 random_access_iterator_tag, random_access_iterator_tag,",
      "        'x-delete-window-property', 'x-delete-window-property',",
      "        'x-server-version', 'x-server-version', 'x-show-tip', 'x-show-tip',",
      "mem_bio.bio, self._ffi.NULL, self._ffi.NULL, self._ffi.NULL",
      "names > common_names > common_chars",
      "const typename std::iterator_traits<typename std::iterator_traits<",
      "License: GPL-2+ with Libtool exception and GPL-3+ with Libtool exception and GPL-3+",
      "Punctuation, Number.Integer, Punctuation, Number.Integer,",
  });
}

TEST_CASE("a line overprinted run by run is parted into its runs", "[doubling]") {
  check({
      {"我与人民政协同我与人民政协同行行", "我与人民政协同行"},
      {"协商协商民主在基层的实践民主在基层的实践", "协商民主在基层的实践"},
      {"委员工作站（甘州区委员工作站（甘州区））", "委员工作站（甘州区）"},
  });
  survive({"研究研究讨论讨论", "一步一步一点一点"});
}

TEST_CASE("letters doubled one by one are found by four different ones", "[doubling]") {
  check({
      {"字字节节跳跳动动", "字节跳动"},
      {"BBOOLLDD", "BOLD"},
      {"BBBOOOLLLDDD", "BOLD"},
      {"TTTTiiiittttlllleeee", "Title"},
      {"N Na am me e", "Name"},
      {"T Th he e C Ca at t", "The Cat"},
      {"TThhee CCaatt", "The Cat"},
      {"NNoottee: this is plain", "Note: this is plain"},
      {"see the WWAARRNNIINNGG", "see the WARNING"},
  });
}

TEST_CASE("words doubled one by one are found by three different ones", "[doubling]") {
  check({
      {"How How are are you you", "How are you"},
      {"The The The council council council opens opens opens", "The council opens"},
      {"How How are are you you doing today", "How are you doing today"},
      {"today we ask how how are are you you doing doing", "today we ask how are you doing"},
  });
}

TEST_CASE("a line that begins or ends with a doubled text keeps its rest", "[doubling]") {
  check({
      {"甘州区政协委员工作站甘州区政协委员工作站 2024年8月9日", "甘州区政协委员工作站 2024年8月9日"},
      {"记者 张三 甘州区政协委员工作站甘州区政协委员工作站", "记者 张三 甘州区政协委员工作站"},
      {"Open Source MetricsOpen Source MetricsOpen Source Metrics | 12", "Open Source Metrics | 12"},
  });
}

TEST_CASE("short doublings are believed beside sure ones, with their number of copies", "[doubling]") {
  survive({"明天明天", "昌昌昌昌", "怡怡良良", "牛车牛车水水"});
  const std::vector<std::string> titles = {"通渭县政协开展界别委员活动", "委员读书漫谈群",           "强化作风建设提高质量",
                                           "甘州区政协委员工作站",       "陇西县政协召开常委会会议", "协商民主在基层的实践"};
  std::string sure;
  std::string once;
  for (const std::string& title : titles) {
    sure += title + title + "\n正文。\n";
    once += title + "\n正文。\n";
  }
  check({
      {sure + "明天明天\n", once + "明天\n"},
      {sure + "昌昌昌昌\n", once + "昌昌\n"},
      {sure + "州政协州政协州政协州政协\n", once + "州政协州政协\n"},
      {sure + "怡怡良良\n", once + "怡良\n"},
      {sure + "牛车牛车水水\n", once + "牛车水\n"},
      {sure + "明天见\n明天见\n正文。\n", once + "明天见\n\n正文。\n"},
  });
  // Not in the middle of a text, nor beside doublings of another sort, nor beside few.
  survive({once + "他们说\n研究研究\n再说\n"});
  check({
      {sure + "他们说\n研究研究\n再说\n", once + "他们说\n研究研究\n再说\n"},
      {sure + "BBBOOOLLLDDD\nSSSTTTOOONNNEEE\n明天明天\n", once + "BOLD\nSTONE\n明天明天\n"},
      {titles[0] + titles[0] + "\n正文。\n明天明天\n", titles[0] + "\n正文。\n明天明天\n"},
  });
}

TEST_CASE("neighbouring equal lines become one, and say so", "[doubling]") {
  const flow::Document document = undouble("前文到此为止。\n通渭县政协开展活动\n\n通渭县政协 开展活动\n本报讯，昨日开展。\n");
  CHECK(document.text == "前文到此为止。\n通渭县政协开展活动\n\n\n本报讯，昨日开展。\n");
  REQUIRE(document.lines.size() == 5);
  CHECK(document.lines[3].mark == flow::Mark::repeat);
  CHECK(document.lines[3].dropped);
  CHECK(document.lines[3].begin == document.lines[3].end);
  CHECK(!document.lines[1].dropped);
  check({
      {"Before.\nCouncil opens library\nCouncil opens library\nCouncil opens library\nIt opened.\n",
       "Before.\nCouncil opens library\n\n\nIt opened.\n"},
      {"正文。\n强化作风建设强化\n强化作风建设强化\n质量\n质量\n正文。\n", "正文。\n强化作风建设强化\n\n质量\n\n正文。\n"},
  });
}

TEST_CASE("a headline set in lines and printed twice becomes one", "[doubling]") {
  check({{"正文到此。\n甘州区政协委员工作站开\n展协商活动\n甘州区政协委员工作站开\n展协商活动\n正文。\n",
          "正文到此。\n甘州区政协委员工作站开\n展协商活动\n\n\n正文。\n"}});
  survive({"中国银行\n工商银行\n中国银行\n工商银行\n正文。\n", "长亭外\n古道边\n长亭外\n古道边\n"});
}

TEST_CASE("copies that go may uncover others, eight rounds deep", "[doubling]") {
  const auto line = [](std::size_t i) {
    std::string text = "通渭县政协开展界别委员活动";
    text::append(text, static_cast<char32_t>(0x4E10 + i));
    return text + "\n";
  };
  // a a b a b c b c ...: each text shows that it stands there twice once the one before it does not any more.
  const auto chain = [&](std::size_t rounds) {
    std::string text = line(0) + line(0);
    for (std::size_t i = 1; i < rounds; ++i) text += line(i) + line(i - 1) + line(i);
    return text;
  };
  const auto left = [](const flow::Document& document) {
    return std::count_if(document.lines.begin(), document.lines.end(), [](const flow::Line& l) { return !l.dropped; });
  };
  for (std::size_t rounds = 1; rounds <= 8; ++rounds) {
    CAPTURE(rounds);
    CHECK(left(undouble(chain(rounds))) == static_cast<std::ptrdiff_t>(rounds));
  }
  // What a ninth would find stays: a longer chain would cost the square of its length.
  CHECK(left(undouble(chain(9))) == 9 + 2);
}

TEST_CASE("dialogue, refrains, cells, code and headings that a sentence takes up stay", "[doubling]") {
  survive({
      "“好。”\n“好。”\n他说。\n",
      "好。\n好。\n",
      "归去来兮\n归去来兮\n田园将芜胡不归\n",
      "让我们荡起双桨\n让我们荡起双桨\n小船儿推开波浪\n海面倒映着美丽的白塔\n四周环绕着绿树红墙\n",
      "两只老虎\n两只老虎\n跑得快\n跑得快\n一只没有耳朵\n一只没有尾巴\n真奇怪\n真奇怪\n",
      "合格\n合格\n合格\n不合格\n合格\n",
      "100\n100\n200\n",
      "    return 0;\n    return 0;\n}\n}\n",
      "x = compute(value)\nx = compute(value)\n",
      "License: BSD-3-clause\nLicense: BSD-3-clause\nIt is free.\n",
      "src/main/java/ConfigurationException.java\nsrc/main/java/ConfigurationException.java\n",
      "正文。\n沙漠浮龙属动物\n沙漠浮龙属动物\n（学名：某某）是一属。\n",
      "张三 男 汉族 甘肃人\t张三\n张三 男 汉族 甘肃人\t张三\n",
      "正文到此为止。\n通渭县政协开展活动\n\f通渭县政协开展活动\n正文。\n",
  });
}

TEST_CASE("a song is a text of which more than three quarters are short lines in pairs", "[doubling]") {
  const std::vector<std::string> titles = {"小船儿推开波浪", "海面倒映着白塔", "四周环绕着绿树",
                                           "迎面吹来了凉风", "水中的鱼儿望着", "悄悄地听我唱歌"};
  const auto page = [&](std::size_t pairs, std::size_t sentences, bool twice) {
    std::string text;
    for (std::size_t i = 0; i < std::max(pairs, sentences); ++i) {
      if (i < pairs) text += titles[i] + "\n" + (twice ? titles[i] : "") + "\n";
      if (i < sentences) text += "正文第" + std::to_string(i) + "段到此为止。\n";
    }
    return text;
  };
  CHECK(undouble(page(6, 3, true)).text == page(6, 3, true));
  CHECK(undouble(page(6, 4, true)).text == page(6, 4, false));
  // Three pairs are too few to be one.
  CHECK(undouble(page(4, 2, true)).text == page(4, 2, true));
  CHECK(undouble(page(3, 1, true)).text == page(3, 1, false));
}

TEST_CASE("a song between texts stays to its edges, however long it is", "[doubling]") {
  std::string text;
  for (std::size_t i = 0; i < 20; ++i) text += "正文第" + std::to_string(i) + "段到此为止，没有别的。\n";
  for (const std::size_t pairs : {20U, 40U, 200U}) {
    std::string song;
    for (std::size_t i = 0; i < pairs; ++i) {
      std::string line = "小船儿推开波浪";
      text::append(line, static_cast<char32_t>(0x4E10 + i));
      line += "迎面吹来了凉风";
      song += line.substr(0, 39) + "\n" + line.substr(0, 39) + "\n";
    }
    CAPTURE(pairs);
    CHECK(undouble(text + song + text).text == text + song + text);
  }
}
