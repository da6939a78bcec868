#include "rejoin/alike.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/generate.h"
#include "support/lines.h"
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
    for (std::size_t i = 0; i + 1 < plain.size(); ++i) {
      std::vector<std::u32string> both;
      std::set_intersection(plain[i].begin(), plain[i].end(), plain[i + 1].begin(), plain[i + 1].end(), std::back_inserter(both));
      const std::size_t fewer = std::min(plain[i].size(), plain[i + 1].size());
      INFO("seed " << seed << ", lines " << i << " and the next one");
      CHECK(alike.share(i, i + 1) == (fewer < 4 ? -1.0F : static_cast<float>(both.size()) / static_cast<float>(fewer)));
    }
  }
}
