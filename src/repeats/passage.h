// A document as it is compared with others for runs of characters that stand in both.
//
// Characters are compared as they stand, but for white space: a run of it, the line end between two blocks among it, is one
// space, and none beside an ideograph or kana, so that a text is found again that was parted into other paragraphs.
// Which places are looked up is told by the text alone, the same wherever it stands: winnowing (S. Schleimer, D. Wilkerson,
// A. Aiken, "Winnowing: local algorithms for document fingerprinting", 2003) of N/2 characters each, so that every run of N
// characters has one of them, and one in N/4 characters is one on average.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "flow/document.h"
#include "repeats/options.h"

namespace runon::repeats {

// Stands between texts that do not follow each other. No UTF-8 has it.
inline constexpr char kBarrier = '\xFF';

// Where a text may be parted: between two clauses, sentences or blocks.
struct Boundary {
  std::size_t end = 0;       // of what stands before, in Passage::text; behind closing quotes and brackets
  std::size_t begin = 0;     // of what follows; a space may stand between
  std::size_t text_end = 0;  // the same in Document::text
  std::size_t text_begin = 0;
  std::size_t letters = 0;  // letters and ideographs before it
  bool sentence = false;    // a sentence or block begins or ends here; else a clause
};

// A place to look up: N/2 characters from here on.
struct Sample {
  std::size_t at = 0;
  std::uint64_t hash = 0;
};

// A block, from its first character to its last that is no space.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t text_begin = 0;  // the same in Document::text
  std::size_t text_end = 0;
  std::size_t block = 0;  // its index
};

struct Passage {
  std::string text;
  std::vector<Part> parts;           // in order
  std::vector<Boundary> boundaries;  // in order; the ends of parts among them
  std::vector<Sample> samples;       // in order

  std::size_t bytes() const {
    return text.size() + parts.size() * sizeof(Part) + boundaries.size() * sizeof(Boundary) + samples.size() * sizeof(Sample);
  }
};

// Of a document that all stages have seen; empty where Options::fragments is off. Blocks that were dropped, and those of exempt
// kinds, are barriers. Sentences end in a full stop, question or exclamation mark of any script (STerm), but for abbreviations
// and numbers, clauses in a comma, colon or semicolon, in Thai and its kin at a space; a mark of scripts that part words by
// spaces needs one behind it. Linear, about two bytes a byte of text. Threads: any.
Passage passage_of(const flow::Document& document, const Options& options);

}  // namespace runon::repeats
