// Whether the words on both sides of a line break speak for the end of a sentence or clause between them. A column breaks a
// sentence anywhere; what stands on lines of its own for its own sake (headlines, items, fields) often has no stop, but begins
// and ends as sentences do.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "rejoin/wording_key.h"

namespace runon::rejoin {

// Log odds that a sentence or clause ends between the two texts, by the last and the first characters of Han and kana, or
// words of other scripts, whatever punctuation and white space stands between; 0 where one of the texts has neither. Logistic
// regression over the rows of wording.tsv: learnt from running text of two dozen languages, with its punctuation out of sight, of
// which stops part the one half (in Chinese and Japanese commas, too) and nothing the other. Requires well-formed UTF-8. Cost:
// what stands between, and a word or two. Safe in any thread.
float wording_odds(std::string_view before, std::string_view after);

// The same without how the words begin, of which small letters on both sides say most: what the words themselves say.
float words_alone(std::string_view before, std::string_view after);

// The rows that two texts ask for: what wording_odds() adds up, and what training counts.
struct WordingRow {
  Wording kind = Wording::shape;
  std::string_view text;  // of the row, where `more` is empty; else its first part. Of the two texts, or static
  std::string_view more;

  WordingKey key() const { return {kind, text, more}; }
};

struct WordingRows {
  static constexpr std::size_t kMost = 6;

  std::array<WordingRow, kMost> rows;
  std::size_t count = 0;  // none: one of the texts has no letter and no digit

  const WordingRow* begin() const { return rows.data(); }
  const WordingRow* end() const { return rows.data() + count; }
};
WordingRows wording_rows(std::string_view before, std::string_view after);

}  // namespace runon::rejoin
