// What of a Corpus has to do with its index.
#include <algorithm>
#include <utility>

#include "repeats/corpus.h"

namespace runon::repeats {

base::Status Corpus::open_index() {
  if (!options_.index_read_only) {
    base::Result<io::GuardedFile> guard = io::GuardedFile::lock(options_.index);
    if (!guard) return std::move(guard.error());
    guard_ = std::move(guard.value());
    fresh_.emplace(options_.temp_dir, memory_ / 4, ByHash());
  }
  base::Result<Index> index = Index::open(options_.index);
  if (!index) {
    if (index.error().code == base::Code::not_found) index.error().code = base::Code::usage;  // the caller's name for it
    return std::move(index.error());
  }
  index_ = std::move(index.value());
  // All of it is read again when the next state is written, and that must not be the moment when damage shows.
  if (guard_)
    if (base::Status sound = index_->check(); !sound) return sound;
  if (base::Status same = check_settings(options_.index, index_->settings(), index_settings(options_)); !same) return same;
  if (!near_) return base::Done{};
  const Banding banding = banding_for(options_.near);
  for (std::uint64_t i = 0; i < index_->texts(); ++i) {
    Likeness likeness;
    if (base::Result<IndexText> text = index_->text(i, &likeness); !text) return std::move(text.error());
    add_bands(likeness, banding);
    if (base::Status done = near_->add(likeness, kText + i); !done) return done;
  }
  return base::Done{};
}

// Of a key that is not in the index yet.
base::Result<IndexEntry> Corpus::fresh_entry(const FreshKey& fresh) const {
  const base::Result<Places::Where> where = places_.where(fresh.number);
  if (!where) return where.error();
  const std::uint64_t document = index_->documents() + where.value().document;
  if (document > UINT32_MAX)
    return base::Error{base::Code::usage, "more than 4,294,967,296 documents", options_.index, "begin another index"};
  const bool gone = went(fresh.number);
  IndexEntry entry;
  entry.key = fresh.hash;
  entry.document = static_cast<std::uint32_t>(document);
  entry.first_line = where.value().first_line;
  entry.last_line = where.value().last_line;
  entry.copies = static_cast<std::uint16_t>(gone ? 0 : fresh.copies);
  entry.went = gone ? 1 : 0;
  return entry;
}

base::Status Corpus::commit() {
  if (!guard_) return base::Done{};
  if (table_) {
    base::Status state = base::Done{};
    table_->for_each([&](const base::Hash128& hash, std::uint64_t number, unsigned count) {
      if (state) state = fresh_->add({hash, number, count});
    });
    if (!state) return state;
  }
  IndexWriter writer(*guard_);
  if (base::Status done = writer.begin(index_settings(options_), index_->runs() + 1); !done) return done;
  if (base::Status done = write_index(writer); !done) return done;
  return writer.commit();
}

base::Status Corpus::write_index(IndexWriter& writer) {
  if (base::Status done = fresh_->begin(); !done) return done;
  std::uint64_t old = 0;  // next entry of the index as it was
  for (;;) {
    const base::Result<std::optional<FreshKey>> next = fresh_->next();
    if (!next) return next.error();
    for (; old < index_->entries(); ++old) {
      const IndexEntry entry = index_->entry(old);
      if (next.value() && !ByHash()({entry.key, 0, 0}, *next.value())) break;
      if (base::Status done = writer.add(entry); !done) return done;
    }
    if (!next.value()) break;
    IndexEntry entry;
    if (next.value()->number >= kEntry) {
      if (old == index_->entries()) return index_->damaged("its keys are out of order");
      entry = index_->entry(old++);
      if (entry.copies != 0)
        entry.copies = static_cast<std::uint16_t>(std::max<std::uint64_t>(entry.copies, next.value()->copies));
    } else {
      const base::Result<IndexEntry> made = fresh_entry(*next.value());
      if (!made) return made.error();
      entry = made.value();
    }
    if (base::Status done = writer.add(entry); !done) return done;
  }
  for (std::size_t i = 0; near_ && i < near_->size(); ++i) {
    Likeness likeness;
    const base::Result<std::uint64_t> number = near_->text(i, likeness);
    if (!number) return number.error();
    IndexText text;
    if (number.value() >= kText) {
      base::Result<IndexText> old_text = index_->text(number.value() - kText, nullptr);
      if (!old_text) return std::move(old_text.error());
      text = old_text.value();
    } else {
      const base::Result<Places::Where> where = places_.where(number.value());
      if (!where) return where.error();
      text.document = static_cast<std::uint32_t>(index_->documents() + where.value().document);
      text.first_line = where.value().first_line;
      text.last_line = where.value().last_line;
    }
    if (base::Status done = writer.add(text, likeness); !done) return done;
  }
  for (std::uint64_t d = 0; d < index_->documents() + places_.documents(); ++d) {
    base::Result<flow::Copy> names = flow::Copy();
    if (d < index_->documents()) names = index_->place(static_cast<std::uint32_t>(d), 0, 0);
    else if (base::Status done = places_.names(static_cast<std::uint32_t>(d - index_->documents()), names.value()); !done)
      return done;
    if (!names) return std::move(names.error());
    if (base::Status done = writer.add(names.value().doc, names.value().record); !done) return done;
  }
  return base::Done{};
}

}  // namespace runon::repeats
