// How sure each rule is of what it finds: the borders that its words in rules.cpp state, on both sides.
#include <string>
#include <utility>
#include <vector>

#include "doubling/evidence.h"
#include "doubling/neighbours.h"
#include "doubling/rules.h"
#include "support/catch.h"

using namespace runon;
using doubling::Family;
using doubling::Strength;
using enum doubling::Strength;

namespace {

const doubling::Row& row(std::string_view id) {
  for (const doubling::Row& row : doubling::table())
    if (row.head.id == id) return row;
  FAIL("no rule " << id);
  return doubling::table()[0];
}

doubling::Find found(std::string_view rule, const std::string& text) {
  doubling::Squeezed line;
  line.assign(text);
  std::vector<std::size_t> z;
  doubling::z_function(line.points, z);
  return row(rule).in_line({line, z});
}

using Facts = std::vector<std::pair<std::string, Strength>>;

void check(std::string_view rule, const Facts& facts) {
  for (const auto& [text, strength] : facts) {
    CAPTURE(rule, text);
    CHECK(found(rule, text).strength == strength);
  }
}

struct Groups {
  flow::Document document;
  std::vector<doubling::Group> groups;
};

Groups groups(std::string_view rule, const std::string& text) {
  Groups out{flow::Document::of("test", text), {}};
  out.document.split_lines();
  row(rule).across(doubling::Filled(out.document), out.groups);
  return out;
}

// Of the first group of the text.
void check_across(std::string_view rule, const Facts& facts) {
  for (const auto& [text, strength] : facts) {
    CAPTURE(rule, text);
    const std::vector<doubling::Group> all = groups(rule, text).groups;
    CHECK((all.empty() ? none : all.front().strength) == strength);
  }
}

std::string lines(std::size_t count, const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += line + "\n";
  return out;
}

doubling::Weight weight(const std::string& text) {
  doubling::Squeezed line;
  line.assign(text);
  return doubling::weigh(line, 0, line.size());
}

}  // namespace

TEST_CASE("a doubled line weighs what one copy does, by its script and its seam", "[doubling]") {
  check("doubled-line", {
                            // Copies touch: four, three and two ideographs; five where an idiom may be meant.
                            {"甘州政协甘州政协", strong},
                            {"州政协州政协", fair},
                            {"政协政协", weak},
                            {"三州政协三州政协", fair},
                            {"三甘州政协三甘州政协", strong},
                            {"政协政策政协政策", fair},
                            {"政协政策会政协政策会", strong},
                            // A space between them: nine, five, three.
                            {"甘州区政协委员之家 甘州区政协委员之家", strong},
                            {"甘州区政协委员会 甘州区政协委员会", fair},
                            {"甘州区政协 甘州区政协", fair},
                            {"甘州政协 甘州政协", weak},
                            {"甘政协 甘政协", weak},
                            {"政协 政协", none},
                            // Heads of a table in two panels.
                            {"姓名 年龄段 姓名 年龄段", none},
                            {"姓名栏 年龄段 姓名栏 年龄段", fair},
                            // A tab or two spaces: columns.
                            {"甘州区政协委员会\t甘州区政协委员会", fair},
                            {"甘州区政协委员  甘州区政协委员", none},
                            // A name of two equal characters.
                            {"昌昌昌昌", weak},
                            {"昌昌", none},
                            {"昌昌昌", none},
                            {"aaaa", none},
                            // Five copies are said, not printed; digits and signs of programs prove nothing.
                            {"甘州政协甘州政协甘州政协甘州政协", strong},
                            {"甘州政协甘州政协甘州政协甘州政协甘州政协", none},
                            {"2024120220241202", none},
                            {"lantern_houselantern_house", none},
                            {"甘州_政协甘州_政协", strong},
                        });
  check("doubled-line", {
                            // An alphabet, copies touch: eight letters, five, two with a capital.
                            {"NotebookNotebook", strong},
                            {"TeslasoTeslaso", fair},
                            {"teslatesla", fair},
                            {"NoelNoel", weak},
                            {"NoNo", weak},
                            {"noelnoel", none},
                            {"deadfeeddeadfeed", none},
                            {"dead feeddead feed", strong},
                            // A space: three words and fifteen letters, two and eight.
                            {"one small lantern one small lantern", strong},
                            {"one small window one small window", fair},
                            {"bright lanterns bright lanterns", fair},
                            {"blue lamp blue lamp", fair},
                            {"red lamp red lamp", none},
                            {"lanterns lanterns", weak},
                            {"lantern lantern", none},
                            // A wide gap: three words and twenty letters.
                            {"small lantern windowed  small lantern windowed", fair},
                            {"small lantern windows  small lantern windows", none},
                            {"lanternkeepers windowed  lanternkeepers windowed", none},
                        });
}

TEST_CASE("a clause said twice is rhetoric while it is short", "[doubling]") {
  check("doubled-line", {
                            {"甘州区政协委员会，甘州区政协委员会，", strong},
                            {"甘州区政协委员，甘州区政协委员，", fair},
                            {"甘州政协，甘州政协，", fair},
                            {"州政协，州政协，", none},
                            {"甘州政协。”甘州政协。”", fair},
                            {"the small olden lantern, the small olden lantern,", strong},
                            {"the small older window, the small older window,", none},
                            {"small lantern windowed, small lantern windowed,", none},
                            {"the small olden lantern,the small olden lantern,", strong},
                        });
}

TEST_CASE("four letters each doubled are proof in an alphabet, three in threes, and fewer are hints", "[doubling]") {
  check("doubled-letters", {
                               {"BBOOLLDD", strong},
                               {"BBOOLL", fair},
                               {"BBOO", weak},
                               {"BBBOOOLLL", strong},
                               {"BBBOOO", fair},
                               {"BBBBOOLL", strong},
                               {"BBBBOOOO", fair},
                               {"AABBCCDD", none},
                               {"AABBCCEE", strong},
                               {"11335577", none},
                               {"字字节节跳跳动动", strong},
                               {"字字节节跳跳", fair},
                               {"字字节节", weak},
                               {"字字字节节节跳跳跳", fair},
                               {"字字字节节节", weak},
                               {"字字字节节节跳跳跳动动动", strong},
                               // Words of four, each two characters twice, are Chinese.
                               {"高高兴兴 干干净净", none},
                               {"高高兴兴 干干净净 好好", strong},
                               // Gaps before every character: marks in a table.
                               {"N N a a m m e e", fair},
                               {"N N a a m m", none},
                               {"字 字 节 节 跳 跳 动 动", none},
                           });
}

TEST_CASE("words at a line's begin or end with every letter doubled need four letters, or five ideographs of an odd number",
          "[doubling]") {
  check("doubled-letters", {
                               {"NNoottee: this is plain", strong},
                               {"NNoott: this is plain", none},
                               {"see the NNoottee", strong},
                               {"see the NNoott", none},
                               {"see NNNooottteee", strong},
                               {"seen NNNooottteee", strong},
                               {"seen NNNNooootttteeee", strong},
                               {"seen NNNoootttt", none},
                               {"字字节节跳跳动动了了的公司", strong},
                               {"字字节节跳跳动动的公司", none},
                               {"字字节节跳跳动动了了好好的公司", none},
                               {"高高兴兴来来去去平平安安干干净净的公司", strong},
                               {"公司叫字字节节跳跳动动了了", strong},
                               {"公司叫字字节节跳跳动动", none},
                               // In the middle of a word nothing was doubled.
                               {"NNootteebook", none},
                           });
}

TEST_CASE("three different words doubled, with eight letters between them, are proof", "[doubling]") {
  check("doubled-words", {
                             {"How How are are it it", strong},
                             {"How How is is it it", weak},
                             {"How How are are", weak},
                             {"Lantern Lantern windows windows", fair},
                             {"bye bye bye bye", none},
                             {"a a b b c c", none},
                             {"How How are are you you doing today", strong},
                             {"How How are are doing today", none},
                             {"today how how are are you you", strong},
                             {"today how how are are", none},
                             {"How How  are are you you", none},
                             {"How How How are are are you you you", strong},
                         });
  const auto runs = found("doubled-words", "How How are are you you doing today").runs;
  REQUIRE(runs.size() == 3);
  CHECK(runs.back().end() == 18);  // characters without gaps
}

TEST_CASE("a line of runs is believed when one is long and the whole is, by the measure of a doubled line", "[doubling]") {
  check("doubled-runs", {
                            {"政协会政协会开始开始了了们们", strong},
                            {"政协会政协会开始开始了了", fair},
                            {"政协政协开始开始我们我们了了", weak},
                            {"研究研究讨论讨论", weak},
                            {"研究研究了了", weak},
                            {"了了们们", none},
                            {"甘州区政协委甘州区政协委  开始开始", strong},
                            {"甘州区政协委  甘州区政协委开始开始", none},
                        });
}

TEST_CASE("part of a line has to weigh more than any reduplication", "[doubling]") {
  check("doubled-part", {
                            // Seven ideographs that touch, five; ten and seven where the Chinese one is among them.
                            {"甘州区政协委员甘州区政协委员 2024", strong},
                            {"甘州区政协委甘州区政协委 2024", fair},
                            {"甘州区政协甘州区政协 2024", fair},
                            {"甘州政协甘州政协 2024", none},
                            {"甘州区第一政协委员甘州区第一政协委员 2024", fair},
                            {"甘州区第一政协委员会甘州区第一政协委员会 2024", strong},
                            {"甘州一政协委员甘州一政协委员 2024", fair},
                            {"甘州一政协委甘州一政协委 2024", none},
                            // Ten behind a space.
                            {"甘州区政协委员工作站点 甘州区政协委员工作站点 2024", fair},
                            {"甘州区政协委员工作点 甘州区政协委员工作点 2024", fair},
                            {"甘州区政协委员工作 甘州区政协委员工作 2024", none},
                            {"甘州区政协委员工作站点  甘州区政协委员工作站点 2024", none},
                            // Twelve and nine behind a mark.
                            {"甘州区政协委员工作站今日，甘州区政协委员工作站今日，2024", strong},
                            {"甘州区政协委员工作站今，甘州区政协委员工作站今，2024", fair},
                            {"甘州区政协委员工作，甘州区政协委员工作，2024", fair},
                            {"甘州区政协委员工，甘州区政协委员工，2024", none},
                            // An alphabet.
                            {"lantern boxlantern box 2024", strong},
                            {"lantern inlantern in 2024", fair},
                            {"lantern alantern a 2024", fair},
                            {"lamps inlamps in 2024", none},
                            {"lanternkeeplanternkeep 2024", none},
                            {"lanternkeeplylanternkeeply 2024", fair},
                            {"with the exception and one other lantern with the exception and one other lantern 2024", strong},
                            {"with the exceptions andotherlantern with the exceptions andotherlantern 2024", none},
                            {"with the excepted and one old lamp with the excepted and one old lamp 2024", none},
                            {"lantern_boxlantern_box 2024", none},
                            {"2024 lantern boxlantern box", strong},
                        });
}

TEST_CASE("equal neighbours weigh by their letters and by what stands around", "[doubling]") {
  const std::string text = "正文到此为止。\n";
  const auto twice = [&](const std::string& line) { return text + line + "\n" + line + "\n" + text; };
  check_across("doubled-neighbours", {
                                         {twice("甘州区政协委员"), strong},
                                         {twice("甘州区政协委"), strong},
                                         {twice("甘州区政协"), fair},
                                         {twice("州政协"), fair},
                                         {twice("政协"), weak},
                                         {twice("政"), none},
                                         // A mark that closes a clause.
                                         {twice("甘州区政协委员工作站今日开展协商活动，各界代表"), strong},
                                         {twice("甘州区政协委员工作站今日开展协商活动，各界。"), strong},
                                         {twice("甘州区政协委员工作站今日开展协商活动，各。"), weak},
                                         {twice("甘州政协。"), weak},
                                         {twice("州政协。"), none},
                                         // Digits, settings, code, columns.
                                         {twice("甘州区政协委员2024121"), strong},
                                         {twice("甘州区政协委员20241212"), weak},
                                         {twice("Lantern keepers: the olden ones"), strong},
                                         {twice("Lantern keepers and: the olden"), strong},
                                         {twice("Licence: a lantern of the olden"), weak},
                                         {twice("Lantern keepers of the olden;"), none},
                                         {twice("Lantern keepers (of the olden)"), none},
                                         {twice("Lantern keepers  of the olden"), none},
                                         // A bracket opens below.
                                         {text + "甘州区政协委员\n甘州区政协委员\n（某某）是一属。\n", weak},
                                         {text + lines(4, "甘州区政协委员") + text, strong},
                                         {text + lines(5, "甘州区政协委员") + text, none},
                                     });
}

TEST_CASE("equal neighbours in verse, and refrains, weigh less", "[doubling]") {
  const std::string verse = "小船儿推开波浪\n";
  const std::string other = "海面倒映着白塔\n";
  check_across(
      "doubled-neighbours",
      {
          {verse + lines(2, "让我们荡起双桨") + other + "四周环绕着绿树\n", fair},
          {verse + lines(2, "让我们荡起双桨") + other, strong},
          {verse + lines(2, "让我们荡起双桨迎着河面春") + other + "四周环绕着绿树\n", strong},
          {verse + lines(2, "让我们荡起双桨迎着河面") + other + "四周环绕着绿树\n", fair},
          {verse + lines(2, "Let us row the little boat tonight") + other + verse, fair},
          {verse + lines(2, "Let us row the little boat tonight upon the silver waters of a lake") + other + verse, strong},
          // Nothing else stands there, or too little to say.
          {lines(2, "让我们荡起双桨"), strong},
          {verse + lines(2, "让我们荡起双桨"), strong},
          // The text stands elsewhere: one step less, unless it is long.
          {lines(2, "甘州区政协委员") + "正文到此为止。\n甘州区政协委员\n", fair},
          {"甘州区政协委员\n正文到此为止。\n" + lines(2, "甘州区政协委员"), fair},
          {lines(2, "州政协") + "正文到此为止。\n州政协\n", weak},
          {lines(2, "政协") + "正文到此为止。\n政协\n", weak},
          {lines(2, "甘州区政协委员工作站今日") + "正文到此为止。\n甘州区政协委员工作站今日\n", strong},
      });
  // A mark of a clause eight lines away is running text, nine lines away it is not.
  for (const std::size_t away : {7U, 8U}) {
    CAPTURE(away);
    std::string between;
    for (std::size_t i = 0; i < away; ++i) between += "第" + std::string(1, static_cast<char>('a' + i)) + "行波浪\n";
    const Strength wanted = away == 7 ? strong : fair;
    check_across("doubled-neighbours", {{"正文到此为止。\n" + between + lines(2, "让我们荡起双桨") + between + "无\n", wanted},
                                        {"无\n" + between + lines(2, "让我们荡起双桨") + between + "正文到此为止。\n", wanted}});
  }
}

TEST_CASE("copies may have two blank lines between them, no third, and no end of a page", "[doubling]") {
  for (const auto& [between, copies] : std::vector<std::pair<std::string, std::size_t>>{
           {"\n", 2}, {"\n\n", 2}, {"\n\n\n", 2}, {"\n\n\n\n", 0}, {"\n\f", 0}, {"\n\n\f\n", 0}}) {
    CAPTURE(between);
    const auto all = groups("doubled-neighbours", "正文。\n甘州区政协委员" + between + "甘州区政协委员\n正文。\n").groups;
    REQUIRE(all.size() == (copies == 0 ? 0 : 1));
    if (copies > 0) CHECK(all[0].copies == copies);
    if (copies > 0) CHECK(all[0].first == 1);
  }
}

TEST_CASE("a headline of two to four lines is cut where its measure ends", "[doubling]") {
  const std::string text = "正文到此为止。\n";
  const auto twice = [&](const std::string& block) { return text + block + block + text; };
  check_across("doubled-neighbour-lines", {
                                              {twice("甘州区政协委员开\n展协商活\n"), strong},
                                              {twice("甘州区政协委员开\n展协商\n"), fair},
                                              {twice("甘州区政协委员开\n展\n"), fair},
                                              {twice("甘州区政协委员\n展协商活动\n"), fair},
                                              {twice("甘州区政协委\n展协\n"), none},
                                              // None longer than the first, by a fifth at most.
                                              {twice("甘州区政协委员开展协\n商活动座谈会暨培训活动会\n"), strong},
                                              {twice("甘州区政协委员开展协\n商活动座谈会暨培训活动会议\n"), none},
                                              // No line ends a sentence, the last no clause unless it is long.
                                              {twice("甘州区政协委员开展。\n展协商活动\n"), none},
                                              {twice("甘州区政协委员开，\n展协商活\n"), strong},
                                              {twice("甘州区政协委员开\n展协商活，\n"), none},
                                              {twice("甘州区政协委员开展\n展协商活动了吗，\n"), none},
                                              {twice("甘州区政协委员开展\n展协商活动座谈会，\n"), strong},
                                              // Three lines and four; not five; five copies are said.
                                              {twice("甘州区政协委员开\n展协商活动\n座谈会\n"), strong},
                                              {twice("甘州区政协委员开\n展协商活动\n座谈会\n暨培训\n"), strong},
                                              {twice("甘州区政协委员开\n展协商活动\n座谈会\n暨培训\n班会\n"), none},
                                              {twice("甘州区政协委员开\n展  协商活动\n"), none},
                                              {twice("甘州区政协委员开\n2024\n"), none},
                                              // It stands elsewhere too.
                                              {twice("甘州区政协委员开\n展协商活动\n") + "甘州区政协委员开\n", none},
                                          });
  // Without a mark of a clause around it has to weigh twenty.
  const std::string heads = "小船儿推开波浪\n海面倒映着白塔\n";
  check_across("doubled-neighbour-lines",
               {{heads + lines(2, "甘州区政协委员开展协商\n商活动座谈会暨培训") + "四周环绕着绿树\n", strong},
                {heads + lines(2, "甘州区政协委员开展协商\n商活动座谈会暨培") + "四周环绕着绿树\n", none},
                {text + lines(2, "甘州区政协委员开展协商\n商活动座谈会暨培") + "四周环绕着绿树\n", strong}});
  const std::string block = "甘州区政协委员开\n展协商活动\n";
  const auto all = groups("doubled-neighbour-lines", text + block + block + block + block + text).groups;
  REQUIRE(all.size() == 1);
  CHECK(all[0].first == 1);
  CHECK(all[0].height == 2);
  CHECK(all[0].copies == 4);
  CHECK(groups("doubled-neighbour-lines", text + block + block + block + block + block + text).groups.empty());
}

TEST_CASE("a fair find needs one sure find of its kind near by, a weak one as much as twelve", "[doubling]") {
  const auto believes = [](Strength strength, std::size_t strong_ones, std::size_t lesser_ones, std::size_t others = 0) {
    doubling::Evidence evidence;
    for (std::size_t i = 0; i < strong_ones; ++i) evidence.add(strong, Family::blocks, 2, i);
    for (std::size_t i = 0; i < lesser_ones; ++i) evidence.add(i % 2 == 0 ? weak : fair, Family::blocks, 2, i);
    for (std::size_t i = 0; i < others; ++i) evidence.add(strong, Family::letters, 2, i);
    evidence.settle();
    return evidence.believes(strength, Family::blocks, 2, 0);
  };
  CHECK(believes(strong, 0, 0));
  CHECK_FALSE(believes(none, 9, 9));
  CHECK_FALSE(believes(fair, 0, 9));
  CHECK(believes(fair, 1, 0));
  CHECK(believes(weak, 6, 0));
  CHECK_FALSE(believes(weak, 5, 1));
  CHECK(believes(weak, 5, 2));
  CHECK(believes(weak, 1, 10));
  CHECK_FALSE(believes(weak, 1, 9));
  CHECK_FALSE(believes(weak, 0, 20));
  // Four in five of the sure ones are of its kind.
  CHECK(believes(fair, 4, 0, 1));
  CHECK_FALSE(believes(fair, 3, 0, 1));
  CHECK(believes(fair, 8, 0, 2));
  CHECK_FALSE(believes(fair, 7, 0, 2));
}

TEST_CASE("evidence reaches a thousand lines, both ways", "[doubling]") {
  doubling::Evidence evidence;
  evidence.add(strong, Family::blocks, 2, 5000);
  evidence.settle();
  CHECK_FALSE(evidence.believes(fair, Family::blocks, 2, 3999));
  CHECK(evidence.believes(fair, Family::blocks, 2, 4000));
  CHECK(evidence.believes(fair, Family::blocks, 2, 6000));
  CHECK_FALSE(evidence.believes(fair, Family::blocks, 2, 6001));
  // Of its number of copies, or half of four; of its family, but for letters beside many blocks.
  CHECK_FALSE(evidence.believes(fair, Family::blocks, 3, 5000));
  CHECK(evidence.believes(fair, Family::blocks, 4, 5000));
  CHECK_FALSE(evidence.believes(fair, Family::blocks, 5, 5000));
  CHECK_FALSE(evidence.believes(fair, Family::words, 2, 5000));
  CHECK_FALSE(evidence.believes(weak, Family::letters, 2, 5000));
  for (std::size_t line = 4995; line < 5000; ++line) evidence.add(strong, Family::blocks, 2, line);
  evidence.settle();
  CHECK(evidence.abounds(Family::blocks, 2, 5000));
  CHECK(evidence.believes(weak, Family::letters, 2, 5000));
  CHECK_FALSE(evidence.believes(weak, Family::words, 2, 5000));
}

TEST_CASE("the habit of a document is the number of copies of most sure finds", "[doubling]") {
  doubling::Evidence evidence;
  CHECK(evidence.habit() == 0);
  evidence.add(fair, Family::blocks, 4, 1);
  evidence.add(strong, Family::blocks, 5, 1);
  CHECK(evidence.habit() == 0);
  evidence.add(strong, Family::blocks, 2, 1);
  CHECK(evidence.habit() == 2);
  evidence.add(strong, Family::blocks, 3, 2);
  CHECK(evidence.habit() == 2);
  evidence.add(strong, Family::letters, 3, 3);
  CHECK(evidence.habit() == 3);
}

TEST_CASE("a text stands elsewhere however often that is asked", "[doubling]") {
  flow::Document document = flow::Document::of("test", "水中\n 波浪\n白塔\n波浪 \n波涛\n");
  document.split_lines();
  const doubling::Filled filled(document);
  for (int again = 0; again < 5; ++again) {
    CAPTURE(again);
    CHECK(filled.stands_elsewhere(1, 1, 3));
    CHECK(filled.stands_elsewhere(3, 2, 4));
    CHECK_FALSE(filled.stands_elsewhere(1, 1, 4));
    CHECK_FALSE(filled.stands_elsewhere(4, 4, 5));
  }
}

TEST_CASE("a clause's mark counts with what closes behind it, and within the range alone", "[doubling]") {
  doubling::Squeezed line;
  line.assign("说，”）他");
  CHECK(doubling::ends_in_clause_mark(line, 0, 2));
  CHECK(doubling::ends_in_clause_mark(line, 1, 4));
  CHECK_FALSE(doubling::ends_in_clause_mark(line, 2, 4));
  CHECK_FALSE(doubling::ends_in_clause_mark(line, 0, 5));
  line.assign("”）");
  CHECK_FALSE(doubling::ends_in_clause_mark(line, 0, 2));
}

TEST_CASE("what characters weigh", "[doubling]") {
  CHECK(weight("政协").mass == Approx(2));
  CHECK(weight("한글").mass == Approx(2));
  CHECK(weight("かな").mass == Approx(1.2));
  CHECK(weight("ab").mass == Approx(0.8));
  CHECK(weight("ж").mass == Approx(0.4));
  CHECK(weight("12").mass == Approx(0.5));
  CHECK(weight("，。!").mass == Approx(0));
  CHECK(weight("政かa한1").letters == 4);
  CHECK(weight("政かa한1").ideographs == 1);
  CHECK(weight("政かa한1").wide == 3);
  CHECK(weight("政かa한1").digits == 1);
  CHECK(weight("one two  three").words == 3);
  CHECK(weight("09afAF").hex);
  CHECK_FALSE(weight("09agAF").hex);
  CHECK_FALSE(weight("09a`").hex);
  CHECK_FALSE(weight("@0").hex);
  CHECK_FALSE(weight("/0").hex);
  CHECK_FALSE(weight(":0").hex);
  CHECK_FALSE(weight("G0").hex);
  CHECK(weight("一日").one);
  CHECK(weight("一日").counts);
  CHECK(weight("万日").counts);
  CHECK_FALSE(weight("万日").one);
  CHECK_FALSE(weight("日月").counts);
  CHECK(weight("a=b").sign);
  CHECK_FALSE(weight("a-b").sign);
  CHECK(weight("政协政策").repeats_itself);
  CHECK(weight("甘州区政协政委").repeats_itself);
  CHECK(weight("甘州区政协政委员").repeats_itself);
  CHECK_FALSE(weight("甘州区政协政委员会").repeats_itself);  // longer than eight: not looked for
  CHECK_FALSE(weight("甘州,区,政").repeats_itself);
  CHECK_FALSE(weight("政协").repeats_itself);
}
