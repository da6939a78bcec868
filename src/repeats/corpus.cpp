#include "repeats/corpus.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace runon::repeats {
namespace {

constexpr std::size_t kAhead = 8;  // units whose memory is asked for in advance; twice as far, what leads to it
constexpr unsigned kLengthBits = 26;

static_assert(2 * kEntry - 1 == KeyTable::kMaxNumber);

}  // namespace

base::Result<Corpus> Corpus::create(const Options& options) {
  base::Result<Places> places = Places::create(options.temp_dir);
  if (!places) return std::move(places.error());
  Corpus corpus(options, std::move(places.value()));
  std::vector<std::optional<io::ScratchFile>*> files;
  if (options.verify) files = {&corpus.keys_, &corpus.key_ends_};
  if (corpus.alike_) files.insert(files.end(), {&corpus.likenesses_, &corpus.likeness_ends_});
  for (std::optional<io::ScratchFile>* file : files) {
    base::Result<io::ScratchFile> made = io::ScratchFile::create(options.temp_dir);
    if (!made) return std::move(made.error());
    *file = std::move(made.value());
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
  if (options.near == 0) return;
  if (ranked_ || options.max_copies > 1)
    alike_.emplace(options.near, options.max_copies, options.exact, memory_, options.temp_dir);
  else near_.emplace(options.near, memory_, options.temp_dir);
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
  if (!rows_ && (ranked_ || alike_ || table_->bytes() > memory_))
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
  if (went(kept)) return compare(looked, i, false, verdicts);
  if (!options_.exact) return base::Done{};
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
base::Result<KeyTable::Found> Corpus::look_up(const base::Hash128& hash) {
  const base::Result<std::optional<std::uint64_t>> known = prior(hash);
  if (!known) return known.error();
  const std::optional<std::uint64_t> entry = known.value();
  const KeyTable::Found found = table_->find_or_insert(hash, entry ? *entry : next_);
  if (found.count != 0 || !entry) return found;
  const unsigned copies = std::max<unsigned>(index_->entry(*entry - kEntry).copies, 1);
  for (unsigned i = 1; i < copies; ++i) table_->count(hash);
  return KeyTable::Found{*entry, copies};
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
      if (alike_)
        if (base::Status done = note_likeness(looked.likenesses[i]); !done) return done;
      const KeyRow row{unit.hash, next_, rank(document, unit), 0, static_cast<std::uint16_t>(unit.may_go ? 1 : 0)};
      if (base::Status done = rows_->add(row); !done) return done;
      continue;
    }
    if (i + 2 * kAhead < units.size()) table_->prefetch(units[i + 2 * kAhead].hash);
    if (i + kAhead < units.size()) table_->approach(units[i + kAhead].hash);
    const base::Result<KeyTable::Found> found = look_up(unit.hash);
    if (!found) return found.error();
    base::Status done = base::Done{};
    if (found.value().count == 0) done = compare(looked, i, true, verdicts);
    else if (found.value().count < options_.max_copies) table_->count(unit.hash);
    else if (unit.may_go) done = sentence(document, looked, i, found.value().number, verdicts);
    if (!done) return done;
  }
  return base::Done{};
}

base::Status Corpus::turn() {
  if (base::Status done = rows_->begin(); !done) return done;
  decisions_.emplace(options_.temp_dir, memory_ / 4, ByNumber());
  figures_.distinct = 0;
  if (base::Status done = alike_ ? turn_by_rank() : turn_by_key(); !done) return done;
  figures_.disk_bytes += rows_->bytes_on_disk() + decisions_->bytes_on_disk();
  rows_.reset();
  if (base::Status done = decisions_->begin(); !done) return done;
  next_ = first_postponed_;
  base::Result<std::optional<Decision>> first = decisions_->next();
  if (!first) return std::move(first.error());
  decision_ = first.value();
  return base::Done{};
}

base::Status Corpus::turn_by_key() {
  std::optional<base::Hash128> hash;
  std::uint64_t kept = 0;
  std::size_t copies = 0;
  for (;;) {
    const base::Result<std::optional<KeyRow>> row = rows_->next();
    if (!row) return row.error();
    if (hash && fresh_ && (!row.value() || hash != row.value()->hash))
      if (base::Status done = fresh_->add({*hash, kept, copies}); !done) return done;
    if (!row.value()) return base::Done{};
    const KeyRow& r = *row.value();
    if (hash != r.hash) {
      hash = r.hash;
      ++figures_.distinct;
      kept = r.number;
      copies = r.copies;
      const base::Result<std::optional<std::uint64_t>> known = prior(r.hash);
      if (!known) return known.error();
      const std::optional<std::uint64_t> entry = known.value();
      if (copies == 0 && entry) {
        kept = *entry;
        copies = std::max<std::size_t>(index_->entry(*entry - kEntry).copies, 1);
      } else if (copies > 0) {
        continue;
      }
    }
    if (copies < options_.max_copies) ++copies;
    else if (r.may_go != 0)
      if (base::Status done = decisions_->add({r.number, kept, 0}); !done) return done;
  }
}

base::Status Corpus::judge_again(const flow::Document& document, const Looked& looked, std::vector<Verdict>& verdicts) {
  for (std::size_t i = 0; i < looked.units.size(); ++i, ++next_) {
    if (!decision_ || decision_->number != next_) {
      if (base::Status done = compare(looked, i, true, verdicts); !done) return done;
      continue;
    }
    const Decision& d = *decision_;
    base::Status done = base::Done{};
    if (d.similarity == 0) done = sentence(document, looked, i, d.kept, verdicts);
    else done = drop({static_cast<std::uint32_t>(i), next_, d.kept, static_cast<float>(d.similarity), false, nullptr}, verdicts);
    if (!done) return done;
    base::Result<std::optional<Decision>> next = decisions_->next();
    if (!next) return std::move(next.error());
    decision_ = next.value();
  }
  return base::Done{};
}

base::Result<std::optional<std::uint64_t>> Corpus::prior(const base::Hash128& hash) const {
  if (!index_) return std::optional<std::uint64_t>();
  base::Result<std::optional<std::uint64_t>> entry = index_->find(hash);
  if (!entry || !entry.value()) return entry;
  return std::optional(kEntry + *entry.value());
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

CorpusFigures Corpus::figures() const {
  CorpusFigures figures = figures_;
  if (table_) {
    figures.distinct = table_->size();
    figures.table_bytes = table_->bytes();
  }
  if (const NearTable* near = alike_ ? &alike_->table() : near_ ? &*near_ : nullptr; near != nullptr) {
    figures.near_bytes = near->bytes();
    figures.disk_bytes += near->disk_bytes();
  }
  if (alike_) figures.disk_bytes += likenesses_->size() + likeness_ends_->size();
  figures.disk_bytes += places_.bytes() + (keys_ ? keys_->size() + key_ends_->size() : 0);
  return figures;
}

}  // namespace runon::repeats
