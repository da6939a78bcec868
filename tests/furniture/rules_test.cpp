#include "furniture/rules.h"

#include <string>
#include <vector>

#include "furniture/furniture.h"
#include "support/catch.h"
#include "support/furniture_pages.h"

using namespace runon;
using support::drop;
using support::dropped;

TEST_CASE("every furniture rule's example comes out as its row says, by that rule, and stays", "[furniture]") {
  REQUIRE(furniture::table().size() == furniture::rules().size());
  for (const furniture::RuleRow& row : furniture::table()) {
    CAPTURE(row.head.id);
    if (row.head.id == "column-label") continue;  // takes a page; below
    REQUIRE(!row.head.before.empty());
    const flow::Document document = drop(std::string(row.head.before));
    CHECK(document.text == row.head.after);
    REQUIRE(!document.edits.empty());
    CHECK(document.edits[0].rule == &row.head);
    CHECK(drop(document.text).edits.empty());
    flow::RuleSwitches off;
    off.set(row.head.id, false);
    const flow::Document without = drop(std::string(row.head.before), {}, off);
    for (const flow::Edit& edit : without.edits) CHECK(edit.rule != &row.head);
  }
}

TEST_CASE("keep marks the lines that drop takes away, and changes no text", "[furniture]") {
  const std::string text = "甲乙丙丁戊己庚辛\n（接一版）\n子丑寅卯辰巳午未\n";
  furniture::Options keep;
  keep.fate = furniture::Fate::keep;
  const flow::Document kept = drop(text, keep);
  CHECK(kept.text == text);
  CHECK(kept.edits.empty());
  CHECK(kept.lines[1].mark == flow::Mark::jump);
  CHECK(!kept.lines[1].dropped);
  const flow::Document gone = drop(text);
  CHECK(gone.text == "甲乙丙丁戊己庚辛\n\n子丑寅卯辰巳午未\n");
  CHECK(gone.lines[1].mark == flow::Mark::jump);
  CHECK(gone.lines[1].dropped);
  CHECK(flow::replay(gone.base, gone.edits) == gone.text);
}

TEST_CASE("a line that only says where a text goes on is a jump line in every language", "[furniture]") {
  for (const std::string line : {"（接一版）",
                                 "(接一版)",
                                 "（下转第三版）",
                                 "（上接A1版）",
                                 "（紧接一版）",
                                 "（下轉第4版）",
                                 "下转第三版",
                                 "（上接第 1 版）",
                                 "（1面から続く）",
                                 "（３面に続く）",
                                 "▶1면에서 계속",
                                 "(3면에 계속)",
                                 "(continued on page 3)",
                                 "Continued from page 1",
                                 "CONTINUED ON PAGE A4",
                                 "Continued from A1",
                                 "(Fortsetzung auf Seite 3)",
                                 "Fortsetzung von Seite 1",
                                 "Suite de la page 1",
                                 "(Viene de la página 1)",
                                 "(Pasa a la página 12)",
                                 "(Continúa en la pág. 4)",
                                 "(Окончание на стр. 3)",
                                 "Продолжение на с. 5",
                                 "(Начало на стр. 1)",
                                 "(تتمة ص 3)",
                                 "▶ See page 4"}) {
    CAPTURE(line);
    CHECK(dropped("Some text stands here.\n" + line + "\nMore text stands here.\n") == std::vector<std::string>{line});
  }
}

TEST_CASE("what only resembles a jump line stays", "[furniture]") {
  for (const std::string line : {"（接一版）同时，通过微信群将新理论",
                                 "continued on page 3",
                                 "see page 3",
                                 "(see page 3)",
                                 "（续二）",
                                 "见面",
                                 "接待日",
                                 "第三版",
                                 "continued",
                                 "To be continued",
                                 "Fortsetzung folgt",
                                 "from page to page",
                                 "Page 3",
                                 "3",
                                 "（一）",
                                 "The story continues on page three of a long book",
                                 "下转",
                                 "Suite 12",
                                 "(Suite)",
                                 "From 3 to 4",
                                 "上接天线下接地气",
                                 "계속",
                                 "面接"}) {
    CAPTURE(line);
    CHECK(dropped("Some text stands here.\n" + line + "\nMore text stands here.\n").empty());
  }
}

TEST_CASE("a masthead of one page is known by its fields", "[furniture]") {
  CHECK(dropped(
            "\n2综合 2024年8月9日 星期五 责任编辑：楼励 联系电话：0931—8926232 e—mail:mzxsb02@163.com\n\n嘉峪关市政协召开会议\n")
            .size() == 1);
  CHECK(dropped("A4綜合\n2024年8月9日 星期五\n責任編輯：某某某\n電話：02-2345-6789\n本報訊\n").size() == 4);
  CHECK(dropped("3要闻 2024年8月9日 星期五\n会议召开\n").size() == 1);
  // A weekday has a line of its own, without a number.
  CHECK(dropped("A4综合\nFriday\n会议召开\n") == std::vector<std::string>{"A4综合", "Friday"});
  CHECK(dropped("老港晚報\n二〇二四年三月十五日　星期五\nA5\n地方新聞\n百年燈塔變身海洋教室\n").size() == 4);
}

TEST_CASE("a number of a page needs no other where dashes or the number of all pages say what it is", "[furniture]") {
  const std::string body = "市政协召开会议，传达学习有关精神。\n会议强调要加强调查研究。\n代表参加。\n";
  for (const std::string line : {"— 12 —", "- 27 -", "－ 3 －", "· 12 ·", "第3页", "第 3 页 共 9 页", "Page 3 of 9", "3 / 9"}) {
    CAPTURE(line);
    CHECK(dropped(body + line + "\n") == std::vector<std::string>{line});
    CHECK(dropped(line + "\n" + body) == std::vector<std::string>{line});
    CHECK(dropped(body + line + "\n" + body).empty());
  }
  for (const std::string line : {"12", "xii", "(3)", "3.", "2024", "- 一 -"}) {
    CAPTURE(line);
    CHECK(dropped(body + line + "\n").empty());
  }
}

TEST_CASE("a date, a byline or a label alone on top is no masthead", "[furniture]") {
  for (const std::string text :
       {"2024年8月9日 星期五\n今天下了一天的雨。\n", "Friday, 9 August 2024\nDear Anna,\n",
        "Montag, den 5. August 2024\nHeute schien die Sonne.\n", "编辑：某某\n正文从这里开始。\n",
        "2024年8月9日，星期五，市政协召开会议。\n", "3人小组\n正文从这里开始。\n", "Tel.: 555-1234\nCall us.\n"}) {
    CAPTURE(text);
    CHECK(dropped(text).empty());
  }
}

TEST_CASE("a text of nothing but what could be a masthead keeps it", "[furniture]") {
  for (const char* text : {"电话：0571-87654321 传真：0571-87654322\n", "第3版 要闻 2024年5月8日 星期三\n",
                           "责任编辑：李明 电话：8812345\n", "2024年5月8日 星期三\n第3版\n责任编辑：李明\n"}) {
    INFO(text);
    CHECK(dropped(text).empty());
    CHECK_FALSE(dropped(std::string(text) + "守塔人每天傍晚上山，把灯点亮。\n").empty());
  }
}

TEST_CASE("a masthead stands at the foot as well, and papers write theirs in many ways", "[furniture]") {
  const std::string body = "市政协召开会议，传达学习有关精神。\n会议强调要加强调查研究。\n";
  for (const std::string line : {
           "2024年8月9日 星期五 第3版 要闻",
           "要闻 A4 2024年8月9日 星期五",
           "A4 时事要闻 新民晚报 2022年11月3日/星期四 编辑/陈洁 视觉/黄娟",
           "河西日报 2024年8月9日 星期五 责任编辑：某某",
           "2024.8.9 星期五 要闻 02 河西日报",
           "第04版：要闻 2024-08-09 星期五",
           "03版 综合新闻 2024年8月9日 星期五 责编：某某 美编：某某",
           "二〇二四年八月九日 星期五 第三版 副刊",
           "民聲日報 2024年8月9日 星期五 A4 要聞",
           "2024年8月9日 金曜日 3面",
           "令和６年３月１５日（金曜日）　東　海　新　聞　（３）",
           "中華民國一一三年八月九日 星期五 民聲日報 A4",
           "The Daily Gazette Friday, August 9, 2024 A3",
           "Page 3 The Daily Gazette Friday, 9 August 2024",
           "Freitag, 9. August 2024 Der Bote Seite 3",
           "责任编辑 陈某 版式设计 赵某 校对 孙某某",
           "责任编辑：陈某 版式设计：赵某 校对：孙某某",
       }) {
    CAPTURE(line);
    CHECK(dropped(line + "\n" + body) == std::vector<std::string>{line});
    CHECK(dropped(body + line + "\n") == std::vector<std::string>{line});
    CHECK(dropped(body + line) == std::vector<std::string>{line});
  }
}

TEST_CASE("what ends a notice, a letter or a quoted article is no masthead", "[furniture]") {
  const std::string body = "各委员：\n兹定于本周五召开座谈会，请准时出席。\n";
  for (const std::string line : {
           "联系电话：0931-1234567 2024年8月9日",
           "2024年8月9日 星期五",
           "市政协办公室 2024年8月9日 星期五",
           "（人民日报 2024年8月9日 第4版）",
           "人民日报 2024年8月9日 第4版",
           "《人民日报》2024年8月9日",
           "时间：2024年8月9日 星期五 地点：三楼会议室",
           "Friday, August 9, 2024",
           "London, Friday, August 9, 2024",
           "Friday, August 9, 2024, Room 3",
           "Friday, August 9, 2024 (3) and more",
           "令和６年３月１５日",
           "编辑：某某 2024年8月9日",
           "2要闻",
           "要闻 A4",
       }) {
    CAPTURE(line);
    CHECK(dropped(body + line + "\n").empty());
  }
}

TEST_CASE("a folio on the edge of a newspaper's page goes", "[furniture]") {
  const std::string jump = "（接一版）\n会议召开。\n代表参加。\n";
  for (const std::string line : {"2要闻", "2 要闻", "要闻 A4", "第3版 综合新闻", "04版：副刊", "副刊 第4版"}) {
    CAPTURE(line);
    CHECK(dropped(line + "\n" + jump) == std::vector<std::string>{line, "（接一版）"});
    CHECK(dropped(jump + line + "\n") == std::vector<std::string>{"（接一版）", line});
    CHECK(dropped("会议召开。\n" + line + "\n代表参加。\n（接一版）\n代表参加。\n").size() == 1);
    CHECK(dropped(line + "\n会议召开。\n代表参加。\n").empty());
  }
  for (const std::string line : {"2024年", "第3条 会议", "3月要闻", "100多位委员参加", "要闻 2024"}) {
    CAPTURE(line);
    CHECK(dropped(jump + line + "\n").size() == 1);
  }
}

TEST_CASE("a column label behind a newspaper page's articles goes", "[furniture]") {
  support::Pages pages;
  pages.count = 1;
  pages.lines = 180;
  pages.chinese = true;
  const std::string text = support::set(pages);
  CHECK(dropped("（接一版）\n" + text + "\n政协常委会会议\n\n") == std::vector<std::string>{"（接一版）", "政协常委会会议"});
  CHECK(dropped("（接一版）" + text + "调研视察\n") == std::vector<std::string>{"调研视察"});
  // A letter's signature, a headline, a line of verse, a sentence.
  CHECK(dropped(text + "\n调研视察\n").empty());
  CHECK(dropped("（接一版）\n" + text + "加强调查研究 服务科学决策\n").size() == 1);
  CHECK(dropped("（接一版）\n" + text + "会议圆满结束。\n").size() == 1);
  CHECK(dropped("（接一版）\n山水日月\n调研视察\n").size() == 1);
}
