// What is known of lines by how they begin, beside a look at all of them.
#include "furniture/lines.h"

#include <algorithm>
#include <string>
#include <vector>

#include "flow/document.h"
#include "furniture/chains.h"
#include "furniture/shapes.h"
#include "support/catch.h"
#include "support/generate.h"
#include "support/random.h"
#include "text/properties.h"

using namespace runon;
using furniture::Lines;
using furniture::Row;

namespace {

void check(const std::string& text) {
  flow::Document document = flow::Document::of("test", text);
  document.split_lines();
  CAPTURE(text);
  const Lines lines(document);
  const Lines all(document);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < all.size(); ++i) rows.push_back(all[i]);
  const auto among = [](const std::vector<std::size_t>& some, std::size_t i) {
    return std::binary_search(some.begin(), some.end(), i);
  };
  // A letter by itself recurs for nobody.
  const auto lone = [&](std::size_t i) {
    const auto points = all.folded(rows[i]);
    return points.size() == 1 && (text::properties(points[0]).lower() || text::properties(points[0]).upper());
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool shared = false;
    bool twin = false;
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (i == j || lone(i)) continue;
      shared = shared || (rows[i].exact != 0 && (rows[i].exact == rows[j].exact || rows[i].masked == rows[j].masked));
      twin = twin || (rows[i].letters && rows[j].letters && rows[i].exact == rows[j].exact);
    }
    REQUIRE((!shared || among(lines.recurring(), i)));
    REQUIRE(lines.twin(i) == twin);
    const auto folded = all.folded(rows[i]);
    REQUIRE((furniture::roman_value(folded) == 0 || among(lines.numerals(), i)));
    for (const std::size_t characters : {8U, 48U, 100U}) REQUIRE((!lines.longer(i, characters) || folded.size() > characters));
    REQUIRE((!furniture::is_jump(all, rows[i]) || furniture::may_be_jump(lines, i)));
    const auto& opening = lines.place(i).opening;
    REQUIRE(std::equal(opening.folded().begin(), opening.folded().end(), folded.begin()));
    if (opening.whole) REQUIRE(opening.size == folded.size());
  }
}

}  // namespace

TEST_CASE("what is known of lines by how they begin is true of them", "[furniture]") {
  support::Random random(9);
  const std::vector<std::string> parts = {
      "The council ",  "the council", "12",   "3",       "第3页",  "会议",         "讨论了图书馆的问题，",
      "xiv",           "II",          " ",    "\t",      "页",     "— ",           "（下转第2版）",
      "continued on ", "page ",       "see ", "August ", "星期五", "2024年8月9日", "综合",
      "编辑：",        "ＸＩ",        "٣",    "\u00AD",  "Ё",      "a4 ",          "{x}"};
  for (int round = 0; round < 1500; ++round) {
    std::vector<std::string> lines;
    std::string text;
    for (std::size_t i = random.below(14); i > 0; --i) {
      std::string line;
      if (!lines.empty() && random.one_in(3)) line = random.pick(lines);
      else
        for (std::size_t n = random.below(random.one_in(4) ? 40 : 6); n > 0; --n) line += random.pick(parts);
      lines.push_back(line);
      if (random.one_in(4)) line += random.pick(parts);
      text += line + (random.one_in(20) ? "\f" : "\n");
    }
    check(text);
  }
}

TEST_CASE("what is known of lines is true of whole documents", "[furniture]") {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    flow::Document made = flow::Document::of("test", support::document(seed));
    std::string text;
    for (const char c : made.base) text += static_cast<unsigned char>(c) < 0x80 || c == '\n' ? c : '?';
    check(text);
  }
  for (const auto& [name, bytes] : support::seed_documents()) check(bytes);
}
