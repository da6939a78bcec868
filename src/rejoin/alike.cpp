#include "rejoin/alike.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <span>

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

// One walk over a line, which writes fingerprints of its parts, each as often as it stands there. Words and pairs of the usual
// characters are passed by the bits of a block.
class Reader {
 public:
  Reader(std::string_view text, std::size_t begin, std::size_t end, std::uint32_t* out)
      : text_(text), end_(std::min(end, begin + kLongest)), out_(out) {
    while (end_ < end && (static_cast<unsigned char>(text[end_]) & 0xC0U) == 0x80U) --end_;
    for (std::size_t at = begin; at < end_;) at = block(at);
    end_word();
  }

  // Behind the last one.
  std::uint32_t* end() const { return out_; }

 private:
  void add(std::uint64_t part) { *out_++ = print(part); }

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
    if (before_ != 0) add(base::as_number(text_, at - before_, before_ + 3));
    before_ = 3;
    const std::size_t last = at + 3 * (n - 1);
    const std::size_t usual = text_.size() < 8 ? 0 : std::min(last, text_.size() - 7);
    for (; at < usual; at += 3) add(base::as_number({text_.data() + at, 8}, 0, 6));
    for (; at < last; at += 3) add(base::as_number(text_, at, 6));
  }

  // Says where it ends.
  std::size_t any(std::size_t at) {
    const text::Decoded d = text::decode(text_, at);
    const Trait t = trait_of(d.point);
    const bool cjk = t.is(Trait::kCjk);
    if (!cjk && t.is(Trait::kLetter | Trait::kMark)) {
      if (letters_ == 0) word_ = at;
      ++letters_;
      word_end_ = at + d.bytes;
      before_ = 0;
      return at + d.bytes;
    }
    end_word();
    if (cjk && before_ != 0) add(base::as_number(text_, at - before_, before_ + d.bytes));
    before_ = cjk ? d.bytes : 0;
    return at + d.bytes;
  }

  void end_word() {
    if (letters_ > kShortWord) add(word());
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
  std::uint32_t* out_;
  std::size_t before_ = 0;    // bytes of the ideograph or kana right in front; 0: there is none
  std::size_t letters_ = 0;   // of the word that has not ended
  std::size_t word_ = 0;      // where it begins
  std::size_t word_end_ = 0;  // and ends, so far
};

}  // namespace

// By a slot, the last line that has a part there, and which: if it was another one than before in lines that are near, any of
// them. So what a slot says of a part that it does not name is certain.
class Alike::Marks {
 public:
  // Of the parts of the next line.
  Line look_at(std::span<const std::uint32_t> parts) {
    line_ += kLine;
    std::size_t fresh = 0;  // are there for the first time for certain
    Line out;
    for (const std::uint32_t part : parts) {
      std::uint32_t& mark = marks_[part >> (32 - kSlotBits)];
      const std::uint32_t before = mark;
      mark = line_ | (part & kPart);
      const std::uint32_t ago = (line_ | kPart) - before;  // in its upper half
      if (ago > (2 * kLine | kPart)) {
        ++fresh;
        continue;
      }
      const bool any = (before & kPart) == kPart;
      const bool other = ((before ^ mark) & kPart) != 0;
      if (other) mark |= kPart;
      if (other && !any) {
        ++fresh;
        continue;
      }
      if (ago > kPart) ++fresh;
      out.near |= any || ago > kPart;
      out.nearest |= any || (ago > kPart && ago <= (kLine | kPart));
    }
    out.count = parts.size();
    out.enough = fresh >= kFewest;
    out.distinct = fresh == parts.size();
    return out;
  }

 private:
  static constexpr unsigned kSlotBits = 11;
  static constexpr std::uint32_t kPart = 0xFFFF;  // the lower half of a mark: bits of the part; all of them: any
  static constexpr std::uint32_t kLine = 0x10000;

  // Lines are counted in the upper half, ever again from the first one: what is too old for a number may look new, and be looked
  // at. None is one or two ago.
  std::uint32_t line_ = 2 * kLine;
  std::array<std::uint32_t, std::size_t{1} << kSlotBits> marks_{};
};

Alike::Alike(const flow::Document& document, const std::vector<LineFacts>& facts) {
  lines_.reserve(facts.size());
  Marks marks;
  std::size_t most = 1;  // pairs have three bytes a part, words four and what parts them
  for (const LineFacts& f : facts) most += std::min(f.end - f.begin, kLongest) / 3 + 1;
  all_ = std::make_unique_for_overwrite<std::uint32_t[]>(most);
  std::uint32_t* next = all_.get();
  for (const LineFacts& f : facts) {
    std::uint32_t* const end = Reader(document.text, f.begin, f.end, next).end();
    lines_.push_back(marks.look_at({next, end}));
    lines_.back().begin = static_cast<std::size_t>(next - all_.get());
    next = end;
  }
}

// Its sieve; its parts are each there once from then on.
const Alike::Sieve& Alike::look_at(std::size_t line) {
  Sieve& sieve = last_[line % last_.size()];
  if (sieve.line == line) return sieve;
  sieve.line = line;
  sieve.bits.fill(0);
  const std::span<std::uint32_t> parts = parts_of(line);
  auto end = parts.begin();
  for (const std::uint32_t part : parts) {
    if (!lines_[line].distinct && sieve.may_have(part) && std::find(parts.begin(), end, part) != end) continue;
    sieve.add(part);
    *end++ = part;
  }
  lines_[line].count = static_cast<std::size_t>(end - parts.begin());
  lines_[line].distinct = true;
  return sieve;
}

float Alike::share(std::size_t i, std::size_t j) {
  const bool near = j == i + 1 ? lines_[j].nearest : lines_[j].near;
  if (!near && lines_[i].enough && lines_[j].enough) return 0;
  const Sieve& sieve = look_at(j);
  look_at(i);
  const std::span<const std::uint32_t> a = parts_of(i);
  const std::span<const std::uint32_t> b = parts_of(j);
  const std::size_t fewer = std::min(a.size(), b.size());
  if (fewer < kFewest) return -1;
  std::size_t both = 0;
  for (const std::uint32_t part : a) both += sieve.may_have(part) && std::find(b.begin(), b.end(), part) != b.end() ? 1 : 0;
  return static_cast<float>(both) / static_cast<float>(fewer);
}

}  // namespace runon::rejoin
