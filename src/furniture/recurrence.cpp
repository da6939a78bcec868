#include "furniture/recurrence.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "furniture/chains.h"
#include "furniture/masthead.h"
#include "furniture/shapes.h"

namespace runon::furniture {

namespace {

constexpr std::size_t kTop = 4;    // rows at a document's begin that can open its first page
constexpr std::size_t kReach = 2;  // rows from one piece of furniture to its neighbour

// What speaks for a chain (see recurrence.h).
struct Evidence {
  bool top = false;           // its first row stands among those that open the document
  bool first = false;         // is the document's first
  bool last = false;          // its last row is the document's last
  bool regular = false;       // its distances differ by no more than pages do
  bool covers = false;        // no room for a page without it before or behind
  bool dated = false;         // a masthead date with its weekday, or beside one
  bool fields = false;        // it holds a masthead's field
  bool dated_number = false;  // a number grows in it beside a date that stays
  std::size_t feeds = 0;      // rows at an edge of a form-feed page
  std::size_t cuts = 0;       // rows inside a sentence
  std::size_t beside = 0;     // rows that stand beside one and the same other chain
  std::size_t mate = 0;       // that chain
  std::size_t joined = 0;     // rows directly beside a row of any other chain
};

class Finder {
 public:
  Finder(const Lines& lines, std::vector<Chain> chains) : lines_(lines), chains_(std::move(chains)) {
    place_rows();
    passage_.assign(lines_.size(), Passage::unknown);
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
    add_similar();
    return result();
  }

 private:
  // Row by row, the chains that hold it, ascending.
  void place_rows() {
    first_of_row_.assign(lines_.size() + 1, 0);
    for (const Chain& chain : chains_)
      for (const std::size_t row : chain.rows) ++first_of_row_[row + 1];
    for (std::size_t row = 0; row < lines_.size(); ++row) first_of_row_[row + 1] += first_of_row_[row];
    of_rows_.resize(first_of_row_.back());
    std::vector<std::size_t> next(first_of_row_.begin(), first_of_row_.end() - 1);
    for (std::size_t c = 0; c < chains_.size(); ++c)
      for (const std::size_t row : chains_[c].rows) of_rows_[next[row]++] = c;
    together_.assign(chains_.size(), 0);
    seen_.assign(chains_.size(), 0);
  }

  std::span<const std::size_t> of_row(std::size_t row) const {
    return std::span(of_rows_).subspan(first_of_row_[row], first_of_row_[row + 1] - first_of_row_[row]);
  }

  bool candidate(std::size_t row) const { return !of_row(row).empty(); }

  // Whole passages that stand twice (licences, quotations, choruses): longer runs of lines with twins
  // than a head has, which is of two lines, and of six where fields of a masthead are among them.
  enum class Passage : std::uint8_t { unknown, no, yes };

  bool is_passage(std::size_t row) {
    if (passage_[row] != Passage::unknown) return passage_[row] == Passage::yes;
    std::size_t at = row;
    while (at > 0 && lines_.twin(at) && lines_.twin(at - 1)) --at;
    std::size_t end = row;
    while (end < lines_.size() && lines_.twin(end)) ++end;
    bool fields = false;
    for (std::size_t i = at; i < end && end - at > 2 && end - at <= 6; ++i)
      fields = fields || masthead(lines_, lines_[i]).distinct() > 0;
    const Passage found = row < end && end - at > 2 && !fields ? Passage::yes : Passage::no;
    for (std::size_t i = at; i < std::max(end, row + 1); ++i) passage_[i] = found;
    return found == Passage::yes;
  }

  bool in_passage(std::size_t c) {
    const std::vector<std::size_t>& rows = chains_[c].rows;
    const auto inside = std::count_if(rows.begin(), rows.end(), [&](std::size_t row) { return is_passage(row); });
    return static_cast<std::size_t>(inside) * 2 > rows.size() && plain(c);
  }

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

  Evidence weigh(std::size_t c) {
    const Chain& chain = chains_[c];
    Evidence found;
    found.top = chain.rows.front() < kTop;
    found.first = chain.rows.front() == 0;
    found.last = chain.rows.back() + 1 == lines_.size();
    neighbours_.clear();
    for (const std::size_t row : chain.rows) {
      if (lines_.place(row).page_edge) ++found.feeds;
      if (cuts(row)) ++found.cuts;
      if ((row > 0 && candidate(row - 1)) || (row + 1 < lines_.size() && candidate(row + 1))) ++found.joined;
      count_neighbours(c, row);
    }
    for (const std::size_t other : neighbours_) {
      const std::size_t count = std::exchange(together_[other], 0);
      if (count < found.beside || (count == found.beside && other > found.mate)) continue;
      found.beside = count;
      found.mate = other;
    }
    const Masthead fields = masthead(lines_, lines_[chain.rows.front()]);
    found.fields = fields.distinct() > 0;
    found.dated = fields.date && fields.weekday;
    found.dated_number = fields.date && chain.numbered();
    measure(chain, found);
    return found;
  }

  void count_neighbours(std::size_t c, std::size_t row) {
    ++asked_;
    const std::size_t from = row > kReach ? row - kReach : 0;
    for (std::size_t at = from; at <= row + kReach && at < lines_.size(); ++at) {
      if (at == row) continue;
      for (const std::size_t other : of_row(at)) {
        if (other == c || std::exchange(seen_[other], asked_) == asked_) continue;
        if (++together_[other] == 1) neighbours_.push_back(other);
      }
    }
  }

  // Distances per page, against their median.
  void measure(const Chain& chain, Evidence& found) const {
    std::vector<double> units;
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const double steps = chain.numbered() ? chain.values[i] - chain.values[i - 1] : 1;
      units.push_back(static_cast<double>(chain.rows[i] - chain.rows[i - 1]) / steps);
    }
    std::vector<double> parted = units;
    const auto middle = parted.begin() + static_cast<std::ptrdiff_t>(parted.size() / 2);
    std::nth_element(parted.begin(), middle, parted.end());
    const double median = *middle;
    if (units.size() > 2 && units.back() < median) units.pop_back();  // the last page need not be full
    const auto usual =
        std::count_if(units.begin(), units.end(), [&](double unit) { return unit > 0.45 * median && unit < 1.8 * median; });
    found.regular = chain.size() >= 3 && static_cast<std::size_t>(usual) * 5 >= units.size() * 4;
    const double head = static_cast<double>(chain.rows.front());
    const double tail = static_cast<double>(lines_.size() - chain.rows.back());
    found.covers = head < 1.6 * median && tail < 1.6 * median;
  }

  // Cuts at one place in so many, at least once: it stands where sentences are open. (At the document's
  // own edges there is nothing to cut.)
  static bool cuts_one_in(std::size_t so_many, const Evidence& e, std::size_t n) {
    return e.cuts >= 1 && e.cuts * so_many + (e.first ? 1 : 0) + (e.last ? 1 : 0) >= n;
  }

  bool by_itself(std::size_t c) {
    const Chain& chain = chains_[c];
    const Evidence& e = evidence_[c];
    const std::size_t n = chain.size();
    if (!follows_pages(c) || foreign(c)) return false;
    if (e.feeds >= 2 && e.feeds * 5 >= n * 3) {
      if (chain.numbered()) return true;
      return n >= 3 || (e.first && lines_.pages() <= 3) || (e.cuts > 0 && !in_text(c));
    }
    if (chain.labelled) return true;
    if (e.dated && !chain.numbered()) return e.top || e.cuts > 0;
    if (e.dated_number) return true;
    // A heading's number has text behind it; this one ends the document.
    if (chain.numbered() && e.last && !in_text(c) && (n == 2 ? chain.values[1] == chain.values[0] + 1 : e.regular)) return true;
    if (!e.covers) return false;
    if (n == 2) return e.cuts >= 1 && !in_text(c) && (e.first || chain.framed);
    if (!e.regular || (!chain.numbered() && in_text(c))) return false;
    if (chain.framed) return cuts_one_in(8, e, n);
    if (chain.page_shaped) return cuts_one_in(6, e, n) || (e.cuts >= 1 && e.joined + 1 >= n);
    if (chain.numbered()) return cuts_one_in(5, e, n);
    return cuts_one_in(e.first ? 4 : 2, e, n);
  }

  // Two chains that always stand together, one of them a page number or a masthead's date.
  bool as_pair(std::size_t c) {
    const Evidence& e = evidence_[c];
    const std::size_t n = chains_[c].size();
    // The head of the first page and the number below the last may stand by themselves.
    if (crowded(c) || crowded(e.mate) || foreign(c) || foreign(e.mate)) return false;
    if (n == 2 && !touches(c, e.mate)) return false;
    const auto mostly = [&](std::size_t all) { return (e.beside + 1) * 5 >= all * 4; };
    const Chain& mate = chains_[e.mate];
    if (e.beside < 2 || !mostly(n) || !mostly(mate.size())) return false;
    const bool counted = chains_[c].page_shaped || mate.page_shaped;
    const bool dated = e.dated || evidence_[e.mate].dated;
    if (!counted && !dated) return n >= 3 && !in_text(c) && e.regular && e.covers && cuts_one_in(3, e, n);
    return e.cuts >= 1 || (e.top && (dated || (n >= 3 && e.regular && e.covers)));
  }

  // Each row of `c` has a row of `other` right before or behind it.
  bool touches(std::size_t c, std::size_t other) const {
    const auto holds = [&](std::size_t row) {
      if (row >= lines_.size()) return false;
      const std::span<const std::size_t> all = of_row(row);
      return std::find(all.begin(), all.end(), other) != all.end();
    };
    return std::all_of(chains_[c].rows.begin(), chains_[c].rows.end(),
                       [&](std::size_t row) { return (row > 0 && holds(row - 1)) || holds(row + 1); });
  }

  bool furniture(std::size_t row) const {
    const std::span<const std::size_t> all = of_row(row);
    return std::any_of(all.begin(), all.end(), [&](std::size_t c) { return taken_[c]; });
  }

  // A line of a repeated passage, of a program or of markup, which comes back wherever it is needed.
  bool foreign(std::size_t c) {
    return in_passage(c) || (!chains_[c].page_shaped && lines_[chains_[c].rows.front()].coded && plain(c));
  }

  // May be a piece of a sentence, a word or two that fill a narrow column's line: it ends the sentence
  // or leaves it open, or begins in lower case.
  bool in_text(std::size_t c) const {
    const Row& row = lines_[chains_[c].rows.front()];
    return row.letters && (!row.opens || row.hangs || row.low);
  }

  // Text without a number or a field of its own to say what it is.
  bool plain(std::size_t c) const { return !chains_[c].page_shaped && !evidence_[c].fields; }

  // Two pages alone do not tell a head from a byline that happens to open both: next to a number or a
  // date one plain line is believed, not two.
  bool crowded(std::size_t c) const {
    if (chains_[c].size() > 2 || !plain(c)) return false;
    for (const std::size_t row : chains_[c].rows)
      for (std::size_t at = row > kReach ? row - kReach : 0; at <= row + kReach && at < lines_.size(); ++at)
        for (const std::size_t other : of_row(at))
          if (other != c && taken_[other] && plain(other)) return true;
    return false;
  }

  // A running title stands on pages that follow each other, or on every other one.
  bool follows_pages(std::size_t c) const {
    const Chain& chain = chains_[c];
    if (chain.numbered() || lines_.pages() < 2) return true;
    for (std::size_t i = 1; i < chain.size(); ++i)
      if (lines_.place(chain.rows[i]).page > lines_.place(chain.rows[i - 1]).page + 2) return false;
    return true;
  }

  // Every one of its rows stands beside furniture: a second line of a head, a chapter's running title.
  bool rides_beside(std::size_t c) {
    if (crowded(c) || !follows_pages(c) || foreign(c)) return false;
    for (const std::size_t row : chains_[c].rows) {
      if (row == 0 || row + 1 == lines_.size()) continue;  // the first head, the last foot
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
  bool once_a_page(std::size_t c) {
    const Chain& chain = chains_[c];
    const Evidence& e = evidence_[c];
    const bool counts = chain.page_shaped && chain.values.back() - chain.values.front() + 1 == chain.size();
    if (!counts && (in_text(c) || foreign(c))) return false;
    int asked = 0;
    for (std::size_t a = 0; a < chains_.size() && asked < 16; ++a) {  // a head has few parts
      if (!taken_[a]) continue;
      ++asked;
      if (!interleaved(chains_[a], chain)) continue;
      if (counts || !plain(c)) return true;
      if (chain.size() >= 3 ? e.regular : e.first && evidence_[a].dated && !crowded(c)) return true;
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

  // Heads that were misread here and there: lines at the places where heads stand, and nearly equal to one.
  void add_similar() {
    similar_.assign(lines_.size(), false);
    std::vector<std::size_t> heads;
    for (std::size_t c = 0; c < chains_.size() && heads.size() < 8; ++c)
      if (taken_[c] && !chains_[c].page_shaped) heads.push_back(chains_[c].rows.front());
    for (std::size_t row = 0; row < lines_.size() && !heads.empty(); ++row) {
      if (furniture(row)) continue;
      const bool place =
          lines_.place(row).page_edge || (row > 0 && furniture(row - 1)) || (row + 1 < lines_.size() && furniture(row + 1));
      if (!place) continue;
      similar_[row] = std::any_of(heads.begin(), heads.end(), [&](std::size_t head) { return lines_.resemble(head, row); });
    }
  }

  Recurrence result() const {
    Recurrence found;
    found.roles.assign(lines_.size(), Role::none);
    for (std::size_t row = 0; row < lines_.size(); ++row)
      if (similar_[row]) found.roles[row] = Role::head;
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
  std::vector<std::size_t> of_rows_;       // see of_row()
  std::vector<std::size_t> first_of_row_;  // in of_rows_
  std::vector<std::size_t> together_;      // with the chain that is weighed, by chain: rows with one of the other's beside them
  std::vector<std::size_t> neighbours_;    // chains that have such
  std::vector<std::size_t> seen_;          // by chain: for which row it was last seen beside it
  std::size_t asked_ = 0;                  // rows whose neighbours were asked for, so far
  std::vector<Evidence> evidence_;
  std::vector<bool> taken_;
  std::vector<Passage> passage_;  // by row; looked for when it is asked for
  std::vector<bool> similar_;
};

}  // namespace

Recurrence find_recurrence(const Lines& lines) {
  std::vector<Chain> chains = find_chains(lines);
  if (chains.empty()) return {std::vector<Role>(lines.size(), Role::none), {}};
  return Finder(lines, std::move(chains)).find();
}

}  // namespace runon::furniture
