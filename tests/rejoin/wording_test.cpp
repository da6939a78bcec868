#include "rejoin/wording.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/random.h"

using namespace runon;
using rejoin::Wording;
using rejoin::wording_odds;
using rejoin::wording_rows;

namespace {

std::string wording_name(Wording kind) { return std::string(rejoin::kWordingNames[static_cast<std::size_t>(kind)]); }

std::vector<std::string> rows_asked(std::string_view before, std::string_view after) {
  std::vector<std::string> out;
  for (const rejoin::WordingRow& row : wording_rows(before, after))
    out.push_back(wording_name(row.kind) + " " + std::string(row.text) + std::string(row.more));
  return out;
}

// wording.tsv as it stands, without hashes.
using FileRows = std::map<std::pair<std::string, std::string>, int>;

FileRows read_rows() {
  FileRows rows;
  std::ifstream in(std::string(RUNON_SOURCE_DIR) + "/src/rejoin/wording.tsv", std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    const std::size_t second = line.find('\t', tab + 1);
    const int weight = std::stoi(line.substr(tab + 1, second - tab - 1));
    for (std::size_t at = second + 1; at <= line.size();) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      rows[{line.substr(0, tab), line.substr(at, end - at)}] = weight;
      at = end + 1;
    }
  }
  return rows;
}

using Asked = std::vector<std::string>;

}  // namespace

TEST_CASE("of ideographs the ones next to the break are asked for, of other scripts the words", "[rejoin][wording]") {
  CHECK(rows_asked("召开会议", "推动工作") ==
        Asked{"last 议", "last_two 会议", "first 推", "first_two 推动", "across 议推", "shape cc-"});
  CHECK(rows_asked("at the end of", "Main Street") == Asked{"last_word of", "first_word Main", "first_tail ain", "shape aAA"});
  CHECK(rows_asked("par l'école", "2024 (NATO") ==
        Asked{"last_word l'école", "last_tail ole", "first_word 2024", "first_tail 024", "shape adU"});
  CHECK(rows_asked("使用Linux", "系统") == Asked{"last_word Linux", "last_tail nux", "first 系", "first_two 系统", "shape Ac-"});
}

TEST_CASE("punctuation and white space between are out of sight", "[rejoin][wording]") {
  CHECK(rows_asked("召开会议。 ", "　推动工作") == rows_asked("召开会议", "推动工作"));
  CHECK(rows_asked("went home.", "- The next day") == rows_asked("went home", "The next day"));
  // The character in front of the last one is no letter, or there is none.
  CHECK(rows_asked("，议", "推") == rows_asked("议", "推"));
}

TEST_CASE("characters on both sides of a quotation mark are no word", "[rejoin][wording]") {
  const Asked without{"last 地", "last_two 阵地", "first 委", "first_two 委员", "shape cc-"};
  CHECK(rows_asked("“主阵地”", "委员") == without);
  CHECK(rows_asked("主阵地", "（委员") == without);
  CHECK(std::ranges::count(rows_asked("“主阵地。”", "委员"), "across 地委") == 1);
}

TEST_CASE("where one of the lines has no letter and no digit, nothing is said", "[rejoin][wording]") {
  for (const auto& [before, after] : {std::pair{"", "the"}, {"the", ""}, {"...", "the"}, {"the", "* * *"}, {"——", "——"}}) {
    CHECK(wording_rows(before, after).count == 0);
    CHECK(wording_odds(before, after) == 0);
  }
}

TEST_CASE("a sentence that is cut says less for an end than one that has ended", "[rejoin][wording]") {
  CHECK(wording_odds("我们走进了图书", "馆里看书") < -3);
  CHECK(wording_odds("我们走进了图书馆", "他们都很高兴") > 0);
  CHECK(wording_odds("the end of", "the street was") < -3);
  CHECK(wording_odds("he went home", "The next day") > 0);
  CHECK(wording_odds("la fin de", "la rue") < -3);
  CHECK(wording_odds("il est parti", "Les enfants") > 0);
  CHECK(wording_odds("Ende der", "Straße lag") < wording_odds("ging nach Hause", "Am nächsten Tag"));
}

TEST_CASE("the table says what the file says", "[rejoin][wording]") {
  const FileRows rows = read_rows();
  REQUIRE(rows.size() > 10000);
  support::Random random(7);
  // Texts out of rows, so that most of them are found.
  std::vector<std::string> words;
  for (const auto& [row, weight] : rows)
    if (row.first != "shape" && random.below(20) == 0) words.push_back(row.second);
  for (int round = 0; round < 20000; ++round) {
    const auto text = [&] {
      std::string out = words[random.below(words.size())];
      for (std::size_t more = random.below(3); more > 0; --more)
        out += (random.below(2) == 0 ? " " : "") + words[random.below(words.size())];
      return out;
    };
    const std::string before = text();
    const std::string after = text();
    int sum = 0;
    int alone = 0;  // without how they begin
    for (const rejoin::WordingRow& row : wording_rows(before, after)) {
      const auto found = rows.find({wording_name(row.kind), std::string(row.text) + std::string(row.more)});
      if (found == rows.end()) continue;
      sum += found->second;
      if (row.kind != Wording::shape) alone += found->second;
    }
    INFO(before << " | " << after);
    REQUIRE(wording_odds(before, after) == static_cast<float>(sum) / 16);
    REQUIRE(rejoin::words_alone(before, after) == static_cast<float>(alone) / 16);
  }
}
