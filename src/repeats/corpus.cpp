#include "repeats/corpus.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace runon::repeats {
namespace {

constexpr std::size_t kAhead = 8;  // units whose memory is asked for in advance; twice as far, what leads to it
constexpr unsigned kLengthBits = 26;

// Numbers of entries and texts of the index.
constexpr std::uint64_t kEntry = std::uint64_t{1} << 35U;
constexpr std::uint64_t kText = std::uint64_t{1} << 40U;
static_assert(2 * kEntry - 1 == KeyTable::kMaxNumber);

}  // namespace

bool Corpus::ByKey::operator()(const Row& a, const Row& b) const {
  return std::tie(a.hash.high, a.hash.low, b.rank, a.number) < std::tie(b.hash.high, b.hash.low, a.rank, b.number);
}

bool Corpus::ByHash::operator()(const Fresh& a, const Fresh& b) const {
  return a.hash.high != b.hash.high ? a.hash.high < b.hash.high : a.hash.low < b.hash.low;
}

base::Result<Corpus> Corpus::create(const Options& options) {
  base::Result<Places> places = Places::create(options.temp_dir);
  if (!places) return std::move(places.error());
  Corpus corpus(options, std::move(places.value()));
  if (options.verify) {
    for (std::optional<io::ScratchFile>* file : {&corpus.keys_, &corpus.key_ends_}) {
      base::Result<io::ScratchFile> made = io::ScratchFile::create(options.temp_dir);
      if (!made) return std::move(made.error());
      *file = std::move(made.value());
    }
  }
  if (!options.index.empty())
    if (base::Status done = corpus.open_index(); !done) return std::move(done.error());
  return corpus;
}

Corpus::Corpus(const Options& options, Places places)
    : options_(options),
      memory_(share(options)),
      ranked_(options.keep != Keep::first || !options.prefer.empty()),
      places_(std::move(places)),
      table_(std::make_unique<KeyTable>(options.max_copies > 1)) {
  if (options.near > 0) near_.emplace(options.near, memory_, options.temp_dir);
}

std::uint64_t Corpus::share(const Options& options) {
  const std::uint64_t all = options.memory != 0 ? options.memory : io::physical_memory() / 2;
  return all / (1U + (options.near > 0 ? 1U : 0U) + (options.fragments > 0 ? 1U : 0U));
}

void Corpus::prefetch(const std::vector<Unit>& units) const {
  if (!table_) return;
  for (std::size_t i = 0; i < std::min(units.size(), 2 * kAhead); ++i) table_->prefetch(units[i].hash);
}

base::Result<bool> Corpus::postpones() {
  if (!rows_ && (ranked_ || table_->bytes() > memory_))
    if (base::Status done = postpone(); !done) return std::move(done.error());
  return rows_.has_value();
}

// From here on rows are sorted on disk; what the table knows are the first of them.
base::Status Corpus::postpone() {
  rows_.emplace(options_.temp_dir, memory_ / 2, ByKey());
  first_postponed_ = next_;
  figures_.distinct = table_->size();
  figures_.table_bytes = table_->bytes();
  base::Status state = base::Done{};
  table_->for_each([&](const base::Hash128& hash, std::uint64_t number, unsigned count) {
    if (state) state = rows_->add({hash, number, UINT32_MAX, static_cast<std::uint16_t>(count), 0});
  });
  table_.reset();
  return state;
}

std::uint32_t Corpus::rank(const flow::Document& document, const Unit& unit) const {
  if (!ranked_) return 0;
  const std::uint32_t most = (std::uint32_t{1} << kLengthBits) - 1;
  const std::uint32_t length = options_.keep == Keep::longest ? std::min(unit.length, most) : 0;
  return (preference(document, options_.prefer) << kLengthBits) | length;
}

// Writes down where the unit stands, and its key where keys are compared.
base::Status Corpus::note(const flow::Document& document, const Unit& unit) {
  ++figures_.units;
  if (base::Status done = places_.add(unit); !done) return done;
  if (!keys_) return base::Done{};
  key_of(document, unit, key_);
  if (base::Status done = keys_->append(key_); !done) return done;
  const std::uint64_t end = keys_->size();
  return key_ends_->append({reinterpret_cast<const char*>(&end), sizeof end});
}

// Whether the unit's key is that of unit `kept`, letter by letter.
base::Result<bool> Corpus::same_key(const flow::Document& document, const Unit& unit, std::uint64_t kept) {
  std::uint64_t ends[2] = {0, 0};
  const std::uint64_t from = kept == 0 ? 0 : kept - 1;
  char* into = reinterpret_cast<char*>(ends + (kept == 0 ? 1 : 0));
  if (base::Status done = key_ends_->read(from * 8, (kept - from + 1) * 8, into); !done) return std::move(done.error());
  key_of(document, unit, key_);
  if (base::Status done = keys_->read(ends[0], ends[1] - ends[0], other_key_); !done) return std::move(done.error());
  return key_ == other_key_;
}

base::Status Corpus::drop(Verdict verdict, std::vector<Verdict>& verdicts) const {
  if (options_.name_copies) {
    base::Result<flow::Copy> copy = place(verdict.kept);
    if (!copy) return std::move(copy.error());
    copy.value().exact = verdict.exact;
    copy.value().similarity = verdict.similarity;
    verdict.copy = std::make_shared<const flow::Copy>(std::move(copy.value()));
  }
  verdicts.push_back(std::move(verdict));
  return base::Done{};
}

// Unit i, whose key unit `kept` had first, goes; unless it shares the fingerprint by accident, or that went itself.
base::Status Corpus::sentence(const flow::Document& document, const Looked& looked, std::size_t i, std::uint64_t kept,
                              std::vector<Verdict>& verdicts) {
  if (!options_.exact) return base::Done{};
  if (went(kept)) return compare(looked, i, false, verdicts);
  if (keys_) {
    const base::Result<bool> same = same_key(document, looked.units[i], kept);
    if (!same) return same.error();
    if (!same.value()) return ++figures_.collisions, base::Done{};
  }
  return drop({static_cast<std::uint32_t>(i), next_, kept, 1, true, nullptr}, verdicts);
}

// Unit i goes if it resembles one that stays; else it is one of those.
base::Status Corpus::compare(const Looked& looked, std::size_t i, bool new_key, std::vector<Verdict>& verdicts) {
  if (!near_ || !looked.units[i].may_go) return base::Done{};
  const Likeness& likeness = looked.likenesses[i];
  const base::Result<std::optional<NearTable::Like>> like = near_->find(likeness);
  if (!like) return like.error();
  if (!like.value()) return near_->add(likeness, next_);
  if (new_key) went_.push_back(next_);
  return drop(
      {static_cast<std::uint32_t>(i), next_, like.value()->number, static_cast<float>(like.value()->similarity), false, nullptr},
      verdicts);
}

// Of a key that only the index has, the table then knows as much.
KeyTable::Found Corpus::look_up(const base::Hash128& hash) {
  const std::optional<std::uint64_t> entry = prior(hash);
  const KeyTable::Found found = table_->find_or_insert(hash, entry ? *entry : next_);
  if (found.count != 0 || !entry) return found;
  const unsigned copies = std::max<unsigned>(index_->entry(*entry - kEntry).copies, 1);
  for (unsigned i = 1; i < copies; ++i) table_->count(hash);
  return {*entry, copies};
}

base::Status Corpus::judge(const flow::Document& document, const Looked& looked, std::vector<Verdict>& verdicts) {
  if (base::Status done = places_.add(document); !done) return done;
  const std::vector<Unit>& units = looked.units;
  for (std::size_t i = 0; i < units.size(); ++i, ++next_) {
    const Unit& unit = units[i];
    if (base::Status done = note(document, unit); !done) return done;
    if (next_ >= kEntry)
      return base::Error{base::Code::usage, "more than 34,359,738,368 paragraphs", {}, "clean the corpus in parts, with --index"};
    if (rows_) {
      const Row row{unit.hash, next_, rank(document, unit), 0, static_cast<std::uint16_t>(unit.may_go ? 1 : 0)};
      if (base::Status done = rows_->add(row); !done) return done;
      continue;
    }
    if (i + 2 * kAhead < units.size()) table_->prefetch(units[i + 2 * kAhead].hash);
    if (i + kAhead < units.size()) table_->approach(units[i + kAhead].hash);
    const KeyTable::Found found = look_up(unit.hash);
    base::Status done = base::Done{};
    if (found.count == 0) done = compare(looked, i, true, verdicts);
    else if (found.count < options_.max_copies) table_->count(unit.hash);
    else if (unit.may_go) done = sentence(document, looked, i, found.number, verdicts);
    if (!done) return done;
  }
  return base::Done{};
}

base::Status Corpus::turn() {
  if (base::Status done = rows_->begin(); !done) return done;
  decisions_.emplace(options_.temp_dir, memory_ / 4, ByNumber());
  std::optional<base::Hash128> hash;
  std::uint64_t kept = 0;
  std::size_t copies = 0;
  figures_.distinct = 0;
  for (;;) {
    const base::Result<std::optional<Row>> row = rows_->next();
    if (!row) return row.error();
    if (hash && fresh_ && (!row.value() || hash != row.value()->hash))
      if (base::Status done = fresh_->add({*hash, kept, copies}); !done) return done;
    if (!row.value()) break;
    const Row& r = *row.value();
    if (hash != r.hash) {
      hash = r.hash;
      ++figures_.distinct;
      kept = r.number;
      copies = r.copies;
      const std::optional<std::uint64_t> entry = prior(r.hash);
      if (copies == 0 && entry) {
        kept = *entry;
        copies = std::max<std::size_t>(index_->entry(*entry - kEntry).copies, 1);
      } else if (copies > 0) {
        continue;
      }
    }
    if (copies < options_.max_copies) ++copies;
    else if (r.may_go != 0)
      if (base::Status done = decisions_->add({r.number, kept}); !done) return done;
  }
  figures_.disk_bytes += rows_->bytes_on_disk() + decisions_->bytes_on_disk();
  rows_.reset();
  if (base::Status done = decisions_->begin(); !done) return done;
  next_ = first_postponed_;
  base::Result<std::optional<Decision>> first = decisions_->next();
  if (!first) return std::move(first.error());
  decision_ = first.value();
  return base::Done{};
}

base::Status Corpus::judge_again(const flow::Document& document, const Looked& looked, std::vector<Verdict>& verdicts) {
  for (std::size_t i = 0; i < looked.units.size(); ++i, ++next_) {
    if (!decision_ || decision_->number != next_) {
      if (base::Status done = compare(looked, i, true, verdicts); !done) return done;
      continue;
    }
    if (base::Status done = sentence(document, looked, i, decision_->kept, verdicts); !done) return done;
    base::Result<std::optional<Decision>> next = decisions_->next();
    if (!next) return std::move(next.error());
    decision_ = next.value();
  }
  return base::Done{};
}

std::optional<std::uint64_t> Corpus::prior(const base::Hash128& hash) const {
  if (!index_) return std::nullopt;
  const std::optional<std::uint64_t> entry = index_->find(hash);
  return entry ? std::optional(kEntry + *entry) : entry;
}

// Whether the unit had its key first, but resembled another.
bool Corpus::went(std::uint64_t number) const {
  if (number >= kEntry) return index_->entry(number - kEntry).went != 0;
  return std::binary_search(went_.begin(), went_.end(), number);
}

base::Result<flow::Copy> Corpus::place(std::uint64_t number) const {
  if (number >= kText) {
    const base::Result<IndexText> text = index_->text(number - kText, nullptr);
    if (!text) return text.error();
    return index_->place(text.value().document, text.value().first_line, text.value().last_line);
  }
  if (number < kEntry) return places_.find(number);
  const IndexEntry entry = index_->entry(number - kEntry);
  return index_->place(entry.document, entry.first_line, entry.last_line);
}

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
base::Result<IndexEntry> Corpus::fresh_entry(const Fresh& fresh) const {
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
    const base::Result<std::optional<Fresh>> next = fresh_->next();
    if (!next) return next.error();
    for (; old < index_->entries(); ++old) {
      const IndexEntry entry = index_->entry(old);
      if (next.value() && !ByHash()({entry.key, 0, 0}, *next.value())) break;
      if (base::Status done = writer.add(entry); !done) return done;
    }
    if (!next.value()) break;
    IndexEntry entry;
    if (next.value()->number >= kEntry) {
      if (old == index_->entries())
        return base::Error{base::Code::usage, "this index is damaged: its keys are out of order", options_.index,
                           "take a copy of it, or begin another one"};
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

CorpusFigures Corpus::figures() const {
  CorpusFigures figures = figures_;
  if (table_) {
    figures.distinct = table_->size();
    figures.table_bytes = table_->bytes();
  }
  if (near_) {
    figures.near_bytes = near_->bytes();
    figures.disk_bytes += near_->disk_bytes();
  }
  figures.disk_bytes += places_.bytes() + (keys_ ? keys_->size() + key_ends_->size() : 0);
  return figures;
}

}  // namespace runon::repeats
