// What the rest of a document says of its line breaks.
#include "rejoin/seams.h"

#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"
#include "support/generate.h"
#include "support/lines.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace {

using namespace runon;

using support::Lines;

// A short word as it stands in front of a space: what is left of it without stops and commas at its end, and what it says.
struct Said {
  std::string word;
  bool stopped = false;
  bool goes_on = false;  // with a small letter
};

// All of them, line by line: the last word of a line has no space behind it.
std::vector<Said> said(const Lines& page) {
  std::vector<Said> out;
  for (std::size_t i = 0; i < page.facts.size(); ++i) {
    const std::string line(page.view(i));
    std::string word;
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] != ' ') {
        word += line[at];
        continue;
      }
      const bool stopped = word.ends_with('.');
      const bool small = at + 1 < line.size() && text::properties(text::decode(line, at + 1).point).lower();
      if (word.size() > rejoin::kLongestAbbreviation + 1) word.clear();
      while (word.ends_with('.') || word.ends_with(',')) word.pop_back();
      out.push_back({word, stopped, stopped && small});
      word.clear();
    }
  }
  return out;
}

// By the definition: the line's last word without its stop is short, and of those that are said none stands without a stop, and
// several with one: any of them if the word has a capital, else such as a small letter follows.
bool abbreviated(const std::string& line, const std::vector<Said>& all) {
  if (!line.ends_with('.')) return false;
  std::string asked = line.substr(line.rfind(' ') + 1);
  asked.pop_back();
  if (asked.empty() || asked.size() > rejoin::kLongestAbbreviation) return false;
  const bool capital = text::properties(text::decode(asked, 0).point).upper();
  int count = 0;
  for (const Said& one : all) {
    if (one.word != asked) continue;
    if (!one.stopped) return false;
    if (capital || one.goes_on) ++count;
  }
  return count > 1;
}

// What stands again, by comparing every line with every other one.
rejoin::Recurs recurs(const Lines& page, std::size_t i) {
  using enum rejoin::Recurs;
  const std::size_t n = page.facts.size();
  const auto ems = [&](std::size_t line) { return page.facts[line].size.ems; };
  const auto count = [&](std::size_t line, std::size_t lines) {  // of so many lines from one on
    std::size_t found = 0;
    for (std::size_t k = 0; k < lines; ++k)
      if (ems(line + k) < 5) return found;
    for (std::size_t at = 0; at + lines <= n; ++at) {
      std::size_t same = 0;
      while (same < lines && page.view(at + same) == page.view(line + same)) ++same;
      if (same == lines) ++found;
    }
    return found;
  };
  const std::size_t a = count(i, 1);
  const std::size_t b = count(i + 1, 1);
  const std::size_t both = count(i, 2);
  if (a < 2 && b < 2) return neither;
  if (both == a && both == b) return together;
  const auto run = [&](std::size_t line) { return count(line, 2) > 1 && ems(line) + ems(line + 1) >= 30; };
  if (both < b && i + 2 < n && run(i + 1) && page.facts[i].last != rejoin::Glyph::comma) return begins;
  return both < a && i > 0 && run(i - 1) ? ends : apart;
}

}  // namespace

TEST_CASE("a run of lines that stands twice begins and ends where it does", "[rejoin]") {
  const std::string run = "今天上午港口的货轮一艘接着一艘地驶向外海\n码头上的工人正在把最后一批货物装上船去。\n";
  const Lines page("城里的新图书馆在昨天下午正式向市民开放。\n" + run + "许多人一早就排起了长队等着进去看书。\n" + run +
                   "这一天的最后一班渡轮在傍晚六点钟开出。\n");
  REQUIRE(page.facts.size() == 7);
  const rejoin::Again again(page.document, page.facts);
  using enum rejoin::Recurs;
  const rejoin::Recurs expected[] = {begins, together, ends, begins, together, ends};
  for (std::size_t i = 0; i < 6; ++i) {
    INFO("break " << i);
    CHECK(again.seen(i) == expected[i]);
  }
}

TEST_CASE("lines stand again where comparing all of them finds them", "[rejoin]") {
  static const char* const kLines[] = {"今天上午港口的货轮一艘接着一艘地驶向外海",
                                       "码头上的工人正在把最后一批货物装上船去。",
                                       "许多人一早就排起了长队等着进去看书，",
                                       "the men at the harbour were loading the last of it",
                                       "the men at the harbour were leading the last of it",
                                       "春天",
                                       "no"};
  std::set<rejoin::Recurs> seen;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    support::Random random(seed);
    std::string text;
    for (std::size_t i = random.between(2, 20); i > 0; --i) {
      text += random.pick(kLines);
      if (random.one_in(4)) text += random.word("ab", 9);
      text += '\n';
    }
    INFO(text);
    const Lines page(text);
    const rejoin::Again again(page.document, page.facts);
    for (std::size_t i = 0; i + 1 < page.facts.size(); ++i) {
      REQUIRE(again.seen(i) == recurs(page, i));
      seen.insert(again.seen(i));
    }
  }
  CHECK(seen.size() == 5);
}

TEST_CASE("no run begins behind a comma", "[rejoin]") {
  const std::string run = "今天上午港口的货轮一艘接着一艘地驶向外海\n码头上的工人正在把最后一批货物装上船去。\n";
  const Lines page(run + "据本地的报纸昨天晚上在头版上的一篇报道，\n" + run);
  const rejoin::Again again(page.document, page.facts);
  CHECK(again.seen(2) == rejoin::Recurs::apart);
}

TEST_CASE("an abbreviation of the document ends no sentence at a line's end", "[rejoin]") {
  const Lines page(
      "We met Mr. Brown and Mr. Green.\nThe house, as he said to Mr.\nBlack, was sold. It was etc. and so on, etc. and more, "
      "etc.\n"
      "He saw it. She saw it. They saw it.\nThen all was done.\n");
  REQUIRE(page.facts.size() == 5);
  CHECK(page.facts[0].stop);
  CHECK_FALSE(page.facts[1].stop);
  CHECK_FALSE(page.facts[2].stop);
  CHECK(page.facts[3].stop);  // "it." ends sentences here: what follows has a capital
  CHECK(page.facts[4].stop);
}

TEST_CASE("abbreviations are those that a look at every word finds", "[rejoin]") {
  static const char* const kBehind[] = {" ", " ", ". ", ". ", ". ", "., ", ".. ", ", ", ".\n", ".\n", "\n", ".  "};
  int found = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    support::Random random(seed);
    // Few words, so that some stand often and always with a stop; some are as long as can be, or longer.
    std::vector<std::string> words;
    for (int i = 0; i < 40; ++i) {
      std::string word = random.word("abAB", random.between(1, 2));
      if (i % 5 == 0) word = (i % 2 == 0 ? "\u00C9" : "\u00E9") + word;
      if (i % 7 == 0) word += std::string(random.between(4, 8), 'z');
      if (i % 9 == 0) word = "a." + word;
      words.push_back(word);
    }
    std::string text;
    for (int i = 0; i < 90; ++i) {
      const std::string& word = words[random.below(words.size())];
      // Half of the words have a stop wherever they stand.
      const bool always = word.size() % 2 == 0;
      const std::string behind = random.pick(kBehind);
      text += word + (always && behind[0] != '.' ? "." : "") + behind;
    }
    const Lines page(text + "\n");
    // As they were before abbreviations were asked for.
    std::vector<rejoin::LineFacts> facts = page.facts;
    for (rejoin::LineFacts& f : facts)
      if (rejoin::view(page.document, f).ends_with('.')) f.last = rejoin::Glyph::dot;
    const rejoin::Abbreviations abbreviations(page.document, facts);
    const std::vector<Said> all = said(page);
    for (std::size_t i = 0; i < page.facts.size(); ++i) {
      const std::string line(page.view(i));
      CAPTURE(seed, line, text);
      const bool expected = abbreviated(line, all);
      REQUIRE(abbreviations.ends(facts[i]) == expected);
      if (expected) CHECK(page.facts[i].last != rejoin::Glyph::dot);
      found += expected ? 1 : 0;
      refused += !expected && line.ends_with('.') ? 1 : 0;
    }
  }
  CHECK(found > 300);
  CHECK(refused > 300);
}

TEST_CASE("the formula that opens a report goes on, and so does the reporter's name behind it", "[rejoin]") {
  const Lines page("本报敦煌讯\n（通讯员刘伟）\n8月6日，会议召开。\n（通讯员刘伟）\n本报讯今天上午\n");
  REQUIRE(page.facts.size() == 5);
  CHECK(page.facts[0].opening);
  CHECK(page.facts[1].opening);
  CHECK_FALSE(page.facts[2].opening);
  CHECK_FALSE(page.facts[3].opening);
  CHECK_FALSE(page.facts[4].opening);
}

TEST_CASE("copies of a break get the mean of their odds", "[rejoin]") {
  const std::string run = "今天上午港口的货轮一艘接着一艘地驶向外海\n码头上的工人正在把最后一批货物装上船去。\n";
  const Lines page(run + "许多人一早就排起了长队等着进去看书。\n" + run);
  REQUIRE(page.facts.size() == 5);
  const rejoin::Again again(page.document, page.facts);
  std::vector<float> odds = {-3, 5, 6, 1};
  again.agree(odds);
  CHECK(odds == std::vector<float>{-1, 5, 6, -1});
  const float infinite = std::numeric_limits<float>::infinity();
  odds = {-3, 5, 6, infinite};
  again.agree(odds);
  CHECK(odds == std::vector<float>{-3, 5, 6, infinite});
}
