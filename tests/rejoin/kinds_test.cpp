#include "rejoin/kinds.h"

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/vectors.h"
#include "support/catch.h"

using namespace runon;

namespace {

// The kinds of a text of one block a line.
std::vector<std::string> kinds(const std::vector<std::string>& lines, bool wide) {
  std::string text;
  for (const std::string& line : lines) text.append(line).append("\n");
  flow::Document document = flow::Document::of("test", text);
  std::size_t at = 0;
  for (const std::string& line : lines) {
    flow::Block block;
    block.begin = at;
    block.end = at + line.size();
    document.blocks.push_back(block);
    at += line.size() + 1;
  }
  rejoin::classify(document, document.blocks, wide);
  CHECK(document.text == text);
  std::vector<std::string> names;
  for (const flow::Block& block : document.blocks) names.emplace_back(flow::name(block.kind));
  return names;
}

using Kinds = std::vector<std::string>;

Kinds kinds(const std::vector<std::string>& lines) {
  Kinds plain = kinds(lines, false);
  if (base::wide_vectors()) CHECK(plain == kinds(lines, true));
  return plain;
}

const std::string kBody =
    "会议强调，要深入学习领会，努力做到学懂弄通做实，把各项部署要求贯穿到履职全过程，为高质量发展作出新的贡献。";
const std::string kLatin =
    "The council met on Monday to talk about the new library, which is to open in the spring of next year.";

}  // namespace

TEST_CASE("a headline is short, ends no sentence and stands beside a text", "[rejoin][kinds]") {
  CHECK(kinds({"强化作风建设 不断提高工作能力和质量", kBody}) == Kinds{"headline", "body"});
  CHECK(kinds({kBody, "金昌市政协召开党组理论学习中心组会议"}) == Kinds{"body", "headline"});
  CHECK(kinds({"立足履职为民", "——政协陇南市委员会亮点工作综述", kBody}) == Kinds{"headline", "headline", "body"});
  CHECK(kinds({"Council opens new library", kLatin}) == Kinds{"headline", "body"});
  CHECK(kinds({"What are we waiting for?", kLatin}) == Kinds{"headline", "body"});
}

TEST_CASE("a short sentence, speech, a tail in lower case and a whole text of one line are body", "[rejoin][kinds]") {
  CHECK(kinds({kLatin, "It rained.", kLatin}) == Kinds{"body", "body", "body"});
  CHECK(kinds({kLatin, "“Dear Lizzy!”", kLatin}) == Kinds{"body", "body", "body"});
  CHECK(kinds({kLatin, "— Which time is it", kLatin}) == Kinds{"body", "body", "body"});
  CHECK(kinds({kLatin, "which nobody had seen", kLatin}) == Kinds{"body", "body", "body"});
  CHECK(kinds({"Just these words"}) == Kinds{"body"});
  CHECK(kinds({kBody, "他说：", kBody}) == Kinds{"body", "body", "body"});
}

TEST_CASE("a caption begins with a triangle or ends with its photographer", "[rejoin][kinds]") {
  CHECK(kinds({kBody, "▲ 陇南市政协调研组在西和县、礼县、徽县、两当县开展调研。"}) == Kinds{"body", "caption"});
  CHECK(kinds({"图为委员们在视察途中。", kBody}) == Kinds{"caption", "body"});
  CHECK(kinds({kBody,
               "近日，县政协组织委员在县检察院举行揭牌暨未成年人保护工作视察活动，并进行了座谈交流。 通讯员 董少君 摄影报道"}) ==
        Kinds{"body", "caption"});
}

TEST_CASE("a byline is short and names a reporter, or names alone in brackets", "[rejoin][kinds]") {
  CHECK(kinds({"会议召开", "（通讯员 苏天泰 李 瑾）", kBody}) == Kinds{"headline", "credit", "body"});
  CHECK(kinds({kBody, "（李 瑾）"}) == Kinds{"body", "credit"});
  CHECK(kinds({"通讯员 董少君 摄影报道", kBody}) == Kinds{"credit", "body"});
  CHECK(kinds({"Council opens new library", "By our correspondent", kLatin}) == Kinds{"headline", "credit", "body"});
  CHECK(kinds({kBody, "（一）", kBody})[1] != "credit");
}

TEST_CASE("list items have bullets, or follow a colon together", "[rejoin][kinds]") {
  CHECK(kinds({kLatin, "● Find users", "● Count them", kLatin}) == Kinds{"body", "listitem", "listitem", "body"});
  CHECK(kinds({kLatin, "1. Find users", "2. Count them"}) == Kinds{"body", "listitem", "listitem"});
  CHECK(kinds({kLatin, "a) Find users", "b) Count them"}) == Kinds{"body", "listitem", "listitem"});
  CHECK(kinds({kBody, "会) 查找用户", "议) 计算人数"})[1] != "listitem");
  CHECK(kinds({"There are three of them:", "Maintainer", "Contributor", "Committer", kLatin}) ==
        Kinds{"body", "listitem", "listitem", "listitem", "body"});
  CHECK(kinds({kLatin, "1. An overview", kLatin})[1] == "headline");
}

TEST_CASE("verse, tables and programs are known by their neighbours", "[rejoin][kinds]") {
  CHECK(kinds({"The tide goes out at break of day,", "And leaves the boats upon the sand;", "The gulls have nothing more to say,",
               "The fishers wait upon the land."}) == Kinds{"verse", "verse", "verse", "verse"});
  const std::vector<std::string> four = {"The tide goes out at break of day", "And leaves the boats upon the sand",
                                         "The gulls have nothing more to say", "The fishers wait upon the land,"};
  CHECK(kinds({kLatin, four[0], four[1], four[2], four[3], kLatin}) == Kinds{"body", "verse", "verse", "verse", "verse", "body"});
  CHECK(kinds({kLatin, four[0], four[1], four[3], kLatin})[1] != "verse");  // three are none
  CHECK(kinds({"Town | Height", "Harbour | 3", "Hill | 250"}) == Kinds{"table", "table", "table"});
  CHECK(kinds({"int main() {", "  int tide = ring();", "  if (tide > 3) { tide = 3; }"})[1] == "code");
  CHECK(kinds({kLatin, "int main() {", "struct tide t;", "ring(&t);", "return 0;", "}", kLatin}) ==
        Kinds{"body", "code", "code", "code", "code", "code", "body"});
  CHECK(kinds({kLatin, "{", "\"name\": \"keeper\",", "\"lit\": true", "}", kLatin}) ==
        Kinds{"body", "code", "code", "code", "code", "body"});
  // Items of a law end so, too.
  CHECK(kinds({kLatin, "a) the lamp;", "b) the oil;", kLatin})[1] == "listitem");
}

TEST_CASE("furniture keeps its kind, and what is dropped has none to set", "[rejoin][kinds]") {
  flow::Document document = flow::Document::of("test", "Selected Works\n");
  flow::Block head;
  head.kind = flow::Kind::furniture;
  head.end = 14;
  flow::Block gone;
  gone.begin = gone.end = 14;
  gone.dropped = true;
  document.blocks = {head, gone};
  rejoin::classify(document, document.blocks);
  CHECK(document.blocks[0].kind == flow::Kind::furniture);
  CHECK(document.blocks[1].kind == flow::Kind::body);
}

TEST_CASE("widths of blocks are the sums of their characters, wherever those stand", "[rejoin][kinds]") {
  // Longer than 140 columns is no headline.
  const std::string_view characters[] = {"a", "字", "，", "é", "\xE4\xB7\x80", "鿿", "ﾱ", "𠀀", "e\xCC\x81"};
  const std::size_t columns[] = {1, 2, 2, 1, 1, 2, 1, 2, 1};
  for (std::size_t c = 0; c < std::size(characters); ++c) {
    for (std::size_t lead = 1; lead < 70; ++lead) {
      std::string line(lead, 'X');
      std::size_t width = lead;
      for (; width + columns[c] <= 138; width += columns[c]) line += characters[c];
      line += std::string(140 - width, 'x') + "x";
      INFO("character " << c << " behind " << lead);
      CHECK(kinds({line, kBody}) == Kinds{"body", "body"});
      line.pop_back();
      CHECK(kinds({line, kBody}) == Kinds{"headline", "body"});
    }
  }
}
