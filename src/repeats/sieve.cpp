#include "repeats/sieve.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"
#include "text/fold.h"

namespace runon::repeats {
namespace {

// It is as short as that, and each of its characters becomes one letter at most: ASCII, and U+4000..U+9FFF.
bool has_fewer_letters(std::string_view text, std::size_t letters) {
  return text.size() < letters && std::all_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0xC0 || (byte >= 0xE4 && byte <= 0xE9);
         });
}

}  // namespace

Sieve::Sieve(std::size_t texts, std::size_t fewest) : fewest_(fewest), first_of_(std::bit_ceil(texts * 2 + 1), 0) {
  begins_.reserve(texts);
  doubtful_.reserve(texts);
}

void Sieve::add(std::string_view text) {
  if (has_fewer_letters(text, fewest_)) {
    begins_.push_back(0);
    doubtful_.push_back(false);
    return;
  }
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
