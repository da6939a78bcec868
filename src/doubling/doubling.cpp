#include "doubling/doubling.h"

#include <algorithm>
#include <optional>

#include "doubling/evidence.h"
#include "doubling/rewrite.h"
#include "doubling/rules.h"
#include "doubling/sieve.h"

namespace runon::doubling {

static_assert(flow::Stage<Doubling>);

namespace {

// A line that a rule would rewrite.
struct Candidate {
  std::size_t line = 0;
  const Row* row = nullptr;
  Find find;
};

// Reads one line after another, with memory that is kept between them.
class Reader {
 public:
  explicit Reader(const flow::RuleSwitches& switches) {
    for (const Row& row : table())
      if (row.in_line != nullptr && switches.on(row.head)) rows_.push_back(&row);
  }

  // A rule might find something. `room`: bytes that may be read from the line's begin.
  bool may_find(std::string_view text, std::size_t room) const { return text.size() > 1 && may_repeat(text, room, wide_); }

  // The find of the line that proves most; of equals, the first in the table.
  Candidate best(std::string_view text) {
    Candidate best;
    if (!may_find(text, text.size())) return best;
    line_.assign(text);
    z_function(line_.points, z_);
    for (const Row* row : rows_) {
      Find find = row->in_line({line_, z_});
      if (find.strength <= best.find.strength) continue;
      best.row = row;
      best.find = std::move(find);
      if (best.find.strength == Strength::strong) break;
    }
    return best;
  }

  // The line that `best` was asked about last, with the find carried out.
  std::string rewritten(std::string_view text, const Find& find) const { return single(text, line_, find.runs); }

 private:
  const bool wide_ = base::wide_vectors();
  std::vector<const Row*> rows_;
  Squeezed line_;
  std::vector<std::size_t> z_;
};

// A text that is four copies may be two doubled ones: the document's habit tells.
void fit_to_habit(Find& find, std::size_t habit) {
  if (habit == 0) return;
  for (Run& run : find.runs)
    if (run.copies % habit == 0) run.keep = run.copies / habit;
}

// True when a text of its own may begin with this line: nothing stands before it, or a blank line, or a line
// that closes a clause, or one that was doubled too (`believed`).
bool opens_text(const flow::Document& document, std::size_t line, std::size_t believed) {
  if (line == 0 || line - 1 == believed) return true;
  const std::string_view before = document.view(document.lines[line - 1]);
  const WalkBack back(before, before.size());
  return back.done() || ends_in_clause_mark(back);
}

// Replaces the line but leaves what it has in common with `next` at begin and end.
void replace(const flow::Line& line, std::string_view text, std::string_view next, const flow::Rule& rule, flow::Edits& edits) {
  const auto inside = [](std::string_view s, std::size_t at) {
    return at < s.size() && (static_cast<unsigned char>(s[at]) & 0xC0U) == 0x80U;
  };
  std::size_t head = 0;
  const std::size_t shorter = std::min(text.size(), next.size());
  while (head < shorter && text[head] == next[head]) ++head;
  while (head > 0 && (inside(text, head) || inside(next, head))) --head;
  std::size_t tail = 0;
  while (tail < shorter - head && text[text.size() - 1 - tail] == next[next.size() - 1 - tail]) ++tail;
  while (tail > 0 && inside(text, text.size() - tail)) --tail;
  edits.add(line.begin + head, line.begin + text.size() - tail, next.substr(head, next.size() - head - tail), rule);
}

}  // namespace

// What the rules that look across lines find, each with its row.
struct Groups {
  Groups(const flow::Document& document, const flow::RuleSwitches& switches) : filled(document) {
    for (const Row& row : table()) {
      if (row.across == nullptr || !switches.on(row.head)) continue;
      row.across(filled, groups);
      rows.resize(groups.size(), &row);
    }
  }

  Filled filled;
  std::vector<Group> groups;
  std::vector<const Row*> rows;
};

namespace {

// Songs whose every line is sung twice are not headlines: where most of the lines around are short and
// stand in pairs, four pairs and more, nothing among them is believed. Not in the middle alone: what goes at a
// song's edges would bring the text nearer to the rest, round by round.
void forgive_verse(const Filled& filled, std::vector<Group>& groups) {
  constexpr std::size_t kAround = 20;  // lines on either side
  constexpr std::size_t kShort = 42;   // bytes of a line on average: 14 ideographs, a line of verse in most scripts
  std::vector<bool> verse(filled.size());
  std::size_t from = 0;
  for (const Group& group : groups) {
    const std::size_t first = group.first - std::min(group.first, kAround);
    const std::size_t last = std::min(filled.size(), group.first + kAround);
    while (groups[from].first < first) ++from;
    std::size_t pairs = 0;
    std::size_t covered = 0;
    std::size_t bytes = 0;
    for (std::size_t i = from; i < groups.size() && groups[i].first < last && groups[i].first >= first; ++i) {
      if (groups[i].height != 1) continue;
      ++pairs;
      covered += groups[i].copies;
      bytes += filled.text(groups[i].first).size();
    }
    if (pairs >= 4 && covered * 4 > (last - first) * 3 && bytes < pairs * kShort)
      std::fill(verse.begin() + static_cast<std::ptrdiff_t>(first), verse.begin() + static_cast<std::ptrdiff_t>(last), true);
  }
  for (Group& group : groups) {
    if (!verse[group.first]) continue;
    group.strength = Strength::none;
    group.follows = false;
  }
}

// Takes away the copies of one group; false when the lines are taken already.
bool drop_copies(flow::Document& document, const Filled& filled, const Group& group) {
  const std::size_t end = group.first + group.height * group.copies;
  for (std::size_t i = group.first; i < end; ++i)
    if (document.lines[filled.line(i)].dropped) return false;
  for (std::size_t i = group.first + group.height; i < end; ++i) {
    flow::Line& line = document.lines[filled.line(i)];
    line.dropped = true;
    line.mark = flow::Mark::repeat;
  }
  return true;
}

}  // namespace

Doubling::Doubling(const Options& /*options*/, const flow::RuleSwitches& switches) : switches_(switches) {}

base::Status Doubling::operator()(flow::Document& document, flow::Scratch& scratch) const {
  Evidence evidence;
  std::optional<Groups> found(std::in_place, document, switches_);
  for (const Group& group : found->groups)
    evidence.add(group.strength, Family::blocks, group.copies, found->filled.line(group.first));
  if (within_lines(document, scratch, evidence)) found.emplace(document, switches_);
  // Taking copies away can bring equal lines together; few documents need a second round.
  constexpr int kRounds = 8;
  for (int round = 1; across_lines(document, scratch, evidence, *found) && round < kRounds; ++round)
    found.emplace(document, switches_);
  return base::Done{};
}

bool Doubling::within_lines(flow::Document& document, flow::Scratch& scratch, Evidence& evidence) const {
  Reader reader(switches_);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const flow::Line& line = document.lines[i];
    if (line.dropped || !reader.may_find(document.view(line), document.text.size() - line.begin)) continue;
    Candidate candidate = reader.best(document.view(line));
    if (candidate.row == nullptr) continue;
    candidate.line = i;
    evidence.add(candidate.find.strength, candidate.row->family, candidate.find.runs.front().copies, i);
    candidates.push_back(std::move(candidate));
  }
  evidence.settle();
  const std::size_t habit = evidence.habit();
  scratch.edits.clear();
  std::size_t believed = document.lines.size();
  for (Candidate& candidate : candidates) {
    const Find& find = candidate.find;
    if (!evidence.believes(find.strength, candidate.row->family, find.runs.front().copies, candidate.line)) continue;
    if (find.strength == Strength::weak && !opens_text(document, candidate.line, believed)) continue;
    believed = candidate.line;
    const flow::Line& line = document.lines[candidate.line];
    const std::string_view before = document.view(line);
    Squeezed squeezed;
    squeezed.assign(before);
    fit_to_habit(candidate.find, habit);
    std::string after = single(before, squeezed, candidate.find.runs);
    // What is left may be doubled in its turn; only proof counts then, each round halves something.
    for (Candidate again = reader.best(after); again.find.strength == Strength::strong; again = reader.best(after))
      after = reader.rewritten(after, again.find);
    if (after.size() < before.size()) replace(line, before, after, candidate.row->head, scratch.edits);
  }
  document.apply(scratch.edits);
  return !scratch.edits.empty();
}

bool Doubling::across_lines(flow::Document& document, flow::Scratch& scratch, const Evidence& evidence, Groups& found) const {
  const Filled& filled = found.filled;
  if (found.groups.empty()) return false;
  forgive_verse(filled, found.groups);
  std::vector<const flow::Rule*> dropped(document.lines.size(), nullptr);
  bool any = false;
  std::size_t believed_to = filled.size() + 1;  // end of the group believed last
  for (std::size_t g = 0; g < found.groups.size(); ++g) {
    const Group& group = found.groups[g];
    const bool goes_on = group.follows && group.first == believed_to;
    const std::size_t line = filled.line(group.first);
    if (!goes_on && !evidence.believes(group.strength, Family::blocks, group.copies, line)) continue;
    const bool sure = goes_on || group.strength == Strength::strong || evidence.abounds(Family::blocks, group.copies, line);
    if (!sure && !opens_text(document, line, document.lines.size())) continue;
    if (!drop_copies(document, filled, group)) continue;
    believed_to = group.first + group.height * group.copies;
    for (std::size_t i = group.first + group.height; i < believed_to; ++i) dropped[filled.line(i)] = &found.rows[g]->head;
    any = true;
  }
  if (!any) return false;
  scratch.edits.clear();
  for (std::size_t i = 0; i < document.lines.size(); ++i)
    if (dropped[i] != nullptr) scratch.edits.add(document.lines[i].begin, document.lines[i].end, {}, *dropped[i]);
  document.apply(scratch.edits);
  return true;
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(table());
  return all;
}

}  // namespace runon::doubling
