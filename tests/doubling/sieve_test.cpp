// The sieve beside a plain twin that tries every place, in both widths of vectors.
#include "doubling/sieve.h"

#include <string>
#include <vector>

#include "base/vectors.h"
#include "doubling/walk.h"
#include "support/catch.h"
#include "support/random.h"

using namespace runon;

namespace {

std::u32string shown(const std::string& line) {
  std::u32string out;
  for (doubling::Walk walk(line); !walk.done(); walk.next()) out += walk.point();
  return out;
}

// Length of the longest text that stands twice at the begin.
std::size_t twice_at_begin(const std::u32string& text) {
  std::size_t longest = 0;
  for (std::size_t unit = 1; 2 * unit <= text.size(); ++unit)
    if (text.substr(0, unit) == text.substr(unit, unit)) longest = unit;
  return longest;
}

bool four_doubled(const std::u32string& text) {
  for (std::size_t copies = 2; copies <= 4; ++copies) {
    if (text.size() < 4 * copies) continue;
    bool all = true;
    for (std::size_t i = 0; i < 4 * copies; ++i) all = all && text[i] == text[i / copies * copies];
    if (all) return true;
  }
  return false;
}

bool plain_may_repeat(const std::string& line) {
  const std::u32string text = shown(line);
  const std::u32string mirror(text.rbegin(), text.rend());
  if (text.empty() || (text.size() > 4 && text == std::u32string(text.size(), text[0]))) return false;
  const std::size_t head = twice_at_begin(text);
  const std::size_t tail = twice_at_begin(mirror);
  return head > 1 || tail > 1 || (head == 1 && tail == 1) || (head == 1 && four_doubled(text)) ||
         (tail == 1 && four_doubled(mirror));
}

// Whatever stands behind the line must not matter.
void check(const std::string& line) {
  CAPTURE(line);
  const bool wanted = plain_may_repeat(line);
  for (const bool wide : {false, true}) {
    if (wide && !base::wide_vectors()) continue;
    REQUIRE(doubling::may_repeat(line, line.size(), wide) == wanted);
    for (const std::string behind : {"\n", "\n通渭县政协", "一"}) {
      const std::string text = line + behind + line + std::string(70, 'x') + line;
      REQUIRE(doubling::may_repeat(std::string_view(text).substr(0, line.size()), text.size(), wide) == wanted);
    }
  }
}

}  // namespace

TEST_CASE("the sieve says what a search of every place says", "[doubling]") {
  if (!base::wide_vectors()) WARN("this processor has no wide vectors: only one form ran");
  const std::vector<std::string> pieces = {"a",      "b",      "th",     "The",    ".",  "s",  " ",  "  ",     "　",
                                           "\u200B", "\u00AD", "é",      "ê",      "ж",  "一", "丁", "七",     "通渭",
                                           "。",     "，",     "“",      "”",      "か", "한", "😀",  "😁",      "\U000E0100",
                                           "\u3164", "\uFFA0", "\uFEFF", "\u034F", "1",  "\t", "(",  "\u2060", "\u00A0"};
  support::Random random(43);
  for (int round = 0; round < 40000; ++round) {
    std::vector<std::string> some;
    for (std::size_t i = random.between(1, 6); i > 0; --i) some.push_back(random.pick(pieces));
    const auto word = [&](std::size_t most) {
      std::string out;
      for (std::size_t i = random.below(most); i > 0; --i) out += random.pick(some);
      return out;
    };
    const std::string unit = word(random.one_in(3) ? 60 : 6);
    switch (random.below(4)) {
      case 0: check(word(30)); break;
      case 1: check(unit + word(2) + unit + word(40)); break;
      case 2: check(word(40) + unit + word(2) + unit); break;
      default: check(unit + unit); break;
    }
  }
}

TEST_CASE("the sieve finds what stands twice wherever blocks begin", "[doubling]") {
  for (const std::string unit : {"ab", "a b", "通渭", "éa", "aé", "😀一", "一。", ". s"})
    for (std::size_t between = 0; between <= 140; ++between) {
      std::string filler;
      for (std::size_t i = 0; i < between; ++i) filler += static_cast<char>('c' + i * i % 23);
      check(unit + filler + unit + filler);
      check(unit + filler + unit + filler + "!");
      check("!" + filler + unit + filler + unit);
      check(unit + unit + filler);
      check(filler + unit + unit);
    }
}
