#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/furniture_pages.h"
#include "support/random.h"

using namespace runon;
using support::drop;
using support::dropped;
using support::Pages;

namespace {

using Maker = std::function<std::string(std::size_t)>;

Maker always(std::string line) {
  return [line](std::size_t) { return line; };
}
Maker counted(std::string before, std::string after, std::size_t first = 1) {
  return [=](std::size_t page) { return before + std::to_string(page + first) + after; };
}

// Every line of heads and feet goes, and nothing else.
void all_goes(Pages pages) {
  std::vector<std::string> expected;
  for (std::size_t page = 0; page < pages.count; ++page)
    for (const std::string& part : {pages.head(page), pages.foot(page)})
      for (std::size_t at = 0; at < part.size();) {
        const std::size_t end = part.find('\n', at);
        if (end > at) expected.push_back(part.substr(at, end - at));
        at = end + 1;
      }
  REQUIRE(!expected.empty());
  for (const bool feeds : {false, true})
    for (const bool chinese : {false, true}) {
      pages.form_feeds = feeds;
      pages.chinese = chinese;
      CAPTURE(feeds, chinese, expected[0]);
      CHECK(dropped(support::set(pages)) == expected);
    }
}

Pages with(Maker head, Maker foot, std::size_t count = 4) {
  Pages pages;
  pages.count = count;
  pages.head = std::move(head);
  pages.foot = std::move(foot);
  return pages;
}

std::string around(const std::string& before, support::Random& random, const std::string& after) {
  std::string line = before;
  line.append(random.word("abcdefgh", 6)).append(after);
  return line;
}

const Maker kNone = always("");

}  // namespace

TEST_CASE("page numbers of every shape go, with and without form feeds", "[furniture]") {
  for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{{"", "\n"},
                                                                                      {"- ", " -\n"},
                                                                                      {"— ", " —\n"},
                                                                                      {"[", "]\n"},
                                                                                      {"第", "页\n"},
                                                                                      {"第 ", " 页 共 4 页\n"},
                                                                                      {"Page ", "\n"},
                                                                                      {"Page ", " of 4\n"},
                                                                                      {"", " / 4\n"},
                                                                                      {"Seite ", " von 4\n"},
                                                                                      {"Página ", "\n"},
                                                                                      {"Страница ", " из 4\n"},
                                                                                      {"", "ページ\n"},
                                                                                      {"", " 쪽\n"},
                                                                                      {"صفحة ", "\n"},
                                                                                      {"· ", " ·\n"},
                                                                                      {"p. ", "\n"}}) {
    CAPTURE(before, after);
    all_goes(with(kNone, counted(before, after)));
    all_goes(with(counted(before, after), kNone));
    all_goes(with(kNone, counted(before, after, 137)));
  }
}

TEST_CASE("Roman page numbers go", "[furniture]") {
  const std::vector<std::string> roman = {"iii\n", "iv\n", "v\n", "vi\n", "vii\n", "viii\n"};
  all_goes(with(
      kNone, [&](std::size_t page) { return roman[page]; }, 6));
}

TEST_CASE("a running head goes, alone or with a page number beside it or in it", "[furniture]") {
  all_goes(with(always("Selected Works\n"), kNone));
  all_goes(with(always("文集选读\n"), counted("", "\n")));
  all_goes(with(counted("Selected Works ", "\n"), kNone));
  all_goes(with(counted("", " Selected Works\n", 88), kNone));
  all_goes(with(counted("Selected Works\n\n", "\n\n"), kNone, 7));
}

TEST_CASE("heads of even and of odd pages go", "[furniture]") {
  all_goes(with([](std::size_t page) { return page % 2 == 0 ? "The Long Title of a Book\n" : "Chapter of the Book\n"; },
                counted("", "\n"), 9));
  all_goes(with(
      [](std::size_t page) {
        const std::string number = std::to_string(page + 12);
        return page % 2 == 0 ? number + " THE LONG TITLE\n" : "CHAPTER TWO OF IT " + number + "\n";
      },
      kNone, 9));
}

TEST_CASE("a newspaper's dated head goes although it has two pages only", "[furniture]") {
  all_goes(with(always("The Evening Record\nFriday, 9 August 2024\n"), kNone, 2));
  all_goes(with(always("Neue Rundschau Freitag, 9. August 2024\n"), kNone, 2));
  all_goes(with(always("夕刊新報\n2024年8月9日（金曜日）\n"), kNone, 2));
  all_goes(with(always("새벽신문 2024년 8월 9일 금요일\n"), kNone, 3));
  all_goes(with(always("Вечерний вестник\nПятница, 9 августа 2024 г.\n"), kNone, 3));
}

TEST_CASE("parts of a head that the extractor left apart go, where one of them is known", "[furniture]") {
  Pages pages;
  pages.count = 3;
  pages.head = always("2024年8月9日 星期五\n");
  const std::string text = support::set(pages);
  // "3 Yaowen" stands in the middle of each page's text.
  std::string mixed;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    mixed += text.substr(at, end - at);
    if (line == 9 || line == 34 || line == 53) mixed += "3要闻\n";
    at = end;
    ++line;
  }
  CHECK(dropped(mixed).size() == 6);
}

TEST_CASE("the first text line of a page is marked, with or without form feeds", "[furniture]") {
  for (const bool feeds : {false, true}) {
    Pages pages = with(always("Selected Works\n"), counted("\n", "\n"));
    pages.form_feeds = feeds;
    const flow::Document document = drop(support::set(pages));
    std::size_t breaks = 0;
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      const flow::Line& line = document.lines[i];
      if (!line.page_break || line.begin == line.end) continue;
      ++breaks;
      std::size_t before = i;
      while (before > 0 && !document.lines[before - 1].dropped) --before;
      CHECK(before == i);
    }
    CHECK(breaks == 3);
  }
}

TEST_CASE("chapter numbers and numbered headings stay: no sentence is cut by them", "[furniture]") {
  support::Random random(3);
  for (const std::string head :
       {"#\n", "Chapter #\n", "第#章\n", "# A title of its own\n", "Figure #\n", "Step #\n", "[Verse #]\n"}) {
    std::string text;
    for (int chapter = 1; chapter <= 6; ++chapter) {
      text.append(head.substr(0, head.find('#'))).append(std::to_string(chapter)).append(head.substr(head.find('#') + 1));
      const std::size_t lines = random.between(20, 32);
      for (std::size_t i = 0; i < lines; ++i)
        text.append(around("Words stand here in a line of some length to the ", random, i + 1 == lines ? ".\n" : "\n"));
    }
    CAPTURE(head);
    CHECK(dropped(text).empty());
  }
}

TEST_CASE("headlines, refrains, speakers and code that come back stay", "[furniture]") {
  std::string headlines;
  std::string refrain;
  std::string code;
  support::Random random(5);
  for (int part = 0; part < 5; ++part) {
    headlines.append("In brief\n");
    for (int i = 0; i < 15; ++i)
      headlines.append(around("A line of the news in ", random, i == 14 ? " and more of it.\n" : " and more words of it\n"));
    for (int i = 0; i < 14; ++i) refrain.append(around("A verse of ", random, i % 4 == 3 ? ".\n" : ",\n"));
    refrain.append("O come again, my love.\n");
    code.append(around("int ", random, "() {\n"));
    for (int i = 0; i < 13; ++i) code.append(around("  call(", random, ");\n"));
    code.append("  return 0;\n}\n");
  }
  CHECK(dropped(headlines).empty());
  CHECK(dropped(refrain).empty());
  CHECK(dropped(code).empty());
}

TEST_CASE("passages that are repeated inside a text stay, line by line", "[furniture]") {
  const std::string passage =
      "In no event shall the author be liable for any special or\nindirect damages whatsoever resulting from loss of use or\n"
      "profits, whether in an action of contract or negligence or\nother action, arising out of the use of this thing.\n";
  support::Random random(11);
  std::string text;
  for (int part = 0; part < 6; ++part) {
    for (std::size_t i = 0, lines = random.between(18, 22); i < lines; ++i)
      text.append(around("Words stand here in a line of some length to the ", random, "\n"));
    text.append(passage);
  }
  CHECK(dropped(text).empty());
}

TEST_CASE("numbers in tables, lists, years and diaries stay", "[furniture]") {
  std::string years;
  std::string diary;
  std::string list;
  std::string table;
  support::Random random(9);
  for (int i = 1; i <= 12; ++i) {
    years.append(std::to_string(1990 + i)).append("\n");
    diary.append("8月").append(std::to_string(i)).append("日\n");
    list.append(std::to_string(i)).append(around(".\nAn item of the list about ", random, ".\n"));
    table.append(std::to_string(i)).append(around("\n", random, "\n")).append(std::to_string(100 * i)).append("\n");
    for (int line = 0; line < 14; ++line) {
      years.append(around("In this year there was ", random, " again.\n"));
      diary.append(around("今天又下了一天的雨，风也很大", random, "。\n"));
    }
  }
  CHECK(dropped(years).empty());
  CHECK(dropped(diary).empty());
  CHECK(dropped(list).empty());
  CHECK(dropped(table).empty());
}

TEST_CASE("furniture takes linear time", "[furniture]") {
  const auto seconds = [](std::size_t pages) {
    Pages all = with(always("Selected Works\n"), counted("", "\n"), pages);
    const std::string text = support::set(all);
    const std::clock_t from = std::clock();  // of the processor: others may use the machine
    const flow::Document document = drop(text);
    CHECK(document.edits.size() == 2 * pages);
    return static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
  };
  const double small = seconds(200);
  CHECK(seconds(3200) < 16 * 6 * std::max(small, 0.002));
}
