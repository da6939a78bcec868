#include "furniture/chains.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "furniture/shapes.h"

namespace runon::furniture {

namespace {

using Keyed = std::vector<std::pair<std::uint64_t, std::size_t>>;  // (hash, row)

// Far enough apart to stand on different pages.
bool apart(const Lines& lines, std::size_t left, std::size_t right) {
  return lines.place(left).page != lines.place(right).page || right - left >= kShortestPage;
}

// Calls `use` with the rows of each key that has two or more, in order of the first of them. `keyed`: rows ascending.
template <class Use>
void each_group(const Keyed& keyed, const Use& use) {
  // Open addressing; a key is a good hash of itself. Groups are numbered in order of their first row.
  std::size_t slots = 16;
  while (slots < keyed.size() * 2) slots *= 2;
  constexpr std::size_t kFree = static_cast<std::size_t>(-1);
  std::vector<std::size_t> group_at(slots, kFree);
  std::vector<std::size_t> group_of;
  std::vector<std::uint64_t> keys;
  std::vector<std::size_t> sizes;
  group_of.reserve(keyed.size());
  for (const auto& [key, row] : keyed) {
    std::size_t at = (key >> 20U) & (slots - 1);
    while (group_at[at] != kFree && keys[group_at[at]] != key) at = (at + 1) & (slots - 1);
    if (group_at[at] == kFree) {
      group_at[at] = keys.size();
      keys.push_back(key);
      sizes.push_back(0);
    }
    group_of.push_back(group_at[at]);
    ++sizes[group_at[at]];
  }
  std::vector<std::size_t> ends(keys.size());
  std::size_t end = 0;
  for (std::size_t g = 0; g < keys.size(); ++g) {
    ends[g] = end;  // the begin, until the rows stand there
    end += sizes[g];
  }
  std::vector<std::size_t> all(keyed.size());
  for (std::size_t i = 0; i < keyed.size(); ++i) all[ends[group_of[i]]++] = keyed[i].second;
  for (std::size_t g = 0; g < keys.size(); ++g)
    if (sizes[g] >= 2) use(std::span<const std::size_t>(all).subspan(ends[g] - sizes[g], sizes[g]));
}

void add_equal(const Lines& lines, std::vector<Chain>& chains) {
  Keyed keyed;
  for (const std::size_t i : lines.recurring())
    if (lines[i].exact != 0 && lines.twin(i)) keyed.emplace_back(lines[i].exact, i);
  each_group(keyed, [&](std::span<const std::size_t> rows) {
    Chain chain;
    std::size_t near = 0;
    for (const std::size_t row : rows) {
      if (!chain.rows.empty() && !apart(lines, chain.rows.back(), row)) ++near;
      else chain.rows.push_back(row);
    }
    // Lines that mostly come back sooner than a page does are no furniture.
    if (chain.size() < 2 || near * 4 > rows.size()) return;
    chains.push_back(std::move(chain));
  });
}

// The longest chain of growing values, steps of one first; steps up to four pass over pages whose
// number was not extracted, or belong to odd and even pages with heads of their own.
class Grower {
 public:
  explicit Grower(const Lines& lines) : lines_(lines) {}

  void add(std::size_t row, std::uint32_t value) {
    Node node{row, value, kNone, 1.0, 0};
    for (std::uint32_t step = 1; step <= 4 && step <= value; ++step) {
      const auto ends = ends_.find(value - step);
      if (ends == ends_.end()) continue;
      for (const std::size_t end : ends->second) consider(node, end, step);
    }
    const std::size_t at = nodes_.size();
    nodes_.push_back(node);
    // The last few chains that ended in this value; older ones lie too far back to win.
    std::vector<std::size_t>& mine = ends_[value];
    if (mine.size() == 3) mine.erase(mine.begin());
    mine.push_back(at);
  }

  std::optional<Chain> best() const {
    std::size_t at = kNone;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (at == kNone || nodes_[i].score > nodes_[at].score) at = i;
    if (at == kNone || nodes_[at].before == kNone) return std::nullopt;
    Chain chain;
    for (; at != kNone; at = nodes_[at].before) {
      chain.rows.push_back(nodes_[at].row);
      chain.values.push_back(nodes_[at].value);
    }
    std::reverse(chain.rows.begin(), chain.rows.end());
    std::reverse(chain.values.begin(), chain.values.end());
    return chain;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Node {
    std::size_t row;
    std::uint32_t value;
    std::size_t before;
    double score;
    double unit;  // rows per step of the last link
  };

  void consider(Node& node, std::size_t end, std::uint32_t step) const {
    const Node& last = nodes_[end];
    // The last page may be shorter than any.
    const bool closing = node.row + 2 >= lines_.size() && node.row > last.row + 1 && last.before != kNone;
    if (!apart(lines_, last.row, node.row) && !closing) return;
    const double unit = static_cast<double>(node.row - last.row) / step;
    double link = step == 1 ? 1.0 : 0.5 / step;
    // Pages of one document are of about one length.
    if (last.unit > 0 && !closing) link -= 0.6 * std::min(1.0, std::abs(std::log2(unit / last.unit)));
    if (last.score + link <= node.score) return;
    node.score = last.score + link;
    node.before = end;
    node.unit = unit;
  }

  const Lines& lines_;
  std::vector<Node> nodes_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> ends_;
};

// The chain that grows in one slot of the masked line while the other numbers stay as they are.
std::optional<Chain> grow(const Lines& lines, std::span<const std::size_t> rows, std::size_t slot) {
  Grower grower(lines);
  for (const std::size_t row : rows) grower.add(row, lines[row].numbers[slot]);
  std::optional<Chain> chain = grower.best();
  if (!chain) return chain;
  for (const std::size_t row : chain->rows)
    for (std::size_t other = 0; other < lines[row].count; ++other)
      if (other != slot && lines[row].numbers[other] != lines[chain->rows[0]].numbers[other]) return std::nullopt;
  return chain;
}

void add_numbered(const Lines& lines, std::vector<Chain>& chains) {
  Keyed keyed;
  for (const std::size_t i : lines.recurring())
    if (lines[i].exact != 0 && lines[i].count >= 1 && lines[i].count <= kMostNumbers) keyed.emplace_back(lines[i].masked, i);
  each_group(keyed, [&](std::span<const std::size_t> rows) {
    std::optional<Chain> best;
    for (std::size_t slot = 0; slot < lines[rows[0]].count; ++slot) {
      if (is_division(lines, lines[rows[0]], slot)) continue;
      if (std::optional<Chain> chain = grow(lines, rows, slot); chain && (!best || chain->size() > best->size()))
        best = std::move(chain);
    }
    if (!best) return;
    if (const std::optional<PageNumber> shape = page_number(lines, lines[best->rows[0]])) {
      best->page_shaped = true;
      best->labelled = shape->labelled;
      best->framed = shape->framed;
    }
    chains.push_back(std::move(*best));
  });
}

void add_roman(const Lines& lines, std::vector<Chain>& chains) {
  Grower grower(lines);
  for (const std::size_t i : lines.numerals()) {
    if (!lines[i].letters || lines[i].count != 0 || lines[i].end - lines[i].begin > 8) continue;
    if (const std::uint32_t value = roman_value(lines.folded(lines[i])); value != 0) grower.add(i, value);
  }
  std::optional<Chain> chain = grower.best();
  if (!chain) return;
  chain->page_shaped = true;
  chains.push_back(std::move(*chain));
}

// Odd and even pages, and chapters, each have a head of their own; their numbers make one sequence.
void add_joined(const Lines& lines, std::vector<Chain>& chains) {
  std::vector<std::pair<std::size_t, std::uint32_t>> members;
  std::size_t parts = 0;
  std::size_t longest = 0;
  for (const Chain& chain : chains) {
    if (!chain.numbered() || chain.page_shaped) continue;
    ++parts;
    longest = std::max(longest, chain.size());
    for (std::size_t i = 0; i < chain.size(); ++i) members.emplace_back(chain.rows[i], chain.values[i]);
  }
  if (parts < 2) return;
  std::sort(members.begin(), members.end());
  Grower grower(lines);
  for (const auto& [row, value] : members) grower.add(row, value);
  std::optional<Chain> chain = grower.best();
  if (chain && chain->size() > longest && chain->size() >= 4) chains.push_back(std::move(*chain));
}

}  // namespace

std::vector<Chain> find_chains(const Lines& lines) {
  std::vector<Chain> chains;
  add_equal(lines, chains);
  add_numbered(lines, chains);
  add_roman(lines, chains);
  add_joined(lines, chains);
  return chains;
}

}  // namespace runon::furniture
