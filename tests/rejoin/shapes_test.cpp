// Documents of unusual shape.
#include <string>

#include "support/catch.h"
#include "support/cleaned.h"

namespace {

using namespace runon;
using support::cleaned;

std::string one_a_line(const std::string& text, const std::string& between = "\n") {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) out += text.substr(at, 3) + between;
  return out;
}

}  // namespace

TEST_CASE("a document without a line end comes through as it is", "[rejoin]") {
  CHECK(cleaned("河边的灯塔每天晚上都亮着。") == "河边的灯塔每天晚上都亮着。");
  CHECK(cleaned("The lighthouse is lit every night.") == "The lighthouse is lit every night.");
  CHECK(cleaned("x") == "x");
}

TEST_CASE("a hundred thousand blank lines are nothing, and part what stands around them", "[rejoin]") {
  const std::string blank(100'000, '\n');
  CHECK(cleaned(blank).find_first_not_of('\n') == std::string::npos);
  CHECK(cleaned("灯塔亮了。\n" + blank + "船回来了。\n") == "灯塔亮了。\n船回来了。\n");
}

TEST_CASE("vertical text that came one character a line runs on", "[rejoin]") {
  const std::string text = "守塔的老人每天傍晚点灯，天亮时再把它熄掉。";
  CHECK(cleaned(one_a_line(text)) == text + "\n");
  CHECK(cleaned(one_a_line(text, "\n\n")) == text + "\n");
  CHECK(cleaned(one_a_line(text) + "\n" + one_a_line("他从来没有忘记过一次，也没有人来看过他。")) ==
        text + "\n他从来没有忘记过一次，也没有人来看过他。\n");
}

TEST_CASE("a list of single characters stays a list", "[rejoin]") {
  const std::string list = one_a_line("河海江湖沟渠池塘泉溪浪潮汐洋");
  CHECK(cleaned(list) == list);
}

TEST_CASE("right-to-left text is joined with spaces in the order of reading", "[rejoin]") {
  const std::string page =
      "كان المنارة القديمة تضيء كل ليلة للسفن التي تعود\n"
      "من البحر البعيد وكان الحارس يصعد الدرج الطويل كل\n"
      "مساء ليشعل المصباح ثم ينزل عند الفجر لينام قليلا\n"
      "في بيته الصغير.\n";
  const std::string out = cleaned(page);
  CHECK(out.find('\n') == out.size() - 1);
  CHECK(out.find("تعود من البحر") != std::string::npos);
}

TEST_CASE("a few lines that are plainly wrapped are one paragraph", "[rejoin]") {
  CHECK(cleaned("The keeper of the light climbed up the\nnarrow stairs each evening with his can\nof oil, and nobody had seen "
                "him com-\ning down.\n") ==
        "The keeper of the light climbed up the narrow stairs each evening with his can of oil, and nobody had seen him coming "
        "down.\n");
}

TEST_CASE("a few lines in the middle of a sentence go on, whatever their widths", "[rejoin]") {
  CHECK(cleaned("守塔人每天傍晚上山，把灯点\n亮，天亮时再下来。\n\n没有人知道他是从什么时\n候开始的。\n") ==
        "守塔人每天傍晚上山，把灯点亮，天亮时再下来。\n没有人知道他是从什么时候开始的。\n");
  CHECK(cleaned("The keeper's lamp stands some-\nwhere.\n") == "The keeper's lamp stands somewhere.\n");
}

TEST_CASE("a paragraph on a line of its own that was cut in mid-sentence is whole again", "[rejoin]") {
  const std::string around = "今天早上雾很大，渡轮停开了两个小时。\n下午天晴了，码头上又热闹起来。\n没有一艘船误了潮水。\n";
  const std::string first =
      "码头扩建之后，货轮不必再等潮水，渔船也有了自己的泊位，港务处打算在明年春天以前把东边的旧仓库改成水产市";
  const std::string second = "场，让渔民不出港就能把鱼卖掉。\n";
  CHECK(cleaned(around + first + "\n" + second) == around + first + second);
  CHECK(cleaned(around + first + "\n\n" + second + around) == around + first + second + around);
  // Cut again.
  const std::string third = "场，让渔民不出港就能把鱼卖掉，这样一来省下的时间和油钱就都是他们自己的了，渔会的人说这件事早就该办";
  CHECK(cleaned(around + around + first + "\n" + third + "\n了，不过谁也没想到真的会办。\n") ==
        around + around + first + third + "了，不过谁也没想到真的会办。\n");
  // Where most lines end without a stop, that of this one says nothing.
  const std::string heads = "港务处公布明年工程\n水产市场\n东码头的旧仓库\n渔会来信\n渡轮停开两小时\n";
  CHECK(cleaned(heads + first + "\n" + second) == heads + first + "\n" + second);
  // What follows may be a headline, another item, or set in; the first part may be short; the words may not belong together.
  for (const std::string& text :
       {around + first + "\n港务处公布明年工程\n", around + first + "\n一、让渔民不出港就能把鱼卖掉。\n",
        around + "水产市\n" + second, around + first + "场\n渔民说，不出港就能把鱼卖掉了。\n"})
    CHECK(cleaned(text) == text);
}

TEST_CASE("a few lines go on whose words belong together, where no comma and no width says so", "[rejoin]") {
  CHECK(cleaned("The harbour office keeps the key of\nthe old lamp in a box under the\nstairs of the mill\n") ==
        "The harbour office keeps the key of the old lamp in a box under the stairs of the mill\n");
  CHECK(cleaned("So the keeper walked. Nobody asked him why he had taken the\nlong way\n") ==
        "So the keeper walked. Nobody asked him why he had taken the long way\n");
  // These do not.
  for (const std::string text : {"Lamps of the north coast\nKeepers and their families\nShips that came home\n",
                                 "Open the lid\nLift the lamp\nTrim the wick\n", "set lamp on\nwait for dusk\nset lamp off\n"}) {
    INFO(text);
    CHECK(cleaned(text) == text);
  }
}

TEST_CASE("a few lines that are paragraphs and their headlines stay apart, with and without blank lines", "[rejoin]") {
  const std::string paragraphs[] = {"灯塔停用", "守塔人每天傍晚上山，把灯点亮，天亮时再下来，已经三十年了。",
                                    "没有人知道他从什么时候开始。"};
  for (const char* between : {"\n", "\n\n"}) {
    CHECK(cleaned(paragraphs[0] + between + paragraphs[1] + "\n") == paragraphs[0] + "\n" + paragraphs[1] + "\n");
    CHECK(cleaned(paragraphs[1] + between + paragraphs[2] + "\n") == paragraphs[1] + "\n" + paragraphs[2] + "\n");
    CHECK(cleaned(paragraphs[0] + between + paragraphs[1] + between + paragraphs[2] + "\n") ==
          paragraphs[0] + "\n" + paragraphs[1] + "\n" + paragraphs[2] + "\n");
  }
}

TEST_CASE("a headline as wide as the page does not hide that the few lines below are a column", "[rejoin]") {
  const std::string headline = "全港守塔人代表第十二次会议昨日在老码头礼堂闭幕并通过新章程\n";
  CHECK(cleaned(headline +
                "守塔人每天傍晚上山，把灯点\n亮，天亮时再下来，已经三\n十年了。没有人知道他从什\n么时候开始，也没有人问过\n"
                "他为什么。\n") ==
        headline +
            "守塔人每天傍晚上山，把灯点亮，天亮时再下来，已经三十年了。没有人知道他从什么时候开始，也没有人问过他为什么。\n");
}

TEST_CASE("a few addresses, keys and brackets in which no sentence ends stay as they are", "[rejoin]") {
  for (const std::string text : {"Harbour Office\n12 Quay Street\nMill Museum\nMill Lane 3\n", "height: 31\nlit: false\n",
                                 "]\n}\n", "老街改造一期工程完工\n图书馆延长开放时间\n"})
    CHECK(cleaned(text) == text);
}

TEST_CASE("a few short lines in small letters stay a list", "[rejoin]") {
  const std::string list = "lamp oil\nmatches\nbread and salt\nthree candles\n";
  CHECK(cleaned(list) == list);
}

TEST_CASE("a date that a line break parts is whole again, however short the lines", "[rejoin]") {
  CHECK(cleaned("灯塔停用。\n8月6\n日，午后\n关门。\n") == "灯塔停用。\n8月6日，午后关门。\n");
  CHECK(cleaned("灯塔停用。\n2024\n年8\n月，午后关门。\n") == "灯塔停用。\n2024年8月，午后关门。\n");
}

TEST_CASE("a page whose lines mostly end in marks is wrapped where lines at the edge of its column are cut", "[rejoin]") {
  // Dialogue: three lines in four end in a mark.
  const std::string dialogue =
      "雨是从傍晚开始下的。林先生站在码头上，看着最后一班渡船慢慢靠\n岸，船上的灯在雾里晕成一团昏黄的光。\n"
      "“先生要过江吗？”船家问。\n“过。”\n“这么大的雨，对岸怕是没有车了。”船家一面说，一面把跳板搭好，\n"
      "“您要是不急，不如在镇上住一夜，明天一早再走。”\n林先生摇了摇头。他的箱子不重，里面只有几件换洗的衣裳，和一封没\n"
      "有寄出去的信。那封信他写了三年，每次都是写到最后一行就停下来，\n不知道该怎么落款。\n"
      "船开了。江水在黑暗里发出沉闷的声响。\n“您是回家？”\n“算是吧。”林先生想了想，又说，“也不算。”\n";
  const std::string out = cleaned(dialogue);
  CHECK(out.find("慢慢靠岸") != std::string::npos);
  CHECK(out.find("停下来，不知道") != std::string::npos);
  CHECK(out.find("搭好，“您要是不急") != std::string::npos);
  CHECK(out.find("\n“过。”\n") != std::string::npos);
  // A contract: most of its lines stand alone, and end in no mark.
  const std::string contract =
      "出租方：周文斌\n承租方：何晓芸\n根据有关法律法规的规定，甲乙双方在平等、自\n愿的基础上，就房屋租赁事宜达成如下协议：\n"
      "第一条 房屋基本情况\n甲方将坐落于滨江路的房屋出租给乙方使用，该房\n屋权属清晰，无抵押、查封等权利限制。\n"
      "第二条 租赁期限\n租赁期限自签字之日起，共计二十四个月。\n第三条 双方责任\n"
      "甲方应保证房屋及其附属设施处于安全的状态。乙\n方应合理使用并爱护房屋，未经甲方书面同意，不\n得擅自改变房屋结构和用途。\n"
      "第四条 其他\n本合同一式两份，甲乙双方各执一份。\n甲方（签字）\n乙方（签字）\n";
  const std::string agreed = cleaned(contract);
  CHECK(agreed.find("自愿的基础上") != std::string::npos);
  CHECK(agreed.find("该房屋权属") != std::string::npos);
  CHECK(agreed.find("\n第二条 租赁期限\n") != std::string::npos);
  CHECK(cleaned(agreed) == agreed);
}
