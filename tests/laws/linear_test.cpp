// The cost of cleaning is linear in the input, whatever it looks like.

#include <algorithm>
#include <ctime>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "flow/document.h"
#include "pipeline/clean.h"
#include "support/catch.h"
#include "support/generate.h"
#include "support/random.h"

using namespace runon;

namespace {

std::string times(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += text;
  return out;
}

// About so many bytes of each sort of text that makes careless loops quadratic.
using Shape = std::function<std::string(std::size_t)>;

const std::vector<std::pair<std::string, Shape>>& shapes() {
  static const std::vector<std::pair<std::string, Shape>> all = {
      {"one line of Chinese", [](std::size_t n) { return times("河水流过小路，", n); }},
      {"one line of one letter", [](std::size_t n) { return std::string(n, 'a'); }},
      {"one line of two letters", [](std::size_t n) { return times("ab", n); }},
      {"one line of spaces", [](std::size_t n) { return times(" ", n) + "b"; }},
      {"one line of letter-spaced Chinese", [](std::size_t n) { return times("河 水 流 过 ", n); }},
      {"one line of doubled letters", [](std::size_t n) { return times("河河水水流流过过", n); }},
      {"one line of open brackets", [](std::size_t n) { return times("（", n); }},
      {"one line of quotes", [](std::size_t n) { return times("“", n); }},
      {"one line of hyphens", [](std::size_t n) { return std::string(n, '-'); }},
      {"one line of combining marks", [](std::size_t n) { return times("\u0301", n); }},
      {"one line of bytes that are not UTF-8", [](std::size_t n) { return std::string(n, '\xFF'); }},
      {"one line of NUL", [](std::size_t n) { return std::string(n, '\0'); }},
      {"blank lines", [](std::size_t n) { return std::string(n, '\n'); }},
      {"form feeds", [](std::size_t n) { return std::string(n, '\f'); }},
      {"CR", [](std::size_t n) { return std::string(n, '\r'); }},
      {"one character a line", [](std::size_t n) { return times("河\n", n); }},
      {"equal lines", [](std::size_t n) { return times("河水流过小路，在桥下拐弯。\n", n); }},
      {"two lines in turn", [](std::size_t n) { return times("河水流过小路，在桥下拐弯。\n那里有一盏灯。\n", n); }},
      {"equal pages", [](std::size_t n) { return times("Running head\nSome line of text here\n12\n\f", n); }},
      {"hyphenated lines", [](std::size_t n) { return times("a won-\nderful mor-\n", n); }},
      {"open quotes at line ends", [](std::size_t n) { return times("他说“河水\n", n); }},
      {"numbered lines",
       [](std::size_t n) {
         std::string out;
         for (std::size_t i = 0; out.size() < n; ++i) out += std::to_string(i) + "\n";
         return out;
       }},
      {"one line of one word, doubled at its end", [](std::size_t n) { return times("a ", n) + "b a a"; }},
      {"right-to-left text and spaces behind it", [](std::size_t n) { return "سلام" + std::string(n, ' '); }},
      {"wide and narrow columns in turn",
       [](std::size_t n) {
         std::string out;
         while (out.size() < n)
           out += times("河水流过小路，在桥下拐\n\n", 3000) + times("　　那里有一盏灯，照着安静的树林和城市，他们说\n", 6000);
         return out;
       }},
      {"all sorts of pages",
       [](std::size_t n) {
         std::string out;
         for (std::uint64_t seed = 0; out.size() < n; ++seed) out += support::document(seed);
         return out;
       }},
  };
  return all;
}

double seconds_for(const pipeline::Cleaner& cleaner, const std::string& bytes) {
  double best = 1e9;
  for (int i = 0; i < 2; ++i) {
    flow::Document document = flow::Document::of("document", bytes);
    const std::clock_t start = std::clock();
    REQUIRE(cleaner.clean(document).ok());
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

}  // namespace

TEST_CASE("four times the text takes about four times as long", "[laws]") {
  const auto cleaner = pipeline::Cleaner::create();
  constexpr std::size_t kBytes = 100'000;
  for (const auto& [name, shape] : shapes()) {
    const double once = seconds_for(cleaner.value(), shape(kBytes));
    const double fourfold = seconds_for(cleaner.value(), shape(4 * kBytes));
    INFO(name << ": " << once << " s, " << fourfold << " s");
    // A quadratic step takes 16 times as long. What is too short to be measured counts as a hundredth of a second.
    CHECK(fourfold < 9 * std::max(once, 0.01));
  }
}
