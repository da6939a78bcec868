#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "rejoin/joint.h"
#include "rejoin/line_facts.h"
#include "support/catch.h"
#include "support/lines.h"
#include "support/random.h"

using namespace runon;
using support::Lines;

namespace {

constexpr std::string_view kBehind[] = {" ", " ", ", ", "\n", "--", "1", "\u6C34", "\u2019", "\u2014", "-\n"};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Small letters of ASCII and hyphens between them, one after the other; a hyphenated line's last word is half a word.
std::map<std::string, std::size_t> words(const Lines& page) {
  std::map<std::string, std::size_t> out;
  for (std::size_t i = 0; i < page.facts.size(); ++i) {
    const std::string line = std::string(page.view(i)) + " ";
    std::string word;
    for (std::size_t at = 0; at < line.size(); ++at) {
      const char c = line[at];
      if (letter(c) || (c == '-' && !word.empty())) {
        word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        continue;
      }
      while (word.ends_with('-')) word.pop_back();
      const bool half = at + 1 == line.size() && page.facts[i].last == rejoin::Glyph::hyphen;
      if (!word.empty() && !half) ++out[word];
      word.clear();
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a vocabulary counts the words that plain strings count", "[rejoin]") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    support::Random random(seed);
    std::string text;
    for (int i = 0; i < 400; ++i) {
      text += random.word("abBA-", random.between(1, 4));
      text += random.pick(kBehind);
    }
    const Lines page(text + "\n");
    rejoin::Vocabulary vocabulary(page.document, page.facts);
    const auto plain = words(page);
    INFO(text);
    for (const auto& [word, count] : plain) REQUIRE(vocabulary.count(word) == count);
    for (int i = 0; i < 200; ++i) {
      const std::string word = random.word("ab-", random.between(1, 5));
      const auto found = plain.find(word);
      REQUIRE(vocabulary.count(word) == (found == plain.end() ? 0 : found->second));
    }
    CHECK(vocabulary.count("") == 0);
  }
}
