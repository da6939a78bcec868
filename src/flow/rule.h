// What every cleaning rule says about itself, and the switches that users turn rules on and off with.
#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runon::flow {

// The head of a row in a stage's rule table. All views are of literals: a Rule lives for the whole
// program and is compared by address.
struct Rule {
  std::string_view stage;    // the folder: "spacing"
  std::string_view id;       // unique over all stages, what --rule and --no-rule take: "letter-spaced"
  std::string_view summary;  // one sentence
  std::string_view before;   // a text that the rule changes, or empty
  std::string_view after;    // what becomes of it
  bool on = true;            // default
};

// For the rule tables of the stages, whose rows have a Rule `head`.

// Whether no two rows share an id; each table asserts it, so that a second one does not compile.
template <class Rows>
constexpr bool ids_differ(const Rows& rows) {
  for (std::size_t i = 0; i < std::size(rows); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (rows[i].head.id == rows[j].head.id) return false;
  return true;
}

// The heads of a table's rows, in order. The pointers live as long as the table.
template <class Rows>
std::vector<const Rule*> heads(const Rows& rows) {
  std::vector<const Rule*> all;
  for (const auto& row : rows) all.push_back(&row.head);
  return all;
}

// Departures from the defaults of Rule::on. The last word on an id wins.
class RuleSwitches {
 public:
  void set(std::string_view id, bool on) { changes_.emplace_back(id, on); }

  bool on(const Rule& rule) const {
    bool state = rule.on;
    for (const auto& [id, value] : changes_)
      if (id == rule.id) state = value;
    return state;
  }

  const std::vector<std::pair<std::string, bool>>& changes() const { return changes_; }

 private:
  std::vector<std::pair<std::string, bool>> changes_;
};

}  // namespace runon::flow
