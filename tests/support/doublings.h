// Documents in which some lines were printed several times, with what they said, for measuring the
// doubling stage. The same seed and texts, the same documents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/random.h"

namespace runon::support {

// A line of a generated document.
struct DoubledLine {
  std::string printed;  // what the document has; several lines for copies on lines of their own
  std::string said;     // what is left when the copies are gone
  std::string pattern;  // "whole", "runs" ...; "plain" and "natural" for lines to be left alone
};

// Makes documents of some twenty lines of `lines`, which are one document's. It prints by one habit, as a
// program that made a page does: one pattern and one number of copies (2 to 4), on two to five of its
// lines. The other lines stay as they are; among them stand lines that say something twice rightly
// (reduplication, numbers, cells, dialogue, refrains).
//
// What is doubled: lines of four ideographs' weight and more (an alphabet's letters weigh 0.4) without a
// mark at the end that closes a clause, as headlines and captions are. Spaces are slipped into one doubling
// in four. Patterns:
//   whole      AA, seam closed or a space                 letters    each character k times
//   runs       XXYY: the seams of two or three runs       drift      letters, with a space inside each pair
//   words      each word k times (three words and more)   neighbours the line k times, blank lines between
//   part       a begin or end that weighs eight, k times  wrapped    the line on two lines, both again
std::vector<DoubledLine> doubled_document(const std::vector<std::string>& lines, std::uint64_t seed);

// How the stage fared: per pattern, lines that were doubled and lines restored; and lines left alone.
struct DoublingScore {
  struct Count {
    std::size_t made = 0;
    std::size_t restored = 0;
  };
  std::map<std::string, Count> patterns;  // plain and natural: lines, and those that were left alone
  std::size_t wrong = 0;                  // lines changed into something else than what they said
  std::vector<std::string> notes;         // the first misses and wrong changes

  Count doubled() const;
  double precision() const;  // of the lines that were changed, those that are now as said
  double recall() const;     // of the lines that were doubled, those that are now as said
  std::string table() const;
};

// Runs the stage over `documents` generated documents of each of the texts (bytes of files).
DoublingScore score_doublings(const std::vector<std::string>& texts, std::size_t documents, std::uint64_t seed);

}  // namespace runon::support
