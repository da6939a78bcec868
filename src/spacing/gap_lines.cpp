#include "spacing/gap_lines.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/lanes.h"

namespace runon::spacing {
namespace {

constexpr std::string_view kIdeographic = "\xE3\x80\x80";

constexpr std::array<std::uint8_t, 256> kTraits = [] {
  std::array<std::uint8_t, 256> traits{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    unsigned found = byte >= 0x80 ? unsigned{kHigh} : 0U;
    if ((byte >= 0xE3 && byte <= 0xE9) || byte >= 0xEF) found |= kCjk;
    if (byte >= 0xD6 && byte <= 0xDD) found |= kRtl;
    if (byte == ' ' || byte == '\t') found |= kSpace;
    if (byte == 0xC2 || byte == 0xE2 || byte == 0xE3) found |= kMoreSpace;
    traits[byte] = static_cast<std::uint8_t>(found);
  }
  return traits;
}();

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}
bool blank(char c) { return c == ' ' || c == '\t'; }
bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Traits of sixteen bytes after others.
struct Found {
  base::Bytes16 cjk{};
  base::Bytes16 rtl{};
  base::Bytes16 space{};
  base::Bytes16 more_space{};
  base::Bytes16 high{};

  void look(const char* at) {
    base::Bytes16 bytes;
    base::Bytes16 found;
    base::load(at, bytes);
    base::among(bytes, 0xE3, 0xE9, found);
    cjk |= found;
    base::among(bytes, 0xEF, 0xFF, found);
    cjk |= found;
    base::among(bytes, 0xD6, 0xDD, found);
    rtl |= found;
    base::equal(bytes, ' ', found);
    space |= found;
    base::equal(bytes, '\t', found);
    space |= found;
    base::equal(bytes, 0xC2, found);
    more_space |= found;
    base::among(bytes, 0xE2, 0xE3, found);
    more_space |= found;
    high |= bytes;
  }

  unsigned traits() const {
    const auto any = [](const base::Bytes16& bytes, Trait trait) { return base::high_bits(bytes) != 0 ? unsigned{trait} : 0U; };
    return any(cjk, kCjk) | any(rtl, kRtl) | any(space, kSpace) | any(more_space, kMoreSpace) | any(high, kHigh);
  }
};

// ---- kCjk and kRtl of a whole text ----

template <class Bytes>
RUNON_INLINE unsigned letters_in(std::string_view text) {
  Bytes cjk{};
  Bytes rtl{};
  const auto look = [&](const char* at) __attribute__((always_inline)) {
    Bytes bytes;
    Bytes found;
    base::load(at, bytes);
    base::among(bytes, 0xE3, 0xE9, found);
    cjk |= found;
    base::among(bytes, 0xEF, 0xFF, found);
    cjk |= found;
    base::among(bytes, 0xD6, 0xDD, found);
    rtl |= found;
  };
  std::size_t at = 0;
  for (; at + sizeof(Bytes) <= text.size(); at += sizeof(Bytes)) look(text.data() + at);
  if (at < text.size()) look(base::LastBlock(text.data() + at, text.size() - at).bytes);
  return (base::high_bits(cjk) != 0 ? unsigned{kCjk} : 0U) | (base::high_bits(rtl) != 0 ? unsigned{kRtl} : 0U);
}

// ---- a character alone between blanks ----

// The blank in front of such a one: in three in a row the middle one has that.
struct Alone {
  static constexpr std::size_t kReads = base::kBlock;
  static constexpr std::size_t kStep = base::kBlock - 6;  // a blank, up to four bytes, a blank
  struct Blank {
    template <class Bytes>
    RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
      Bytes tab;
      base::equal(bytes, ' ', out);
      base::equal(bytes, '\t', tab);
      out |= tab;
    }
  };
  struct Continuation {
    template <class Bytes>
    RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
      base::among(bytes, 0x80, 0xBF, out);
    }
  };
  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    const std::uint64_t blanks = base::where<Bytes>(at, Blank{});
    const std::uint64_t more = base::where<Bytes>(at, Continuation{});
    const std::uint64_t first = blanks << 1U & ~blanks;
    // Adding carries over the bytes that go on the character, to the one behind it.
    const std::uint64_t behind = ((first << 1U) + more) & ~more & blanks;
    // Back from behind the character to the blank in front, by how many bytes it has.
    const std::uint64_t in_front = (behind >> 2U | behind >> 3U | behind >> 4U | behind >> 5U) & first >> 1U;
    return in_front & ((std::uint64_t{1} << kStep) - 1);
  }
};

// ---- white space of any kind ----

struct White {
  static constexpr std::size_t kReads = base::kBlock + 2;
  static constexpr std::size_t kStep = base::kBlock;
  // Blanks and U+00A0; U+3000, U+2000..200A, U+202F and U+205F by their first byte and their third, and a few others.
  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
      Bytes first;
      Bytes third;
      Bytes out;
      Bytes more;
      Bytes lead;
      base::load(at + i, first);
      base::load(at + i + 2, third);
      base::among(third, 0x80, 0x8A, out);
      base::equal(third, 0xAF, more);
      out |= more;
      base::equal(third, 0x9F, more);
      out |= more;
      base::equal(first, 0xE2, lead);
      out &= lead;
      base::equal(third, 0x80, more);
      base::equal(first, 0xE3, lead);
      out |= more & lead;
      base::equal(first, ' ', more);
      out |= more;
      base::equal(first, '\t', more);
      out |= more;
      base::equal(first, 0xC2, more);
      out |= more;
      bits |= base::high_bits(out) << i;
    }
    return bits;
  }
};

bool white_at(std::string_view text, std::size_t at) {
  const unsigned char second = byte_at(text, at + 1);
  const unsigned char third = byte_at(text, at + 2);
  switch (byte_at(text, at)) {
    case ' ':
    case '\t': return true;
    case 0xC2: return second == 0xA0;
    case 0xE2: return second == 0x80 ? (third >= 0x80 && third <= 0x8A) || third == 0xAF : second == 0x81 && third == 0x9F;
    case 0xE3: return second == 0x80 && third == 0x80;
    default: return false;
  }
}

// At least three characters in a row stand each between single spaces or at the line's end: what any
// letter-spaced word has, and few other lines.
bool has_lone_letters(std::string_view line) {
  std::size_t row = 0;
  std::size_t characters = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    const char byte = at < line.size() ? line[at] : ' ';
    if (blank(byte)) {
      if (characters > 1) row = 0;
      if (characters == 1 && ++row == 3) return true;
      characters = 0;
    } else if (!continues(byte)) {
      ++characters;
    }
  }
  return false;
}

// The same for a line of ASCII, sooner where it is false: of three in a row the middle one has a blank on either side.
bool has_lone_letters(std::string_view line, unsigned traits) {
  if ((traits & kSpace) == 0) return false;
  if ((traits & kHigh) != 0) return has_lone_letters(line);
  bool alone = false;
  constexpr std::size_t kNone = std::string_view::npos;
  for (std::size_t at = line.find(' '); at != kNone && !alone; at = line.find(' ', at + 1))
    alone = at + 2 < line.size() && blank(line[at + 2]);
  return (alone || line.find('\t') != kNone) && has_lone_letters(line);
}

// What is common to both searches: the line that a place is in.
class Search {
 public:
  Search(const flow::Document& document, GapLines& out) : document_(document), out_(out) {}

 protected:
  // Goes on to the line of the place; false behind the last.
  bool go_to(std::size_t at) {
    while (line_ < document_.lines.size() && document_.lines[line_].end <= at) ++line_;
    return line_ < document_.lines.size();
  }
  const flow::Line& line() const { return document_.lines[line_]; }

  const flow::Document& document_;
  GapLines& out_;
  std::size_t line_ = 0;
};

// Where no CJK character stands.
class LoneLetters : Search {
 public:
  using Search::Search;

  std::size_t operator()(std::size_t at) {
    if (!beside_others(at)) return at + 1;
    if (!go_to(at)) return document_.text.size();
    if (has_lone_letters(trimmed(document_.view(line())))) out_.open.push_back({line_, false});
    return std::max(at + 1, line().end);
  }

 private:
  // The characters on either side of the one behind the blank `at` stand alone too.
  bool beside_others(std::size_t at) const {
    const std::string_view text = document_.text;
    const auto parts = [](char c) { return blank(c) || c == '\n' || c == '\f'; };
    if (parts(text[at + 1])) return false;
    std::size_t before = at;
    while (before > 0 && blank(text[before - 1])) --before;
    if (before == 0 || parts(text[before - 1])) return false;
    for (--before; before > 0 && continues(text[before]);) --before;
    if (before > 0 && !parts(text[before - 1])) return false;
    std::size_t behind = at + 2;
    while (behind < text.size() && continues(text[behind])) ++behind;
    while (behind < text.size() && blank(text[behind])) ++behind;
    if (behind == text.size() || parts(text[behind])) return false;
    for (++behind; behind < text.size() && continues(text[behind]);) ++behind;
    return behind == text.size() || parts(text[behind]);
  }
};

// Where lines have CJK characters, or some have.
class Gaps : Search {
 public:
  using Search::Search;

  std::size_t operator()(std::size_t at) {
    if (!white_at(document_.text, at)) return at + 1;
    if (!go_to(at)) return document_.text.size();
    if (at < line().begin) return at + 1;
    const std::string_view inner = trimmed(document_.view(line()));
    if (inner.empty()) return line().end;
    const auto begin = static_cast<std::size_t>(inner.data() - document_.text.data());
    if (at < begin) return begin;
    if (at >= begin + inner.size()) return line().end;
    std::size_t text = begin;  // behind the indent
    while (inner.substr(text - begin).starts_with(kIdeographic)) text += kIdeographic.size();
    if (at < text) return text;
    // Most lines: what the rest of it holds makes no difference.
    const unsigned char first = byte_at(inner, 0);
    if (blank(document_.text[at]) && first >= 0xE3 && first <= 0xE9) out_.open.push_back({line_, true});
    else judge(inner);
    return line().end;
  }

 private:
  void judge(std::string_view inner) {
    const unsigned traits = traits_of(inner);
    if ((traits & kCjk) != 0) (has_gap(inner, traits) ? out_.open : out_.odd).push_back({line_, true});
    else if (has_lone_letters(inner, traits)) out_.open.push_back({line_, false});
  }
};

template <class Bytes>
RUNON_INLINE void find_lines(const flow::Document& document, GapLines& out) {
  const unsigned traits = letters_in<Bytes>(document.text);
  out.cjk = (traits & kCjk) != 0;
  out.rtl = (traits & kRtl) != 0;
  if (out.cjk) {
    Gaps gaps(document, out);
    base::visit<Bytes>(document.text, White{}, gaps);
  } else {
    LoneLetters letters(document, out);
    base::visit<Bytes>(document.text, Alone{}, letters);
  }
}

void find_narrow(const flow::Document& document, GapLines& out) { find_lines<base::Bytes16>(document, out); }
RUNON_WIDE void find_wide(const flow::Document& document, GapLines& out) { find_lines<base::Bytes32>(document, out); }

}  // namespace

unsigned traits_of(std::string_view bytes) {
  constexpr std::size_t kAtOnce = sizeof(base::Bytes16);
  unsigned traits = 0;
  if (bytes.size() < kAtOnce) {
    for (const char c : bytes) traits |= kTraits[static_cast<unsigned char>(c)];
    return traits;
  }
  Found found;
  for (std::size_t at = 0; at + kAtOnce < bytes.size(); at += kAtOnce) found.look(bytes.data() + at);
  found.look(bytes.data() + bytes.size() - kAtOnce);  // the last ones, some of them once more
  return found.traits();
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  return line;
}

bool has_gap(std::string_view inner, unsigned traits) {
  if ((traits & kSpace) != 0) return true;
  if ((traits & kMoreSpace) == 0) return false;
  while (inner.starts_with(kIdeographic)) inner.remove_prefix(kIdeographic.size());  // most indents of Chinese text
  return inner.find(kIdeographic) != std::string_view::npos || inner.find("\xE2\x80") != std::string_view::npos ||
         inner.find("\xC2\xA0") != std::string_view::npos;
}

GapLines gap_lines(const flow::Document& document, bool wide) {
  GapLines out;
  if (wide) find_wide(document, out);
  else find_narrow(document, out);
  return out;
}

}  // namespace runon::spacing
