#include "repeats/near_table.h"

#include <algorithm>
#include <utility>

namespace runon::repeats {
NearTable::NearTable(double threshold, std::uint64_t memory, std::string directory)
    : threshold_(threshold), memory_(memory), directory_(directory), bands_(memory / 2, std::move(directory)) {}

std::uint64_t NearTable::bytes() const {
  return bands_.bytes() + pool_.capacity() * sizeof(std::uint32_t) + texts_.size() * sizeof(Text);
}

std::uint64_t NearTable::disk_bytes() const { return bands_.disk_bytes() + (pool_file_ ? pool_file_->size() : 0); }

// Puts the shingles of a text into other_.
base::Status NearTable::load(const Text& text) {
  if (text.shingles + text.count <= pool_.size()) {  // a text without any may stand at the end of them
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
  for (const std::uint64_t band : likeness.bands)
    if (base::Status done = bands_.collect(band, candidates_); !done) return std::move(done.error());
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
      order.push_back({end - i, static_cast<std::uint32_t>(candidates_[i])});
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
  for (const std::uint64_t band : likeness.bands)
    if (base::Status done = bands_.add(band, text); !done) return done;
  return base::Done{};
}

}  // namespace runon::repeats
