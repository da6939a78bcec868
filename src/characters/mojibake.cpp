#include "characters/mojibake.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "text/converter.h"
#include "text/encoding.h"
#include "text/language.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::characters {
namespace {

// How a text was misread.
struct Misreading {
  const char* as;   // what it was decoded as
  const char* was;  // what it was in
};

// Those of one misreading stand together.
constexpr std::array kMisreadings = {
    Misreading{"windows-1252", "UTF-8"},
    Misreading{"windows-1252", "GB18030"},
    Misreading{"windows-1252", "Big5"},
    Misreading{"windows-1252", "Shift_JIS"},
    Misreading{"windows-1252", "EUC-JP"},
    Misreading{"windows-1252", "windows-949"},
    Misreading{"windows-1252", "windows-1251"},
    Misreading{"windows-1252", "KOI8-R"},
    Misreading{"ISO-8859-1", "UTF-8"},
    Misreading{"ISO-8859-1", "GB18030"},
    Misreading{"ISO-8859-1", "Big5"},
    Misreading{"ISO-8859-1", "Shift_JIS"},
    Misreading{"ISO-8859-1", "EUC-JP"},
    Misreading{"ISO-8859-1", "windows-949"},
    Misreading{"windows-1251", "UTF-8"},
    Misreading{"windows-1251", "KOI8-R"},
    Misreading{"macintosh", "UTF-8"},
    Misreading{"IBM437", "UTF-8"},
    Misreading{"IBM850", "UTF-8"},
    Misreading{"windows-1250", "UTF-8"},
    Misreading{"windows-1254", "UTF-8"},
    Misreading{"ISO-8859-2", "UTF-8"},
    Misreading{"ISO-8859-15", "UTF-8"},
    Misreading{"KOI8-R", "UTF-8"},
    Misreading{"KOI8-R", "windows-1251"},
    Misreading{"IBM866", "UTF-8"},
    Misreading{"GBK", "UTF-8"},
    Misreading{"GBK", "Big5"},
    Misreading{"GBK", "Shift_JIS"},
    Misreading{"GBK", "windows-949"},
    Misreading{"GBK", "EUC-JP"},
    Misreading{"Big5", "UTF-8"},
    Misreading{"Big5", "GB18030"},
    Misreading{"Big5", "Shift_JIS"},
    Misreading{"Shift_JIS", "UTF-8"},
    Misreading{"Shift_JIS", "GB18030"},
    Misreading{"Shift_JIS", "EUC-JP"},
    Misreading{"Shift_JIS", "Big5"},
    Misreading{"windows-949", "UTF-8"},
    Misreading{"windows-949", "GB18030"},
    Misreading{"EUC-JP", "UTF-8"},
};

// Bits that a repair must win. Text that is well-formed UTF-8 by chance is rare, so that less is asked of it.
constexpr double kEnoughOfUtf8 = 18;
constexpr double kEnough = 40;
constexpr double kEnoughAmongMany = 8;
constexpr std::size_t kMany = 3;         // pieces repaired the same way
constexpr double kShare = 0.72;          // of the bits that may be left
constexpr double kUsual = 4.5;           // bits a character: text is not looked at closer
constexpr double kLikely = 6;            // bits a character of what comes out in an alphabet,
constexpr double kLikelyEastAsian = 12;  // and in ideographs or syllables
constexpr int kLayers = 3;               // misread so many times

struct Repaired {
  std::string text;
  std::size_t misreading = 0;  // the first of them
  double gain = 0;
  double enough = 0;
};

// What no repair may bring about.
bool unwanted(char32_t c) {
  if (c == 0xFFFD || c == 0xFEFF) return c == 0xFFFD;
  const std::uint8_t category = text::properties(c).category;
  return category == 0 || category == 17 || category == 18;
}

// Controls of C1 may stand between two repairs, for bytes that windows-1252 leaves open, but not at the end.
bool has_controls(std::string_view text) {
  for (std::size_t at = text.find('\xC2'); at < text.size(); at = text.find('\xC2', at + 1))
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return true;
  return false;
}

std::optional<std::string> encoded(const char* name, std::string_view piece) {
  std::string bytes;
  if (!text::Codec::of(name).encode(piece, [&](std::string_view part) { return bytes += part, true; })) return std::nullopt;
  return bytes;
}

// The text that `bytes` are in an encoding; nothing where they are not all characters of a usual kind.
std::optional<std::string> decoded(const char* name, std::string_view bytes) {
  std::string made;
  if (std::string_view(name) == text::kUtf8) made = bytes;
  else text::Codec::of(name).decode(bytes, made);
  for (std::size_t at = 0; at < made.size();) {
    const text::Decoded d = text::decode(made, at);
    if (!d.well_formed || (d.point >= 0x80 && unwanted(d.point))) return std::nullopt;
    at += d.bytes;
  }
  return made;
}

bool leads_back(const Misreading& how, const std::string& made, std::string_view piece) {
  const std::optional<std::string> bytes = std::string_view(how.was) == text::kUtf8 ? made : encoded(how.was, made);
  if (!bytes) return false;
  std::string again;
  text::Codec::of(how.as).decode(*bytes, again);
  return again == piece;
}

class Repairer {
 public:
  // The best that can be made of a piece, whatever it wins.
  std::optional<Repaired> best(std::string_view piece) const {
    const double before = bits(piece);
    if (before < kUsual * static_cast<double>(text::count(piece))) return std::nullopt;
    const Path begin{std::string(piece), before, {}, 0};
    Path found = begin;
    search(begin, found, 0);
    if (found.text == piece || found.bits > before * kShare) return std::nullopt;
    return Repaired{std::move(found.text), *found.first, before - found.bits, found.enough};
  }

 private:
  struct Path {
    std::string text;
    double bits = 0;
    std::optional<std::size_t> first;  // misreading
    double enough = 0;
  };

  // Tries all ways from `from` on, and after UTF-8, which is what is misread more than once, further ones.
  void search(const Path& from, Path& least, int depth) const {
    std::optional<std::string> bytes;
    for (std::size_t i = 0; i < kMisreadings.size(); ++i) {
      if (i == 0 || std::string_view(kMisreadings.at(i).as) != kMisreadings.at(i - 1).as)
        bytes = encoded(kMisreadings.at(i).as, from.text);
      if (!bytes) continue;
      std::optional<std::string> made = undo(kMisreadings.at(i), *bytes, from.text);
      if (!made || *made == from.text) continue;
      const double after = bits(*made);
      Path next{std::move(*made), after, from.first ? from.first : i, 0};
      next.enough = std::max(from.enough, enough(kMisreadings.at(i), next.text));
      if (next.bits < least.bits && !has_controls(next.text) && likely(kMisreadings.at(i), next)) least = next;
      const bool further =
          depth + 1 < kLayers && std::string_view(kMisreadings.at(i).was) == text::kUtf8 && next.bits < from.bits;
      if (further) search(next, least, depth + 1);
    }
  }

  static std::optional<std::string> undo(const Misreading& how, std::string_view bytes, std::string_view piece) {
    std::optional<std::string> made = decoded(how.was, bytes);
    if (!made || !leads_back(how, *made, piece)) return std::nullopt;
    return made;
  }

  // One alphabet read as another always gives letters: those must be words then. UTF-8 is proof enough.
  static bool likely(const Misreading& how, const Path& outcome) {
    const std::string_view was = how.was;
    if (was == text::kUtf8) return true;
    const double most = was == "windows-1251" || was == "KOI8-R" ? kLikely : kLikelyEastAsian;
    return outcome.bits <= most * static_cast<double>(text::count(outcome.text));
  }

  // Bits that it must win: less where the bytes are UTF-8, which others seldom are. Two bytes that are one
  // character in both are no rarity, though.
  static double enough(const Misreading& how, std::string_view made) {
    if (std::string_view(how.was) != text::kUtf8) return kEnough;
    constexpr std::array<std::string_view, 5> kOfTwoBytes = {"GBK", "Big5", "Shift_JIS", "windows-949", "EUC-JP"};
    const bool pairs = std::find(kOfTwoBytes.begin(), kOfTwoBytes.end(), how.as) != kOfTwoBytes.end();
    const bool two = std::any_of(made.begin(), made.end(), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte >= 0xC2 && byte <= 0xDF;
    });
    return pairs && two ? kEnough : kEnoughOfUtf8;
  }

  double bits(std::string_view piece) const { return languages_.bits(text::decode_all(piece)); }

  const text::Languages& languages_ = text::Languages::standard();
};

struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<Repaired> repaired;
};

// CJK punctuation and what stands for a lost character: where a misread piece may begin or end inside a line
// without white space.
bool parts(char32_t c) {
  return (c >= 0x3001 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B ||
         c == 0xFF01 || c == 0xFF1F || c == 0xFF08 || c == 0xFF09 || c == 0xFFFD || c == '?' || c == 0x201C || c == 0x201D;
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<Piece> find() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t begin = std::min(text_.find_first_not_of(kWhite, at), text_.size());
      const std::size_t end = std::min(text_.find_first_of(kLineEnds, begin), text_.size());
      if (beyond_ascii(begin, end) && !take_whole(begin, end)) words(begin, end);
      at = end;
    }
    return std::move(pieces_);
  }

 private:
  static constexpr std::string_view kWhite = " \t\n\v\f\r";
  static constexpr std::string_view kLineEnds = "\n\v\f\r";

  bool beyond_ascii(std::size_t begin, std::size_t end) const {
    return std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.begin() + static_cast<std::ptrdiff_t>(end),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  }

  // A line as a whole, where that is enough by itself.
  bool take_whole(std::size_t begin, std::size_t end) {
    std::optional<Repaired> made = repairer_.best(text_.substr(begin, end - begin));
    if (!made || made->gain < made->enough) return false;
    pieces_.push_back({begin, end, std::move(made)});
    return true;
  }

  void words(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const std::size_t from = std::min(text_.find_first_not_of(kWhite, at), end);
      at = std::min(text_.find_first_of(kWhite, from), end);
      if (beyond_ascii(from, at) && !take(from, at)) take_parts(from, at);
    }
  }

  // Whether anything can be made of the piece.
  bool take(std::size_t begin, std::size_t end) {
    std::optional<Repaired> made = repairer_.best(text_.substr(begin, end - begin));
    if (!made) return false;
    pieces_.push_back({begin, end, std::move(made)});
    return true;
  }

  void take_parts(std::size_t begin, std::size_t end) {
    std::size_t from = begin;
    std::size_t points = 0;
    bool parted = false;
    bool beyond = false;
    for (std::size_t at = begin; at < end;) {
      const text::Decoded d = text::decode(text_, at);
      if (parts(d.point)) {
        if (beyond) take_begin(from, at);
        from = at + d.bytes;
        parted = true;
        beyond = false;
      } else if (d.point >= 0x80) {
        beyond = true;
      }
      ++points;
      at += d.bytes;
    }
    if (beyond && (parted || points > 2)) take_begin(from, end);
  }

  // A piece or, where its last characters were torn when it was misread, all but those.
  void take_begin(std::size_t begin, std::size_t end) {
    for (int torn = 0; torn < 3 && begin < end; ++torn) {
      if (take(begin, end)) return;
      do --end;
      while (end > begin && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U);
    }
  }

  std::string_view text_;
  Repairer repairer_;
  std::vector<Piece> pieces_;
};

void add_edit(std::string_view text, const Piece& piece, flow::Edits& edits, const flow::Rule& rule) {
  std::string_view before = text.substr(piece.begin, piece.end - piece.begin);
  std::string_view after = piece.repaired->text;
  std::size_t begin = piece.begin;
  // What is ASCII at both ends stays out of the edit.
  while (!before.empty() && !after.empty() && before.front() == after.front() &&
         static_cast<unsigned char>(before.front()) < 0x80) {
    before.remove_prefix(1);
    after.remove_prefix(1);
    ++begin;
  }
  while (!before.empty() && !after.empty() && before.back() == after.back() && static_cast<unsigned char>(before.back()) < 0x80) {
    before.remove_suffix(1);
    after.remove_suffix(1);
  }
  edits.add(begin, begin + before.size(), after, rule);
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

}  // namespace

void repair_mojibake(std::string_view text, Origin /*origin*/, flow::Edits& edits, const flow::Rule& rule) {
  std::vector<Piece> pieces = Finder(text).find();
  std::map<std::size_t, std::size_t> sure;
  for (const Piece& piece : pieces)
    if (piece.repaired->gain >= piece.repaired->enough) ++sure[piece.repaired->misreading];
  for (const Piece& piece : pieces) {
    const auto many = sure.find(piece.repaired->misreading);
    const bool among_many = many != sure.end() && many->second >= kMany;
    if (piece.repaired->gain >= (among_many ? kEnoughAmongMany : piece.repaired->enough)) add_edit(text, piece, edits, rule);
  }
}

std::size_t count_lost(std::string_view text) {
  return count_of(text, "\xE9\x94\x9F\xE6\x96\xA4\xE6\x8B\xB7") + count_of(text, "\xC3\xAF\xC2\xBF\xC2\xBD");
}

}  // namespace runon::characters
