#include "furniture/recurrence.h"

#include <algorithm>
#include <unordered_map>

#include "furniture/chains.h"
#include "furniture/shapes.h"

namespace runon::furniture {

namespace {

constexpr std::size_t kTop = 4;    // rows at a document's begin that can open its first page
constexpr std::size_t kReach = 2;  // rows from one piece of furniture to its neighbour

// What speaks for a chain (see recurrence.h).
struct Evidence {
  bool top = false;        // its first row opens the document
  bool regular = false;    // its distances differ by no more than pages do
  bool covers = false;     // no room for a page without it before or behind
  bool dated = false;      // a masthead date with its weekday, or beside one
  std::size_t feeds = 0;   // rows at an edge of a form-feed page
  std::size_t cuts = 0;    // rows inside a sentence
  std::size_t beside = 0;  // rows that stand beside one and the same other chain
  std::size_t mate = 0;    // that chain
};

class Finder {
 public:
  explicit Finder(const Lines& lines) : lines_(lines), chains_(find_chains(lines)) {
    of_row_.resize(lines.size());
    for (std::size_t c = 0; c < chains_.size(); ++c)
      for (const std::size_t row : chains_[c].rows) of_row_[row].push_back(c);
    for (std::size_t c = 0; c < chains_.size(); ++c) evidence_.push_back(weigh(c));
    taken_.assign(chains_.size(), false);
  }

  Recurrence find() {
    for (std::size_t c = 0; c < chains_.size(); ++c) taken_[c] = by_itself(c);
    for (std::size_t c = 0; c < chains_.size(); ++c)
      if (!taken_[c] && as_pair(c)) taken_[c] = taken_[evidence_[c].mate] = true;
    // What rides along with what was found may carry others along in turn.
    bool more = true;
    for (int round = 0; more && round < 4; ++round) {
      more = false;
      for (std::size_t c = 0; c < chains_.size(); ++c)
        if (!taken_[c] && (rides_beside(c) || once_a_page(c))) taken_[c] = more = true;
    }
    return result();
  }

 private:
  bool candidate(std::size_t row) const { return !of_row_[row].empty(); }

  // A row's nearest neighbours that belong to no chain.
  bool cuts(std::size_t row) const {
    std::size_t before = row;
    for (std::size_t step = 0; before > 0 && step < 5; ++step)
      if (--before, !candidate(before)) break;
    std::size_t after = row;
    for (std::size_t step = 0; after + 1 < lines_.size() && step < 5; ++step)
      if (++after, !candidate(after)) break;
    if (candidate(before) || candidate(after)) return false;
    return lines_.cut(before, after);
  }

  Evidence weigh(std::size_t c) const {
    const Chain& chain = chains_[c];
    Evidence found;
    found.top = chain.rows.front() < kTop;
    std::unordered_map<std::size_t, std::size_t> neighbours;
    for (const std::size_t row : chain.rows) {
      if (lines_[row].page_edge) ++found.feeds;
      if (cuts(row)) ++found.cuts;
      count_neighbours(c, row, neighbours);
    }
    for (const auto& [other, count] : neighbours) {
      if (count < found.beside || (count == found.beside && other > found.mate)) continue;
      found.beside = count;
      found.mate = other;
    }
    const Masthead fields = masthead(lines_, lines_[chain.rows.front()]);
    found.dated = fields.date && fields.weekday;
    measure(chain, found);
    return found;
  }

  void count_neighbours(std::size_t c, std::size_t row, std::unordered_map<std::size_t, std::size_t>& counts) const {
    std::vector<std::size_t> seen;
    const std::size_t from = row > kReach ? row - kReach : 0;
    for (std::size_t at = from; at <= row + kReach && at < lines_.size(); ++at) {
      if (at == row) continue;
      for (const std::size_t other : of_row_[at])
        if (other != c && std::find(seen.begin(), seen.end(), other) == seen.end()) seen.push_back(other);
    }
    for (const std::size_t other : seen) ++counts[other];
  }

  // Distances per page, against their median.
  void measure(const Chain& chain, Evidence& found) const {
    std::vector<double> units;
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const double steps = chain.numbered() ? chain.values[i] - chain.values[i - 1] : 1;
      units.push_back(static_cast<double>(chain.rows[i] - chain.rows[i - 1]) / steps);
    }
    std::vector<double> sorted = units;
    std::sort(sorted.begin(), sorted.end());
    const double median = sorted[sorted.size() / 2];
    if (units.size() > 2 && units.back() < median) units.pop_back();  // the last page need not be full
    const auto usual = std::count_if(units.begin(), units.end(), [&](double unit) { return unit > 0.45 * median && unit < 1.8 * median; });
    found.regular = chain.size() >= 3 && static_cast<std::size_t>(usual) * 5 >= units.size() * 4;
    const double head = static_cast<double>(chain.rows.front());
    const double tail = static_cast<double>(lines_.size() - chain.rows.back());
    found.covers = head < 1.6 * median && tail < 1.6 * median;
  }

  // Cuts at a third of the places at least: a number or line that stands where sentences are open.
  static bool often_cuts(const Evidence& e, std::size_t n) { return e.cuts >= 1 && e.cuts * 3 >= n - (e.top ? 1 : 0); }

  bool by_itself(std::size_t c) const {
    const Chain& chain = chains_[c];
    const Evidence& e = evidence_[c];
    const std::size_t n = chain.size();
    if (e.feeds >= 2 && e.feeds * 5 >= n * 3 && follows_pages(c)) return true;
    if (chain.labelled) return true;
    if (e.dated && !chain.numbered() && (e.top || e.cuts > 0)) return true;
    if (!follows_pages(c)) return false;
    if (chain.page_shaped) return n >= 3 && e.regular && e.covers && often_cuts(e, n);
    if (n >= 3) return e.regular && e.covers && often_cuts(e, n) && (e.top || chain.numbered());
    return chain.rows.front() == 0 && e.cuts >= 1 && e.covers;
  }

  // Two chains that always stand together, one of them a page number or a masthead's date.
  bool as_pair(std::size_t c) const {
    const Evidence& e = evidence_[c];
    const std::size_t n = chains_[c].size();
    // The head of the first page and the number below the last may stand by themselves.
    if (crowded(c) || crowded(e.mate)) return false;
    const auto mostly = [&](std::size_t all) { return (e.beside + 1) * 5 >= all * 4; };
    const Chain& mate = chains_[e.mate];
    if (e.beside < 2 || !mostly(n) || !mostly(mate.size())) return false;
    const bool counted = chains_[c].page_shaped || mate.page_shaped;
    const bool dated = e.dated || evidence_[e.mate].dated;
    if (!counted && !dated) return n >= 3 && e.regular && e.covers && often_cuts(e, n);
    return e.cuts >= 1 || (e.top && (dated || (n >= 3 && e.regular && e.covers)));
  }

  bool furniture(std::size_t row) const {
    return std::any_of(of_row_[row].begin(), of_row_[row].end(), [&](std::size_t c) { return taken_[c]; });
  }

  // Text without a number or a field of its own to say what it is.
  bool plain(std::size_t c) const {
    return !chains_[c].page_shaped && masthead(lines_, lines_[chains_[c].rows.front()]).distinct() == 0;
  }

  // Two pages alone do not tell a head from a byline that happens to open both: next to a number or a
  // date one plain line is believed, not two.
  bool crowded(std::size_t c) const {
    if (chains_[c].size() > 2 || !plain(c)) return false;
    for (const std::size_t row : chains_[c].rows)
      for (std::size_t at = row > kReach ? row - kReach : 0; at <= row + kReach && at < lines_.size(); ++at)
        for (const std::size_t other : of_row_[at])
          if (other != c && taken_[other] && plain(other)) return true;
    return false;
  }

  // A running title stands on pages that follow each other, or on every other one.
  bool follows_pages(std::size_t c) const {
    const Chain& chain = chains_[c];
    if (chain.numbered() || lines_.pages() < 2) return true;
    for (std::size_t i = 1; i < chain.size(); ++i)
      if (lines_[chain.rows[i]].page > lines_[chain.rows[i - 1]].page + 2) return false;
    return true;
  }

  // Every one of its rows stands beside furniture: a second line of a head, a chapter's running title.
  bool rides_beside(std::size_t c) const {
    if (crowded(c) || !follows_pages(c)) return false;
    for (const std::size_t row : chains_[c].rows) {
      const bool before = (row >= 1 && furniture(row - 1)) || (row >= 2 && furniture(row - 2) && candidate(row - 1));
      const bool after = (row + 1 < lines_.size() && furniture(row + 1)) ||
                         (row + 2 < lines_.size() && furniture(row + 2) && candidate(row + 1));
      if (!before && !after) return false;
    }
    return true;
  }

  // Once between any two rows of a chain that was found, although elsewhere on the page: the order in
  // which an extractor reads columns puts parts of one head far apart. A line that a sentence can end
  // or go on with is not believed, nor, on two pages only, one without a number or a field.
  bool once_a_page(std::size_t c) const {
    const Chain& chain = chains_[c];
    const Evidence& e = evidence_[c];
    const bool counts = chain.page_shaped && chain.values.back() - chain.values.front() + 1 == chain.size();
    const Row& first = lines_[chain.rows.front()];
    if (!counts && (!first.opens || first.low)) return false;
    int asked = 0;
    for (std::size_t a = 0; a < chains_.size() && asked < 16; ++a) {  // a head has few parts
      if (!taken_[a]) continue;
      ++asked;
      if (!interleaved(chains_[a], chain)) continue;
      if (counts || !plain(c)) return true;
      if (chain.size() >= 3 ? e.regular : e.top && evidence_[a].dated && !crowded(c)) return true;
    }
    return false;
  }

  static bool interleaved(const Chain& anchor, const Chain& chain) {
    if (anchor.size() != chain.size()) return false;
    const bool later = chain.rows.front() > anchor.rows.front();
    const Chain& first = later ? anchor : chain;
    const Chain& second = later ? chain : anchor;
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (second.rows[i] <= first.rows[i]) return false;
      if (i + 1 < first.size() && second.rows[i] >= first.rows[i + 1]) return false;
    }
    return true;
  }

  Recurrence result() const {
    Recurrence found;
    found.roles.assign(lines_.size(), Role::none);
    std::size_t opener = chains_.size();
    for (std::size_t c = 0; c < chains_.size(); ++c) {
      if (!taken_[c]) continue;
      for (const std::size_t row : chains_[c].rows) found.roles[row] = chains_[c].page_shaped ? Role::number : Role::head;
      const auto first = [&](std::size_t i) { return chains_[i].rows.front(); };
      if (opener == chains_.size() || first(c) < first(opener)) opener = c;
    }
    if (opener < chains_.size()) found.starts = chains_[opener].rows;
    return found;
  }

  const Lines& lines_;
  std::vector<Chain> chains_;
  std::vector<std::vector<std::size_t>> of_row_;
  std::vector<Evidence> evidence_;
  std::vector<bool> taken_;
};

}  // namespace

Recurrence find_recurrence(const Lines& lines) {
  if (lines.size() < 2) return {std::vector<Role>(lines.size(), Role::none), {}};
  return Finder(lines).find();
}

}  // namespace runon::furniture
