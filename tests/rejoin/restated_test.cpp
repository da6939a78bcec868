#include "rejoin/restated.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/generate.h"
#include "support/lines.h"

namespace {

using namespace runon;
using support::Lines;

bool restates(const Lines& lines, std::size_t i) { return rejoin::restates(lines.document, lines.facts, i); }

std::string without_spaces(const Lines& lines, std::size_t first, std::size_t behind) {
  std::string out;
  for (std::size_t i = first; i < behind; ++i)
    for (const char c : lines.view(i))
      if (c != ' ') out += c;
  return out;
}

// By strings: the lines from `first` to i, and all that stands behind.
bool plain(const Lines& lines, std::size_t i) {
  float ems = 0;
  for (std::size_t n = 1; n <= 3 && n <= i + 1; ++n) {
    const std::size_t first = i + 1 - n;
    ems += lines.facts[first].size.ems;
    const std::string begin = std::string(lines.view(i + 1).substr(0, 4));
    if (ems < 10 || !lines.view(first).starts_with(begin)) continue;
    if (without_spaces(lines, i + 1, lines.facts.size()).starts_with(without_spaces(lines, first, i + 1)))
      return first == 0 || lines.view(first - 1) != lines.view(i);
  }
  return false;
}

}  // namespace

TEST_CASE("a report that opens with its own headline restates it, however both are broken", "[rejoin]") {
  const Lines lines("新建的港口码头今天上午\n正式开放通航\n新建的港口码\n头今天上午正\n式开放通航，\n货轮驶向外海。\n");
  CHECK_FALSE(restates(lines, 0));
  CHECK(restates(lines, 1));
  for (std::size_t i = 2; i + 1 < lines.facts.size(); ++i) CHECK_FALSE(restates(lines, i));
}

TEST_CASE("a phrase that comes back restates nothing", "[rejoin]") {
  const Lines lines("啊，故乡\n啊，故乡的河流\n");
  CHECK_FALSE(restates(lines, 0));
}

TEST_CASE("what comes back begins where it began first", "[rejoin]") {
  const Lines lines(
      "前面还有一行别的话。\n去年以来我们认真做了几件事\n主要是以下工作\n去年以来我们认真做了几件事\n主要是以下工作\n以后再说。"
      "\n");
  CHECK(restates(lines, 2));
  CHECK_FALSE(restates(lines, 1));
  CHECK_FALSE(restates(lines, 3));
}

TEST_CASE("restated lines are those that strings find", "[rejoin]") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Lines once(support::document(seed));
    std::string text;
    for (std::size_t i = 0; i < once.facts.size(); ++i) {
      text += std::string(once.view(i)) + "\n";
      if ((i + seed) % 7 == 3) text += std::string(once.view(i)) + " " + std::string(once.view(i / 2)) + "\n";
    }
    const Lines lines(text);
    INFO(text);
    for (std::size_t i = 0; i + 1 < lines.facts.size(); ++i) REQUIRE(restates(lines, i) == plain(lines, i));
  }
}
