// The closed classes of words that furniture is recognised by (words.inc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace runon::furniture {

enum Class : std::uint16_t {
  kContinues = 1,  // says that a text goes on elsewhere: "continued", "fortsetzung"
  kRefers = 2,     // may say so, in front of a page: "weiter", "suite"
  kSees = 4,       // points elsewhere: "see"
  kLink = 8,       // prepositions, articles and ordinal signs between these
  kPage = 16,      // page, edition
  kOf = 32,        // the "of" of "page 3 of 9"
  kWeekday = 64,
  kMonth = 128,
  kDateUnit = 256,   // what numbers of a date count
  kField = 512,      // labels of masthead fields: "editor", "tel."
  kIssue = 1024,     // volume, number, issue
  kDivision = 2048,  // parts of a work that are numbered, too: chapter, figure, verse
  kStaff = 4096,     // of the labels, those of the people who made the page
  kEra = 8192,       // what years are counted from
};

struct Word {
  std::u32string_view text;
  std::uint16_t classes = 0;
};

// `points` begin with a word, or are the begin of one; they are the begin of a line, or a whole one. Cost: the words that
// share the first two characters. `parted`: a bit for each of the first eight points, a space stood before it.
bool begins_word(std::span<const char32_t> points, std::uint8_t parted, bool whole);

// Unless this holds of one or more points, no word begins with them. Constant time.
bool may_begin(std::span<const char32_t> points);

// Unless this holds of the last letter or letters of a line, an ideograph or three small ones of ASCII without a space, no word
// ends there. Constant time.
bool may_end(char32_t ideograph);
bool may_end(char32_t third_last, char32_t second_last, char32_t last);

// The longest word that `points` begin with, or nullptr. A word of an alphabet with letter spacing by
// words (Latin, Cyrillic, Arabic) must end where `breaks` (one flag per point: a space stood before
// it) or a character other than a letter ends it. Cost: the words that share the first character.
const Word* longest_word(std::span<const char32_t> points, std::span<const std::uint8_t> breaks);

}  // namespace runon::furniture
