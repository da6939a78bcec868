#include "furniture/masthead.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "furniture/tokens.h"
#include "furniture/words.h"
#include "text/properties.h"

namespace runon::furniture {

namespace {

using text::properties;
using text::Script;

bool plausible_day(std::uint32_t value) { return value >= 1 && value <= 31; }
bool plausible_year(std::uint32_t value) { return value >= 1500 && value <= 2200; }

// Day, month and year in the tokens, in any order; and which tokens they take.
struct Date {
  bool found = false;
  std::vector<bool> taken;
};

class DateFinder {
 public:
  explicit DateFinder(const Tokens& tokens) : tokens_(tokens) { date_.taken.assign(tokens.size(), false); }

  Date find() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is(i, kMonth)) take(i, month_);
      else if (tokens_[i].sort == Sort::number && tokens_[i].point == 0) number(i);
    }
    date_.found = year_ && month_ && day_;
    if (!date_.found) date_.taken.assign(tokens_.size(), false);
    return std::move(date_);
  }

 private:
  bool is(std::size_t i, std::uint16_t classes) const {
    return i < tokens_.size() && tokens_[i].sort == Sort::word && (tokens_[i].classes & classes) != 0;
  }

  void take(std::size_t i, bool& part) { part = date_.taken[i] = true; }

  void number(std::size_t i) {
    const Token& token = tokens_[i];
    const bool unit = is(i + 1, kDateUnit);
    if (token.han && !unit) return;
    if (plausible_year(token.value) || (token.han && token.size == 4) || (unit && i > 0 && is(i - 1, kEra))) take(i, year_);
    else if (unit && !month_ && year_) take(i, month_);  // 2024 (year) 8 (month) 9 (day)
    else if (!token.han && !plausible_day(token.value)) return;
    else if (unit) take(i, day_);
    else if (day_) return;
    else if (beside_month(i)) take(i, day_);
    else if (!month_ && year_ && i >= 2 && date_.taken[i - 2]) take(i, month_);  // 2024-08-09
    else if (month_ && i >= 2 && date_.taken[i - 2]) take(i, day_);
    else return;
    if (unit) date_.taken[i + 1] = true;
  }

  // "9 August", "9 de agosto", "August 9".
  bool beside_month(std::size_t i) const {
    return is(i + 1, kMonth) || is(i + 2, kMonth) || (i >= 1 && is(i - 1, kMonth)) || (i >= 2 && is(i - 2, kMonth));
  }

  const Tokens& tokens_;
  Date date_;
  bool year_ = false;
  bool month_ = false;
  bool day_ = false;
};

constexpr std::size_t kShortestName = 2;
constexpr std::size_t kLongestName = 4;  // of a section
constexpr std::size_t kShortestPaper = 3;
constexpr std::size_t kLongestPaper = 10;
// A paper's name in letters, which nothing but its place tells.
constexpr std::size_t kLongestTitle = 40;

bool is_han(char32_t point) { return properties(point).script == Script::han; }

// The last character of a paper's or magazine's name.
bool ends_paper(char32_t point) {
  return point == 0x62A5 || point == 0x5831 ||  // paper, in both forms
         point == 0x520A;                       // magazine
}

bool is_colon(char32_t point) { return point == U':' || point == 0xFF1A; }  // FULLWIDTH COLON

// What parts a label from its value; a slash does so behind those of editors.
bool parts_label(char32_t point, bool staff) {
  return is_colon(point) || (staff && (point == U'/' || point == 0xFF0F));  // FULLWIDTH SOLIDUS
}

// Reads a line's tokens as fields, one after the other.
class Reader {
 public:
  Reader(std::span<const char32_t> points, std::span<const std::uint8_t> breaks)
      : points_(points), breaks_(breaks), tokens_(points, breaks), date_(DateFinder(tokens_).find()) {
    found_.date = date_.found;
  }

  Masthead read() {
    for (std::size_t i = 0; i < tokens_.size();) i = field(i);
    found_.name = tokens_.size() > 0 && name_end(0) == tokens_.size();
    return found_;
  }

  bool only_folio() const { return tokens_.size() > 0 && folio_end(0) == tokens_.size(); }

 private:
  bool word(std::size_t i, std::uint16_t classes) const {
    return i < tokens_.size() && tokens_[i].sort == Sort::word && (tokens_[i].classes & classes) != 0;
  }
  bool number(std::size_t i) const { return i < tokens_.size() && tokens_[i].sort == Sort::number; }
  bool parted(std::size_t i) const { return i >= tokens_.size() || breaks_[tokens_[i].begin] != 0; }
  char32_t behind(std::size_t i) const {
    const std::size_t at = tokens_[i].begin + tokens_[i].size;
    return at < points_.size() ? points_[at] : 0;
  }

  // A field can begin there: a space, a sign or another field stands before.
  bool begins(std::size_t i) const {
    return i == 0 || parted(i) || tokens_[i - 1].sort == Sort::sign || date_.taken[i - 1] || word(i - 1, kWeekday);
  }

  // Takes the field, or the part of one, at `i`; gives the index behind it.
  std::size_t field(std::size_t i) {
    // A letter of no class begins none, unless it is an ideograph.
    if (tokens_[i].sort == Sort::other && points_[tokens_[i].begin] < 0x3000) return loose(i);
    if (date_.taken[i] || word(i, kWeekday)) {
      found_.weekday = found_.weekday || !date_.taken[i];
      in_field_ = false;
      return i + 1;
    }
    if (word(i, kField) && parts_label(behind(i), word(i, kStaff))) {
      ++found_.fields;
      if (word(i, kStaff)) ++found_.staff;
      in_field_ = true;
      return i + 1;
    }
    if (const std::size_t end = signed_end(i); end > i) {
      ++found_.fields;
      ++found_.staff;
      return end;
    }
    if (word(i, kIssue) && ((i > 0 && number(i - 1)) || number(i + 1))) {
      ++found_.fields;
      return i + 1;
    }
    if (begins(i)) {
      if (const std::size_t end = folio_end(i); end > i) return take(found_.folio, end);
      if (const std::size_t end = paper_end(i); end > i) return take(found_.paper, end);
      if (const std::size_t end = page_end(i); end > i) return take(found_.page, end);
    }
    return loose(i);
  }

  std::size_t take(bool& field, std::size_t end) {
    field = true;
    in_field_ = false;
    return end;
  }

  // Of no field of its own.
  std::size_t loose(std::size_t i) {
    const Token& token = tokens_[i];
    const bool grammar = word(i, kLink | kOf | kDateUnit | kPage);
    if (points_[token.begin] == U'@') in_field_ = true;
    else if (!in_field_ && !grammar && (token.sort == Sort::word || token.sort == Sort::other)) found_.rest += token.size;
    return i + 1;
  }

  // The page's number: one to three digits, a letter before; with its words, as Chinese and Japanese have them.
  std::size_t number_end(std::size_t i) const {
    if (word(i, kLink) && number(i + 1) && word(i + 2, kPage)) return i + 3;
    if (!number(i) || date_.taken[i] || tokens_[i].size > 3 || word(i + 1, kDateUnit)) return i;
    if (word(i + 1, kPage) && !parted(i + 1)) return i + 2;
    return tokens_[i].han ? i : i + 1;
  }

  // Two to four ideographs that are no label. They end where a space parts them from a field; but may be letter-spaced
  // themselves, so that the first two are looked at whatever stands between.
  std::size_t name_end(std::size_t i) const {
    std::size_t size = 0;
    std::size_t end = i;
    while (end < tokens_.size() && is_han(points_[tokens_[end].begin]) && !date_.taken[end] && !word(end, kField | kWeekday) &&
           (size < kShortestName || !parted(end)))
      size += tokens_[end++].size;
    return size >= kShortestName && size <= kLongestName ? end : i;
  }

  // An editor's label and a name of two to four ideographs, each parted by spaces.
  std::size_t signed_end(std::size_t i) const {
    if (!word(i, kStaff) || !begins(i) || !parted(i + 1) || i + 1 >= tokens_.size()) return i;
    const std::size_t end = name_end(i + 1);
    return end > i + 1 && parted(end) ? end : i;
  }

  std::size_t folio_end(std::size_t i) const {
    std::size_t end = number_end(i);
    if (end > i) {
      if (end < tokens_.size() && is_colon(points_[tokens_[end].begin])) ++end;
      const std::size_t name = name_end(end);
      return name > end ? name : i;
    }
    const std::size_t name = in_field_ ? i : name_end(i);
    if (name == i || !parted(name)) return i;
    end = number_end(name);
    return end > name && parted(end) ? end : i;
  }

  std::size_t paper_end(std::size_t i) const {
    std::size_t end = i;
    std::size_t size = 0;
    while (end < tokens_.size() && is_han(points_[tokens_[end].begin]) && !date_.taken[end] && (end == i || !parted(end)))
      size += tokens_[end++].size;
    const bool named = size >= kShortestPaper && size <= kLongestPaper && !in_field_;
    return named && ends_paper(points_[tokens_[end - 1].begin + tokens_[end - 1].size - 1]) ? end : i;
  }

  std::size_t page_end(std::size_t i) const {
    if (in_field_) return i;
    if (word(i, kPage) && number(i + 1) && parted(i + 2)) return i + 2;
    // In brackets, at either end of the line.
    if (tokens_[i].sort == Sort::opener && number_end(i + 1) > i + 1) {
      const std::size_t end = number_end(i + 1) + 1;
      if (end <= tokens_.size() && tokens_[end - 1].sort == Sort::sign && (i == 0 || end == tokens_.size())) return end;
    }
    const std::size_t end = number_end(i);
    const bool labelled = end > i + 1 || (end > i && tokens_[i].point != 0);
    return labelled && parted(end) ? end : i;
  }

  std::span<const char32_t> points_;
  std::span<const std::uint8_t> breaks_;
  Tokens tokens_;
  Date date_;
  Masthead found_;
  bool in_field_ = false;  // behind a label, up to the next word of a class
};

}  // namespace

bool Masthead::sure() const {
  constexpr int kStaffOfPage = 3;
  if (rest == 0 && staff >= kStaffOfPage) return true;
  if (!date) return false;
  if (rest == 0) return weekday ? folio || page || paper || staff > 0 : folio && staff > 0;
  return weekday && page && rest <= kLongestTitle;
}

namespace {

// False: the line has no field, and is no name. A field has a number, what parts a label from its value, a weekday, an
// editor's label, or the end of a paper's name.
bool may_hold_fields(std::span<const char32_t> points, std::span<const std::uint8_t> breaks) {
  if (points.size() <= kLongestName) return true;
  const auto small = [](char32_t point) { return point >= U'a' && point <= U'z'; };
  for (std::size_t at = 0; at < points.size(); ++at) {
    const char32_t point = points[at];
    if (is_digit(point) || is_han_numeral(point) || parts_label(point, true) || ends_paper(point)) return true;
    if (at > 0 && breaks[at] == 0 && small(point) && small(points[at - 1])) continue;  // no word begins within another
    const Word* word = longest_word(points.subspan(at), breaks.subspan(at));
    if (word != nullptr && (word->classes & (kWeekday | kStaff)) != 0) return true;
  }
  return false;
}

}  // namespace

Masthead masthead(const Lines& lines, const Row& row) {
  if (row.exact == 0) return {};
  if (!may_hold_fields(lines.folded(row), lines.breaks(row))) {
    Masthead none;
    none.rest = row.end - row.begin;
    return none;
  }
  return Reader(lines.folded(row), lines.breaks(row)).read();
}

bool is_folio(const Lines& lines, const Row& row) {
  return row.exact != 0 && Reader(lines.folded(row), lines.breaks(row)).only_folio();
}

}  // namespace runon::furniture
