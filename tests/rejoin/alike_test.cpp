#include "rejoin/alike.h"

#include <algorithm>
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

// Pairs of neighbouring ideographs and kana, and words of more than three letters, as they stand.
std::set<std::u32string> parts(std::u32string_view line) {
  std::set<std::u32string> out;
  std::u32string word;
  char32_t before = 0;
  std::size_t bytes = 0;
  for (const char32_t point : std::u32string(line) + U'\n') {
    const text::Properties& p = text::properties(point);
    if (!p.cjk() && (p.letter() || p.mark())) {
      word += point;
    } else {
      if (word.size() > 3) out.insert(word);
      word.clear();
    }
    if (p.cjk() && before != 0) out.insert({before, point});
    before = p.cjk() ? point : 0;
    bytes += text::encode({&point, 1}).size();
    if (bytes >= 200) break;
  }
  return out;
}

}  // namespace

TEST_CASE("headlines of one form share most of what they are made of", "[rejoin]") {
  const Lines lines("东区图书馆召开第八次读者座谈会\n西区图书馆召开第九次读者座谈会\n今天上午港口的货轮一艘接着一艘地驶向外海\n");
  rejoin::Alike alike(lines.document, lines.facts);
  CHECK(alike.share(0, 1) > 0.6F);
  CHECK(alike.share(0, 2) == 0);
}

TEST_CASE("words of other scripts count whole, short ones do not", "[rejoin]") {
  const Lines lines("Understand how often your project is used\nUnderstand where your project comes from\non it\n");
  rejoin::Alike alike(lines.document, lines.facts);
  CHECK(alike.share(0, 1) == 0.6F);  // of "Understand often your project used"
  CHECK(alike.share(0, 2) == -1);
}

TEST_CASE("what lines share is what sets of their parts share", "[rejoin]") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const Lines lines(support::document(seed));
    rejoin::Alike alike(lines.document, lines.facts);
    std::vector<std::set<std::u32string>> plain;
    for (std::size_t i = 0; i < lines.facts.size(); ++i) plain.push_back(parts(text::decode_all(lines.view(i).substr(0, 200))));
    for (std::size_t j = 1; j < plain.size(); ++j) {
      for (std::size_t i = j < 2 ? 0 : j - 2; i < j; ++i) {
        std::vector<std::u32string> both;
        std::set_intersection(plain[i].begin(), plain[i].end(), plain[j].begin(), plain[j].end(), std::back_inserter(both));
        const std::size_t fewer = std::min(plain[i].size(), plain[j].size());
        INFO("seed " << seed << ", lines " << i << " and " << j);
        CHECK(alike.share(i, j) == (fewer < 4 ? -1.0F : static_cast<float>(both.size()) / static_cast<float>(fewer)));
      }
    }
  }
}

TEST_CASE("parts that come back in lines nearby are found among any others", "[rejoin]") {
  // Of lines of so few letters some are alike, and many parts have one slot.
  constexpr std::u32string_view kLetters = U"一二三四五六七八九十上下左右东西南北春夏秋冬天地人";
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    support::Random random(seed);
    std::string text;
    for (int line = 0; line < 60; ++line) {
      for (int i = 0; i < 30; ++i) text += text::encode(kLetters.substr(random.below(kLetters.size()), 1));
      text += '\n';
    }
    const Lines lines(text);
    rejoin::Alike alike(lines.document, lines.facts);
    for (std::size_t j = 1; j < lines.facts.size(); ++j) {
      for (std::size_t i = j < 2 ? 0 : j - 2; i < j; ++i) {
        const std::set<std::u32string> a = parts(text::decode_all(lines.view(i)));
        const std::set<std::u32string> b = parts(text::decode_all(lines.view(j)));
        const auto both = std::count_if(a.begin(), a.end(), [&](const auto& part) { return b.contains(part); });
        INFO("seed " << seed << ", lines " << i << " and " << j);
        CHECK(alike.share(i, j) == static_cast<float>(both) / static_cast<float>(std::min(a.size(), b.size())));
      }
    }
  }
}
