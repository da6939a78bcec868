// What parts of a scholarly paper are called, and where its references go on.
#include "rejoin/papers.h"

#include <string>

#include "support/catch.h"
#include "support/cleaned.h"

using namespace runon;

TEST_CASE("labels in front of a paper's text are known, with and without brackets and spaces", "[rejoin]") {
  for (const char* line : {"摘要：本文提出一种方法",
                           "摘　要：本文",
                           "【摘要】本文",
                           "[摘 要] 本文",
                           "关键词：遥感；水质",
                           "关 键 词：遥感",
                           "中图分类号：X832",
                           "收稿日期：2020-01-02",
                           "關鍵詞：遙測",
                           "要旨：本稿では",
                           "キーワード：水質",
                           "초록: 이 논문은",
                           "Abstract: We show",
                           "ABSTRACT: We show",
                           "Key words: water",
                           "Keywords: water",
                           "Mots-clés : eau",
                           "RÉSUMÉ : eau",
                           "SCHLÜSSELWÖRTER: Wasser",
                           "Ключевые слова: вода",
                           "DOI: 10.1000/1"}) {
    INFO(line);
    CHECK(rejoin::opens_front_matter(line));
  }
  for (const char* line : {"摘要", "摘要如下：", "主任：王建", "他说：摘要", "关键在于：", "Abstract art: a history",
                           "abstract: in the middle of a line", "The keywords: water", "", "[", "2", "：",
                           "作者简介见第三页的下方，有关键词和摘要："}) {
    INFO(line);
    CHECK_FALSE(rejoin::opens_front_matter(*line == '\0' ? "x" : line));
  }
}

TEST_CASE("a reference goes on behind the mark for its kind, and between volume and pages", "[rejoin]") {
  CHECK(rejoin::ends_in_reference("[3] Smith J. Remote sensing of inland waters[J].", "Water Research, 2020"));
  CHECK(rejoin::ends_in_reference("[1] 陈光明．城市水环境[M]．", "北京：科学出版社"));
  CHECK(rejoin::ends_in_reference("Report of the harbour[EB/OL].", "(2020-01-02)"));
  CHECK(rejoin::ends_in_reference("环境科学，2018，39(5)：", "2101-2110．"));
  CHECK(rejoin::ends_in_reference("Water Research, 2018, 39（5）:", "2101-2110."));
  CHECK_FALSE(rejoin::ends_in_reference("as was shown in [3].", "Water is"));
  CHECK_FALSE(rejoin::ends_in_reference("as was shown [by Smith].", "Water is"));
  CHECK_FALSE(rejoin::ends_in_reference("with nothing in it [].", "Water is"));
  CHECK_FALSE(rejoin::ends_in_reference("如下（单位：万元）：", "2023年"));
  CHECK_FALSE(rejoin::ends_in_reference("39(5)：", "见下"));
  CHECK_FALSE(rejoin::ends_in_reference("].", "x"));
  CHECK_FALSE(rejoin::ends_in_reference(".", "x"));
  CHECK_FALSE(rejoin::ends_in_reference(":", ""));
}

TEST_CASE("a paper comes out with its parts apart and its references whole", "[rejoin]") {
  const std::string page =
      "城市河流水质遥感反演方法研究\n\n王建华，李思远\n（江北大学资源环境学院，江北 430000）\n"
      "摘要：针对城市河流水体窄、光谱混杂的特\n点，本文提出一种基于多源数据融合的水质参数反\n演方法。首先利用高分辨率影像提取水体"
      "边界，然\n"
      "后结合地面实测数据建立回归模型。\n关键词：遥感；水质反演；城市河流；数据融\n合\n中图分类号：X832 文献标志码：A\n"
      "1 引言\n城市河流是城市生态系统的重要组成部分。随\n着城镇化进程加快，生活污水和工业废水的排放使\n许多河段水质恶化。\n"
      "2 方法\n研究区位于江北市中部，河道全长三十多公里，\n沿线分布有七个排污口和三座闸坝。\n3 "
      "结果\n可以看出，融合模型在各项指标上均优于其他两\n种模型。\n"
      "参考文献\n[1] 陈光明，刘芳．城市水环境监测技术进展[J]．\n环境科学，2018，39(5)：\n2101-2110．\n[2] "
      "张磊．湖泊叶绿素遥感估算[J]．遥感学\n报，2019．\n";
  const std::string out = support::cleaned(page);
  INFO(out);
  for (const char* line :
       {"\n摘要：针对城市河流水体窄、光谱混杂的特点，本文提出一种基于多源数据融合的水质参数反演方法。首先利用高分辨率影像提取水体"
        "边界，"
        "然后结合地面实测数据建立回归模型。\n",
        "\n关键词：遥感；水质反演；城市河流；数据融合\n", "\n中图分类号：X832 文献标志码：A\n", "\n1 引言\n", "\n2 方法\n",
        "\n3 结果\n", "\n[1] 陈光明，刘芳．城市水环境监测技术进展[J]．环境科学，2018，39(5)：2101-2110．\n",
        "\n[2] 张磊．湖泊叶绿素遥感估算[J]．遥感学报，2019．\n"})
    CHECK(out.find(line) != std::string::npos);
}
