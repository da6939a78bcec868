#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "spacing/spacing.h"
#include "spacing/stretch.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;

namespace {

flow::Document space(std::string text) {
  flow::Document document = flow::Document::of("test", std::move(text));
  document.split_lines();
  flow::Scratch scratch;
  REQUIRE(spacing::Spacing()(document, scratch));
  return document;
}

std::string squeezed(const std::string& text) {
  std::string out;
  for (const char32_t c : text::decode_all(text))
    if (!text::properties(c).space() || c == '\n' || c == '\f') text::append(out, c);
  return out;
}

// Lines of the five pages in seeds/ that hold CJK text and no white space: as they should come out.
std::vector<std::u32string> plain_lines() {
  std::vector<std::u32string> lines;
  for (const auto& entry : std::filesystem::directory_iterator(RUNON_SOURCE_DIR "/seeds")) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::string line;
    while (std::getline(in, line)) {
      const std::u32string points = text::decode_all(line);
      std::size_t cjk = 0;
      bool space = false;
      for (const char32_t c : points) {
        cjk += text::properties(c).cjk() ? 1 : 0;
        space = space || text::properties(c).space();
      }
      if (cjk >= 8 && !space) lines.push_back(points);
    }
  }
  return lines;
}

bool western(char32_t c) { return c < 0x80; }

// Spaces a line out: a gap of `gap` between neighbours, in `percent` of the places, but not inside
// Latin words and numbers.
std::string spaced_out(const std::u32string& line, support::Random& random, std::size_t percent,
                       const std::vector<std::u32string>& gaps) {
  std::u32string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    out += line[i];
    if (i + 1 == line.size() || (western(line[i]) && western(line[i + 1]))) continue;
    if (random.below(100) < percent) out += random.pick(gaps);
  }
  return text::encode(out);
}

}  // namespace

TEST_CASE("letter-spaced lines of the seeds come back as they were", "[spacing]") {
  const std::vector<std::u32string> lines = plain_lines();
  REQUIRE(lines.size() > 500);
  const std::vector<std::vector<std::u32string>> kinds = {{U" "}, {U"\u3000"}, {U" ", U"\u3000"}};
  support::Random random(17);
  // Lines whose gaps all go, in 100: a line spaced by fewer gaps looks more and more like a list of names.
  struct Demand {
    std::size_t percent;
    std::size_t lines;
  };
  for (const auto& [percent, least] : {Demand{100, 100}, Demand{90, 99}, Demand{75, 98}, Demand{60, 96}}) {
    std::size_t right = 0;
    std::size_t all = 0;
    for (const auto& gaps : kinds)
      for (const std::u32string& line : lines) {
        const flow::Document document = space(spaced_out(line, random, percent, gaps));
        ++all;
        if (document.text == text::encode(line)) ++right;
      }
    CAPTURE(percent, right, all);
    CHECK(right * 100 >= all * least);
  }
}

TEST_CASE("lists of names, headlines and fields are never taken for letter-spacing", "[spacing]") {
  // Characters at random: no rule may know words, so none are needed.
  const std::u32string han = U"王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚";
  support::Random random(19);
  const auto word = [&](std::size_t length) {
    std::u32string out;
    for (std::size_t i = 0; i < length; ++i) out += random.pick(han);
    return out;
  };
  std::size_t kept = 0;
  std::size_t all = 0;
  for (int round = 0; round < 6000; ++round) {
    std::u32string line;
    std::u32string expected;
    const std::size_t kind = random.below(3);
    const std::size_t units = random.between(2, kind == 0 ? 6 : kind == 1 ? 3 : 5);
    for (std::size_t i = 0; i < units; ++i) {
      if (i > 0) line += U' ', expected += U' ';
      if (kind == 0 && i > 0 && random.one_in(3)) {
        const std::u32string name = word(2);  // set as wide as three
        line += name.substr(0, 1) + U" " + name.substr(1);
        expected += name;
      } else {
        const std::u32string unit = word(kind == 0 ? 3 : kind == 1 ? random.between(5, 10) : random.between(2, 4));
        line += unit;
        expected += unit;
      }
    }
    ++all;
    const bool same = space(text::encode(line)).text == text::encode(expected);
    if (same) ++kept;
    if (!same) UNSCOPED_INFO(text::encode(line) << " -> " << space(text::encode(line)).text);
  }
  CAPTURE(kept, all);
  CHECK(kept * 1000 >= all * 999);
}

TEST_CASE("only white space goes, and a second pass finds nothing", "[spacing]") {
  const std::vector<std::string> pieces = {
      "王", "明",   "大会", "工作",   "发展", "は",     "テスト", "第",      "章", "年", "月", "日", "一",
      "摄", "2024", "8",    "1",      "A",    "word",   "Wi",     " ",       " ",  " ",  " ",  " ",  "  ",
      "　", "　　", "    ", "      ", "\t",   "\u00A0", "，",     "。",      "（", "）", "“",  "”",  "、",
      "：", "·",    "——",   "…",      "▲",    "-",      "(",      ")",       "\"", "%",  ".",  "\n", "\n",
      "\f", "대",   "한국", "ع",      "كان",  "،",      "Ｑ",     "e\u0301", "|",  "/",  "！", "《", "》"};
  support::Random random(23);
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    for (std::size_t i = random.below(40); i > 0; --i) text += random.pick(pieces);
    CAPTURE(text);
    const flow::Document once = space(text);
    REQUIRE(squeezed(once.text) == squeezed(text));
    REQUIRE(flow::replay(once.base, once.edits) == once.text);
    const flow::Document twice = space(once.text);
    CAPTURE(once.text);
    REQUIRE(twice.text == once.text);
    REQUIRE(twice.edits.empty());
  }
}
