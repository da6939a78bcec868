#include "text/line_ends.h"

#include <cstdint>

#include "base/lanes.h"

namespace runon::text {
namespace {

template <std::uint8_t kFirst, std::uint8_t kLast = kFirst>
struct Among {
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    base::among(bytes, kFirst, kLast, out);
  }
};

// A place of 64 that a line end begins at, but for a CR in front of an LF: of those the LF counts. The separators are looked
// for where their first bytes stand, which few texts have.
struct LineEnd {
  static constexpr std::size_t kStep = base::kBlock;
  static constexpr std::size_t kReads = base::kBlock + 2;

  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    const auto line_feeds = [&](const char* from) { return base::where<Bytes>(from, Among<'\n'>{}); };
    std::uint64_t ends = base::where<Bytes>(at, Among<'\n', '\v'>{});
    const std::uint64_t returns = base::where<Bytes>(at, Among<'\r'>{});
    if (returns != 0) ends |= returns & ~line_feeds(at + 1);
    const std::uint64_t two = base::where<Bytes>(at, Among<0xC2>{});
    if (two != 0) ends |= two & base::where<Bytes>(at + 1, Among<0x85>{});  // NEXT LINE
    const std::uint64_t three = base::where<Bytes>(at, Among<0xE2>{});
    if (three != 0)  // LINE and PARAGRAPH SEPARATOR
      ends |= three & base::where<Bytes>(at + 1, Among<0x80>{}) & base::where<Bytes>(at + 2, Among<0xA8, 0xA9>{});
    return ends;
  }
};

RUNON_WIDE std::size_t count_wide(std::string_view utf8) { return base::count<base::Bytes32>(utf8, LineEnd{}); }

}  // namespace

std::size_t line_end(std::string_view utf8, std::size_t at) {
  const auto is = [&](std::string_view what) { return utf8.substr(at, what.size()) == what; };
  switch (utf8[at]) {
    case '\n':
    case '\v': return 1;
    case '\r': return is("\r\n") ? 2 : 1;
    case '\xC2': return is("\xC2\x85") ? 2 : 0;                            // NEXT LINE
    case '\xE2': return is("\xE2\x80\xA8") || is("\xE2\x80\xA9") ? 3 : 0;  // LINE and PARAGRAPH SEPARATOR
    default: return 0;
  }
}

std::size_t count_line_ends(std::string_view utf8, bool wide) {
  return wide ? count_wide(utf8) : base::count<base::Bytes16>(utf8, LineEnd{});
}

}  // namespace runon::text
