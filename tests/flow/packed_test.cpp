#include "flow/packed.h"

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "flow/edit_walk.h"
#include "support/catch.h"
#include "support/random.h"

using namespace runon;
using support::Random;

namespace {

constexpr flow::Rule kPackedRules[] = {
    {"test", "a", "", "", "", true}, {"test", "b", "", "", "", true}, {"test", "c", "", "", "", true}};

// Mostly small, at times as large as may be.
std::size_t number(Random& random) {
  const std::size_t most[] = {1, 3, 200, 100000, std::size_t{1} << 40U};
  return random.below(random.pick(most));
}

std::shared_ptr<const flow::Copy> some_copy(Random& random) {
  const std::string names[] = {"", "one", "two:7"};
  flow::Copy copy;
  copy.doc = random.pick(names);
  copy.record = random.pick(names);
  copy.first_line = static_cast<std::uint32_t>(random.below(0xFFFFFFFF));
  copy.last_line = static_cast<std::uint32_t>(random.below(0xFFFFFFFF));
  copy.exact = random.one_in(2);
  copy.similarity = 1.0 / static_cast<double>(random.between(1, 9));
  return std::make_shared<const flow::Copy>(copy);
}

flow::Edits some_edits(Random& random, std::size_t count) {
  flow::Edits edits;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    flow::Edit edit;
    edit.begin = at + number(random);
    at = edit.end = edit.begin + number(random);
    const std::size_t after = random.one_in(50) ? random.below(700000) : random.below(4);
    edit.after.assign(after, static_cast<char>(random.below(256)));
    edit.rule = &random.pick(kPackedRules);
    for (std::size_t n = random.one_in(3) ? random.below(300) : 0; n > 0; --n) edit.with.push_back(&random.pick(kPackedRules));
    if (random.one_in(4)) edit.copy = some_copy(random);
    edits.append(std::move(edit));
  }
  return edits;
}

bool same(const flow::Edit& a, const flow::Edit& b) {
  if (std::tie(a.begin, a.end, a.after, a.rule, a.with) != std::tie(b.begin, b.end, b.after, b.rule, b.with)) return false;
  if (!a.copy || !b.copy) return !a.copy && !b.copy;
  const flow::Copy& x = *a.copy;
  const flow::Copy& y = *b.copy;
  return std::tie(x.doc, x.record, x.first_line, x.last_line, x.exact, x.similarity) ==
         std::tie(y.doc, y.record, y.first_line, y.last_line, y.exact, y.similarity);
}

}  // namespace

TEST_CASE("packed edits are the edits that were packed", "[flow]") {
  Random random(11);
  for (int turn = 0; turn < 40; ++turn) {
    const flow::Edits edits = some_edits(random, random.below(400));
    flow::PackedEdits packed;
    for (const flow::Edit& edit : edits) packed.add(edit);
    flow::PackedEdits::Reader reader(packed);
    bool all_same = true;
    for (const flow::Edit& edit : edits) {
      const flow::Edit* read = reader.next();
      REQUIRE(read != nullptr);
      all_same = all_same && same(edit, *read);
    }
    CHECK(all_same);
    CHECK(reader.next() == nullptr);
    CHECK(reader.next() == nullptr);
  }
}

TEST_CASE("packed blocks are the blocks that were packed, in any order of lines and places", "[flow]") {
  Random random(12);
  for (int turn = 0; turn < 40; ++turn) {
    std::vector<flow::Block> blocks(random.below(100000) + 1);
    flow::Block last;
    for (flow::Block& block : blocks) {
      const bool usual = !random.one_in(5);
      block.begin = usual ? last.end + 1 : number(random);
      block.end = block.begin + number(random);
      block.first_line = usual ? last.last_line + 1 : static_cast<std::uint32_t>(number(random));
      block.last_line = random.one_in(5) ? static_cast<std::uint32_t>(number(random)) : block.first_line;
      block.kind = static_cast<flow::Kind>(random.below(std::size(flow::kKindNames)));
      block.dropped = random.one_in(9);
      last = block;
    }
    flow::PackedBlocks packed;
    for (const flow::Block& block : blocks) packed.add(block);
    flow::PackedBlocks::Reader reader(packed);
    bool all_same = true;
    for (const flow::Block& a : blocks) {
      const flow::Block* b = reader.next();
      REQUIRE(b != nullptr);
      all_same = all_same && std::tie(a.begin, a.end, a.first_line, a.last_line, a.kind, a.dropped) ==
                                 std::tie(b->begin, b->end, b->first_line, b->last_line, b->kind, b->dropped);
    }
    CHECK(all_same);
    CHECK(reader.next() == nullptr);
  }
}
