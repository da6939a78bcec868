#include "rejoin/alike.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/vectors.h"
#include "rejoin/line_block.h"
#include "rejoin/trait.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15U;
constexpr std::size_t kLongest = 200;                         // bytes that are looked at: longer lines are no items
constexpr std::size_t kShortWord = 3;                         // letters; shorter ones are in any line
constexpr std::size_t kMost = kLongest / 3 + kLongest / 5 + 1;  // parts: pairs have three bytes each, words four and what parts them

// Of 64 bits the upper ones are the mixed ones.
std::uint32_t print(std::uint64_t bytes) { return static_cast<std::uint32_t>((bytes * kMix) >> 32U); }

}  // namespace

// One walk over a line. Words and pairs of the usual characters are passed by the bits of a block.
class Alike::Reader {
 public:
  Reader(std::string_view text, std::size_t begin, std::size_t end, std::uint32_t* parts, Sieve& sieve)
      : text_(text), end_(std::min(end, begin + kLongest)), parts_(parts), sieve_(sieve) {
    while (end_ < end && (static_cast<unsigned char>(text[end_]) & 0xC0U) == 0x80U) --end_;
    for (std::size_t at = begin; at < end_;) at = block(at);
    end_word();
  }

  std::size_t count() const { return count_; }

 private:
  // Says where the next block begins.
  std::size_t block(std::size_t begin) {
    const LineBlock bits = line_bits(text_, begin, end_, vectors_);
    const std::uint64_t letters = bits.letters;
    const std::uint64_t ideographs = bits.ideographs | bits.ideographs << 1U | bits.ideographs << 2U;
    const std::size_t n = std::min(end_ - begin, LineBlock::kBytes);
    std::size_t at = 0;
    while (at < n) {
      if ((letters >> at & 1U) != 0) {
        const std::size_t run = run_of(letters, at);
        letters_of_ascii(begin + at, run);
        at += run;
      } else if ((ideographs >> at & 1U) != 0) {
        const std::size_t run = run_of(ideographs, at) / 3;
        // One that ends behind the block is for the next one.
        if (run == 0) break;
        pairs(begin + at, run);
        at += 3 * run;
      } else if (static_cast<signed char>(text_[begin + at]) >= 0) {
        end_word();
        before_ = 0;
        ++at;
      } else {
        at = any(begin + at) - begin;
      }
    }
    return begin + at;
  }

  static std::size_t run_of(std::uint64_t bits, std::size_t at) { return static_cast<std::size_t>(std::countr_one(bits >> at)); }

  void letters_of_ascii(std::size_t at, std::size_t n) {
    if (letters_ == 0) word_ = at;
    letters_ += n;
    word_end_ = at + n;
    before_ = 0;
  }

  // Of a run of ideographs.
  void pairs(std::size_t at, std::size_t n) {
    end_word();
    const auto point = [&](std::size_t i) {
      const auto byte = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(text_[i + k])); };
      return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    };
    char32_t here = point(at);
    if (before_ != 0) pair(here);
    for (std::size_t i = 1; i < n; ++i) {
      before_ = here;
      pair(here = point(at + 3 * i));
    }
    before_ = here;
  }

  void pair(char32_t point) { add(print(std::uint64_t{before_} << 32U | point)); }

  // Says where it ends.
  std::size_t any(std::size_t at) {
    const text::Decoded d = text::decode(text_, at);
    const Trait t = traits()(d.point);
    const bool cjk = t.is(Trait::kCjk);
    if (!cjk && t.is(Trait::kLetter | Trait::kMark)) {
      if (letters_ == 0) word_ = at;
      ++letters_;
      word_end_ = at + d.bytes;
      before_ = 0;
      return at + d.bytes;
    }
    end_word();
    if (cjk && before_ != 0) pair(d.point);
    before_ = cjk ? d.point : 0;
    return at + d.bytes;
  }

  void end_word() {
    if (letters_ > kShortWord) add(print(word_bytes()));
    letters_ = 0;
  }

  // The word as a number: all of it where it has eight bytes, a mixture of more.
  std::uint64_t word_bytes() const {
    constexpr std::size_t kEight = sizeof(std::uint64_t);
    std::uint64_t out = 0;
    std::size_t at = word_;
    for (; word_end_ - at > kEight; at += kEight) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text_.data() + at, kEight);
      out = (out ^ eight) * kMix;
      out ^= out >> 32U;
    }
    std::uint64_t last = 0;
    const std::size_t n = word_end_ - at;
    if (text_.size() - at >= kEight) {
      std::memcpy(&last, text_.data() + at, kEight);
      if constexpr (std::endian::native == std::endian::little) last &= ~std::uint64_t{0} >> (64 - 8 * n);
      else last >>= 64 - 8 * n;
    } else {
      std::memcpy(&last, text_.data() + at, n);
    }
    return out ^ last;
  }

  void add(std::uint32_t part) {
    if (sieve_.has(part) && std::find(parts_, parts_ + count_, part) != parts_ + count_) return;
    sieve_.add(part);
    parts_[count_++] = part;
  }

  const bool vectors_ = base::wide_vectors();
  std::string_view text_;
  std::size_t end_;
  std::uint32_t* parts_;
  Sieve& sieve_;
  std::size_t count_ = 0;
  char32_t before_ = 0;       // the ideograph or kana right in front; 0: there is none
  std::size_t letters_ = 0;   // of the word that has not ended
  std::size_t word_ = 0;      // where it begins
  std::size_t word_end_ = 0;  // and ends, so far
};

Alike::Alike(const flow::Document& document, const std::vector<LineFacts>& facts) {
  begin_.reserve(facts.size() + 1);
  sieves_.resize(facts.size());
  std::size_t used = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    begin_.push_back(used);
    if (parts_.size() < used + kMost) parts_.resize(2 * used + facts.size() * 4 + kMost);
    used += Reader(document.text, facts[i].begin, facts[i].end, parts_.data() + used, sieves_[i]).count();
  }
  begin_.push_back(used);
}

float Alike::share(std::size_t i, std::size_t j) const {
  constexpr std::size_t kFewest = 4;
  const std::size_t fewer = std::min(begin_[i + 1] - begin_[i], begin_[j + 1] - begin_[j]);
  if (fewer < kFewest) return -1;
  if (begin_[i + 1] - begin_[i] > fewer) std::swap(i, j);
  const Sieve& sieve = sieves_[j];
  const std::uint32_t* const first = parts_.data() + begin_[j];
  const std::uint32_t* const last = parts_.data() + begin_[j + 1];
  std::size_t both = 0;
  for (std::size_t ours = begin_[i]; ours < begin_[i + 1]; ++ours)
    if (sieve.has(parts_[ours]) && std::find(first, last, parts_[ours]) != last) ++both;
  return static_cast<float>(both) / static_cast<float>(fewer);
}

}  // namespace runon::rejoin
