// What of a Corpus judges likeness in order of the ranks.
#include <algorithm>
#include <utility>

#include "repeats/corpus.h"

namespace runon::repeats {

// Of each unit: the hash of its numbers, and its shingles; bands follow from these.
base::Status Corpus::note_likeness(const Likeness& likeness) {
  const std::size_t bytes = likeness.shingles.size() * sizeof(std::uint32_t);
  base::Status done = likenesses_->append({reinterpret_cast<const char*>(&likeness.numbers), sizeof likeness.numbers});
  if (done) done = likenesses_->append({reinterpret_cast<const char*>(likeness.shingles.data()), bytes});
  const std::uint64_t end = likenesses_->size();
  if (done) done = likeness_ends_->append({reinterpret_cast<const char*>(&end), sizeof end});
  return done;
}

base::Result<Likeness> Corpus::likeness_of_unit(std::uint64_t number) const {
  std::uint64_t ends[2] = {0, 0};
  const std::uint64_t from = number == 0 ? 0 : number - 1;
  char* into = reinterpret_cast<char*>(ends + (number == 0 ? 1 : 0));
  if (base::Status done = likeness_ends_->read(from * 8, (number - from + 1) * 8, into); !done) return std::move(done.error());
  Likeness likeness;
  const std::uint64_t shingles = ends[0] + sizeof likeness.numbers;
  likeness.shingles.resize((ends[1] - shingles) / sizeof(std::uint32_t));
  base::Status done = likenesses_->read(ends[0], sizeof likeness.numbers, reinterpret_cast<char*>(&likeness.numbers));
  if (done) done = likenesses_->read(shingles, ends[1] - shingles, reinterpret_cast<char*>(likeness.shingles.data()));
  if (!done) return std::move(done.error());
  add_bands(likeness, banding_for(options_.near));
  return likeness;
}

// Units of a key, the highest rank first, become rows with the number of that first one.
base::Status Corpus::turn_by_rank() {
  RunSorter<RankRow, ByRank> ranked(options_.temp_dir, memory_ / 4);
  std::optional<base::Hash128> hash;
  std::optional<RankRow> held;  // the one before: whether others have its key is known with the next
  for (;;) {
    const base::Result<std::optional<KeyRow>> row = rows_->next();
    if (!row) return row.error();
    const bool same = row.value() && hash == row.value()->hash;
    if (held) {
      held->more = held->more || same;
      if (base::Status done = ranked.add(*held); !done) return done;
    }
    if (!row.value()) break;
    const KeyRow& r = *row.value();
    hash = r.hash;
    if (!same) ++figures_.distinct;
    held = {r.number, same ? held->first : r.number, r.rank, same, r.may_go != 0};
  }
  if (base::Status done = ranked.begin(); !done) return done;
  base::Status done = judge_by_rank(ranked);
  figures_.disk_bytes += ranked.bytes_on_disk();
  return done;
}

base::Status Corpus::judge_by_rank(RunSorter<RankRow, ByRank>& rows) {
  for (;;) {
    const base::Result<std::optional<RankRow>> row = rows.next();
    if (!row) return row.error();
    if (!row.value()) return base::Done{};
    const RankRow& r = *row.value();
    const Alike::Text text{r.number, r.first, r.more, r.may_go};
    base::Result<Likeness> likeness = Likeness();
    if (alike_->compares(text)) likeness = likeness_of_unit(r.number);
    if (!likeness) return std::move(likeness.error());
    const auto goes = alike_->judge(text, likeness.value());
    if (!goes) return goes.error();
    if (goes.value())
      if (base::Status done = decisions_->add({r.number, goes.value()->kept, goes.value()->exact ? 0 : goes.value()->similarity});
          !done)
        return done;
  }
}

}  // namespace runon::repeats
