#include "doubling/sieve.h"

#include <bit>
#include <cstdint>
#include <type_traits>

#include "base/lanes.h"
#include "doubling/walk.h"

namespace runon::doubling {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Two bytes of which other copies of a character are told: its last ones. An ASCII character is one byte; the other is that
// of its neighbour, or any that may be of an unseen one, which may stand in one copy and not in the other.
struct Key {
  std::uint8_t first = 0;
  std::uint8_t second = 0;
  std::uint8_t unseen = 0;  // 0xFF: the neighbour's byte may be of an unseen one
};

// Where the keys of a line's first character and of its last fit.
struct Fits {
  std::uint64_t heads = 0;
  std::uint64_t tails = 0;

  template <class Bytes>
  RUNON_INLINE void look(const char* at, const Key& head, const Key& tail) {
    heads = 0;
    tails = 0;
    for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
      Bytes first;
      Bytes second;
      Bytes shown;
      Bytes beside;
      Bytes own;
      base::load(at + i, first);
      base::load(at + i + 1, second);
      base::among(second, 0x21, 0x7E, shown);
      base::equal(second, head.second, beside);
      beside |= ~shown & head.unseen;
      base::equal(first, head.first, own);
      own &= beside;
      heads |= base::high_bits(own) << i;
      base::among(first, 0x21, 0x7E, shown);
      base::equal(first, tail.first, beside);
      beside |= ~shown & tail.unseen;
      base::equal(second, tail.second, own);
      own &= beside;
      tails |= base::high_bits(own) << i;
    }
  }
};

// Shows, whatever follows: printable ASCII, and leads of U+4000..U+9FFF.
bool surely_shown(unsigned char lead) { return (lead > ' ' && lead < 0x7F) || (lead >= 0xE4 && lead <= 0xE9); }

// A character and the one beside it, inward: what a copy has too.
template <class Step>
class Copies {
 public:
  static constexpr bool kForward = std::is_same_v<Step, Walk>;

  // `step`: at the line's first character, or its last; `next`: at its neighbour.
  Copies(std::string_view line, const Step& step, const Step& next)
      : line_(line), at_(step.at()), bytes_(step.bytes()), next_(next.at()), next_bytes_(next.bytes()) {
    const std::size_t end = at_ + bytes_ - 1;
    // From the character's begin to where the two bytes stand.
    offset_ = bytes_ > 1 ? static_cast<std::ptrdiff_t>(bytes_) - 2 : kForward ? 0 : -1;
    if (bytes_ > 1) key_ = {byte_at(line, end - 1), byte_at(line, end), 0};
    else if (kForward) key_ = {byte_at(line, end), byte_at(line, next_), 0xFF};
    else key_ = {byte_at(line, next_ + next_bytes_ - 1), byte_at(line, end), 0xFF};
  }

  const Key& key() const { return key_; }
  // Where the two bytes of the character itself stand.
  std::size_t pair() const { return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + offset_); }

  // The place of the character for that of the two bytes; false where another one stands, or beside another one.
  bool stands_at(std::size_t pair, std::size_t& at) const {
    const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(pair) - offset_;
    if (begin < 0) return false;
    at = static_cast<std::size_t>(begin);
    for (std::ptrdiff_t i = 0; i < offset_; ++i)
      if (line_[at + static_cast<std::size_t>(i)] != line_[at_ + static_cast<std::size_t>(i)]) return false;
    return at != at_ && (kForward ? fits_behind(at + bytes_) : fits_before(at));
  }

 private:
  bool neighbour_at(std::size_t at) const {
    for (std::size_t i = 0; i < next_bytes_; ++i)
      if (at + i >= line_.size() || line_[at + i] != line_[next_ + i]) return false;
    return true;
  }
  // What may be unseen is not looked at here.
  bool fits_behind(std::size_t at) const { return at >= line_.size() || !surely_shown(byte_at(line_, at)) || neighbour_at(at); }
  bool fits_before(std::size_t at) const {
    const unsigned char before = at >= 1 ? byte_at(line_, at - 1) : 0;
    const bool ascii = before < 0x80 && surely_shown(before);
    const bool ideograph = before >= 0x80 && at >= 3 && byte_at(line_, at - 3) >= 0xE4 && byte_at(line_, at - 3) <= 0xE9;
    return (!ideograph && !ascii) || (at >= next_bytes_ && neighbour_at(at - next_bytes_));
  }

  std::string_view line_;
  std::size_t at_;
  std::size_t bytes_;
  std::size_t next_;
  std::size_t next_bytes_;
  std::ptrdiff_t offset_ = 0;
  Key key_;
};

// The text between the line's begin and `at`, of two characters and more, stands once more from there.
bool again_at(std::string_view line, Walk head, std::size_t at) {
  Walk again(line, at);
  std::size_t agree = 0;
  for (; head.at() < at && !again.done() && head.point() == again.point(); ++agree) {
    head.next();
    again.next();
  }
  return head.at() >= at && agree > 1;
}

// The mirror image: the text between `end` and the line's end stands right before it, too.
bool again_before(std::string_view line, WalkBack tail, std::size_t end) {
  WalkBack again(line, end);
  std::size_t agree = 0;
  for (; tail.end() > end && !again.done() && tail.point() == again.point(); ++agree) {
    tail.next();
    again.next();
  }
  return tail.end() <= end && agree > 1;
}

// Where the keys fit in the 64 bytes from `from` on, within the line and but for the characters themselves. `room`: bytes
// that may be read from the line's begin.
template <class Bytes>
RUNON_INLINE Fits fits(std::string_view line, std::size_t room, const Copies<Walk>& head, const Copies<WalkBack>& tail,
                       std::size_t from) {
  Fits fits;
  if (from + base::kBlock < room) {
    fits.look<Bytes>(line.data() + from, head.key(), tail.key());
  } else {
    const base::LastBlock last(line.data() + from, room - from);
    fits.look<Bytes>(last.bytes, head.key(), tail.key());
  }
  const std::size_t pairs = line.size() - 1 - from;
  const std::uint64_t inside = pairs < base::kBlock ? (std::uint64_t{1} << pairs) - 1 : ~std::uint64_t{0};
  fits.heads &= inside;
  fits.tails &= inside;
  if (head.pair() - from < base::kBlock) fits.heads &= ~(std::uint64_t{1} << (head.pair() - from));
  if (tail.pair() - from < base::kBlock) fits.tails &= ~(std::uint64_t{1} << (tail.pair() - from));
  return fits;
}

// A text of two characters and more that the line begins with, or ends with, stands right behind itself, or before. The
// nearest places come first on either side: from there, where others can stand at all, comparing ends soon.
template <class Bytes>
RUNON_INLINE bool repeats_at_end(std::string_view line, std::size_t room, const Walk& first, const Walk& second,
                                 const WalkBack& last, const WalkBack& last_but_one) {
  const Copies<Walk> head(line, first, second);
  const Copies<WalkBack> tail(line, last, last_but_one);
  std::size_t at = 0;
  std::size_t tails_end = 0;  // behind the last block with a fit of the tail
  for (std::size_t from = 0; from + 1 < line.size(); from += base::kBlock) {
    const Fits found = fits<Bytes>(line, room, head, tail, from);
    for (std::uint64_t bits = found.tails; bits != 0; bits &= bits - 1) {
      if (!tail.stands_at(from + static_cast<std::size_t>(std::countr_zero(bits)), at)) continue;
      tails_end = from + base::kBlock;
      break;
    }
    for (std::uint64_t bits = found.heads; bits != 0; bits &= bits - 1)
      if (head.stands_at(from + static_cast<std::size_t>(std::countr_zero(bits)), at) && again_at(line, first, at)) return true;
  }
  for (; tails_end > 0; tails_end -= base::kBlock) {
    const std::size_t from = tails_end - base::kBlock;
    for (std::uint64_t bits = fits<Bytes>(line, room, head, tail, from).tails; bits != 0;) {
      const auto highest = static_cast<unsigned>(std::bit_width(bits) - 1);
      bits ^= std::uint64_t{1} << highest;
      if (tail.stands_at(from + highest, at) && again_before(line, last, at + last.bytes())) return true;
    }
  }
  return false;
}

// Four characters in a row, each two, three or four times.
template <class Step>
bool four_doubled(const Step& start) {
  for (std::size_t copies = 2; copies <= 4; ++copies) {
    Step step = start;
    std::size_t seen = 0;
    for (char32_t c = 0; seen < 4 * copies && !step.done(); ++seen, step.next()) {
      if (seen % copies == 0) c = step.point();
      else if (step.point() != c) break;
    }
    if (seen == 4 * copies) return true;
  }
  return false;
}

// Rulers and laughter: more than four times one character and nothing else.
bool one_character(Walk step) {
  const char32_t c = step.point();
  std::size_t seen = 0;
  for (; !step.done() && step.point() == c; step.next()) ++seen;
  return step.done() && seen > 4;
}

template <class Bytes>
RUNON_INLINE bool may_repeat_in(std::string_view line, std::size_t room) {
  const Walk first(line);
  if (first.done()) return false;
  Walk second = first;
  second.next();
  if (second.done()) return false;
  const bool head = second.point() == first.point();  // a character twice
  if (head && one_character(first)) return false;
  const WalkBack last(line, line.size());
  WalkBack last_but_one = last;
  last_but_one.next();
  const bool tail = last_but_one.point() == last.point();
  if (head && tail) return true;
  if (repeats_at_end<Bytes>(line, room, first, second, last, last_but_one)) return true;
  return (head && four_doubled(first)) || (tail && four_doubled(last));
}

bool may_repeat_narrow(std::string_view line, std::size_t room) { return may_repeat_in<base::Bytes16>(line, room); }
RUNON_WIDE bool may_repeat_wide(std::string_view line, std::size_t room) { return may_repeat_in<base::Bytes32>(line, room); }

}  // namespace

bool may_repeat(std::string_view line, std::size_t room, bool wide) {
  return wide ? may_repeat_wide(line, room) : may_repeat_narrow(line, room);
}

}  // namespace runon::doubling
