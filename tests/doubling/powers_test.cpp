#include "doubling/powers.h"

#include <map>
#include <string>
#include <vector>

#include "doubling/rewrite.h"
#include "doubling/rules.h"
#include "doubling/sieve.h"
#include "reference/runs.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/utf8.h"

using namespace runon;

namespace {

std::u32string random_text(support::Random& random, std::size_t longest) {
  std::u32string text;
  const std::u32string alphabet = random.one_in(2) ? U"ab" : U"abc";
  while (text.size() < longest && !random.one_in(8)) {
    std::u32string piece;
    for (std::size_t i = random.between(1, 4); i > 0; --i) piece += random.pick(alphabet);
    for (std::size_t i = random.between(1, 4); i > 0; --i) text += piece;
  }
  return text;
}

}  // namespace

TEST_CASE("the Z-function says how far each place agrees with the begin", "[doubling]") {
  support::Random random(1);
  std::vector<std::size_t> z;
  for (int round = 0; round < 3000; ++round) {
    const std::u32string text = random_text(random, 40);
    doubling::z_function(text, z);
    REQUIRE(z.size() == text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::size_t agree = 0;
      while (i + agree < text.size() && text[agree] == text[i + agree]) ++agree;
      REQUIRE(z[i] == agree);
    }
    if (!text.empty()) REQUIRE(doubling::shortest_period(z) == reference::shortest_period(text));
  }
}

TEST_CASE("a text is parted into as few runs as the plain search finds", "[doubling]") {
  support::Random random(2);
  std::size_t parted = 0;
  for (int round = 0; round < 5000; ++round) {
    const std::u32string text = random_text(random, 30);
    for (std::size_t copies = 2; copies <= 4; ++copies) {
      const std::vector<doubling::Run> runs = doubling::part_into_runs(text, copies);
      std::map<std::size_t, std::size_t> known;
      REQUIRE(runs.size() == (text.empty() ? 0 : reference::fewest_runs(text, copies, known)));
      std::u32string rebuilt;
      for (const doubling::Run& run : runs) {
        REQUIRE(run.begin == rebuilt.size());
        REQUIRE(run.copies == copies);
        rebuilt += reference::times(text.substr(run.begin, run.unit), copies);
      }
      if (runs.empty()) continue;
      ++parted;
      REQUIRE(rebuilt == text);
    }
  }
  CHECK(parted > 500);
}

TEST_CASE("a text of the greatest length is parted, too", "[doubling]") {
  std::u32string text;
  for (char32_t c = 0; text.size() < doubling::kLongestParted; ++c) text += {U'a' + c, U'a' + c};
  REQUIRE(text.size() == doubling::kLongestParted);
  CHECK(doubling::part_into_runs(text, 2).size() == text.size() / 2);
  CHECK(doubling::part_into_runs(text, 4).empty());
}

TEST_CASE("no rule finds anything in a line that the sieve lets through as plain", "[doubling]") {
  support::Random random(3);
  const std::vector<std::string> pieces = {"甲", "乙", "a", "B", "7", " ", "，", "\u200B", "  "};
  std::size_t plain = 0;
  for (int round = 0; round < 60000; ++round) {
    std::string line;
    for (std::size_t i = random.below(24); i > 0; --i) {
      std::string piece = random.pick(pieces);
      if (random.one_in(3)) piece += random.pick(pieces);
      for (std::size_t j = random.one_in(2) ? 1 : random.between(1, 4); j > 0; --j) line += piece;
    }
    if (random.one_in(4)) line += line;
    if (doubling::may_repeat(line)) continue;
    ++plain;
    doubling::Squeezed squeezed;
    squeezed.assign(line);
    std::vector<std::size_t> z;
    doubling::z_function(squeezed.points, z);
    if (squeezed.size() == 0) continue;
    CAPTURE(line);
    for (const doubling::Row& row : doubling::table()) {
      if (row.in_line == nullptr) continue;
      CAPTURE(row.head.id);
      REQUIRE(row.in_line({squeezed, z}).strength == doubling::Strength::none);
    }
  }
  CHECK(plain > 3000);
}

TEST_CASE("the sieve stops every line that begins with a text of two characters and more twice", "[doubling]") {
  support::Random random(4);
  for (int round = 0; round < 20000; ++round) {
    const std::u32string text = random_text(random, 20);
    std::u32string mirror(text.rbegin(), text.rend());
    const bool square = reference::begins_with_square(text) || reference::begins_with_square(mirror);
    const bool passed = doubling::may_repeat(text::encode(text));
    CAPTURE(text::encode(text));
    if (passed) REQUIRE(square);
    const bool ruler = text.find_first_not_of(text.empty() ? U'a' : text[0]) == std::u32string::npos;
    if (text.size() >= 4 && text.substr(0, 2) == text.substr(2, 2) && !(ruler && text.size() > 4)) REQUIRE(passed);
  }
}
