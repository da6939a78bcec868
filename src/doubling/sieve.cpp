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
  bool any_first = false;  // `first`, or what may be unseen
  bool any_second = false;

  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
      Bytes bytes;
      Bytes one;
      Bytes both;
      base::load(at + i, bytes);
      look(bytes, first, any_first, one);
      base::load(at + i + 1, bytes);
      look(bytes, second, any_second, both);
      both &= one;
      bits |= base::high_bits(both) << i;
    }
    return bits;
  }

 private:
  template <class Bytes>
  RUNON_INLINE static void look(const Bytes& bytes, std::uint8_t byte, bool any, Bytes& out) {
    base::equal(bytes, byte, out);
    if (!any) return;
    Bytes seen;
    base::among(bytes, 0x21, 0x7E, seen);
    out |= ~seen;
  }
};

// What stands at the begin of a line, or at its end, and where it may stand again.
class Copies {
 public:
  // `step`: at the first character, or the last; `next`: at its neighbour.
  template <class Step>
  Copies(std::string_view line, const Step& step, const Step& next) : at_(step.at()) {
    constexpr bool kForward = std::is_same_v<Step, Walk>;
    const std::size_t last = step.at() + step.bytes() - 1;
    if (step.bytes() > 1) key_ = {byte_at(line, last - 1), byte_at(line, last)};
    else if (kForward) key_ = {byte_at(line, last), byte_at(line, next.at()), false, true};
    else key_ = {byte_at(line, next.at() + next.bytes() - 1), byte_at(line, last), true, false};
    // From where the two bytes stand to the begin of the character.
    back_ = step.bytes() > 1 ? step.bytes() - 2 : 0;
    on_ = step.bytes() > 1 || kForward ? 0 : 1;
  }

  const Key& key() const { return key_; }

  // The place of the character for that of the two bytes; false where another one stands.
  bool stands_at(std::string_view line, std::size_t pair, std::size_t& at) const {
    if (pair + on_ < back_) return false;
    at = pair + on_ - back_;
    for (std::size_t i = 0; i < back_; ++i)
      if (line[at + i] != line[at_ + i]) return false;
    return at != at_;
  }

 private:
  std::size_t at_;
  std::size_t back_ = 0;
  std::size_t on_ = 0;
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

struct Ends {
  Walk first;
  Walk second;
  WalkBack last;
  WalkBack last_but_one;
};

// Where a key fits in the 64 bytes from `from` on, the line's alone. `room`: bytes that may be read from the line's begin.
template <class Bytes>
RUNON_INLINE std::uint64_t fits(std::string_view line, std::size_t room, const Key& key, std::size_t from) {
  std::uint64_t bits = 0;
  if (from + base::kBlock < room) {
    bits = key.bits<Bytes>(line.data() + from);
  } else {
    const base::LastBlock last(line.data() + from, room - from);
    bits = key.bits<Bytes>(last.bytes);
  }
  const std::size_t pairs = line.size() - 1 - from;
  return pairs < base::kBlock ? bits & ((std::uint64_t{1} << pairs) - 1) : bits;
}

// A text of two characters and more that the line begins with, or ends with, stands right behind itself, or before. The
// nearest places come first on either side: from there, where others can stand at all, comparing ends soon.
template <class Bytes>
RUNON_INLINE bool repeats_at_end(std::string_view line, std::size_t room, const Ends& ends) {
  const Copies heads(line, ends.first, ends.second);
  const Copies tails(line, ends.last, ends.last_but_one);
  const std::size_t blocks = (line.size() + base::kBlock - 2) / base::kBlock;
  std::size_t at = 0;
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t from = block * base::kBlock;
    for (std::uint64_t bits = fits<Bytes>(line, room, heads.key(), from); bits != 0; bits &= bits - 1)
      if (heads.stands_at(line, from + static_cast<std::size_t>(std::countr_zero(bits)), at) && again_at(line, ends.first, at))
        return true;
  }
  for (std::size_t block = blocks; block-- > 0;) {
    const std::size_t from = block * base::kBlock;
    for (std::uint64_t bits = fits<Bytes>(line, room, tails.key(), from); bits != 0;) {
      const auto highest = static_cast<unsigned>(std::bit_width(bits) - 1);
      bits ^= std::uint64_t{1} << highest;
      if (tails.stands_at(line, from + highest, at) && again_before(line, ends.last, at + ends.last.bytes())) return true;
    }
  }
  return false;
}

bool repeats_narrow(std::string_view line, std::size_t room, const Ends& ends) {
  return repeats_at_end<base::Bytes16>(line, room, ends);
}
RUNON_WIDE bool repeats_wide(std::string_view line, std::size_t room, const Ends& ends) {
  return repeats_at_end<base::Bytes32>(line, room, ends);
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

}  // namespace

bool may_repeat(std::string_view line, std::size_t room, bool wide) {
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
  const Ends ends{first, second, last, last_but_one};
  if (wide ? repeats_wide(line, room, ends) : repeats_narrow(line, room, ends)) return true;
  return (head && four_doubled(first)) || (tail && four_doubled(last));
}

}  // namespace runon::doubling
