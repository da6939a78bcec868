// Where a text changes the way it was set.
#include "rejoin/regions.h"

#include <cstddef>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/cleaned.h"
#include "support/lines.h"
#include "support/random.h"

using namespace runon;

namespace {

// Lines of so many ideographs, of which `last` end a paragraph each; `between` stands behind every line.
struct PageSetting {
  std::size_t measure;
  std::size_t lines;  // of a paragraph
  std::string indent;
  std::string between;
};

const PageSetting kNewspaperPages{17, 5, "", "\n\n"};
const PageSetting kBookPages{32, 4, "　　", "\n"};

std::string ideographs(std::size_t n, support::Random& random) {
  static const std::vector<std::string> words{"河", "水", "学", "校", "老", "师", "春", "天", "小", "路", "向", "前"};
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += i % 9 == 8 ? std::string("，") : random.pick(words);
  return out;
}

std::string set_pages(const PageSetting& setting, std::size_t paragraphs, std::uint64_t seed) {
  support::Random random(seed);
  std::string out;
  for (std::size_t p = 0; p < paragraphs; ++p) {
    out += setting.indent;
    const std::size_t indented = setting.indent.empty() ? 0 : 2;
    for (std::size_t i = 0; i + 1 < setting.lines; ++i)
      out += ideographs(setting.measure - (i == 0 ? indented : 0), random) + setting.between;
    out += ideographs(random.between(3, setting.measure - 2), random) + "。" + setting.between;
  }
  return out;
}

std::vector<std::size_t> regions(const std::string& text) { return rejoin::find_regions(support::Lines(text).facts); }

}  // namespace

TEST_CASE("a text that was set in one way is one region, however long", "[rejoin]") {
  for (const PageSetting& setting : {kNewspaperPages, kBookPages})
    for (const std::size_t paragraphs : {0U, 1U, 20U, 2000U})
      CHECK(regions(set_pages(setting, paragraphs, 7)) == std::vector<std::size_t>{0});
}

TEST_CASE("a region ends where the way changes in which a text was set", "[rejoin]") {
  constexpr std::size_t kNear = 8;
  for (const std::size_t paragraphs : {20U, 100U, 900U}) {
    const std::vector<std::size_t> begins =
        regions(set_pages(kNewspaperPages, paragraphs, 1) + set_pages(kBookPages, paragraphs, 2));
    REQUIRE(begins.size() == 2);
    CHECK(begins[1] + kNear >= paragraphs * kNewspaperPages.lines);
    CHECK(begins[1] <= paragraphs * kNewspaperPages.lines + kNear);
  }
}

TEST_CASE("regions are in order and none is shorter than what tells of a layout, whatever stands there", "[rejoin]") {
  support::Random random(11);
  for (int round = 0; round < 40; ++round) {
    std::string text;
    const std::size_t parts = random.between(1, 9);
    for (std::size_t p = 0; p < parts; ++p)
      text += set_pages(random.one_in(2) ? kNewspaperPages : kBookPages, random.between(1, 90), random.below(1000));
    const support::Lines lines(text);
    std::vector<std::size_t> begins = rejoin::find_regions(lines.facts);
    REQUIRE(begins.front() == 0);
    begins.push_back(lines.facts.size());
    for (std::size_t r = 1; r < begins.size(); ++r)
      REQUIRE((begins.size() == 2 || begins[r] >= begins[r - 1] + rejoin::kRegionLines));
  }
}

TEST_CASE("pages of several sources in one text are cleaned as each by itself, but for the lines where they meet", "[rejoin]") {
  const auto paragraphs = [](const std::string& text) {
    std::set<std::string> out;
    std::istringstream lines(support::cleaned(text));
    for (std::string line; std::getline(lines, line);) out.insert(line);
    return out;
  };
  const std::string newspaper = set_pages(kNewspaperPages, 60, 3);
  const std::string book = set_pages(kBookPages, 60, 4);
  const std::set<std::string> together = paragraphs(newspaper + book);
  std::size_t lost = 0;
  for (const std::string& text : {newspaper, book})
    for (const std::string& paragraph : paragraphs(text))
      if (!together.contains(paragraph)) ++lost;
  CHECK(together.size() >= 119);
  CHECK(lost <= 2);
}
