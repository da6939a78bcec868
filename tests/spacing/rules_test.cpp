#include "spacing/rules.h"

#include <string>
#include <vector>

#include "spacing/spacing.h"
#include "support/catch.h"

using namespace runon;

namespace {

flow::Document space(std::string text, const flow::RuleSwitches& switches = {}) {
  flow::Document document = flow::Document::of("test", std::move(text));
  document.split_lines();
  flow::Scratch scratch;
  REQUIRE(spacing::Spacing({}, switches)(document, scratch));
  return document;
}

struct Pair {
  std::string before;
  std::string after;
};

void check(const std::vector<Pair>& pairs) {
  for (const Pair& pair : pairs) {
    CAPTURE(pair.before);
    const flow::Document document = space(pair.before);
    CHECK(document.text == pair.after);
    CHECK(flow::replay(document.base, document.edits) == document.text);
    CHECK(space(pair.after).text == pair.after);
  }
}

void stays(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(space(text).text == text);
  }
}

}  // namespace

TEST_CASE("every example of a spacing rule comes out as its row says, and stays", "[spacing]") {
  for (const spacing::Row& row : spacing::rows()) {
    CAPTURE(row.head.id);
    const flow::Document document = space(std::string(row.head.before));
    CHECK(document.text == row.head.after);
    REQUIRE(!document.edits.empty());
    CHECK(document.edits[0].rule == &row.head);
    CHECK(space(document.text).edits.empty());
    flow::RuleSwitches off;
    off.set(row.head.id, false);
    for (const flow::Edit& edit : space(std::string(row.head.before), off).edits) CHECK(edit.rule != &row.head);
  }
}

TEST_CASE("a letter-spaced line closes up", "[spacing]") {
  check({
      {"自 身 优 势 ，在 联 系 服 务 群 众 上 下 真", "自身优势，在联系服务群众上下真"},
      {"窗 外 的 雨 下 了 一 整 夜 。", "窗外的雨下了一整夜。"},
      {"は じ め て 海 を 見 た 日", "はじめて海を見た日"},
      {"第　三　次　会　议　上　，　代　表　们", "第三次会议上，代表们"},
      {"他 说 ： “ 明 天 再 来 。 ”", "他说：“明天再来。”"},
      {"工 作 简 报", "工作简报"},
      {"目　录", "目录"},
  });
}

TEST_CASE("gaps at random are letter-spacing too", "[spacing]") {
  check({
      {"坚 持以 人 民 为中 心 ，不 断 提 高 履 职能 力", "坚持以人民为中心，不断提高履职能力"},
      {"坚 持　以 人　民 为 中　心 ， 不 断 提 高", "坚持以人民为中心，不断提高"},
      {"会 议指 出 ，要 深 入开 展 调 查研 究 。", "会议指出，要深入开展调查研究。"},
  });
}

TEST_CASE("digits and Latin words in a letter-spaced line keep together and apart", "[spacing]") {
  check({
      {"总 投 资 2000 亿 元 ， 同 比 增 长", "总投资2000亿元，同比增长"},
      {"他 在 New York Times 上 发 表 了 文 章", "他在New York Times上发表了文章"},
      {"于 1 9 9 8 年 在 上 海 创 办 了 学 校", "于1998年在上海创办了学校"},
      {"这 种 P D F 文 件 可 以 打 开 了", "这种PDF文件可以打开了"},
      {"电 话 是 0931 892 6232 请 大 家 记 好 了", "电话是0931 892 6232请大家记好了"},
  });
}

TEST_CASE("a letter-spaced line is marked as stretched, and only such a one", "[spacing]") {
  const flow::Document document = space("窗 外 的 雨 下 了 一 整 夜 ， 没 有\n停。\n通讯员 王 芳\n");
  REQUIRE(document.lines.size() == 3);
  CHECK(document.lines[0].stretched);
  CHECK(!document.lines[1].stretched);
  CHECK(!document.lines[2].stretched);
  CHECK(document.edits.size() == 2);
}

TEST_CASE("a name or word of two set as wide as three closes up", "[spacing]") {
  check({
      {"（通讯员 刘 伟 王小明）", "（通讯员 刘伟 王小明）"},
      {"（记者 王 芳 李 娜）", "（记者 王芳 李娜）"},
      {"通讯员 赵 敏 摄", "通讯员 赵敏 摄"},
      {"（通讯员刘 伟）8 月 6", "（通讯员刘伟）8月6"},
      {"刘　伟", "刘伟"},
      {"2 综 合 2024年8月9日 星期五 责任编辑：楼励", "2综合 2024年8月9日 星期五 责任编辑：楼励"},
      {"王 芳  李 娜", "王芳 李娜"},
  });
}

TEST_CASE("names, clauses and fields keep the space between them", "[spacing]") {
  stays({
      "强化作风建设 不断提高工作能力和质量",
      "强化作风建设　不断提高工作能力和质量",
      "马彦龙 蒲陇鹏",
      "刘伟 王芳 李娜 张伟 陈静 杨洋 赵敏 钱进 孙文 周强",
      "王小明 李大文 张三丰 赵子龙 钱学文 孙中行",
      "2024年8月9日 星期五 责任编辑：楼励",
      "综合 2024年8月9日 星期五",
      "2021年6月18日星期五 要闻",
      "夕刊新報 2024年8月9日（金曜日）",
      "2024年8月9日（金曜日） 夕刊新報",
      "春眠不觉晓 处处闻啼鸟 夜来风雨声 花落知多少",
      "姓名 性别 年龄 职务 电话",
      "融入日常 抓在经常 落在平常",
      "（新华社记者 李明 摄）",
      "（王小明 摄）",
      "展示成果。 通讯员 王小明 摄",
      "第一章 总则",
      "第3条 适用范围",
      "むかし むかし ある ところに おじいさんと おばあさんが",
      "えっ！？　なんで",
  });
}

TEST_CASE("the quarter em beside letters and digits is no space in CJK text", "[spacing]") {
  check({
      {"8 月 6 日，第 211系列车共 2000 多条", "8月6日，第211系列车共2000多条"},
      {"使用 Windows 系统的 PC 用户", "使用Windows系统的PC用户"},
      {"增长 4.5% 左右", "增长4.5%左右"},
      {"土曜日 04:00 BST 頃に", "土曜日04:00 BST頃に"},
      {"委员会 (DCCC) 和", "委员会(DCCC)和"},
      {"由\u00A0Adobe\u00A0公司开发", "由Adobe公司开发"},
      {"阿 Ｑ 来了", "阿Ｑ来了"},
  });
}

TEST_CASE("spaces beside letters stay where lines are paragraphs", "[spacing]") {
  const std::string typed =
      "升级到 version 4.2 之前，请先备份好全部的文件和目录，再开始安装。\n"
      "在 macOS 上可以用包管理器安装；其他系统的用户请下载安装包。\n"
      "占用超过 80% 时，日志里会出现相应级别的提示，这并不影响结果。\n";
  stays({typed});
  std::string wrapped = typed;
  for (std::size_t at; (at = wrapped.find("，")) != std::string::npos;) wrapped.replace(at, 3, "的\n");
  CHECK(space(wrapped).text.find("80%时") != std::string::npos);
}

TEST_CASE("the number of a caption stands apart, but for documents that space all digits", "[spacing]") {
  stays({"图 3 各月降水量", "表 2-1 人口"});
  std::string spaced = "图 3 各月降水量\n";
  for (int i = 0; i < 5; ++i) spaced += "于 8 月 6 日\n";
  CHECK(space(spaced).text.starts_with("图3各月降水量\n"));
}

TEST_CASE("words of other scripts keep their spaces", "[spacing]") {
  stays({
      "The quick brown fox, and  two spaces.  A sentence.",
      "Er las (chinesisch: 大元通制, \"die Regeln\") darin, und 陳京 schrieb es auf.",
      "Une phrase : avec ses espaces ; comme il faut !",
      "그는 할 수 있는 일을 다 했다. 이 두 개 다",
      "한국 中國 日本 이야기",
      "ภาษาไทย มีช่องว่าง",
      "x = 1;    // comment",
      "name\tvalue\t名前\t 値",
      "A B C D E",
      "그 날 그 때",
  });
}

TEST_CASE("white that belongs to a mark is no space", "[spacing]") {
  check({
      {"联系界别委员制度 ，引导各界", "联系界别委员制度，引导各界"},
      {"第二条公路大通道 ”的建设", "第二条公路大通道”的建设"},
      {"（ 《春》 、 《秋》 ）", "（《春》、《秋》）"},
      {"责任编辑： 楼励", "责任编辑：楼励"},
      {"萨姆 · 莱特", "萨姆·莱特"},
  });
}

TEST_CASE("a signature behind the last sentence keeps its space", "[spacing]") {
  check({{"守塔人把灯交给了他的学生。 （李 瑾）\n", "守塔人把灯交给了他的学生。 （李瑾）\n"},
         {"守塔人把灯交给了他的学生。        （记者李瑾）\n", "守塔人把灯交给了他的学生。 （记者李瑾）\n"},
         // What else may stand in brackets, and where.
         {"守塔人把灯交给了学生。 （见图，下同）\n", "守塔人把灯交给了学生。（见图，下同）\n"},
         {"守塔人把灯交给了学生。 （李瑾）他走了。\n", "守塔人把灯交给了学生。（李瑾）他走了。\n"},
         {"守塔人把灯交了。 （他的学生在三十年以后又把它交给了别人）\n",
          "守塔人把灯交了。（他的学生在三十年以后又把它交给了别人）\n"}});
}

TEST_CASE("a gap at a doubtful mark goes when the document spaces all of them", "[spacing]") {
  std::string habit;
  std::string after;
  for (const char* word : {"日常", "经常", "平常", "非常", "异常"}) {
    habit += std::string("他开展 “") + word + "” 活动也很顺利\n";
    after += std::string("他开展“") + word + "”活动也很顺利\n";
  }
  check({{habit, after}});
  stays({"凝聚共识 “智”汇力量", "（上接一版） 又讯"});
}

TEST_CASE("markers of lists keep their space", "[spacing]") {
  stays({
      "▲ 调研组在当地",
      "● （一）宗旨",
      "- （二）规章",
      "• 第一项",
      "1. 总则",
      "(2) 细则",
      "[2] 细则",
      "a) 甲",
      "# 标题",
      "> 引文",
      "* 项目",
      "| 甲 | 乙 |",
      "标题 —— 副标题",
      "**Q. 何时**",
      "days += 1  # 算一天",
      "x = 1;  // 注释",
  });
}

TEST_CASE("the gap behind the number of a heading stays where numbers count on", "[spacing]") {
  stays({"1 引言\n2 数据与方法\n2.1 研究区概况\n2.2 数据来源\n3 结果与分析\n", "1.1 总则\n\n1.2 范围\n\n1.3 术语\n"});
  check({
      {"1 引言\n2 方法\n", "1引言\n2方法\n"},                                                     // two are no series
      {"1 引言\n3 方法\n5 结果\n", "1引言\n3方法\n5结果\n"},                                      // nor are these
      {"2 引言\n3 方法\n4 结果\n", "2引言\n3方法\n4结果\n"},                                      // begins with 1
      {"1 月 开工\n2 月 停工\n3 月 复工\n", "1月 开工\n2月 停工\n3月 复工\n"},                    // units
      {"1 个人，来了\n2 条狗，来了\n3 只猫，来了\n", "1个人，来了\n2条狗，来了\n3只猫，来了\n"},  // sentences
      {"1 引言\n本文用 3 种方法\n2 方法\n3 结果\n", "1 引言\n本文用3种方法\n2 方法\n3 结果\n"},
  });
}

TEST_CASE("fields of a form stay apart, and a place to fill in stays open", "[spacing]") {
  stays({"电话：0571-87654321 传真：0571-87654322", "中图分类号：X832 文献标志码：A", "姓名:Wang 性别:男", "正确的一项是（　　）",
         "答：（ ）"});
  check({{"在 2024 年，他说：好", "在2024年，他说：好"}, {"他说：买 3 斤苹果和 5 斤梨", "他说：买3斤苹果和5斤梨"}});
}

TEST_CASE("indents and trailing white space are rejoin's", "[spacing]") {
  stays({"　　本报讯", "    本报讯  ", "　　", "   "});
  check({{"　　8 月 6 日，", "　　8月6日，"}});
}

TEST_CASE("a wide gap becomes one space, but for columns", "[spacing]") {
  check({{"立足履职为民    服务改革发展", "立足履职为民 服务改革发展"},
         {"立足履职为民　　服务改革发展", "立足履职为民　服务改革发展"}});
  stays({"王小明的    三十二岁   工程师傅\n李大文的    二十八岁   教师工作"});
}

TEST_CASE("a letter-spaced word needs a witness", "[spacing]") {
  check({
      {"C H A P T E R one\n\nThe next chapter tells.", "CHAPTER one\n\nThe next chapter tells."},
      {"대 한 민 국 만세\n대한민국 역사", "대한민국 만세\n대한민국 역사"},
      {"그는 자 비 로 운 종 신 독 재 자라 했다", "그는 자비로운종신독재 자라 했다"},
  });
  stays({"C H A P T E R one\n\nThe next one tells.", "대 한 민 국 만세"});
}

TEST_CASE("a mark that a right-to-left line turned round goes back", "[spacing]") {
  check({
      {"ولكن ،بشكل عام ،ربما .كان", "ولكن، بشكل عام، ربما. كان"},
      {"שלום ,עולם", "שלום, עולם"},
  });
  stays({"ولكن، بشكل عام، ربما. كان", "موقع .com هنا", "word ,word"});
}
