#include "repeats/band_table.h"

#include <algorithm>
#include <utility>

namespace runon::repeats {
namespace {

constexpr std::size_t kFirstSlots = 256;
constexpr std::size_t kBlock = 256;  // entries that are read from a run at once
constexpr std::size_t kRuns = 4;
constexpr std::uint64_t kFilterBits = 10;  // an entry
constexpr unsigned kProbes = 7;

// Where the i-th bit of a key stands among `bits`.
std::uint64_t probe(std::uint64_t key, unsigned i, std::uint64_t bits) {
  const std::uint64_t step = (key * 0x9E3779B97F4A7C15U) | 1U;
  return (key * 0xD6E8FEB86659FD93U + i * step) % bits;
}

bool may_hold(const std::vector<std::uint64_t>& filter, std::uint64_t key) {
  if (filter.empty()) return true;
  for (unsigned i = 0; i < kProbes; ++i)
    if (const std::uint64_t at = probe(key, i, filter.size() * 64); ((filter[at / 64] >> (at % 64)) & 1U) == 0) return false;
  return true;
}

}  // namespace

std::uint64_t BandTable::bytes() const {
  std::uint64_t bytes = slots_.size() * sizeof(Entry);
  for (const Run& run : runs_) bytes += (run.fences.size() + run.filter.size()) * sizeof(std::uint64_t);
  return bytes;
}

std::uint64_t BandTable::disk_bytes() const {
  std::uint64_t bytes = 0;
  for (const Run& run : runs_) bytes += run.file.size();
  return bytes;
}

void BandTable::put(const Entry& entry) {
  std::size_t at = static_cast<std::size_t>(entry.key()) & (slots_.size() - 1);
  while (!slots_[at].free()) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = entry;
  ++used_;
}

void BandTable::enlarge() {
  std::vector<Entry> old(std::max(kFirstSlots, slots_.size() * 2));
  old.swap(slots_);
  used_ = 0;
  for (const Entry& entry : old)
    if (!entry.free()) put(entry);
}

base::Status BandTable::add(std::uint64_t band, std::uint64_t number) {
  if (3 * (used_ + 1) > 2 * slots_.size()) {
    // Twice as many slots come beside those that are there: that must fit.
    if (used_ > 0 && slots_.size() * 3 * sizeof(Entry) > memory_ / 2)
      if (base::Status done = spill(); !done) return done;
    enlarge();
  }
  const std::uint64_t stored = number + 1;
  put({static_cast<std::uint32_t>(band >> 32U),
       (static_cast<std::uint32_t>(band) & ~0xFFU) | static_cast<std::uint32_t>(stored >> 32U),
       static_cast<std::uint32_t>(stored)});
  return base::Done{};
}

void BandTable::prefetch(std::uint64_t band) const {
  if (!slots_.empty()) __builtin_prefetch(slots_.data() + (static_cast<std::size_t>(band >> 8U) & (slots_.size() - 1)));
}

base::Status BandTable::collect(std::uint64_t band, std::vector<std::uint64_t>& numbers) {
  const std::uint64_t key = band >> 8U;
  if (!slots_.empty())
    for (std::size_t at = static_cast<std::size_t>(key) & (slots_.size() - 1); !slots_[at].free();
         at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].key() == key) numbers.push_back(slots_[at].number());
  for (const Run& run : runs_)
    if (may_hold(run.filter, key))
      if (base::Status done = collect(run, key, numbers); !done) return done;
  return base::Done{};
}

base::Status BandTable::collect(const Run& run, std::uint64_t key, std::vector<std::uint64_t>& numbers) {
  // Entries of one key may begin in the block in front of the first fence that has it.
  std::size_t block = static_cast<std::size_t>(std::lower_bound(run.fences.begin(), run.fences.end(), key) - run.fences.begin());
  block -= block > 0 ? 1 : 0;
  for (; block < run.fences.size() && run.fences[block] <= key; ++block) {
    const std::uint64_t first = block * kBlock;
    const std::size_t count = std::min<std::uint64_t>(kBlock, run.entries - first);
    if (base::Status done = run.file.read(first * sizeof(Entry), count * sizeof(Entry), block_); !done) return done;
    const auto* const entries = reinterpret_cast<const Entry*>(block_.data());
    const auto* entry =
        std::lower_bound(entries, entries + count, key, [](const Entry& e, std::uint64_t wanted) { return e.key() < wanted; });
    for (; entry < entries + count && entry->key() == key; ++entry) numbers.push_back(entry->number());
  }
  return base::Done{};
}

base::Status BandTable::open_run(std::uint64_t entries) {
  base::Result<io::ScratchFile> made = io::ScratchFile::create(directory_);
  if (!made) return std::move(made.error());
  // Half of the memory is for the filters of all runs. One of few bits says too little to be asked.
  const std::uint64_t bits = std::min(entries * kFilterBits, memory_ / 2 / kRuns * 8);
  runs_.push_back({std::move(made.value()), 0, {}, std::vector<std::uint64_t>(bits < 3 * entries ? 0 : bits / 64 + 1)});
  return base::Done{};
}

base::Status BandTable::write_run(const std::vector<Entry>& entries, std::size_t count) {
  Run& run = runs_.back();
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t key = entries[i].key();
    if ((run.entries + i) % kBlock == 0) run.fences.push_back(key);
    for (unsigned p = 0; p < kProbes && !run.filter.empty(); ++p) {
      const std::uint64_t at = probe(key, p, run.filter.size() * 64);
      run.filter[at / 64] |= std::uint64_t{1} << (at % 64);
    }
  }
  run.entries += count;
  return run.file.append({reinterpret_cast<const char*>(entries.data()), count * sizeof(Entry)});
}

// The table's entries become a run.
base::Status BandTable::spill() {
  slots_.erase(std::remove_if(slots_.begin(), slots_.end(), [](const Entry& entry) { return entry.free(); }), slots_.end());
  std::sort(slots_.begin(), slots_.end());
  if (base::Status done = open_run(slots_.size()); !done) return done;
  if (base::Status done = write_run(slots_, slots_.size()); !done) return done;
  if (base::Status done = runs_.back().file.flush(); !done) return done;
  slots_ = std::vector<Entry>();
  used_ = 0;
  return runs_.size() > kRuns ? merge_runs() : base::Status(base::Done{});
}

// The last runs become one, as many of them as are no longer than what they are merged with: each entry is written a few
// times at most, however many there are.
base::Status BandTable::merge_runs() {
  std::size_t from = runs_.size() - 1;
  std::uint64_t entries = runs_[from].entries;
  while (from > 0 && (from >= kRuns || runs_[from - 1].entries <= 2 * entries)) entries += runs_[--from].entries;
  std::vector<Run> old(std::make_move_iterator(runs_.begin() + static_cast<std::ptrdiff_t>(from)),
                       std::make_move_iterator(runs_.end()));
  runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(from), runs_.end());
  if (base::Status done = open_run(entries); !done) return done;
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
    const std::uint64_t begin = std::exchange(head.read, head.read + head.window.size());
    return old[i].file.read(begin * sizeof(Entry), head.window.size() * sizeof(Entry),
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
