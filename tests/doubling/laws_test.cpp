// What holds for every document, whatever the rules think of it.
#include <chrono>
#include <string>
#include <vector>

#include "doubling/doubling.h"
#include "support/catch.h"
#include "support/random.h"
#include "support/sanitized.h"

using namespace runon;

namespace {

flow::Document undouble(std::string text) {
  flow::Document document = flow::Document::of("test", std::move(text));
  document.split_lines();
  flow::Scratch scratch;
  REQUIRE(doubling::Doubling()(document, scratch));
  return document;
}

std::string random_document(support::Random& random) {
  static const std::vector<std::string> kPieces = {"甲", "乙丙", "通渭县政协", "界别委员活动", "ab",   "Council", " opens",
                                                   "，", "。",   " ",          "  ",           "2024", "\u202B"};
  std::string text;
  std::vector<std::string> lines;
  for (std::size_t l = random.below(14); l > 0; --l) {
    std::string line;
    for (std::size_t i = random.below(5); i > 0; --i) {
      std::string piece = random.pick(kPieces);
      piece += random.pick(kPieces);
      for (std::size_t j = random.one_in(3) ? random.between(2, 5) : 1; j > 0; --j) line += piece;
    }
    if (random.one_in(4)) line += std::string(line);
    if (!lines.empty() && random.one_in(3)) line = random.pick(lines);
    lines.push_back(line);
    text += line;
    text += (random.one_in(20) ? "\n\f" : random.one_in(4) ? "\n\n" : "\n");
  }
  return text;
}

}  // namespace

TEST_CASE("edits lead from the input to the undoubled text, and a second pass finds nothing", "[doubling]") {
  support::Random random(5);
  std::size_t changed = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_document(random);
    CAPTURE(text);
    const flow::Document document = undouble(text);
    REQUIRE(document.base == text);
    REQUIRE(flow::replay(document.base, document.edits) == document.text);
    REQUIRE(document.text.size() <= text.size());
    if (!document.edits.empty()) ++changed;
    for (const flow::Edit& edit : document.edits) REQUIRE(edit.after.size() < edit.end - edit.begin);
    REQUIRE(undouble(document.text).text == document.text);
  }
  CHECK(changed > 3000);
}

TEST_CASE("lines keep their number and order; only marked ones are empty", "[doubling]") {
  support::Random random(6);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = random_document(random);
    flow::Document before = flow::Document::of("test", text);
    before.split_lines();
    const flow::Document after = undouble(text);
    REQUIRE(after.lines.size() == before.lines.size());
    for (std::size_t i = 0; i < after.lines.size(); ++i) {
      REQUIRE(after.lines[i].number == before.lines[i].number);
      REQUIRE(after.lines[i].dropped == (after.lines[i].mark == flow::Mark::repeat));
      if (after.lines[i].dropped) REQUIRE(after.view(after.lines[i]).empty());
      if (after.view(after.lines[i]).empty() && !after.lines[i].dropped) REQUIRE(before.view(before.lines[i]).empty());
    }
  }
}

TEST_CASE("ten megabytes of periodic text take linear time", "[doubling]") {
  // A tenth where sanitizers watch each step: there it would be two minutes, and the time says nothing of the program's.
  constexpr std::size_t kBytes = support::kSanitized ? 1'000'000 : 10'000'000;
  const auto repeated = [](const std::string& piece) {
    std::string out;
    out.reserve(kBytes + piece.size());
    while (out.size() < kBytes) out += piece;
    return out;
  };
  std::string fibonacci = "ab";
  for (std::string shorter = "a"; fibonacci.size() < kBytes;) {
    std::string longer = fibonacci;
    longer += shorter;
    shorter.swap(fibonacci);
    fibonacci.swap(longer);
  }
  const std::string half = repeated("甲乙").substr(0, kBytes / 12 * 6);
  const std::vector<std::pair<std::string, std::string>> inputs = {
      {"one letter", repeated("a")},
      {"one ideograph", repeated("甲")},
      {"two letters", repeated("ab")},
      {"a letter and spaces", repeated("a     ")},
      {"spaces", repeated(" ")},
      {"all but the last letter", repeated("ab") + "c"},
      {"all but the first letter", std::string("c").append(repeated("ab"))},
      {"two halves that differ in their middle", half + "丙" + half},
      {"a Fibonacci word", fibonacci},
      {"lines of one letter", repeated("a\n")},
      {"equal lines", repeated("通渭县政协开展活动\n")},
      {"equal lines far apart", repeated("通渭县政协开展活动\n\n\n\n\n")},
      {"pairs of equal lines", repeated("通渭县政协开展活动\n通渭县政协开展活动\n本报讯，今日开展。\n")},
      {"short periodic lines", repeated(std::string(100, 'a') + std::string(100, 'b') + "\n")},
      {"lines parted into runs", repeated("aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzzaabbccddeeffgghhiijjkkllmmnn\n")},
      {"blank lines", repeated("\n")},
      {"words twice", repeated("how how are are ")},
  };
  for (const auto& [name, text] : inputs) {
    CAPTURE(name);
    flow::Document document = flow::Document::of("test", text);
    document.split_lines();
    flow::Scratch scratch;
    const auto start = std::chrono::steady_clock::now();
    REQUIRE(doubling::Doubling()(document, scratch));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    REQUIRE(flow::replay(document.base, document.edits) == document.text);
    // 0.02 to 1.5 seconds of one core each; quadratic time would be hours.
    CHECK(took.count() < 60);
  }
}
