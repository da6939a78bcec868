#include "repeats/sieve.h"

#include <bit>

#include "base/hash.h"
#include "text/fold.h"

namespace runon::repeats {

Sieve::Sieve(std::size_t texts) : first_of_(std::bit_ceil(texts * 2 + 1), 0) { begins_.reserve(texts); }

void Sieve::add(std::string_view text) {
  const std::uint64_t begin = base::hash128(text::key_begin(text, key_)).low;
  const std::size_t mask = first_of_.size() - 1;
  std::size_t slot = begin & mask;
  while (first_of_[slot] != 0 && begins_[first_of_[slot] - 1] != begin) slot = (slot + 1) & mask;
  doubtful_.push_back(first_of_[slot] != 0);
  if (first_of_[slot] != 0) doubtful_[first_of_[slot] - 1] = true;
  begins_.push_back(begin);
  if (first_of_[slot] == 0) first_of_[slot] = begins_.size();
}

std::vector<std::size_t> Sieve::doubtful() const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < doubtful_.size(); ++i)
    if (doubtful_[i]) found.push_back(i);
  return found;
}

}  // namespace runon::repeats
