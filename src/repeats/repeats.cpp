#include "repeats/repeats.h"

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "repeats/fingerprint.h"
#include "repeats/rules.h"
#include "repeats/sieve.h"
#include "text/utf8.h"

namespace runon::repeats {

static_assert(flow::Stage<Repeats>);

namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

// A block goes with the line end that parts it from the one before; the first one, from the one behind.
void drop(const flow::Document& document, const flow::Block& block, bool first, const flow::Rule& rule,
          std::shared_ptr<const flow::Copy> copy, flow::Edits& edits) {
  const bool parted = !first && block.begin > 0 && document.text[block.begin - 1] == '\n';
  const bool parts = first && block.end < document.text.size() && document.text[block.end] == '\n';
  edits.add(block.begin - (parted ? 1 : 0), block.end + (parts ? 1 : 0), {}, rule, std::move(copy));
}

const flow::Rule* rule_for(const Again& again, const flow::RuleSwitches& switches) {
  for (const Row& row : table())
    if (switches.on(row.head) && row.drops(again)) return &row.head;
  return nullptr;
}

// The fingerprints of those blocks whose keys another one may have, and which a rule may drop; all others keep one without
// letters. Empty where there is no such block.
std::vector<Fingerprint> prints_of_doubtful(const flow::Document& document, const Options& options) {
  Sieve sieve(document.blocks.size(), fewest_letters(options, true));
  for (const flow::Block& block : document.blocks) sieve.add(document.view(block));
  std::vector<Fingerprint> prints;
  std::string key;
  for (const std::size_t i : sieve.doubtful()) {
    prints.resize(document.blocks.size());
    prints[i] = fingerprint(document.view(document.blocks[i]), key);
  }
  return prints;
}

// For each block, the one that it repeats; kNowhere for those that stay whatever a rule says.
std::vector<std::size_t> originals(const flow::Document& document, const std::vector<Fingerprint>& prints,
                                   const Options& options) {
  std::vector<std::size_t> repeats(document.blocks.size(), kNowhere);
  const auto counts = [&](std::size_t i) {
    const flow::Block& block = document.blocks[i];
    return !exempt(block.kind, options) && prints[i].letters > 0 && !block.dropped;
  };
  std::vector<std::size_t> order;
  order.reserve(document.blocks.size());
  for (std::size_t i = 0; i < document.blocks.size(); ++i)
    if (counts(i)) order.push_back(i);
  if (options.keep == Keep::longest) {
    std::vector<std::size_t> length(document.blocks.size());
    for (const std::size_t i : order) length[i] = text::count(document.view(document.blocks[i]));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return length[a] > length[b]; });
  }
  struct Stays {
    std::size_t block;
    std::size_t copies;
  };
  std::unordered_map<base::Hash128, Stays> seen;
  seen.reserve(order.size());
  for (const std::size_t i : order) {
    Stays& stays = seen.emplace(prints[i].hash, Stays{i, 0}).first->second;
    if (stays.copies < options.max_copies) ++stays.copies;
    else repeats[i] = stays.block;
  }
  return repeats;
}

// Finds out, of texts that follow each other, whether one of them says what another does and is long enough to go.
class Repeated {
 public:
  explicit Repeated(const Options& options) : options_(options) {}

  // Requires: `place` grows from call to call; neighbours follow each other.
  bool add(const Fingerprint& print, std::size_t place) {
    const auto [found, fresh] = last_.try_emplace(print.hash, place);
    if (fresh) return false;
    const bool neighbours = found->second + 1 == place;
    found->second = place;
    return print.letters > 0 && print.letters >= fewest_letters(options_, neighbours);
  }

 private:
  const Options& options_;
  std::unordered_map<base::Hash128, std::size_t> last_;  // where this fingerprint stood
};

// What may_drop_lines() says of the blocks that stay, each a line of its own. `prints`: of the doubtful ones.
bool may_drop_blocks(const flow::Document& document, const std::vector<Fingerprint>& prints, const Options& options) {
  Repeated repeated(options);
  std::size_t place = 0;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (document.blocks[i].begin == document.blocks[i].end) continue;
    if (prints[i].letters > 0 && repeated.add(prints[i], place)) return true;
    ++place;
  }
  return false;
}

bool side(const flow::Block& block) { return block.kind == flow::Kind::furniture || block.kind == flow::Kind::jump; }

}  // namespace

Repeats::Repeats(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Repeats::operator()(flow::Document& document, flow::Scratch& scratch) const {
  document.apart = true;
  if (options_.scope == Scope::off || options_.unit != UnitKind::block || document.blocks.size() < 2) return base::Done{};
  const std::vector<Fingerprint> prints = prints_of_doubtful(document, options_);
  if (prints.empty()) return base::Done{};
  const std::vector<std::size_t> repeats = originals(document, prints, options_);
  scratch.edits.clear();
  std::vector<std::size_t> gone;
  std::size_t previous = kNowhere;
  bool stands = false;  // some block before this one stays
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const flow::Block& block = document.blocks[i];
    const flow::Rule* rule = nullptr;
    if (const std::size_t original = repeats[i]; original != kNowhere) {
      // The longest copy may stand behind the one that goes.
      std::size_t next = i + 1;
      while (next < document.blocks.size() && side(document.blocks[next])) ++next;
      const std::size_t neighbour = original > i && original == next ? next : previous;
      rule = rule_for({document, prints, i, neighbour, options_}, switches_);
      if (rule != nullptr) {
        const flow::Block& stays = document.blocks[original];
        drop(document, block, !stands, *rule,
             std::make_shared<const flow::Copy>(flow::Copy{document.id, document.record ? document.record->name : std::string(),
                                                           stays.first_line, stays.last_line, true, 1}),
             scratch.edits);
        gone.push_back(i);
      }
    }
    stands = stands || (rule == nullptr && block.begin < block.end);
    if (!side(block)) previous = i;
  }
  document.apply(scratch.edits);
  for (const std::size_t i : gone) document.blocks[i].dropped = true;
  document.apart = !may_drop_blocks(document, prints, options_);
  return base::Done{};
}

bool Repeats::may_drop_lines(const flow::Document& document) const {
  if (options_.scope == Scope::off || options_.unit != UnitKind::block) return false;
  Sieve sieve(document.lines.size(), fewest_letters(options_, true));
  for (const flow::Line& line : document.lines) sieve.add(document.view(line));
  Repeated repeated(options_);
  std::string key;
  for (const std::size_t i : sieve.doubtful())
    if (repeated.add(fingerprint(document.view(document.lines[i]), key), i)) return true;
  return false;
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = [] {
    std::vector<const flow::Rule*> heads = flow::heads(table());
    heads.insert(heads.end(), {&document_rule(), &line_rule(), &near_paragraph_rule(), &near_document_rule(), &near_line_rule(),
                               &fragment_rule()});
    return heads;
  }();
  return all;
}

}  // namespace runon::repeats
