// Tables, programs and verse inside wrapped text: their line ends stay, and the paragraphs around are joined all the same.
#include "rejoin/apart.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rejoin/tables.h"
#include "rejoin/wrapped.h"
#include "support/catch.h"
#include "support/cleaned.h"
#include "support/lines.h"
#include "support/random.h"

namespace {

using namespace runon;
using Rows = std::vector<std::string>;

std::string trimmed(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string::npos ? "" : line.substr(first, line.find_last_not_of(' ') + 1 - first);
}

std::string clause(support::Random& random) {
  static const Rows kWords = {"the",     "keeper", "of",   "one",    "light", "harbour", "climbs", "every",
                              "evening", "stairs", "with", "burned", "sea",   "into",    "ships",  "have",
                              "seen",    "from",   "lamp", "narrow", "oil",   "and"};
  std::string out;
  for (std::size_t n = 8 + random.below(14); n > 0; --n) out += (out.empty() ? "" : " ") + kWords[random.below(kWords.size())];
  return out;
}

// One paragraph, of one sentence, and the same in lines of 66 letters at most.
std::pair<std::string, Rows> prose(support::Random& random) {
  std::string text;
  for (std::size_t n = 3 + random.below(4); n > 0; --n) text += (text.empty() ? "" : ", ") + clause(random);
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  text += '.';
  Rows lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(at + 66, text.size());
    if (end < text.size()) end = text.rfind(' ', end);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return {text, lines};
}

// Rows of a table with columns as wide as their widest field, and two spaces or more between.
Rows table(support::Random& random) {
  const std::size_t columns = 3 + random.below(3);
  const std::size_t rows = 3 + random.below(6);
  std::vector<Rows> fields(rows);
  std::vector<std::size_t> widths(columns);
  for (Rows& row : fields)
    for (std::size_t c = 0; c < columns; ++c) {
      row.push_back(c % 2 == 0 ? std::string("keeper lamp oil").substr(0, 3 + random.below(12))
                               : std::to_string(random.below(9999)));
      row.back() = trimmed(row.back());
      widths[c] = std::max(widths[c], row.back().size());
    }
  const std::size_t gap = 3 + random.below(4);
  Rows out;
  for (const Rows& row : fields) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string pad(widths[c] - row[c].size(), ' ');
      const bool right = c % 2 == 1;
      line += (c == 0 ? "" : std::string(gap, ' ')) + (right ? pad + row[c] : row[c] + pad);
    }
    out.push_back(trimmed(line));
  }
  return out;
}

const std::vector<Rows> kPassages = {
    {"    int main(int argc, char **argv) {", "        struct settings s;", "        load_settings(&s, argv[1]);",
     "        printf(\"%s:%d\\n\", s.host, s.port);", "        return 0;", "    }"},
    {"def add(numbers):", "    total = 0", "    for n in numbers:", "        total += n", "    return total"},
    {"server {", "    listen 80;", "    root /var/www;", "}"},
    {"{", "  \"name\": \"keeper\",", "  \"lit\": true,", "  \"port\": 8080", "}"},
    {"    $ ./print-settings ~/.installer", "    localhost:8080", "    $ echo $?", "    0"},
    {"    The keeper climbs the winding stair", "      and lights the lamp alone,", "    The gulls are wheeling in the air,",
     "      the tide is on the stone."},
    {"+--------+------+", "| keeper | lamp |", "+--------+------+", "| one    | lit  |", "+--------+------+"},
    {"\u250C\u2500\u2500\u2500\u2500\u252C\u2500\u2500\u2500\u2510", "\u2502lamp\u2502oil\u2502",
     "\u2514\u2500\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2518"},
    {"Of lamps and keepers", "===================="},
    {"* * *"},
    {"--"},
    {"From: Anna Keeper <anna@example.org>", "To: harbour-list@example.org", "Date: Fri, 15 Mar 2024 10:02:11 +0100",
     "Subject: Oil"},
    {"Name: Anna", "Work: keeper of the lamp"},
    {"change 99a2cf1aa0b58391078d5d3edf0a7dab18c7745d of the harbour", "Author: Anna Keeper of the lamp and of the stairs",
     "Date: Fri, 15 Mar 2024 10:02:11 +0100"},
    {"> Could we not use the oil from the mill? They have more of it", "> than they can sell, and it burns well", ">", "> Tom"},
    {"# Where the lamp stands, and how far its light is seen by those", "# who come from the sea", "# lamp = 1"},
    {"Harbour Office of the County of Riverton", "12 Quay Street", "PO Box 7", "Riverton"},
    {"* The glass is cleaned every night.", "* Oil is bought from the mill."},
    {"- the wick can be changed without putting out the lamp", "- a smaller can for the oil"},
    {"The lamp 3", "The stairs 7", "Of oil and of those who sell it 12"},
    {"Keepers:", "Anna Keeper", "Tom Miller", "Jane Roe", "John Doe"},
    {"00:00:01.000 --> 00:00:04.000", "So what of the lamp?"},
    {"lamp-oil        the oil of the lamp", "lamp-wick       what burns"},
    {"\uFF0A\uFF0A\uFF0A\uFF0A"},
};

Rows rows_of(const std::string& text) {
  Rows out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

TEST_CASE("tables and programs and frames and verse in wrapped text keep their lines and the paragraphs are joined", "[rejoin]") {
  support::Random random(11);
  std::size_t paragraphs = 0;
  std::size_t whole = 0;
  for (int round = 0; round < 150; ++round) {
    std::string text;
    Rows joined;
    Rows rows;
    const auto add = [&](const Rows& lines) {
      for (const std::string& line : lines) text += line + "\n";
      text += "\n";
    };
    for (std::size_t p = 4 + random.below(4); p > 0; --p) {
      const auto [paragraph_text, wrapped] = prose(random);
      add(wrapped);
      joined.push_back(paragraph_text);
      if (random.below(2) == 0) continue;
      const Rows passage = random.below(3) == 0 ? table(random) : kPassages[random.below(kPassages.size())];
      // What stands there already is a repeat.
      if (std::find(rows.begin(), rows.end(), trimmed(passage[0])) != rows.end()) continue;
      add(passage);
      for (const std::string& row : passage) rows.push_back(trimmed(row));
    }
    CAPTURE(round, text);
    const flow::Document document = support::cleaned_document(text);
    const Rows lines = rows_of(document.text);
    Rows others;
    for (const std::string& line : lines) {
      if (std::find(joined.begin(), joined.end(), line) != joined.end()) ++whole;
      else if (std::find(rows.begin(), rows.end(), line) != rows.end()) others.push_back(line);
    }
    REQUIRE(others == rows);
    paragraphs += joined.size();
  }
  // A paragraph whose last line fills the column may be joined with the next one.
  CHECK(whole * 100 >= paragraphs * 98);
}

TEST_CASE("justified lines whose spaces stand below each other by chance are no table", "[rejoin]") {
  const support::Lines page(
      "The  keeper  of the light climbs every  evening\n"
      "the  narrow  stairs with a can of oil, and from\n"
      "the  harbour nobody has seen him come  down  or\n"
      "heard  what he sings there to the ships  on the\n"
      "sea,  which  have  no keeper and no light.\n");
  std::vector<bool> apart = rejoin::find_tables(page.document, page.facts).breaks;
  rejoin::set_apart(page.document, page.facts, rejoin::Edges(page.facts), apart);
  CHECK(std::none_of(apart.begin(), apart.end(), [](bool is) { return is; }));
}

TEST_CASE("a quotation set in from the margin fills a column of its own", "[rejoin]") {
  const std::string wide = "The keeper of the light climbs every evening the narrow stairs with\n";
  const support::Lines page(wide + wide + wide + wide +
                            "\n        nobody has seen him come down\n        or heard what he sings to the\n"
                            "        ships on the sea, which have\n        no keeper and no light\n\n" +
                            wide + wide);
  std::vector<bool> apart = rejoin::find_tables(page.document, page.facts).breaks;
  rejoin::set_apart(page.document, page.facts, rejoin::Edges(page.facts), apart);
  // It ends behind its short last line.
  CHECK(std::count(apart.begin(), apart.end(), true) == 1);
  CHECK(apart[7]);
}

TEST_CASE("signs in running text make no program of it", "[rejoin]") {
  const support::Lines page(
      "As we said in [3], for x = 1 and y = 2 the value of f(x, y) is less\n"
      "than that of g(x), and since h = f - g holds for all x, we have that\n"
      "f(x) = g(x) + h(x), which proves the claim for any n > 1 (see [4]).\n"
      "The others follow from it in the same way, as one sees when x = y.\n");
  std::vector<bool> apart = rejoin::find_tables(page.document, page.facts).breaks;
  rejoin::set_apart(page.document, page.facts, rejoin::Edges(page.facts), apart);
  CHECK(std::none_of(apart.begin(), apart.end(), [](bool is) { return is; }));
}

TEST_CASE("text about programs is joined, and the programs in it keep their lines where nothing parts them from it", "[rejoin]") {
  const std::vector<Rows> programs = {
      {"PATH=/usr/local/lamp/bin/i386-linux:$PATH; export PATH", "setenv MANPATH /usr/local/lamp/man:$MANPATH"},
      {"\\begin{lamp}[height=3cm]", "\\wick{oil}{/usr/share/wick}", "\\end{lamp}"},
      {"int light(struct lamp *lamp) {", "if (!lamp->oil) return -1;", "return burn(&lamp->oil, 0);", "}"},
      {"$ lamp --oil=/var/oil --wick=[2:7]", "$ cat /etc/lamp.conf | grep -v '#'"},
      {"# mount -t oil /dev/lamp2 /mnt/lamp", "# umount /mnt/lamp"},
  };
  support::Random random(23);
  std::size_t paragraphs = 0;
  std::size_t whole = 0;
  std::size_t lines = 0;
  std::size_t kept = 0;
  for (int round = 0; round < 60; ++round) {
    std::string text;
    Rows joined;
    Rows rows;
    for (std::size_t p = 0; p < 12; ++p) {
      const auto [paragraph_text, wrapped] = prose(random);
      for (const std::string& line : wrapped) text += line + "\n";
      joined.push_back(paragraph_text);
      const Rows& program = programs[(static_cast<std::size_t>(round) + p) % programs.size()];
      if (p >= programs.size()) continue;  // what stands there already is a repeat
      for (const std::string& line : program) text += line + "\n";
      rows.insert(rows.end(), program.begin(), program.end());
    }
    for (const std::string& line : rows_of(support::cleaned_document(text).text)) {
      if (std::find(joined.begin(), joined.end(), line) != joined.end()) ++whole;
      else if (std::find(rows.begin(), rows.end(), line) != rows.end()) ++kept;
    }
    paragraphs += joined.size();
    lines += rows.size();
  }
  // A paragraph whose last line fills the column may be joined with what follows.
  CHECK(whole * 100 >= paragraphs * 85);
  CHECK(kept * 100 >= lines * 97);
}

TEST_CASE("what a text is made of is told by its signs, its remarks and whether a column cut its sentences", "[rejoin]") {
  const auto matter = [](const std::string& text) {
    const support::Lines page(text);
    return rejoin::matter_of(page.document, page.facts, rejoin::find_tables(page.document, page.facts));
  };
  const std::string program =
      "if (!lamp->oil) return -1;\nburn(&lamp->oil, 0);\n/usr/share/wick[2]={oil}/[3]=<wick>/{lamp}\n/var/oil/[wick]=[lamp]\n";
  support::Random random(31);
  for (int round = 0; round < 20; ++round) {
    std::string plain;
    std::string mixed;
    std::string remarks;
    std::string some;
    for (int p = 0; p < 3; ++p) {
      for (const std::string& line : prose(random).second) {
        plain += line + "\n";
        mixed += line + "\n";
        remarks += "# " + line + "\n";
      }
      mixed += program + program;
      remarks += program + program;
    }
    for (int p = 0; p < 4; ++p) some += plain;
    CAPTURE(round, mixed);
    CHECK(matter(plain) == rejoin::Matter::text);
    CHECK(matter(some + program + program) == rejoin::Matter::mixed);
    CHECK(matter(mixed) == rejoin::Matter::mixed);
    CHECK(matter(remarks) == rejoin::Matter::verbatim);
    CHECK(matter(program + program) == rejoin::Matter::verbatim);
    CHECK(matter(mixed.substr(mixed.find("if (")) + program + program + program + program) == rejoin::Matter::verbatim);
  }
}

TEST_CASE("Chinese text with more commands than paragraphs is text where a column cut its words", "[rejoin]") {
  const std::vector<Rows> paragraphs = {
      {"灯塔的守护人每天晚上都要提着一桶灯油走上那道狭窄的楼梯，海港里的人从来没有看见他下", "来过，也没有人听见他唱歌。"},
      {"码头上的渡轮每隔一个小时开往对岸，船上的人大多是去赶集的农民，他们带着新鲜的蔬菜和水", "果，还有自己做的竹器。"},
      {"老街两边的店铺多数已经关门，只有街口的那家茶馆还在营业，老板说他要一直开到没有客", "人的那一天为止。"},
      {"孩子们放学以后喜欢到河边的石阶上做功课，太阳落山以前他们就收拾书包回家，谁也不愿意走夜", "路经过那座旧桥。"},
      {"春天来的时候山上的野花开得到处都是，城里的人坐着火车来看花，车站旁边的小旅馆每年只在春夏两个季", "节才住得满。"},
      {"图书馆的管理员记得每一本书放在什么地方，他说这些书他都读过，只是有的读到一半就被别", "人借走了再也没有还回来。"},
      {"夏天的夜晚大家都坐在门口乘凉，老人给孩子们讲过去的故事，讲那些从海上回来的人怎样开始新的生", "活。"},
      {"渡口的管理处决定从下个月开始延长渡轮的时间，方便晚上下班的工人回家，他们对这个决定表示欢", "迎。"},
      {"学校的老师带着学生参观了新建的博物馆，里面陈列着当地渔民使用过的工具，还有许多珍贵的照", "片。"},
  };
  const std::string commands =
      "# lamp --oil=/var/oil --wick=[2:7]\n$ cat /etc/lamp.conf | grep -v oil\n/var/lamp/{oil,wick}/[2]\n{oil: 3, wick: [4, "
      "5]}\n";
  std::string text;
  std::string remarks;
  for (const Rows& paragraph : paragraphs) {
    for (const std::string& line : paragraph) text += line + "\n";
    for (const std::string& line : paragraph) remarks += "# " + line + "\n";
    text += commands;
    remarks += commands;
  }
  const std::string cleaned = "\n" + support::cleaned_document(text).text;
  std::size_t whole = 0;
  for (const Rows& paragraph : paragraphs)
    if (cleaned.find("\n" + paragraph[0] + paragraph[1] + "\n") != std::string::npos) ++whole;
  CHECK(whole == paragraphs.size());
  CHECK(support::cleaned_document(remarks).text == remarks);
}

TEST_CASE("a program with remarks in it stays as it is", "[rejoin]") {
  support::Random random(29);
  for (int round = 0; round < 60; ++round) {
    const bool hashes = random.below(2) == 0;
    std::string text;
    for (std::size_t p = 4 + random.below(4); p > 0; --p) {
      for (const std::string& line : prose(random).second) text += (hashes ? "# " : " * ") + line + "\n";
      for (const std::size_t n : {0U, 1U, 4U})
        for (const std::string& line : kPassages[n]) text += line + "\n";
    }
    CHECK(support::cleaned_document(text).text == text);
  }
}

TEST_CASE("verse, fields and a table keep their lines in a page with a blank line behind every line", "[rejoin]") {
  // The lines of each block.
  const std::vector<Rows> page = {
      {"本报讯（记者 陈晓）5月20日，由市文联主办", "的“春天诗会”在老码头剧场举行，来自全市的",
       "三十余位诗人登台朗诵，五百多名观众到场聆", "听。活动还设置了现场创作环节，受到青年作", "者欢迎。"},
      {"港湾的灯"},
      {"林小雨"},
      {"你站在码头的尽头"},
      {"像一盏不肯熄灭的灯"},
      {"把我所有的归途"},
      {"都照得温暖而明亮"},
      {"多少年了，风浪来过"},
      {"又走远。你还在那里"},
      {"等一艘船，等一个人"},
      {"等一句没有说出口的再见"},
      {"记者：您从什么时候开始写诗？"},
      {"林小雨：十七岁那年，我离开家去外地读书，", "一个人住在阁楼上，夜里常常睡不着，就在本",
       "子上写几句，后来慢慢写成了习惯。"},
      {"记者：诗歌给您带来了什么？"},
      {"林小雨：让我学会了安静。写作是和自己说", "话，也是和世界说话。"},
      {"活动时间：5月20日至6月20日"},
      {"活动地点：老码头剧场二楼展厅"},
      {"联系电话：0931-5550101"},
      {"主办单位：市文学艺术界联合会"},
      {"名次    姓名    作品    得分"},
      {"1       王海    归航    96"},
      {"2       李江    灯塔    94"},
      {"3       周河    渔火    91"},
      {"一、征稿对象"},
      {"凡热爱诗歌写作的市民均可投稿，年龄、职业", "不限。"},
      {"二、征稿要求"},
      {"1.作品须为原创，未在公开出版物上发表；"},
      {"2.每人限投一至三首，每首不超过三十行；"},
      {"3.来稿请注明真实姓名、联系电话和通信地", "址，以便寄送样刊。"},
      {"编者按"},
      {"诗歌是时代的号角，也是心灵的灯盏。本版从", "今天起开设“诗意港湾”专栏，刊发本地作者的", "优秀作品，敬请关注。"},
  };
  Rows expected;
  std::string text;
  for (const Rows& block : page) {
    expected.emplace_back();
    for (const std::string& line : block) {
      text += line + "\n\n";
      expected.back() += line;
    }
  }
  const flow::Document document = support::cleaned_document(text);
  CHECK(rows_of(document.text) == expected);
}

TEST_CASE("the end of a letter keeps its lines", "[rejoin]") {
  support::Random random(7);
  const auto letter = [&](const std::string& end) {
    std::string text;
    for (int n = 0; n < 3; ++n) {
      for (const std::string& line : prose(random).second) text += line + '\n';
      text += '\n';
    }
    const std::string out = support::cleaned_document(text + end).text;
    const std::size_t last = out.rfind('.', out.size() - 3);
    return out.substr(last + 2);
  };
  CHECK(letter("Yours sincerely,\nAnna Berg\nHead of the Harbour Board\n") ==
        "Yours sincerely,\nAnna Berg\nHead of the Harbour Board\n");
  CHECK(letter("Bis bald,\nAnna\n") == "Bis bald,\nAnna\n");
  // What ends a sentence or begins small is none.
  CHECK(letter("By the Harbour Board,\nall rights reserved.\n") == "By the Harbour Board, all rights reserved.\n");
}

TEST_CASE("a table of figures leaves the text around it wrapped, and keeps the indents of its rows", "[rejoin]") {
  const Rows table = {"                         2021        2022", "Net sales             $12,345     $13,456",
                      "Cost of sales           8,901       9,012", "                      -------     -------",
                      "Gross profit            3,444       4,444", "                      =======     ======="};
  support::Random random(3);
  std::string text;
  Rows expected;
  const auto add = [&](const Rows& lines) {
    for (const std::string& line : lines) text += line + "\n";
    text += "\n";
  };
  for (int i = 0; i < 4; ++i) {
    const auto [joined, wrapped] = prose(random);
    if (i == 2) {
      add(table);
      expected.insert(expected.end(), table.begin(), table.end());
    }
    add(wrapped);
    expected.push_back(joined);
  }
  const flow::Document document = support::cleaned_document(text);
  CHECK(rows_of(document.text) == expected);
  REQUIRE(document.blocks.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const bool row = std::find(table.begin(), table.end(), expected[i]) != table.end();
    CHECK((document.blocks[i].kind == flow::Kind::table) == row);
  }
}

TEST_CASE("regular verse keeps its lines between paragraphs", "[rejoin]") {
  const std::string before =
      "守塔人每天傍晚上山，把灯点亮，天亮时再下来，已经\n\n三十年了。没有人知道他从什么时候开始，也没有人问\n\n过他为什么。\n\n";
  const Rows verse = {"灯前明月光，", "疑是海上霜。", "举头望归船，", "低头忆故乡。"};
  std::string text = before + "夜思\n\n";
  for (const std::string& line : verse) text += line + "\n\n";
  text += "这首诗是他写的，刻在塔下的石头上，来看灯的人都会\n\n念给孩子听。\n";
  const flow::Document document = support::cleaned_document(text);
  const Rows lines = rows_of(document.text);
  for (const std::string& line : verse) CHECK(std::find(lines.begin(), lines.end(), line) != lines.end());
  CHECK(lines.back() == "这首诗是他写的，刻在塔下的石头上，来看灯的人都会念给孩子听。");
}
