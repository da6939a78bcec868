#include "repeats/repeats.h"

#include <unordered_set>
#include <vector>

#include "repeats/fingerprint.h"
#include "repeats/rules.h"

namespace runon::repeats {

static_assert(flow::Stage<Repeats>);

namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// A block goes with the line end that parts it from the one before; it is never the first.
void drop(const flow::Document& document, const flow::Block& block, const flow::Rule& rule, flow::Edits& edits) {
  const bool parted = block.begin > 0 && document.text[block.begin - 1] == '\n';
  edits.add(block.begin - (parted ? 1 : 0), block.end, {}, rule);
}

const flow::Rule* rule_for(const Again& again, const flow::RuleSwitches& switches) {
  for (const Row& row : table())
    if (switches.on(row.head) && row.drops(again)) return &row.head;
  return nullptr;
}

}  // namespace

Repeats::Repeats(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Repeats::operator()(flow::Document& document, flow::Scratch& scratch) const {
  if (options_.scope == Scope::off || document.blocks.size() < 2) return base::Done{};
  const std::vector<Fingerprint> prints = fingerprints(document);
  std::unordered_set<base::Hash128> seen;
  seen.reserve(prints.size());
  scratch.edits.clear();
  std::vector<std::size_t> gone;
  std::size_t previous = kNowhere;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const flow::Block& block = document.blocks[i];
    const bool side = block.kind == flow::Kind::furniture || block.kind == flow::Kind::jump;
    if (!exempt(block.kind) && prints[i].letters > 0 && !block.dropped) {
      if (!seen.insert(prints[i].hash).second) {
        const flow::Rule* rule = rule_for({document, prints, i, previous, options_}, switches_);
        if (rule != nullptr) {
          drop(document, block, *rule, scratch.edits);
          gone.push_back(i);
        }
      }
    }
    if (!side) previous = i;
  }
  document.apply(scratch.edits);
  for (const std::size_t i : gone) document.blocks[i].dropped = true;
  return base::Done{};
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(table());
  return all;
}

}  // namespace runon::repeats
