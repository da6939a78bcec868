#include "flow/edit.h"

#include "flow/edit_walk.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "reference/traced.h"
#include "support/catch.h"
#include "support/random.h"

using namespace runon;
using flow::Edit;
using flow::Edits;

namespace {

constexpr flow::Rule kRules[] = {
    {"test", "one", "", "", ""},
    {"test", "two", "", "", ""},
    {"test", "three", "", "", ""},
    {"test", "four", "", "", ""},
};

// Ordered, disjoint edits over a text of `size` bytes; small gaps, so that touching edits, deletions
// beside insertions, and overlaps with the next list are frequent.
Edits random_edits(support::Random& random, std::size_t size, const flow::Rule& rule) {
  Edits edits;
  std::size_t at = random.below(4);
  while (at <= size) {
    const std::size_t end = std::min(size, at + random.below(5));
    const std::string after = random.word("XYZ", random.below(4));
    if (end > at || !after.empty()) edits.add(at, end, after, rule);
    if (end == size) break;
    at = end + random.below(6);
  }
  return edits;
}

struct Rounds {
  std::string base;
  std::string text;
  Edits edits;
  std::vector<Edits> lists;
  reference::Traced twin;
};

Rounds random_rounds(std::uint64_t seed) {
  support::Random random(seed);
  const std::string base = random.word("abcdefgh", random.below(40));
  Rounds made{base, base, {}, {}, reference::Traced(base)};
  const std::size_t rounds = random.between(1, 4);
  for (std::size_t i = 0; i < rounds; ++i) {
    Edits later = random_edits(random, made.text.size(), kRules[i]);
    made.twin.apply(later);
    made.edits.compose(later, made.text);
    std::string in_place = made.text;
    flow::carry_out(in_place, later);
    made.text = flow::replay(made.text, later);
    REQUIRE(in_place == made.text);
    made.lists.push_back(std::move(later));
  }
  return made;
}

constexpr std::uint64_t kSeeds = 20'000;

}  // namespace

TEST_CASE("composed edits give the same text as the lists one after the other", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Rounds made = random_rounds(seed);
    INFO("seed " << seed);
    REQUIRE(made.text == made.twin.text());
    REQUIRE(flow::replay(made.base, made.edits) == made.text);
  }
}

TEST_CASE("edits can be undone", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Rounds made = random_rounds(seed);
    INFO("seed " << seed);
    REQUIRE(reference::undo(made.text, made.edits, made.base) == made.base);
  }
}

TEST_CASE("composed edits are ordered, disjoint and inside the base", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Rounds made = random_rounds(seed);
    INFO("seed " << seed);
    std::size_t at = 0;
    for (const Edit& edit : made.edits) {
      REQUIRE(edit.begin >= at);
      REQUIRE(edit.end >= edit.begin);
      REQUIRE(edit.end <= made.base.size());
      at = edit.end;
    }
  }
}

TEST_CASE("what no edit covers is the very byte of the base", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Rounds made = random_rounds(seed);
    INFO("seed " << seed);
    std::size_t base_at = 0;
    std::size_t text_at = 0;
    const auto plain_until = [&](std::size_t end) {
      for (; base_at < end; ++base_at, ++text_at) REQUIRE(made.twin.origin(text_at) == base_at);
    };
    for (const Edit& edit : made.edits) {
      plain_until(edit.begin);
      base_at = edit.end;
      text_at += edit.after.size();
    }
    plain_until(made.base.size());
    REQUIRE(text_at == made.twin.size());
  }
}

TEST_CASE("every rule that edited is named by an edit of the result", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Rounds made = random_rounds(seed);
    INFO("seed " << seed);
    std::size_t given = 0;
    for (const Edits& list : made.lists) given += list.size();
    std::size_t named = 0;
    std::set<const flow::Rule*> rules;
    for (const Edit& edit : made.edits) {
      REQUIRE(edit.rule != nullptr);
      rules.insert(edit.rule);
      rules.insert(edit.with.begin(), edit.with.end());
      named += 1 + edit.with.size();
    }
    REQUIRE(named == given);
    for (std::size_t i = 0; i < made.lists.size(); ++i) REQUIRE(rules.count(&kRules[i]) == (made.lists[i].empty() ? 0U : 1U));
  }
}

TEST_CASE("an edit over earlier ones remembers their rules in order", "[flow]") {
  Edits first;
  first.add(1, 2, "X", kRules[0]);
  first.add(3, 4, "", kRules[0]);
  const std::string middle = flow::replay("abcdef", first);  // aXcef
  REQUIRE(middle == "aXcef");
  Edits second;
  second.add(1, 4, "Q", kRules[1]);
  first.compose(second, middle);
  REQUIRE(first.size() == 1);
  CHECK(first[0].begin == 1);
  CHECK(first[0].end == 5);
  CHECK(first[0].after == "Q");
  CHECK(first[0].rule == &kRules[1]);
  CHECK(first[0].with == std::vector<const flow::Rule*>{&kRules[0], &kRules[0]});
}

TEST_CASE("edits that only touch stay apart", "[flow]") {
  Edits first;
  first.add(2, 4, "", kRules[0]);
  Edits second;
  second.add(2, 2, "I", kRules[1]);
  first.compose(second, "abef");
  REQUIRE(first.size() == 2);
  CHECK(first[0].rule == &kRules[0]);
  CHECK(first[1].begin == 4);
  CHECK(first[1].end == 4);
  CHECK(flow::replay("abcdef", first) == "abIef");
}

namespace {

// All pairs of a text position and a base position that mean the same edge between bytes.
struct Edges {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;  // text, base

  Edges(const Edits& edits, std::size_t base_size) {
    std::size_t base_at = 0;
    std::size_t text_at = 0;
    const auto plain_until = [&](std::size_t end) {
      for (; base_at < end; ++base_at, ++text_at) pairs.emplace_back(text_at, base_at);
      pairs.emplace_back(text_at, base_at);
    };
    for (const Edit& edit : edits) {
      plain_until(edit.begin);
      base_at = edit.end;
      text_at += edit.after.size();
      pairs.emplace_back(text_at, base_at);
    }
    plain_until(base_size);
  }
};

}  // namespace

TEST_CASE("BackMap agrees with a table of all edges", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Rounds made = random_rounds(seed);
    INFO("seed " << seed);
    const Edges edges(made.edits, made.base.size());
    flow::BackMap begins(made.edits);
    flow::BackMap ends(made.edits);
    std::size_t begin_before = 0;
    std::size_t end_before = 0;
    for (std::size_t at = 0; at <= made.text.size(); ++at) {
      std::size_t lowest = reference::kNowhere;
      std::size_t highest = 0;
      std::size_t below = 0;                    // base edge of the nearest known text position before
      std::size_t above = reference::kNowhere;  // and behind
      for (const auto& [text, base] : edges.pairs) {
        if (text == at) {
          lowest = std::min(lowest, base);
          highest = std::max(highest, base);
        }
        if (text < at) below = std::max(below, base);
        if (text > at) above = std::min(above, base);
      }
      const bool inside = lowest == reference::kNowhere;
      const std::size_t begin = begins.to_begin(at);
      const std::size_t end = ends.to_end(at);
      REQUIRE(begin == (inside ? below : highest));
      REQUIRE(end == (inside ? above : lowest));
      REQUIRE(begin >= begin_before);
      REQUIRE(end >= end_before);
      begin_before = begin;
      end_before = end;
    }
  }
}

TEST_CASE("ForwardMap shrinks a span to what is left of it", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    support::Random random(seed);
    const std::string base = random.word("abcdefgh", random.between(1, 30));
    const Edits edits = random_edits(random, base.size(), kRules[0]);
    reference::Traced twin(base);
    twin.apply(edits);
    INFO("seed " << seed);
    for (std::size_t begin = 0; begin <= base.size(); ++begin) {
      for (std::size_t end = begin; end <= base.size(); ++end) {
        flow::ForwardMap map(edits);
        const std::size_t from = map.begin_of(begin);
        const std::size_t to = std::max(from, map.end_of(end));
        REQUIRE(to <= twin.size());
        // Every byte of the base span that is still there stands inside, every other one outside.
        for (std::size_t at = 0; at < twin.size(); ++at) {
          const std::size_t origin = twin.origin(at);
          if (origin == reference::kNowhere) continue;
          REQUIRE((origin >= begin && origin < end) == (at >= from && at < to));
        }
      }
    }
  }
}

TEST_CASE("ForwardMap never goes back", "[flow]") {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    support::Random random(seed);
    const std::string base = random.word("abcdefgh", random.below(30));
    const Edits edits = random_edits(random, base.size(), kRules[0]);
    INFO("seed " << seed);
    flow::ForwardMap begins(edits);
    flow::ForwardMap ends(edits);
    std::size_t begin_before = 0;
    std::size_t end_before = 0;
    for (std::size_t at = 0; at <= base.size(); ++at) {
      const std::size_t begin = begins.begin_of(at);
      const std::size_t end = ends.end_of(at);
      REQUIRE(begin >= begin_before);
      REQUIRE(end >= end_before);
      begin_before = begin;
      end_before = end;
    }
  }
}
