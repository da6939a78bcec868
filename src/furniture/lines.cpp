#include "furniture/lines.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/known.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::furniture {

namespace {

using text::Properties;
using text::properties;

// Decimal digits of the scripts that page numbers are set in.
constexpr char32_t kZeros[] = {
    U'\u0660',  // ARABIC-INDIC DIGIT ZERO
    U'\u06F0',  // EXTENDED ARABIC-INDIC DIGIT ZERO
    U'\u0966',  // DEVANAGARI DIGIT ZERO
    U'\u09E6',  // BENGALI DIGIT ZERO
    U'\u0E50',  // THAI DIGIT ZERO
    U'\uFF10',  // FULLWIDTH DIGIT ZERO
};

char32_t fold(char32_t point, const Properties& facts) {
  if (facts.digit()) {
    for (const char32_t zero : kZeros)
      if (point >= zero && point < zero + 10) return U'0' + (point - zero);
    return point;
  }
  if (facts.upper()) {
    if (point < 0x80) return point + 32;
    if (point >= 0xC0 && point <= 0xDE) return point + 32;                 // Latin-1
    if (point >= 0x410 && point <= 0x42F) return point + 32;               // Cyrillic
    if (point >= 0x400 && point <= 0x40F) return point + 80;               // Cyrillic extensions
    if (point >= 0x100 && point <= 0x177) return point | 1;                // Latin Extended-A, mostly pairs
    if (point >= 0xFF21 && point <= 0xFF3A) return point - 0xFF21 + U'a';  // fullwidth Latin
    return point;
  }
  if (facts.dash() || point == 0x2212 || point == 0x2500) return U'-';  // MINUS SIGN, BOX DRAWINGS LIGHT HORIZONTAL
  if (point == 0x451) return 0x435;                                     // CYRILLIC SMALL LETTER IO: often set without dots
  return point;
}

bool is_code(char32_t point) { return std::u32string_view(U"{}=;<>\\$+^_`#%@").find(point) != std::u32string_view::npos; }

// Keys of lines inside one document: two code points a step (a multiplier, and what it moves up brought down again).
constexpr std::uint64_t kSeed = 0xCBF29CE484222325;
std::uint64_t mix(std::uint64_t hash, std::uint64_t points) {
  hash = (hash ^ points) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29U);
}

class Key {
 public:
  void add(char32_t point) {
    if (std::exchange(half_, !half_)) hash_ = mix(hash_, waiting_ << 32U | point);
    else waiting_ = point;
  }
  // Never 0, which is for lines without a key.
  std::uint64_t value() const { return mix(half_ ? mix(hash_, ~waiting_) : hash_, 1) | 1U; }

 private:
  std::uint64_t hash_ = kSeed;
  std::uint64_t waiting_ = 0;
  bool half_ = false;
};

void hash_into(Row& row, std::span<const char32_t> points, bool digits) {
  if (points.size() > kLongest || points.empty()) return;
  Key exact;
  for (const char32_t point : points) exact.add(point);
  row.exact = row.masked = exact.value();
  if (!digits) return;
  Key masked;
  bool in_number = false;
  for (const char32_t point : points) {
    const bool digit = point >= U'0' && point <= U'9';
    if (!digit || !in_number) masked.add(digit ? U'#' : point);
    if (digit && !in_number && row.count <= kMostNumbers) ++row.count;
    if (digit && row.count <= kMostNumbers) {
      std::uint32_t& value = row.numbers[row.count - 1];
      value = std::min<std::uint32_t>(value * 10 + (point - U'0'), 99'999'999);
    }
    in_number = digit;
  }
  row.masked = masked.value();
}

// What a character says about the line that it stands in.
enum Trait : std::uint16_t {
  kSpaces = 1,  // white space, control, ignorable: parts the others
  kWideOnes = 2,
  kMarks = 4,
  kLetters = 8,
  kLower = 16,
  kUpper = 32,
  kCode = 64,
  kCloses = 128,
  kEnds = 256,      // and what else ends a line's text as well as a full stop
  kSentence = 512,  // of these, full stops of any script
  kComma = 1024,    // IDEOGRAPHIC and FULLWIDTH COMMA, which are "close" in UAX #14
  kHangs = 2048,
  kDigits = 4096,  // once folded
};

struct Seen {
  char32_t folded = 0;
  std::uint16_t traits = 0;
};

Seen look(char32_t point) {
  const Properties& facts = properties(point);
  Seen seen{fold(point, facts), 0};
  const auto set = [&](bool is, Trait trait) { seen.traits = static_cast<std::uint16_t>(seen.traits | (is ? trait : 0)); };
  set(facts.space() || facts.control() || facts.ignorable(), kSpaces);
  set(facts.wide(), kWideOnes);
  set(facts.mark(), kMarks);
  set(facts.letter(), kLetters);
  set(facts.lower(), kLower);
  set(facts.upper(), kUpper);
  set(is_code(point), kCode);
  set(facts.breaking == text::Breaking::close || facts.breaking == text::Breaking::quote, kCloses);
  // HORIZONTAL ELLIPSIS, FULLWIDTH COLON and SEMICOLON end a line's text as well as a full stop.
  set(facts.sentence_end() || point == 0x2026 || point == 0xFF1A || point == U':' || point == 0xFF1B, kEnds);
  set(facts.sentence_end(), kSentence);
  set(point == 0x3001 || point == 0xFF0C, kComma);
  set(facts.breaking == text::Breaking::open || point == U',' || point == U'-' || point == 0x3001 || point == 0xFF0C, kHangs);
  set(seen.folded >= U'0' && seen.folded <= U'9', kDigits);
  return seen;
}

constexpr Seen kIdeograph{0, kWideOnes | kLetters};

// Known beforehand for what most of any text is made of.
const text::Known<look>& known() {
  static const text::Known<look> known;
  return known;
}

// The walk over a line.
class Folding {
 public:
  Folding(std::string_view line, char32_t* points, std::uint8_t* breaks) : line_(line), points_(points), breaks_(breaks) {
    while (at_ < line_.size())
      if (count == 0 || !(static_cast<signed char>(line_[at_]) < 0 ? ideographs() : letters())) any();
  }

  std::size_t count = 0;     // folded characters
  std::uint16_t first = 0;   // traits of the first character
  std::uint16_t all = 0;     // of any
  std::uint16_t last = 0;    // of the last one
  std::uint16_t letter = 0;  // of the last letter
  bool ends = false;
  std::size_t width = 0;

 private:
  void add(char32_t folded) {
    points_[count] = folded;
    breaks_[count++] = space_ ? 1 : 0;
    space_ = false;
  }

  bool ideographs() {
    const std::size_t before = count;
    for (char32_t point = 0; (point = text::ideograph_at(line_, at_)) != 0; at_ += 3) add(point);
    if (count == before) return false;
    width += (count - before) * 2;
    passed(kIdeograph.traits, kIdeograph.traits);
    return true;
  }

  // Of ASCII.
  bool letters() {
    const std::size_t before = count;
    std::uint16_t any = 0;
    std::uint16_t latest = 0;
    for (; at_ < line_.size() && static_cast<signed char>(line_[at_]) >= 0; ++at_) {
      const auto [folded, traits] = known_.ascii(line_[at_]);
      if ((traits & kLetters) == 0) break;
      any |= traits;
      latest = traits;
      add(folded);
    }
    if (count == before) return false;
    width += count - before;
    passed(any, latest);
    return true;
  }

  void passed(std::uint16_t any, std::uint16_t latest) {
    all |= any;
    last = letter = latest;
    ends = false;
  }

  void any() {
    const text::Decoded got = text::decode(line_, at_);
    at_ += got.bytes;
    const auto [folded, traits] =
        got.point >= 0x4E00 && got.point <= 0x9FA5 ? Seen{got.point, kIdeograph.traits} : known_(got.point);
    if ((traits & kSpaces) != 0) {
      space_ = true;
      ++width;
      return;
    }
    if (count == 0) {
      width = 0;  // an indent is not text
      first = traits;
    }
    if ((traits & kMarks) == 0) width += (traits & kWideOnes) != 0 ? 2 : 1;
    if ((traits & kLetters) != 0) letter = traits;
    if ((traits & (kCloses | kSentence)) != kCloses) ends = (traits & kEnds) != 0;
    all |= traits;
    last = traits;
    add(folded);
  }

  const text::Known<look>& known_ = known();
  std::string_view line_;
  char32_t* points_;
  std::uint8_t* breaks_;
  std::size_t at_ = 0;
  bool space_ = false;
};

}  // namespace

Lines::Lines(const flow::Document& document)
    : points_(std::make_unique_for_overwrite<char32_t[]>(document.text.size())),
      breaks_(std::make_unique_for_overwrite<std::uint8_t[]>(document.text.size())) {
  rows_.reserve(document.lines.size());
  std::uint32_t page = 0;
  bool gap = true;  // an empty line, a page's edge or the document's begin stands before
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (document.lines[i].page_break) {
      ++page;
      gap = true;
    }
    const std::size_t before = rows_.size();
    add(document, i, page);
    if (rows_.size() == before) {
      gap = true;
      continue;
    }
    if (!gap && before > 0) rows_[before - 1].alone = false;
    rows_[before].alone = gap;
    gap = false;
  }
  pages_ = std::size_t{page} + 1;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const std::uint32_t here = rows_[i].page;
    const bool first = page > 0 && (i < 1 || rows_[i - 1].page != here);
    const bool last = page > 0 && (i + 1 >= rows_.size() || rows_[i + 1].page != here);
    rows_[i].page_edge = first || last;
  }
}

void Lines::add(const flow::Document& document, std::size_t line, std::uint32_t page) {
  const std::size_t begin = count_;
  const Folding found(document.view(document.lines[line]), points_.get() + begin, breaks_.get() + begin);
  if (found.count == 0) return;
  count_ += found.count;
  Row& row = rows_.emplace_back();
  row.line = line;
  row.begin = begin;
  row.end = count_;
  row.page = page;
  row.width = static_cast<std::uint16_t>(std::min<std::size_t>(found.width, 0xFFFF));
  row.low = (found.first & kLower) != 0;
  row.upper = (found.first & kUpper) != 0;
  row.letters = (found.all & kLetters) != 0;
  row.coded = (found.all & kCode) != 0;
  row.cased = (found.letter & (kLower | kUpper)) != 0;
  // A closing bracket or quote that stands last says little.
  const bool closer_last = (found.last & kCloses) != 0 && (found.last & (kEnds | kComma)) == 0;
  row.opens = !found.ends && !closer_last;
  row.hangs = (found.last & kHangs) != 0;
  hash_into(row, folded(row), (found.all & kDigits) != 0);
}

std::vector<bool> Lines::twins() const {
  // Open addressing; a key is a good hash of itself. Rows without a key count as equal.
  std::size_t slots = 16;
  while (slots < rows_.size() * 2) slots *= 2;
  constexpr std::uint32_t kFree = 0xFFFFFFFF;
  std::vector<std::uint32_t> first(slots, kFree);
  std::vector<bool> twin(rows_.size(), false);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].letters) continue;
    std::size_t at = (rows_[i].exact >> 20U) & (slots - 1);
    while (first[at] != kFree && rows_[first[at]].exact != rows_[i].exact) at = (at + 1) & (slots - 1);
    if (first[at] == kFree) first[at] = static_cast<std::uint32_t>(i);
    else twin[i] = twin[first[at]] = true;
  }
  return twin;
}

bool Lines::cut(std::size_t before, std::size_t after) const {
  const Row& left = rows_[before];
  const Row& right = rows_[after];
  if (!left.opens || left.coded || right.coded) return false;
  if (left.cased && right.upper) return false;
  // The column's measure, as the lines before show it.
  std::uint32_t measure = 0;
  for (std::size_t i = before; i > 0 && before - i < 4; --i) measure = std::max<std::uint32_t>(measure, rows_[i - 1].width);
  const std::uint32_t width = left.width;
  if (right.low) return measure >= 16 && width * 2 >= measure;
  // A full line is as wide as its column; a headline is seldom just so.
  return measure >= 16 && width * 12 >= measure * 11 && width <= measure + 2;
}

bool Lines::resemble(std::size_t left, std::size_t right) const {
  const std::span<const char32_t> a = folded(rows_[left]);
  const std::span<const char32_t> b = folded(rows_[right]);
  const std::size_t most = std::min(a.size(), b.size()) / 5 + (a.size() < 5 ? 1 : 0);
  if (a.size() < 4 || b.size() < 4 || a.size() > kLongest || b.size() > kLongest) return false;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return false;
  // Levenshtein distance, row by row.
  std::array<std::size_t, kLongest + 1> costs{};
  for (std::size_t j = 0; j <= b.size(); ++j) costs[j] = j;
  const auto digit = [](char32_t point) { return point >= U'0' && point <= U'9'; };
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t corner = costs[0];
    costs[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const bool same = a[i] == b[j] || (digit(a[i]) && digit(b[j]));
      const std::size_t cost = std::min({corner + (same ? 0 : 1), costs[j] + 1, costs[j + 1] + 1});
      corner = costs[j + 1];
      costs[j + 1] = cost;
    }
  }
  return costs[b.size()] <= most;
}

}  // namespace runon::furniture
