#include "support/furniture_pages.h"

#include "furniture/furniture.h"
#include "support/catch.h"
#include "support/random.h"

namespace runon::support {

namespace {

std::string latin_line(Random& random, bool ends) {
  std::string line;
  while (line.size() < 58) {
    if (!line.empty()) line.push_back(' ');
    line.append(random.word("abcdefghilmnoprstu", random.between(3, 9)));
  }
  if (ends) line.push_back('.');
  return line;
}

std::string chinese_line(Random& random, bool ends) {
  static const std::vector<std::string> kSigns = {"山", "水", "日", "月", "风", "云", "人", "民",
                                                  "天", "地", "花", "木", "石", "田", "禾", "火"};
  std::string line;
  for (int i = 0; i < 20; ++i) line.append(random.pick(kSigns));
  line.append(ends ? "。" : random.pick(kSigns));
  return line;
}

}  // namespace

flow::Document drop(std::string text, const furniture::Options& options, const flow::RuleSwitches& switches) {
  flow::Document document = flow::Document::of("test", std::move(text));
  document.split_lines();
  flow::Scratch scratch;
  REQUIRE(furniture::Furniture(options, switches)(document, scratch).ok());
  REQUIRE(flow::replay(document.base, document.edits) == document.text);
  return document;
}

std::vector<std::string> dropped(const std::string& text) {
  const flow::Document document = drop(text);
  flow::Document before = flow::Document::of("test", text);
  before.split_lines();
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < before.lines.size(); ++i)
    if (document.lines[i].dropped) lines.emplace_back(before.view(before.lines[i]));
  return lines;
}

std::string set(const Pages& pages) {
  Random random(7);
  std::string text;
  for (std::size_t page = 0; page < pages.count; ++page) {
    if (pages.form_feeds && page > 0) text.push_back('\f');
    text.append(pages.head(page));
    const bool last = page + 1 == pages.count;
    const std::size_t lines = last ? pages.lines / 3 : pages.lines;
    for (std::size_t i = 0; i < lines; ++i) {
      const bool ends = (last && i + 1 == lines) || (i + 1 < lines && random.one_in(3));
      text.append(pages.chinese ? chinese_line(random, ends) : latin_line(random, ends));
      text.push_back('\n');
    }
    text.append(pages.foot(page));
  }
  return text;
}

}  // namespace runon::support
