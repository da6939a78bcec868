#include "text/cut.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/vectors.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/line_ends.h"

using namespace runon;

namespace {
// What stands in front of the cut, its last 12 bytes.
std::string before(const std::string& text) {
  const std::size_t at = text::best_cut(text);
  REQUIRE(at > text.size() / 2 - 1);
  REQUIRE(at <= text.size());
  return text.substr(at - std::min<std::size_t>(at, 12), std::min<std::size_t>(at, 12));
}
const std::string kFill(60, 'a');
}  // namespace

TEST_CASE("the best place to cut is taken, and the last of its kind", "[text]") {
  // Behind an empty line where a sentence ends, though other places stand nearer to the end.
  CHECK(before(kFill + " first end.\n\nmore\n\nmore.\nmore\nmore. more more").ends_with("first end.\n\n"));
  CHECK(before(kFill + " first end.\f more\n\nmore.\nmore\nmore. more ").ends_with(" first end."));
  CHECK(before(kFill + " no end here\n\nmore.\nmore\nmore. more more mo").ends_with(" end here\n\n"));
  CHECK(before(kFill + " no end herefmore end.\nmore\nmore. more more").ends_with("fmore end.\n"));
  CHECK(before(kFill + " no end here more\nmore. more more more more").ends_with("more\n"));
  CHECK(before(kFill + " no end here more. more more more more more").ends_with("more."));
  CHECK(before(kFill + kFill + " some words").ends_with("some"));
  CHECK(before(kFill + " a.\r\n\r\nb b b b b b b b b b b b b b b b b b").ends_with("a.\r\n\r\n"));
  CHECK(before(kFill + " end.\u201D\n \t\nnext next next next next next").ends_with("\n \t\n"));
  CHECK(before(kFill + "\u4E2D\u6587\u3002\n\n\u4E2D\u6587\u4E2D\u6587\u4E2D\u6587\u4E2D\u6587").ends_with("\u3002\n\n"));
  CHECK(before(kFill + " old Mac.\rmore more more more more more").ends_with("old Mac.\r"));
}

TEST_CASE("a cut parts no character and no CR LF", "[text]") {
  for (std::size_t n = 16; n < 60; ++n) {
    std::string text;
    while (text.size() < n) text += "\u4E2D";
    text.resize(n);
    const std::size_t at = text::best_cut(text);
    CHECK(at % 3 == 0);
  }
  for (std::size_t n = 16; n < 40; ++n) {
    std::string text;
    while (text.size() < n) text += "ab\r\n";
    text.resize(n);
    const std::size_t at = text::best_cut(text);
    CHECK(!(text[at - 1] == '\r' && at < n && text[at] == '\n'));
  }
}

TEST_CASE("looking for a cut is linear, whatever the text", "[text]") {
  const std::size_t n = std::size_t{4} << 20U;
  for (const char c : {'\n', ' ', '.', '"', 'a', '\f', '\r', '\x80'}) {
    const std::size_t at = text::best_cut(std::string(n, c));
    CHECK((at >= n / 2 && at <= n));
  }
}

TEST_CASE("line ends are counted as the audit counts lines", "[text]") {
  CHECK(text::count_line_ends("a\nb\r\nc\rd\ve\u0085f\u2028g\u2029h\fi") == 7);
  CHECK(text::count_line_ends("") == 0);
}

TEST_CASE("line ends are counted 64 bytes at once as one by one, at either width", "[text]") {
  support::Random random(64);
  const std::vector<std::string> pieces = {
      "a",
      "\n",
      "\r",
      "\r\n",
      "\v",
      "\f",
      "\u0085",
      "\u2028",
      "\u2029",
      "\u201c",
      "\u00c5",
      "\u4f1a",
      "a line without an end that is longer than what one block of bytes holds, and some more"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t n = random.below(60); n > 0; --n) text += random.pick(pieces);
    std::size_t lines = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = text::line_end(text, at);
      if (length > 0) ++lines;
      at += std::max<std::size_t>(length, 1);
    }
    REQUIRE(text::count_line_ends(text, false) == lines);
    if (base::wide_vectors()) REQUIRE(text::count_line_ends(text, true) == lines);
  }
}
