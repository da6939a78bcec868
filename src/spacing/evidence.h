// What a document as a whole says about its spaces.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "flow/document.h"
#include "spacing/gap_lines.h"
#include "spacing/line.h"

namespace runon::spacing {

// Places beside CJK punctuation where a gap may have a meaning (a new field, a new clause) or come from
// the white inside the glyph, which some extractors take for a space.
// `mixed`: between CJK characters and Latin letters or digits.
enum class Place : std::uint8_t { after_close, before_open, after_end, before_quote, after_quote, mixed, places };

// Answers are worked out when they are first asked for, from the document as it is then: for most documents nothing is.
// Only a document in which lines with CJK characters have gaps says anything. One thread.
class Evidence {
 public:
  // Both must outlive it.
  Evidence(const flow::Document& document, const GapLines& gaps) : document_(document), gaps_(gaps) {}

  // More CJK characters than half the letters: a document in Chinese or Japanese, whatever it quotes.
  bool cjk_document() const;

  // The document's gaps at this place are a habit: at least five, and half of all such places.
  bool habit(Place place) const;

  // Lines are whole paragraphs: nearly all that are long enough to have been wrapped end as sentences do.
  // Such a text was typed or cleaned; what spaces it has beside letters and digits were meant.
  bool paragraph_lines() const;

 private:
  struct Count {
    std::size_t gapped = 0;
    std::size_t all = 0;
  };
  using Counts = std::array<Count, static_cast<std::size_t>(Place::places)>;

  bool speaks() const;
  bool weigh_letters() const;
  bool find_paragraphs() const;
  void count_gapped() const;
  void count_all() const;

  const flow::Document& document_;
  const GapLines& gaps_;
  mutable std::optional<bool> speaks_;
  mutable std::optional<bool> cjk_document_;
  mutable std::optional<bool> paragraph_lines_;
  mutable std::optional<Counts> gapped_;  // of lines with gaps only; `all` holds of those, too
  mutable std::optional<Counts> counts_;  // of all lines
  mutable std::vector<bool> spaced_;      // which of gaps_.open are letter-spaced, whose places do not count
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

}  // namespace runon::spacing
