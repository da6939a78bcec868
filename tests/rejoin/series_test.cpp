#include "rejoin/series.h"

#include <string>
#include <vector>

#include "rejoin/constraints.h"
#include "support/catch.h"
#include "support/lines.h"

namespace {

using namespace runon;

// Of each line of a text: does it begin with a number of a series.
std::vector<bool> counted(const std::string& text) {
  const support::Lines lines(text);
  std::vector<bool> out;
  for (const rejoin::LineFacts& f : lines.facts) out.push_back(f.counted);
  return out;
}

}  // namespace

TEST_CASE("numbers that count on are a series, whatever script they are set in", "[rejoin]") {
  const std::vector<bool> whole = {true, false, true, false, true};
  const std::vector<std::string> texts = {
      "（一）第一项的内容写到这里\n还要接着写\n（二）第二项的内容写到这里\n还要接着写\n（三）第三项",
      "第九条 内容写到这里\n还要接着写\n第十条 内容写到这里\n还要接着写\n第十一条 内容",
      "- （一）内容写到这里；\n还要\n- （二）内容写到这里；\n还要\n- （三）内容",
      "①甲的内容\n接着\n②乙的内容\n接着\n③丙的内容",
      "一、内容写到这里\n还要接着写\n二、内容写到这里\n还要接着写\n三、内容",
      "２９．内容写到这里\n还要接着写\n３０．内容写到这里\n还要接着写\n３１．内容",
      "제1조 내용\n계속\n제2조 내용\n계속\n제3조 내용",
      "1. first, and it\ngoes on\n2. second, and it\ngoes on\n3. third",
      "a) first, and it\ngoes on\nb) second, and it\ngoes on\nc) third",
      "Article 9 Whoever\ngoes on\nArticle 10 Whoever\ngoes on\nArticle 11 Whoever",
      "A．凛冽 镌刻\n接着\nB．翘首 溃退\n接着\nC．悄然 畸形",
      "A. one lamp\nand oil\nB. two lamps\nand oil\nC. no lamp",
      "2004: a major\nquake\n2005: another\nquake\n2010: the last",
      "1.\nfirst, and it goes on\n2.\nsecond, and it goes on\n3.",
      "١. الأول\nيستمر\n٢. الثاني\nيستمر\n٣. الثالث",
  };
  for (const std::string& text : texts) {
    INFO(text);
    CHECK(counted(text) == whole);
  }
}

TEST_CASE("two plain numbers are a series behind sentences only", "[rejoin]") {
  CHECK(counted("Many came on June\n5. They had seen it again on June\n6. Nobody else came") == std::vector<bool>(3));
  CHECK(counted("written by Anna\nB. Keeper and his friend\nC. Miller") == std::vector<bool>(3));
  CHECK(counted("Two things are meant.\n1. The first one is this.\n2. The second one") == std::vector{false, true, true});
}

TEST_CASE("numbers that do not count on are no series", "[rejoin]") {
  const std::vector<std::string> texts = {
      "（三）内容写到这里\n还要接着写\n（三）内容写到这里",         // the same again
      "（三）内容写到这里\n还要接着写\n（二）内容写到这里",         // backwards
      "（三）内容写到这里\n还要接着写\n(四)内容写到这里",           // set otherwise
      "第三章 总则\n还要接着写\n第四条 内容",                       // of another kind
      "10:30 came\nand went\n11:30 came\nand went\n12:30 came",     // hours
      "3.5 percent\nand more\n4.5 percent\nand more\n5.5 percent",  // fractions
      "一九四九年\n二〇〇〇年\n二〇〇一年",
  };
  for (const std::string& text : texts) {
    INFO(text);
    const std::vector<bool> got = counted(text);
    CHECK(got == std::vector<bool>(got.size()));
  }
}

TEST_CASE("a series reaches over two hundred lines and no further", "[rejoin]") {
  std::string text = "第一条 内容\n";
  for (int i = 0; i < 199; ++i) text += "还要接着写\n";
  CHECK(counted(text + "第二条 内容\n").back());
  CHECK_FALSE(counted(text + "还要接着写\n第二条 内容\n").back());
}

TEST_CASE("a break must stand in front of a line of a series", "[rejoin]") {
  const support::Lines lines("（一）内容写到这里\n还要\n（二）内容");
  CHECK(rejoin::constraint(lines.document, lines.facts[0], lines.facts[1]) == rejoin::Constraint::none);
  CHECK(rejoin::constraint(lines.document, lines.facts[1], lines.facts[2]) == rejoin::Constraint::brk);
}

TEST_CASE("a number that came alone goes on with its item", "[rejoin]") {
  const support::Lines page("1.\nThe lamp is lit.\n2.\n3.\nThe oil is bought, four cans on\n4.\n");
  const auto constraint = [&](std::size_t i) { return rejoin::constraint(page.document, page.facts[i], page.facts[i + 1]); };
  CHECK(constraint(0) == rejoin::Constraint::join_in_text);
  CHECK(constraint(1) == rejoin::Constraint::brk);
  CHECK(constraint(2) == rejoin::Constraint::brk);  // before the next number
  CHECK(constraint(3) == rejoin::Constraint::join_in_text);
  // One that no other counts on from is the end of a sentence as well.
  const support::Lines end("The oil is bought in cans, and they are\n4.\nThe lamp is lit.\n");
  CHECK(rejoin::constraint(end.document, end.facts[1], end.facts[2]) == rejoin::Constraint::none);
}
