#include "repeats/alike.h"

namespace runon::repeats {

// Whether one more of the leader's cluster may stay; then it is counted.
bool Alike::joins(std::uint64_t leader) {
  if (most_ == 1) return false;
  std::uint16_t& staying = staying_.emplace(leader, std::uint16_t{1}).first->second;
  if (staying >= most_) return false;
  ++staying;
  return true;
}

base::Result<std::optional<Alike::Goes>> Alike::judge(const Text& text, const Likeness& likeness) {
  const std::optional<Goes> stays;
  const bool first = text.number == text.first;
  if (!compares(text)) {
    const bool leads = !first && led_.count(text.first) == 0;
    if (!leads || !exact_ || joins(text.first) || !text.may_go) return stays;
    return std::optional<Goes>({text.first, 1, true});
  }
  const base::Result<std::optional<NearTable::Like>> like = table_.find(likeness);
  if (!like) return like.error();
  if (!like.value()) {
    if (base::Status done = table_.add(likeness, text.number); !done) return std::move(done.error());
    return stays;
  }
  if (first && text.more) led_.insert(text.number);
  if (joins(like.value()->number)) return stays;
  return std::optional<Goes>({like.value()->number, like.value()->similarity, false});
}

}  // namespace runon::repeats
