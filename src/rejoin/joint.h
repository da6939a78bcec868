// How two pieces of one paragraph are put together: with nothing, with a space, or without a hyphen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "flow/decision.h"
#include "flow/document.h"
#include "rejoin/hangul.h"
#include "rejoin/line_facts.h"
#include "rejoin/tally.h"

namespace runon::rejoin {

// The words and syllables of one document, gathered when a hyphen or a Hangul seam asks for them.
class Vocabulary {
 public:
  // Borrows both.
  Vocabulary(const flow::Document& document, const std::vector<LineFacts>& facts) : document_(&document), facts_(&facts) {}

  // The lines asked for from now on are broken between words of Hangul only, so that each seam is a space. At first they are not.
  void set_hangul_words(bool only) { hangul_words_ = only; }

  // How often the document has this word (a run of letters, hyphens and apostrophes inside a line,
  // without regard to case), not counting the pieces of words at hyphenated line ends.
  std::size_t count(std::string_view word);

  // This document parts words at line ends: it has many hyphens there, or what they part stands elsewhere in one. Where it does
  // not, the few hyphens at line ends belong to their words; so do plain ones where the parting ones are marked (U+00AD, U+2010).
  bool parts_words();

  // A space stands between line a and line b, which end and begin in Hangul.
  bool spaced(std::string_view a, std::string_view b);

 private:
  void gather();
  void count_line(const LineFacts& line, bool half_word);
  std::size_t count_words(std::size_t from, std::size_t line_end, bool half_word);
  void count_any(std::string_view line, bool half_word);
  void count_seam(const LineFacts& a, const LineFacts& b);
  bool finds_parted_words();

  const flow::Document* document_;
  const std::vector<LineFacts>* facts_;
  bool hangul_words_ = false;
  bool gathered_ = false;
  bool parts_words_ = false;
  std::size_t seams_ = 0;    // line ends between words of letters
  std::size_t hyphens_ = 0;  // of them with a plain hyphen
  std::size_t marked_ = 0;   // with a soft one, or U+2010
  Tally words_;              // by fingerprint
  std::optional<HangulSpaces> spaces_;
};

// How line a, which does not end its paragraph, is joined with line b. Rules: CSS Text 3, section
// 4.1.3 (segment breaks), extended: no space at a seam that touches Han or kana, nor between
// words of Thai and its kin or syllables of Tibetan, but behind their marks of clauses; Hangul by evidence,
// no space behind an opening or in front of a closing mark. Never flow::Joint::brk.
flow::Joint joint(std::string_view a, std::string_view b, const LineFacts& left, const LineFacts& right, Vocabulary& vocabulary);

// Bytes at the end of `a` that the hyphen takes, for Joint::hyphen.
std::size_t hyphen_bytes(std::string_view a);

}  // namespace runon::rejoin
