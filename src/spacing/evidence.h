// What a document as a whole says about its spaces.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "flow/document.h"
#include "spacing/line.h"

namespace runon::spacing {

// Places beside CJK punctuation where a gap may have a meaning (a new field, a new clause) or come from
// the white inside the glyph, which some extractors take for a space.
// `mixed`: between CJK characters and Latin letters or digits.
enum class Place : std::uint8_t { after_close, before_open, after_end, before_quote, after_quote, mixed, places };

class Evidence {
 public:
  // More CJK characters than half the letters: a document in Chinese or Japanese, whatever it quotes.
  bool cjk_document() const { return cjk_ * 2 > letters_; }

  // The document's gaps at this place are a habit: at least five, and half of all such places.
  bool habit(Place place) const {
    const Count& count = counts_[static_cast<std::size_t>(place)];
    return count.gapped >= 5 && count.gapped * 2 >= count.all;
  }

  // Lines are whole paragraphs: nearly all that are long enough to have been wrapped end as sentences do.
  // Such a text was typed or cleaned; what spaces it has beside letters and digits were meant.
  bool paragraph_lines() const { return long_ >= 3 && closed_ * 10 >= long_ * 8; }

  // Adds the letters of a line; and, when `places`, its places beside punctuation.
  void add(const LineText& line, bool places);

  // The same as add() of a line that is not letter-spaced and has few gaps or none, or only unusual ones; reads it itself.
  void add_unspaced(std::string_view line);

  // Adds the letters of a line without CJK characters, by its bytes.
  void add_letters(std::string_view line);

 private:
  struct Count {
    std::size_t gapped = 0;
    std::size_t all = 0;
  };
  void add_end(std::size_t cjk, Glyph glyph, char32_t point);
  void add_pair(Glyph left, Glyph right, bool gapped);
  std::size_t cjk_ = 0;
  std::size_t letters_ = 0;
  std::size_t long_ = 0;    // lines of kLong CJK characters or more
  std::size_t closed_ = 0;  // of them, those that end as a sentence does
  std::array<Count, static_cast<std::size_t>(Place::places)> counts_{};
};

// The place that a pair of neighbours is, or Place::places for none.
Place place_of(Glyph left, Glyph right);

// The words of a document, folded to lower case, for asking whether a letter-spaced word stands
// elsewhere unspaced. Built when first asked; linear in the text.
class Words {
 public:
  // `text` must outlive this; what contains() knows is the text at its first call.
  explicit Words(const std::string& text) : text_(text) {}
  bool contains(std::u32string_view word);

 private:
  const std::string& text_;
  bool built_ = false;
  std::unordered_set<std::u32string> words_;
};

// Simple lower case of Latin, Greek and Cyrillic capitals as far as it is a shift; others as they are.
char32_t folded(char32_t point);

}  // namespace runon::spacing
