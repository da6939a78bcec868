#include "repeats/near_table.h"

#include <algorithm>
#include <utility>

#include "repeats/run_sorter.h"

namespace runon::repeats {
namespace {

constexpr std::size_t kFirstSlots = 256;
constexpr std::size_t kBlock = 256;  // entries that are read from a run at once
constexpr std::size_t kRuns = 4;

}  // namespace

NearTable::NearTable(double threshold, std::uint64_t memory, std::string directory)
    : threshold_(threshold), memory_(memory), directory_(std::move(directory)) {}

std::uint64_t NearTable::bytes() const {
  std::uint64_t bytes = slots_.size() * sizeof(Entry) + pool_.capacity() * sizeof(std::uint32_t) + texts_.size() * sizeof(Text);
  for (const Run& run : runs_) bytes += run.fences.size() * sizeof(std::uint64_t);
  return bytes;
}

std::uint64_t NearTable::disk_bytes() const {
  std::uint64_t bytes = pool_file_ ? pool_file_->size() : 0;
  for (const Run& run : runs_) bytes += run.file.size();
  return bytes;
}

void NearTable::put(std::uint64_t band, std::uint32_t text) {
  if (3 * (used_ + 1) > 2 * slots_.size()) enlarge();
  std::size_t at = static_cast<std::size_t>(band) & (slots_.size() - 1);
  while (slots_[at].text != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {static_cast<std::uint32_t>(band >> 32U), static_cast<std::uint32_t>(band), text + 1};
  ++used_;
}

void NearTable::enlarge() {
  std::vector<Entry> old(std::max(kFirstSlots, slots_.size() * 2));
  old.swap(slots_);
  used_ = 0;
  for (const Entry& entry : old)
    if (entry.text != 0) put(entry.band(), entry.text - 1);
}

// Appends the texts that have the band.
void NearTable::collect(std::uint64_t band) {
  if (slots_.empty()) return;
  for (std::size_t at = static_cast<std::size_t>(band) & (slots_.size() - 1); slots_[at].text != 0;
       at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].band() == band) candidates_.push_back(slots_[at].text - 1);
}

base::Status NearTable::collect(const Run& run, std::uint64_t band) {
  // Entries of one band may begin in the block in front of the first fence that has it.
  std::size_t block = static_cast<std::size_t>(std::lower_bound(run.fences.begin(), run.fences.end(), band) - run.fences.begin());
  block -= block > 0 ? 1 : 0;
  for (; block < run.fences.size() && run.fences[block] <= band; ++block) {
    const std::uint64_t first = block * kBlock;
    const std::size_t count = std::min<std::uint64_t>(kBlock, run.entries - first);
    if (base::Status done = run.file.read(first * sizeof(Entry), count * sizeof(Entry), block_); !done) return done;
    const auto* const entries = reinterpret_cast<const Entry*>(block_.data());
    const Entry wanted{static_cast<std::uint32_t>(band >> 32U), static_cast<std::uint32_t>(band), 0};
    for (const Entry* entry = std::lower_bound(entries, entries + count, wanted);
         entry < entries + count && entry->band() == band; ++entry)
      candidates_.push_back(entry->text - 1);
  }
  return base::Done{};
}

// Puts the shingles of a text into other_.
base::Status NearTable::load(const Text& text) {
  if (text.shingles < pool_.size()) {
    const auto begin = pool_.begin() + static_cast<std::ptrdiff_t>(text.shingles);
    other_.assign(begin, begin + text.count);
    return base::Done{};
  }
  other_.resize(text.count);
  return pool_file_->read((text.shingles - pool_.size()) * sizeof(std::uint32_t), text.count * sizeof(std::uint32_t),
                          reinterpret_cast<char*>(other_.data()));
}

base::Result<std::optional<NearTable::Like>> NearTable::find(const Likeness& likeness) {
  candidates_.clear();
  for (const std::uint64_t band : likeness.bands) {
    collect(band);
    for (const Run& run : runs_)
      if (base::Status done = collect(run, band); !done) return std::move(done.error());
  }
  std::sort(candidates_.begin(), candidates_.end());
  struct Candidate {
    std::size_t shared;
    std::uint32_t text;
  };
  std::vector<Candidate> order;
  const auto size = static_cast<double>(likeness.shingles.size());
  for (std::size_t i = 0, end = 0; i < candidates_.size(); i = end) {
    while (end < candidates_.size() && candidates_[end] == candidates_[i]) ++end;
    const Text& text = texts_[candidates_[i]];
    const auto other = static_cast<double>(text.count);
    // Of sets whose sizes differ so much the similarity is less.
    if (text.numbers == likeness.numbers && std::min(size, other) >= threshold_ * std::max(size, other))
      order.push_back({end - i, candidates_[i]});
  }
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), kCandidates));
  std::partial_sort(order.begin(), middle, order.end(), [](const Candidate& a, const Candidate& b) {
    return a.shared != b.shared ? a.shared > b.shared : a.text < b.text;
  });
  std::optional<Like> best;
  std::uint32_t best_text = 0;
  for (auto candidate = order.begin(); candidate != middle; ++candidate) {
    const Text& text = texts_[candidate->text];
    if (base::Status done = load(text); !done) return std::move(done.error());
    const double s = similarity(likeness.shingles, other_);
    if (s < threshold_) continue;
    if (best && (s < best->similarity || (s == best->similarity && candidate->text > best_text))) continue;
    best = Like{text.number, s};
    best_text = candidate->text;
  }
  return best;
}

base::Result<std::uint64_t> NearTable::text(std::size_t i, Likeness& likeness) {
  if (base::Status done = load(texts_[i]); !done) return std::move(done.error());
  likeness = {{}, other_, texts_[i].numbers};
  return texts_[i].number;
}

base::Status NearTable::add(const Likeness& likeness, std::uint64_t number) {
  const auto text = static_cast<std::uint32_t>(texts_.size());
  const std::uint64_t in_file = pool_file_ ? pool_file_->size() / sizeof(std::uint32_t) : 0;
  texts_.push_back({number, pool_.size() + in_file, likeness.numbers, static_cast<std::uint32_t>(likeness.shingles.size())});
  const std::uint64_t bytes = likeness.shingles.size() * sizeof(std::uint32_t);
  if (!pool_file_ && (pool_.size() * sizeof(std::uint32_t) + bytes) * 2 > memory_ / 2) {
    base::Result<io::ScratchFile> made = io::ScratchFile::create(directory_);
    if (!made) return std::move(made.error());
    pool_file_ = std::move(made.value());
  }
  if (!pool_file_) {
    pool_.insert(pool_.end(), likeness.shingles.begin(), likeness.shingles.end());
  } else if (base::Status done = pool_file_->append({reinterpret_cast<const char*>(likeness.shingles.data()), bytes}); !done) {
    return done;
  }
  // Twice as many slots come when two thirds are full: that must fit.
  const bool full = 3 * (used_ + likeness.bands.size()) > 2 * slots_.size() && slots_.size() * 3 * sizeof(Entry) > memory_ / 2;
  if (full && used_ > 0)
    if (base::Status done = spill(); !done) return done;
  for (const std::uint64_t band : likeness.bands) put(band, text);
  return base::Done{};
}

base::Status NearTable::write_run(const std::vector<Entry>& entries, std::size_t count) {
  Run& run = runs_.back();
  for (std::size_t i = 0; i < count; ++i)
    if ((run.entries + i) % kBlock == 0) run.fences.push_back(entries[i].band());
  run.entries += count;
  return run.file.append({reinterpret_cast<const char*>(entries.data()), count * sizeof(Entry)});
}

// The table's entries become a run.
base::Status NearTable::spill() {
  base::Result<io::ScratchFile> made = io::ScratchFile::create(directory_);
  if (!made) return std::move(made.error());
  slots_.erase(std::remove_if(slots_.begin(), slots_.end(), [](const Entry& entry) { return entry.text == 0; }), slots_.end());
  std::sort(slots_.begin(), slots_.end());
  runs_.push_back({std::move(made.value()), 0, {}});
  if (base::Status done = write_run(slots_, slots_.size()); !done) return done;
  if (base::Status done = runs_.back().file.flush(); !done) return done;
  slots_ = std::vector<Entry>();
  used_ = 0;
  return runs_.size() > kRuns ? merge_runs() : base::Status(base::Done{});
}

base::Status NearTable::merge_runs() {
  base::Result<io::ScratchFile> made = io::ScratchFile::create(directory_);
  if (!made) return std::move(made.error());
  std::vector<Run> old = std::move(runs_);
  runs_.clear();
  runs_.push_back({std::move(made.value()), 0, {}});
  constexpr std::size_t kWindow = 4096;
  struct Head {
    std::vector<Entry> window;
    std::size_t at = 0;
    std::uint64_t read = 0;  // entries
  };
  std::vector<Head> heads(old.size());
  const auto refill = [&](std::size_t i) -> base::Status {
    Head& head = heads[i];
    head.window.resize(std::min<std::uint64_t>(kWindow, old[i].entries - head.read));
    head.at = 0;
    const std::uint64_t from = std::exchange(head.read, head.read + head.window.size());
    return old[i].file.read(from * sizeof(Entry), head.window.size() * sizeof(Entry),
                            reinterpret_cast<char*>(head.window.data()));
  };
  for (std::size_t i = 0; i < old.size(); ++i)
    if (base::Status done = refill(i); !done) return done;
  std::vector<Entry> out;
  for (;;) {
    Head* least = nullptr;
    for (Head& head : heads)
      if (head.at < head.window.size() && (least == nullptr || head.window[head.at] < least->window[least->at])) least = &head;
    if (least == nullptr || out.size() == kWindow) {
      if (base::Status done = write_run(out, out.size()); !done) return done;
      out.clear();
      if (least == nullptr) return runs_.back().file.flush();
    }
    out.push_back(least->window[least->at++]);
    if (least->at == least->window.size())
      if (base::Status done = refill(static_cast<std::size_t>(least - heads.data())); !done) return done;
  }
}

}  // namespace runon::repeats
