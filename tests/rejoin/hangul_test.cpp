#include "rejoin/hangul.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/random.h"
#include "text/utf8.h"

using namespace runon;
using rejoin::HangulSeam;

namespace {

bool syllable(char32_t c) { return c >= U'\uAC00' && c <= U'\uD7A3'; }

// What HangulSpaces learns and says, by a list of whole seams that is asked over and over.
class PlainSpaces {
 public:
  void count(const std::string& line) {
    std::u32string kinds = text::decode_all(line);
    for (char32_t& c : kinds) c = syllable(c) || c == U' ' ? c : U'.';
    kinds = U"." + kinds + U"...";
    for (std::size_t i = 1; i + 3 < kinds.size(); ++i) {
      const std::size_t gap = kinds[i + 1] == U' ' ? 1 : 0;
      if (syllable(kinds[i]) && syllable(kinds[i + 1 + gap]))
        seams_.push_back({{kinds[i - 1], kinds[i], kinds[i + 1 + gap], kinds[i + 2 + gap]}, gap == 1});
    }
  }

  double odds(const HangulSeam& seam) const {
    const double at_large = rejoin::spaced_in_korean(seam);
    const double p = 1 / (1 + std::exp(-std::max(-8.0, std::min(8.0, at_large))));
    const auto share = [&](const auto& like) {
      double spaced = 0;
      double all = 0;
      for (const auto& [each, gap] : seams_) {
        if (!like(each)) continue;
        all += 1;
        spaced += gap ? 1 : 0;
      }
      return std::pair(spaced, all);
    };
    const auto logit = [](double q) { return std::log(q / (1 - q)); };
    const auto ends = share([&](const HangulSeam& s) { return s.before == seam.before && s.last == seam.last; });
    const auto begins = share([&](const HangulSeam& s) { return s.first == seam.first && s.after == seam.after; });
    const auto pairs = share([&](const HangulSeam& s) { return s.last == seam.last && s.first == seam.first; });
    double out = at_large;
    for (const auto& [spaced, all] : {ends, begins}) out += 0.7 * (logit((spaced + 4 * p) / (all + 4)) - logit(p));
    return out + 0.5 * std::log((pairs.first + 0.4) / (pairs.second - pairs.first + 0.4));
  }

 private:
  std::vector<std::pair<HangulSeam, bool>> seams_;
};

}  // namespace

TEST_CASE("the words of Korean at large tell where a space stands", "[rejoin]") {
  // Nothing of the document is known here.
  const auto spaced = [](const char* a, const char* b) { return rejoin::spaced_in_korean(rejoin::hangul_seam(a, b)) > 0; };
  CHECK(spaced("회의를", "열었다"));
  CHECK(spaced("우리는 학교에", "갔습니다"));
  CHECK(spaced("이 문서의", "내용을"));
  CHECK_FALSE(spaced("회의를 열었습니", "다"));
  CHECK_FALSE(spaced("프로그", "램을 설치합니다"));
  CHECK_FALSE(spaced("사용하", "는 방법"));
}

TEST_CASE("what stands around a Hangul seam is a syllable, white space or something else", "[rejoin]") {
  const HangulSeam seam = rejoin::hangul_seam("나는 밥", "을 먹다");
  CHECK(seam.before == U' ');
  CHECK(seam.last == U'밥');
  CHECK(seam.first == U'을');
  CHECK(seam.after == U' ');
  const HangulSeam edge = rejoin::hangul_seam("(밥", "을");
  CHECK(edge.before == U'.');
  CHECK(edge.after == U'.');
  CHECK(rejoin::hangul_seam("밥", "을").before == U'.');
}

TEST_CASE("a document's own habit outweighs Korean at large", "[rejoin]") {
  const HangulSeam seam = rejoin::hangul_seam("쓰는 것", "같다");
  rejoin::HangulSpaces apart;
  rejoin::HangulSpaces together;
  for (int i = 0; i < 5; ++i) {
    apart.count("좋은 것 같다");
    together.count("좋은 것같다");
  }
  CHECK(apart.odds(seam) > 0);
  CHECK(together.odds(seam) < 0);
}

TEST_CASE("spaces in Hangul are learnt as a plain count of seams has it", "[rejoin]") {
  support::Random random(20);
  static const std::vector<std::string> kParts = {"가", "나", "다", "을", "는", "한", " ", "  ", "a", ".", "日", "1", "\t"};
  for (int round = 0; round < 60; ++round) {
    rejoin::HangulSpaces spaces;
    PlainSpaces plain;
    std::string line;
    for (std::size_t lines = random.between(0, 12); lines > 0; --lines) {
      line.clear();
      for (std::size_t n = random.between(0, 30); n > 0; --n) line += random.pick(kParts);
      spaces.count(line);
      std::replace(line.begin(), line.end(), '\t', ' ');
      plain.count(line);
    }
    for (int i = 0; i < 20; ++i) {
      const HangulSeam seam{U"가나. "[random.below(4)], U"가나다"[random.below(3)], U"을는한"[random.below(3)],
                            U"가나. "[random.below(4)]};
      REQUIRE(std::fabs(spaces.odds(seam) - plain.odds(seam)) < 1e-9);
    }
  }
}
