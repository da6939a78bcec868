#include "doubling/sieve.h"

#include <bit>
#include <cstdint>

#include "base/lanes.h"
#include "doubling/walk.h"

namespace runon::doubling {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// A character of the line; no bytes: there is none.
struct Spot {
  std::size_t at = 0;
  std::size_t bytes = 0;
};
// The character at an end of the line, and its neighbour.
struct End {
  Spot own;
  Spot next;

  bool twice(std::string_view line) const {
    std::size_t same = 0;
    while (same < own.bytes && same < next.bytes && line[own.at + same] == line[next.at + same]) ++same;
    return same == own.bytes && same == next.bytes;
  }
};

template <class Step>
End end_at(Step step) {
  End end;
  if (step.done()) return end;
  end.own = {step.at(), step.bytes()};
  step.next();
  if (!step.done()) end.next = {step.at(), step.bytes()};
  return end;
}

// Most lines begin and end with two characters that need no second look.
inline End first_two(std::string_view line) {
  const std::size_t size = line.size();
  if (size >= 6 && leads_ideograph(byte_at(line, 0)) && leads_ideograph(byte_at(line, 3))) return {{0, 3}, {3, 3}};
  if (size >= 2 && printable(byte_at(line, 0)) && printable(byte_at(line, 1))) return {{0, 1}, {1, 1}};
  return end_at(Walk(line));
}
inline End last_two(std::string_view line) {
  const std::size_t size = line.size();
  if (size >= 6 && leads_ideograph(byte_at(line, size - 3)) && leads_ideograph(byte_at(line, size - 6)))
    return {{size - 3, 3}, {size - 6, 3}};
  if (size >= 2 && printable(byte_at(line, size - 1)) && printable(byte_at(line, size - 2)))
    return {{size - 1, 1}, {size - 2, 1}};
  return end_at(WalkBack(line, size));
}

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

  // `kUnseen`: the neighbour of one may be unseen.
  template <class Bytes, bool kUnseen>
  RUNON_INLINE void look(const char* at, const Key& head, const Key& tail) {
    heads = 0;
    tails = 0;
    for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
      Bytes first;
      Bytes second;
      Bytes own;
      Bytes beside;
      base::load(at + i, first);
      base::load(at + i + 1, second);
      base::equal(first, head.first, own);
      base::equal(second, head.second, beside);
      if constexpr (kUnseen) add_unseen(second, head, beside);
      own &= beside;
      heads |= base::high_bits(own) << i;
      base::equal(second, tail.second, own);
      base::equal(first, tail.first, beside);
      if constexpr (kUnseen) add_unseen(first, tail, beside);
      own &= beside;
      tails |= base::high_bits(own) << i;
    }
  }

 private:
  template <class Bytes>
  RUNON_INLINE static void add_unseen(const Bytes& bytes, const Key& key, Bytes& beside) {
    Bytes shown;
    base::among(bytes, 0x21, 0x7E, shown);
    beside |= ~shown & key.unseen;
  }
};

// A character and the one beside it, inward: what a copy has too.
template <bool kForward>
class Copies {
 public:
  Copies(std::string_view line, const End& end_of_line)
      : line_(line),
        at_(end_of_line.own.at),
        bytes_(end_of_line.own.bytes),
        next_(end_of_line.next.at),
        next_bytes_(end_of_line.next.bytes) {
    const std::size_t end = at_ + bytes_ - 1;
    // From the character's begin to where the two bytes stand.
    offset_ = bytes_ > 1 ? static_cast<std::ptrdiff_t>(bytes_) - 2 : kForward ? 0 : -1;
    if (bytes_ > 1) key_ = {byte_at(line, end - 1), byte_at(line, end), 0};
    else if (kForward) key_ = {byte_at(line, end), byte_at(line, next_), 0xFF};
    else key_ = {byte_at(line, next_ + next_bytes_ - 1), byte_at(line, end), 0xFF};
  }

  const Key& key() const { return key_; }
  std::size_t bytes() const { return bytes_; }

  // The place of the character for that of the two bytes; false where another one stands, or beside another one.
  bool stands_at(std::size_t pair, std::size_t& at) const {
    const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(pair) - offset_;
    if (begin < 0) return false;
    at = static_cast<std::size_t>(begin);
    if (at == at_) return false;
    for (std::ptrdiff_t i = 0; i < offset_; ++i)
      if (line_[at + static_cast<std::size_t>(i)] != line_[at_ + static_cast<std::size_t>(i)]) return false;
    return kForward ? fits_behind(at + bytes_) : fits_before(at);
  }

 private:
  bool neighbour_at(std::size_t at) const {
    for (std::size_t i = 0; i < next_bytes_; ++i)
      if (at + i >= line_.size() || line_[at + i] != line_[next_ + i]) return false;
    return true;
  }
  // What may be unseen is not looked at here.
  bool fits_behind(std::size_t at) const {
    return at >= line_.size() || !(printable(byte_at(line_, at)) || leads_ideograph(byte_at(line_, at))) || neighbour_at(at);
  }
  bool fits_before(std::size_t at) const {
    const unsigned char before = at >= 1 ? byte_at(line_, at - 1) : 0;
    const bool shows = before < 0x80 ? printable(before) : at >= 3 && leads_ideograph(byte_at(line_, at - 3));
    return !shows || (at >= next_bytes_ && neighbour_at(at - next_bytes_));
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
bool again_at(std::string_view line, std::size_t at) {
  Walk head(line);
  Walk again(line, at);
  std::size_t agree = 0;
  for (; head.at() < at && !again.done() && head.point() == again.point(); ++agree) {
    head.next();
    again.next();
  }
  return head.at() >= at && agree > 1;
}

// The mirror image: the text between `end` and the line's end stands right before it, too.
bool again_before(std::string_view line, std::size_t end) {
  WalkBack tail(line, line.size());
  WalkBack again(line, end);
  std::size_t agree = 0;
  for (; tail.end() > end && !again.done() && tail.point() == again.point(); ++agree) {
    tail.next();
    again.next();
  }
  return tail.end() <= end && agree > 1;
}

// Where the keys fit in the 64 bytes from `from` on, within the line. `room`: bytes that may be read from the line's begin.
template <class Bytes, bool kUnseen>
RUNON_INLINE Fits fits(std::string_view line, std::size_t room, const Key& head, const Key& tail, std::size_t from) {
  Fits fits;
  if (from + base::kBlock < room) {
    fits.look<Bytes, kUnseen>(line.data() + from, head, tail);
  } else {
    const base::LastBlock last(line.data() + from, room - from);
    fits.look<Bytes, kUnseen>(last.bytes, head, tail);
  }
  if (const std::size_t pairs = line.size() - 1 - from; pairs < base::kBlock) {
    const std::uint64_t inside = (std::uint64_t{1} << pairs) - 1;
    fits.heads &= inside;
    fits.tails &= inside;
  }
  return fits;
}

// A text of two characters and more that the line begins with, or ends with, stands right behind itself, or before. The
// nearest places come first on either side: from there, where others can stand at all, comparing ends soon.
template <class Bytes, bool kUnseen>
RUNON_INLINE bool repeats_at_end(std::string_view line, std::size_t room, const Copies<true>& head, const Copies<false>& tail) {
  std::size_t at = 0;
  std::size_t tails_end = 0;  // behind the last block with a fit of the tail
  for (std::size_t from = 0; from + 1 < line.size(); from += base::kBlock) {
    const Fits found = fits<Bytes, kUnseen>(line, room, head.key(), tail.key(), from);
    for (std::uint64_t bits = found.tails; bits != 0; bits &= bits - 1) {
      if (!tail.stands_at(from + static_cast<std::size_t>(std::countr_zero(bits)), at)) continue;
      tails_end = from + base::kBlock;
      break;
    }
    for (std::uint64_t bits = found.heads; bits != 0; bits &= bits - 1)
      if (head.stands_at(from + static_cast<std::size_t>(std::countr_zero(bits)), at) && again_at(line, at)) return true;
  }
  for (; tails_end > 0; tails_end -= base::kBlock) {
    const std::size_t from = tails_end - base::kBlock;
    for (std::uint64_t bits = fits<Bytes, kUnseen>(line, room, head.key(), tail.key(), from).tails; bits != 0;) {
      const auto highest = static_cast<unsigned>(std::bit_width(bits) - 1);
      bits ^= std::uint64_t{1} << highest;
      if (tail.stands_at(from + highest, at) && again_before(line, at + tail.bytes())) return true;
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
  const End first = first_two(line);
  if (first.next.bytes == 0) return false;
  const bool head = first.twice(line);
  if (head && one_character(Walk(line))) return false;
  const End last = last_two(line);
  const bool tail = last.twice(line);
  if (head && tail) return true;
  const Copies<true> heads(line, first);
  const Copies<false> tails(line, last);
  const bool unseen = (heads.key().unseen | tails.key().unseen) != 0;
  if (unseen ? repeats_at_end<Bytes, true>(line, room, heads, tails) : repeats_at_end<Bytes, false>(line, room, heads, tails))
    return true;
  return (head && four_doubled(Walk(line))) || (tail && four_doubled(WalkBack(line, line.size())));
}

bool may_repeat_narrow(std::string_view line, std::size_t room) { return may_repeat_in<base::Bytes16>(line, room); }
RUNON_WIDE bool may_repeat_wide(std::string_view line, std::size_t room) { return may_repeat_in<base::Bytes32>(line, room); }

}  // namespace

bool may_repeat(std::string_view line, std::size_t room, bool wide) {
  return wide ? may_repeat_wide(line, room) : may_repeat_narrow(line, room);
}

}  // namespace runon::doubling
