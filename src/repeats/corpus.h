// Repeats among documents: which units of a corpus go because they stood before.
//
// Takes:  the documents of a corpus in order, each with its units (units.h).
// Gives:  for each unit that goes, the one that stays. The copies of a key are ranked: by Options::prefer,
//         then by length (Keep::longest), then by order; as many as max_copies stay, the first of them is
//         the one that the others are said to repeat.
// Where order alone counts, each document is judged as it comes, for as long as the table of keys fits in
// Options::memory. Past that, and with other ranks, it is postponed: the keys go to disk and are sorted
// there, and the caller shows the same documents once more. What goes is the same either way.
// With Options::near a unit whose key is new goes too when it resembles one that stays (near_table.h), or, where the first
// copy of its key went so itself, when it does. A unit is compared with those that stay only: what goes resembles
// the very copy that it is said to repeat, never by way of others. With other ranks, or several copies that stay, this is
// decided in order of the ranks before the documents come again (alike.h).
// With Options::index what earlier runs kept stands before all of this; the numbers of such copies are beyond those of the run.
// Memory: 24 bytes a distinct key, up to a share of Options::memory; disk: 12 bytes a unit and the ids of the documents, and
// when postponed 32 bytes a unit, and its shingles where likeness is judged by rank. Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/document.h"
#include "io/guarded.h"
#include "io/scratch.h"
#include "repeats/alike.h"
#include "repeats/corpus_rows.h"
#include "repeats/figures.h"
#include "repeats/index.h"
#include "repeats/key_table.h"
#include "repeats/near_table.h"
#include "repeats/options.h"
#include "repeats/places.h"
#include "repeats/run_sorter.h"
#include "repeats/units.h"

namespace runon::repeats {

// A unit that goes.
struct Verdict {
  std::uint32_t unit = 0;    // its index among the document's units
  std::uint64_t number = 0;  // in the corpus
  std::uint64_t kept = 0;    // number of the unit that stays
  float similarity = 1;      // of the two; 1 where the keys are equal
  bool exact = true;
  std::shared_ptr<const flow::Copy> copy;  // where that stands; null without Options::name_copies
};

class Corpus {
 public:
  // Requires sound options. An Error where temporary files cannot be made.
  static base::Result<Corpus> create(const Options& options);

  // Asks for the memory that judge() will need.
  void prefetch(const std::vector<Unit>& units) const;

  // To be called in front of each batch of documents: whether it, and all that follow, are postponed.
  base::Result<bool> postpones();

  // The next document, with its units and their likenesses. Appends the units that go, in order; none for a
  // postponed one.
  base::Status judge(const flow::Document& document, const Looked& looked, std::vector<Verdict>& verdicts);

  // When all documents were there and some postponed: judge_again() begins with the first of these.
  base::Status turn();
  base::Status judge_again(const flow::Document& document, const Looked& looked, std::vector<Verdict>& verdicts);

  // Whether judge_again() needs likenesses.
  bool compares_again() const { return near_.has_value(); }

  base::Result<flow::Copy> place(std::uint64_t number) const;

  // Where units stand, and the number behind the last one that was judged.
  Places& places() { return places_; }
  std::uint64_t next_unit() const { return next_; }

  // What each table of a run may take.
  static std::uint64_t share(const Options& options);

  // When all that the run writes is written: adds to the index what it kept.
  base::Status commit();

  CorpusFigures figures() const;

 private:
  Corpus(const Options& options, Places places);
  base::Status open_index();
  base::Status write_index(IndexWriter& writer);
  base::Result<IndexEntry> fresh_entry(const FreshKey& fresh) const;
  base::Result<std::optional<std::uint64_t>> prior(const base::Hash128& hash) const;
  bool went(std::uint64_t number) const;
  base::Status note(const flow::Document& document, const Unit& unit);
  base::Status note_likeness(const Likeness& likeness);
  base::Status postpone();
  base::Status turn_by_key();
  base::Status turn_by_rank();
  base::Status judge_by_rank(RunSorter<RankRow, ByRank>& rows);
  base::Result<Likeness> likeness_of_unit(std::uint64_t number) const;
  std::uint32_t rank(const flow::Document& document, const Unit& unit) const;
  base::Result<bool> same_key(const flow::Document& document, const Unit& unit, std::uint64_t kept);
  base::Result<KeyTable::Found> look_up(const base::Hash128& hash);
  base::Status sentence(const flow::Document& document, const Looked& looked, std::size_t i, std::uint64_t kept,
                        std::vector<Verdict>& verdicts);
  base::Status compare(const Looked& looked, std::size_t i, bool new_key, std::vector<Verdict>& verdicts);
  base::Status drop(Verdict verdict, std::vector<Verdict>& verdicts) const;

  Options options_;
  std::uint64_t memory_;  // of each table
  bool ranked_;
  Places places_;
  std::uint64_t next_ = 0;  // number of the next unit; in the second pass too
  std::unique_ptr<KeyTable> table_;
  std::optional<RunSorter<KeyRow, ByKey>> rows_;  // postponed
  std::uint64_t first_postponed_ = 0;
  std::optional<RunSorter<Decision, ByNumber>> decisions_;
  std::optional<Decision> decision_;  // the next one
  std::optional<NearTable> near_;
  std::optional<Alike> alike_;                 // in place of it, where likeness is judged by rank
  std::optional<io::ScratchFile> likenesses_;  // then, of each unit: its numbers, and its shingles
  std::optional<io::ScratchFile> likeness_ends_;
  std::vector<std::uint64_t> went_;  // ascending: units that went for their likeness, though their key was new
  std::optional<io::GuardedFile> guard_;
  std::optional<Index> index_;
  std::optional<RunSorter<FreshKey, ByHash>> fresh_;  // with an index
  std::optional<io::ScratchFile> keys_;               // Options::verify: of all units
  std::optional<io::ScratchFile> key_ends_;
  std::string key_;
  std::string other_key_;
  CorpusFigures figures_;
};

}  // namespace runon::repeats
