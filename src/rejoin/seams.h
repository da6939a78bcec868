// What the rest of a document says of the lines and words on both sides of its line breaks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"
#include "rejoin/tally.h"

namespace runon::rejoin {

// What stands elsewhere in the document of the lines at a break.
enum class Recurs : std::uint8_t {
  neither,
  together,  // both, and always so
  apart,     // one without the other
  begins,    // a run of lines begins with the next one, behind what no comma ends: of 151 such breaks in gold 150 end a
             // paragraph, for lines that were broken anew are the same from its beginning on only
  ends,      // a run of lines ends with this one; its last line may have been broken otherwise
};

// Lines that stand more than once in the document: what was printed again was printed whole. Linear; the facts have to
// outlive it, and may be measured in another face meanwhile.
class Again {
 public:
  Again(const flow::Document& document, const std::vector<LineFacts>& facts);

  // At the break behind line i.
  Recurs seen(std::size_t i) const;

  // Gives all copies of a break whose lines always stand together the mean of their log odds: what was printed again was
  // broken where it had been broken. Not where one of them is infinite. Linear.
  void agree(std::vector<float>& odds) const;

 private:
  std::uint64_t pair(std::size_t i) const;
  std::size_t count(std::size_t line) const;
  std::size_t together(std::size_t i) const;

  const std::vector<LineFacts>& facts_;
  std::vector<std::uint32_t> first_;  // by line: the first one that says the same
  std::vector<std::uint32_t> times_;  // by such a first line: how often it stands
  bool recurs_ = false;               // a line stands twice; where none does, nothing is looked up
  Tally pairs_;                       // of lines that both stand more than once
};

inline constexpr std::size_t kLongestAbbreviation = 8;  // bytes: four letters of two, or a few with stops between

// Short words that end in a full stop without ending a sentence: in this document they stand inside lines, more than
// once and always with it, and they begin with a capital (titles, months) or a small letter follows (after Kiss and
// Strunk 2006, who ask for more). Linear; the document has to outlive it.
class Abbreviations {
 public:
  Abbreviations(const flow::Document& document, const std::vector<LineFacts>& facts);

  // Such a word stands at the end of the line.
  bool ends(const LineFacts& line) const;

 private:
  struct Count {
    std::uint32_t stopped = 0;
    std::uint32_t goes_on = 0;  // of them with a small letter behind
    std::uint32_t bare = 0;
  };

  std::string_view asked(const LineFacts& line) const;
  void count_stopped(std::string_view line);
  void count_bare(std::string_view line);
  static bool often(std::string_view word, const Count& count);
  static std::size_t slot(std::string_view word);

  std::string_view text_;
  std::array<bool, 0x400> maybe_{};                   // by slot: a word there was asked for
  std::unordered_map<std::string_view, Count> seen_;  // of those that were asked for; in the end the abbreviations
};

}  // namespace runon::rejoin
