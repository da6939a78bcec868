#include "furniture/lines.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "furniture/folding.h"
#include "text/known.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::furniture {

namespace {

// Keys of lines inside one document: two code points a step (a multiplier, and what it moves up brought down again).
constexpr std::uint64_t kSeed = 0xCBF29CE484222325;
std::uint64_t mix(std::uint64_t hash, std::uint64_t points) {
  hash = (hash ^ points) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29U);
}

// Never 0, which is for lines without a key.
std::uint64_t close_key(std::uint64_t hash) { return mix(hash, 1) | 1U; }

std::uint64_t key_of(std::span<const char32_t> points) {
  std::uint64_t hash = kSeed;
  std::size_t i = 0;
  for (; i + 1 < points.size(); i += 2) hash = mix(hash, std::uint64_t{points[i]} << 32U | points[i + 1]);
  return close_key(i < points.size() ? mix(hash, ~std::uint64_t{points[i]}) : hash);
}

// The points with each run of digits taken for one sign; notes the runs in the row.
std::uint64_t masked_key(Row& row, std::span<const char32_t> points) {
  std::array<char32_t, kLongest> masked{};
  std::size_t size = 0;
  bool in_number = false;
  for (const char32_t point : points) {
    const bool digit = point >= U'0' && point <= U'9';
    if (!digit || !in_number) masked[size++] = digit ? U'#' : point;
    if (digit && !in_number && row.count <= kMostNumbers) ++row.count;
    if (digit && row.count <= kMostNumbers) {
      std::uint32_t& value = row.numbers[row.count - 1];
      value = std::min<std::uint32_t>(value * 10 + (point - U'0'), 99'999'999);
    }
    in_number = digit;
  }
  return key_of(std::span(masked).first(size));
}

void hash_into(Row& row, std::span<const char32_t> points, bool digits) {
  if (points.size() > kLongest || points.empty()) return;
  row.exact = key_of(points);
  row.masked = digits ? masked_key(row, points) : row.exact;
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
    std::size_t at = at_;
    for (char32_t point = 0; (point = text::ideograph_at(line_, at)) != 0; at += 3) {
      points_[count] = point;
      breaks_[count++] = 0;
    }
    if (count == before) return false;
    breaks_[before] = std::exchange(space_, false) ? 1 : 0;
    at_ = at;
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

// Characters of a line's begin by which most lines are told apart: equal lines, and those equal but for numbers, share them.
constexpr std::size_t kOpening = Opening::kPoints;
// Lines of fewer bytes are not counted: too few of them are too long for furniture.
constexpr std::size_t kCounted = 3 * kLongest;

// One letter of an alphabet that has two cases, and nothing else: an initial, a mark in a table, a letter of a word set
// downwards. No head is as short, and where one letter stands on each line all of them would recur.
bool lone_letter(const Opening& opening) {
  if (!opening.lone()) return false;
  const text::Properties& p = text::properties(opening.points[0]);
  return p.lower() || p.upper();
}

// By a key, the first row that has it.
class FirstRows {
 public:
  explicit FirstRows(std::size_t rows) : slots_(std::bit_ceil(2 * rows + 1)) {}

  // The first row with this key; this one, if there is none before.
  std::size_t place(std::uint64_t key, std::size_t row) {
    std::size_t at = (key >> 20U) & (slots_.size() - 1);  // a key is a good hash of itself
    while (slots_[at].row != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    if (slots_[at].row == 0) slots_[at] = {key, row + 1};
    return slots_[at].row - 1;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::size_t row = 0;  // plus one; 0: free
  };
  std::vector<Slot> slots_;
};

}  // namespace

Lines::Lines(const flow::Document& document) : document_(document) {
  places_.reserve(document.lines.size());
  FirstRows first_rows(document.lines.size());
  std::vector<bool> shared(document.lines.size(), false);
  std::uint32_t page = 0;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (document.lines[i].page_break) ++page;
    const std::string_view line = document.view(document.lines[i]);
    if (line.empty()) continue;
    const bool too_long = line.size() > kCounted && has_more(line, kLongest);
    const Place place{i, page, false, too_long, Opening(line, too_long ? 2 : kOpening)};
    if (!place.opening.text()) continue;
    const std::size_t row = places_.size();
    places_.push_back(place);
    if (too_long) continue;
    if (place.opening.roman) numerals_.push_back(row);
    if (lone_letter(place.opening)) continue;
    if (const std::size_t first = first_rows.place(place.opening.key, row); first != row) shared[row] = shared[first] = true;
  }
  for (std::size_t row = 0; row < places_.size(); ++row)
    if (shared[row]) recurring_.push_back(row);
  pages_ = std::size_t{page} + 1;
  for (std::size_t i = 0; i < places_.size() && page > 0; ++i) {
    const std::uint32_t here = places_[i].page;
    places_[i].page_edge = i < 1 || places_[i - 1].page != here || i + 1 >= places_.size() || places_[i + 1].page != here;
  }
  find_twins();
}

const Row& Lines::first_look_at(std::size_t i) const {
  if (looked_at_.empty()) looked_at_.resize(places_.size());
  looked_at_[i] = &look_at(i);
  return *looked_at_[i];
}

const Row& Lines::look_at(std::size_t i) const {
  if (points_ == nullptr) {
    points_ = std::make_unique_for_overwrite<char32_t[]>(document_.text.size());
    breaks_ = std::make_unique_for_overwrite<std::uint8_t[]>(document_.text.size());
  }
  const Folding found(view(i), points_.get() + count_, breaks_.get() + count_);
  Row& row = rows_.emplace_back();
  row.begin = count_;
  row.end = count_ += found.count;
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
  return row;
}

void Lines::find_twins() {
  twins_.assign(places_.size(), false);
  if (recurring_.empty()) return;
  FirstRows first_rows(recurring_.size());
  for (const std::size_t i : recurring_) {
    const Row& row = (*this)[i];
    if (!row.letters || row.exact == 0) continue;
    const std::size_t first = first_rows.place(row.exact, i);
    if (first != i) twins_[i] = twins_[first] = true;
  }
}

bool Lines::twin(std::size_t i) const {
  if (twins_[i] || !long_text(i)) return twins_[i];
  // Two of them answer for all.
  for (std::size_t other = first_long_; other < places_.size(); ++other) {
    if (other == i || !long_text(other)) continue;
    first_long_ = std::min(i, other);
    return true;
  }
  return false;
}

bool Lines::long_text(std::size_t i) const {
  if (view(i).size() <= kLongest) return false;
  if (longer(i, kLongest) && text::properties(places_[i].opening.points[0]).letter()) return true;
  const Row& row = (*this)[i];
  return row.letters && row.exact == 0;
}

bool Lines::longer(std::size_t i, std::size_t characters) const {
  if (places_[i].too_long && characters <= kLongest) return true;
  const std::string_view line = view(i);
  return line.size() > characters && has_more(line, characters);
}

bool Lines::cut(std::size_t before, std::size_t after) const {
  const Row& left = (*this)[before];
  const Row& right = (*this)[after];
  if (!left.opens || left.coded || right.coded) return false;
  if (left.cased && right.upper) return false;
  // The column's measure, as the lines before show it.
  std::uint32_t measure = 0;
  for (std::size_t i = before; i > 0 && before - i < 4; --i) measure = std::max<std::uint32_t>(measure, (*this)[i - 1].width);
  const std::uint32_t width = left.width;
  if (right.low) return measure >= 16 && width * 2 >= measure;
  // A full line is as wide as its column; a headline is seldom just so.
  return measure >= 16 && width * 12 >= measure * 11 && width <= measure + 2;
}

bool Lines::resemble(std::size_t left, std::size_t right) const {
  const std::span<const char32_t> a = folded((*this)[left]);
  const std::span<const char32_t> b = folded((*this)[right]);
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
