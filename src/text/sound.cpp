#include "text/sound.h"

#include <bit>
#include <cstdint>

#include "base/lanes.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

struct High {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    out = bytes;
  }
};

struct Control {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    Bytes more;
    base::among(bytes, 0x00, 0x08, out);
    base::among(bytes, 0x0E, 0x1F, more);
    out |= more;
  }
};

struct Continuation {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, 0x80, 0xBF, out);
  }
};

struct LeadOfThree {  // or of four
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, 0xE0, 0xFF, out);
  }
};

// Leads that are none, or whose second byte has bounds of its own, or of four bytes.
struct Doubtful {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    Bytes more;
    base::among(bytes, 0xF0, 0xFF, out);
    base::among(bytes, 0xC0, 0xC1, more);
    out |= more;
    base::equal(bytes, 0xE0, more);
    out |= more;
    base::equal(bytes, 0xED, more);
    out |= more;
  }
};

class Pass {
 public:
  explicit Pass(std::string_view text) : text_(text) {}

  // The 64 bytes that stand at `from` of the text, and at `bytes`, are sound.
  template <class Bytes>
  RUNON_INLINE bool block(const char* bytes, std::size_t from) {
    const std::uint64_t high = base::where<Bytes>(bytes, High{});
    if (base::where<Bytes>(bytes, Control{}) != 0) return false;
    if ((high | carry_) == 0) return true;
    const std::uint64_t continuations = base::where<Bytes>(bytes, Continuation{});
    const std::uint64_t three = base::where<Bytes>(bytes, LeadOfThree{});
    const std::uint64_t doubtful = base::where<Bytes>(bytes, Doubtful{});
    const std::uint64_t heads = high & ~continuations;
    std::uint64_t fours = 0;
    if (doubtful != 0 && !leads(doubtful, from, fours)) return false;
    if ((heads << 1U | three << 2U | fours << 3U | carry_) != continuations) return false;
    carry_ = heads >> 63U | three >> 62U | fours >> 61U;
    beyond_ascii_ = beyond_ascii_ || heads_ != 0;
    heads_ = heads;
    return true;
  }

  // The block from `from` on is not, or there is none.
  Sound end(std::size_t from) const {
    if (carry_ == 0) return {from, beyond_ascii_ || heads_ != 0};
    const auto lead = static_cast<unsigned>(std::countl_zero(heads_)) + 1;  // of the character that is not whole, from there
    return {from - lead, beyond_ascii_ || (heads_ & (heads_ - 1)) != 0};
  }

 private:
  // The characters whose first bytes have these bits are well-formed; which are of four bytes.
  bool leads(std::uint64_t bits, std::size_t from, std::uint64_t& fours) const {
    for (; bits != 0; bits &= bits - 1) {
      const Decoded d = decode(text_, from + static_cast<std::size_t>(std::countr_zero(bits)));
      if (!d.well_formed) return false;
      if (d.bytes == 4) fours |= bits & (~bits + 1);
    }
    return true;
  }

  std::string_view text_;
  std::uint64_t carry_ = 0;    // bytes of the next block that go on a character
  std::uint64_t heads_ = 0;    // first bytes of characters beyond ASCII in the last block that had any such
  bool beyond_ascii_ = false;  // blocks before that one had some
};

template <class Bytes>
RUNON_INLINE Sound pass(std::string_view text, std::size_t at) {
  Pass pass(text);
  for (; at + base::kBlock <= text.size(); at += base::kBlock)
    if (!pass.block<Bytes>(text.data() + at, at)) return pass.end(at);
  if (at == text.size()) return pass.end(at);
  const base::LastBlock last(text.data() + at, text.size() - at);
  if (!pass.block<Bytes>(last.bytes, at)) return pass.end(at);
  return pass.end(text.size());
}

Sound pass_narrow(std::string_view text, std::size_t at) { return pass<base::Bytes16>(text, at); }
RUNON_WIDE Sound pass_wide(std::string_view text, std::size_t at) { return pass<base::Bytes32>(text, at); }

}  // namespace

Sound pass_sound(std::string_view text, std::size_t at, bool wide) { return wide ? pass_wide(text, at) : pass_narrow(text, at); }

}  // namespace runon::text
