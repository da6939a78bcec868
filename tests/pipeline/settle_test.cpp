#include "pipeline/settle.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "support/random.h"

using namespace runon;

namespace {

struct Made {
  flow::Document document;  // a line each of what stays and of what was dropped
  flow::Document again;     // what stayed, some of it put together
};

flow::Block block_of(std::uint32_t first, std::uint32_t last, bool dropped) {
  flow::Block block;
  block.first_line = first;
  block.last_line = last;
  block.dropped = dropped;
  return block;
}

Made make(support::Random& random, std::uint32_t lines) {
  Made made{flow::Document::of("d", ""), flow::Document::of("d", "")};
  std::uint32_t stay = 0;
  for (std::uint32_t line = 1; line <= lines; ++line) {
    const bool dropped = random.one_in(2);
    made.document.blocks.push_back(block_of(line, line, dropped));
    if (!dropped) ++stay;
  }
  for (std::uint32_t first = 1; first <= stay;) {
    const std::uint32_t last = std::min(stay, first + static_cast<std::uint32_t>(random.below(3)));
    made.again.blocks.push_back(block_of(first, last, random.one_in(5)));
    first = last + 1;
  }
  return made;
}

}  // namespace

TEST_CASE("what was dropped stays listed, but for what a block closed over", "[pipeline]") {
  support::Random random(11);
  for (int round = 0; round < 400; ++round) {
    Made made = make(random, 1 + static_cast<std::uint32_t>(random.below(40)));
    std::vector<flow::Block> listed;
    for (const flow::Block& block : made.document.blocks)
      if (block.dropped) listed.push_back(block);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;
    std::vector<std::uint32_t> sources;
    for (const flow::Block& block : made.document.blocks)
      if (!block.dropped) sources.push_back(block.first_line);
    std::size_t more = 0;
    for (const flow::Block& block : made.again.blocks)
      if (block.dropped) ++more;
      else kept.emplace_back(sources[block.first_line - 1], sources[block.last_line - 1]);

    pipeline::adopt(made.document, made.again);

    std::vector<std::uint32_t> expected;  // asked of each block by itself
    for (const flow::Block& block : listed)
      if (std::none_of(kept.begin(), kept.end(),
                       [&](const auto& one) { return one.first < block.first_line && block.last_line < one.second; }))
        expected.push_back(block.first_line);
    const auto found = [&](std::uint32_t line) {
      return std::any_of(made.document.blocks.begin(), made.document.blocks.end(),
                         [&](const flow::Block& block) { return block.dropped && block.first_line == line; });
    };
    CHECK(std::all_of(expected.begin(), expected.end(), found));
    CHECK(made.document.blocks.size() == expected.size() + kept.size() + more);
    CHECK(std::is_sorted(made.document.blocks.begin(), made.document.blocks.end(),
                         [](const flow::Block& a, const flow::Block& b) { return a.first_line < b.first_line; }));
  }
}
