#include "rejoin/alike.h"

#include <algorithm>
#include <bit>
#include <memory>

#include "base/eight.h"
#include "base/vectors.h"
#include "rejoin/line_block.h"
#include "rejoin/trait.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15U;
constexpr std::size_t kFewest = 4;     // parts
constexpr std::size_t kLongest = 200;  // bytes that are looked at: longer lines are no items
constexpr std::size_t kShortWord = 3;  // letters; shorter ones are in any line

// Of 64 bits the upper ones are the mixed ones.
std::uint32_t print(std::uint64_t part) { return static_cast<std::uint32_t>((part * kMix) >> 32U); }

// One walk over a line, which hands out its parts as numbers: `see` gets each as often as it stands there. Words and pairs of
// the usual characters are passed by the bits of a block.
template <class See>
class Reader {
 public:
  Reader(std::string_view text, std::size_t begin, std::size_t end, See& see)
      : text_(text), end_(std::min(end, begin + kLongest)), see_(see) {
    while (end_ < end && (static_cast<unsigned char>(text[end_]) & 0xC0U) == 0x80U) --end_;
    for (std::size_t at = begin; at < end_;) at = block(at);
    end_word();
  }

 private:
  // Says where the next block begins.
  std::size_t block(std::size_t begin) {
    const LineBlock bits = line_bits(text_, begin, end_, vectors_);
    const std::uint64_t letters = bits.letters;
    const std::uint64_t ideographs = bits.ideographs | bits.ideographs << 1U | bits.ideographs << 2U;
    const std::size_t n = std::min(end_ - begin, LineBlock::kBytes);
    if (bits.beyond == 0) {
      words(begin, n, letters);
      return begin + n;
    }
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

  // Of a block of ASCII.
  void words(std::size_t begin, std::size_t n, std::uint64_t letters) {
    if ((letters & 1U) == 0) end_word();
    before_ = 0;
    while (letters != 0) {
      const auto at = static_cast<std::size_t>(std::countr_zero(letters));
      const std::size_t end = at + run_of(letters, at);
      letters_of_ascii(begin + at, end - at);
      if (end == n) return;
      end_word();
      letters &= ~std::uint64_t{0} << end;
    }
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
    if (before_ != 0) see_(base::as_number(text_, at - before_, before_ + 3));
    before_ = 3;
    const std::size_t last = at + 3 * (n - 1);
    const std::size_t usual = text_.size() < 8 ? 0 : std::min(last, text_.size() - 7);
    for (; at < usual; at += 3) see_(base::as_number({text_.data() + at, 8}, 0, 6));
    for (; at < last; at += 3) see_(base::as_number(text_, at, 6));
  }

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
    if (cjk && before_ != 0) see_(base::as_number(text_, at - before_, before_ + d.bytes));
    before_ = cjk ? d.bytes : 0;
    return at + d.bytes;
  }

  void end_word() {
    if (letters_ > kShortWord) see_(word());
    letters_ = 0;
  }

  // All of it where it has no more than eight bytes, a mixture of more.
  std::uint64_t word() const {
    std::uint64_t out = 0;
    std::size_t at = word_;
    for (; word_end_ - at > 8; at += 8) {
      out = (out ^ base::as_number(text_, at, 8)) * kMix;
      out ^= out >> 32U;
    }
    return out ^ base::as_number(text_, at, word_end_ - at);
  }

  const bool vectors_ = base::wide_vectors();
  std::string_view text_;
  std::size_t end_;
  See& see_;
  std::size_t before_ = 0;    // bytes of the ideograph or kana right in front; 0: there is none
  std::size_t letters_ = 0;   // of the word that has not ended
  std::size_t word_ = 0;      // where it begins
  std::size_t word_end_ = 0;  // and ends, so far
};

}  // namespace

static_assert(kLongest / 3 + 1 <= Alike::kMost);  // pairs have three bytes a part, words four and what parts them

// By a part, the last line that has it, or one that has another part of the same slot.
struct Alike::Marks {
  static constexpr unsigned kBits = 13;

  void operator()(std::uint64_t part) {
    const std::uint32_t seen = print(part);
    *next++ = seen;
    std::uint16_t& mark = lines[seen >> (32 - kBits)];
    const auto ago = static_cast<std::uint16_t>(line - mark);
    mark = line;
    ++fresh;
    if (ago > 2) return;
    if (ago == 0) --fresh;
    else near = true;
  }

  std::uint16_t line = 0;  // ever again from the first one: what is too old for a number may look new, and be looked at
  std::uint32_t* next = nullptr;
  std::size_t fresh = 0;
  bool near = false;
  std::array<std::uint16_t, std::size_t{1} << kBits> lines{};
};

Alike::Alike(const flow::Document& document, const std::vector<LineFacts>& facts) {
  known_.reserve(facts.size());
  begin_.reserve(facts.size() + 1);
  const auto marks = std::make_unique<Marks>();
  marks->line = 2;  // none is one or two ago
  std::size_t most = 1;
  for (const LineFacts& f : facts) most += std::min(f.end - f.begin, kLongest) / 3 + 1;
  all_ = std::make_unique_for_overwrite<std::uint32_t[]>(most);
  std::size_t used = 0;
  for (const LineFacts& f : facts) {
    begin_.push_back(used);
    ++marks->line;
    marks->next = all_.get() + used;
    marks->fresh = 0;
    marks->near = false;
    const Reader<Marks> reader(document.text, f.begin, f.end, *marks);
    used = static_cast<std::size_t>(marks->next - all_.get());
    known_.push_back({marks->fresh >= kFewest, marks->near});
  }
  begin_.push_back(used);
}

void Alike::Parts::add(std::uint32_t part) {
  if (has(part)) return;
  sieve[part >> 29U] |= std::uint64_t{1} << (part >> 23U & 63U);
  all[count++] = part;
}

bool Alike::Parts::has(std::uint32_t part) const {
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(count);
  return (sieve[part >> 29U] >> (part >> 23U & 63U) & 1U) != 0 && std::find(all.begin(), end, part) != end;
}

const Alike::Parts& Alike::parts_of(std::size_t line) {
  Parts& parts = last_[line % last_.size()];
  if (parts.line == line) return parts;
  parts.line = line;
  parts.count = 0;
  parts.sieve.fill(0);
  for (std::size_t i = begin_[line]; i < begin_[line + 1]; ++i) parts.add(all_[i]);
  return parts;
}

float Alike::share(std::size_t i, std::size_t j) {
  if (!known_[j].near && known_[i].enough && known_[j].enough) return 0;
  const Parts* fewer = &parts_of(i);
  const Parts* more = &parts_of(j);
  if (fewer->count > more->count) std::swap(fewer, more);
  if (fewer->count < kFewest) return -1;
  std::size_t both = 0;
  for (std::size_t n = 0; n < fewer->count; ++n) both += more->has(fewer->all[n]) ? 1 : 0;
  return static_cast<float>(both) / static_cast<float>(fewer->count);
}

}  // namespace runon::rejoin
