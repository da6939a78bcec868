#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "flow/block.h"

namespace runon::repeats {

// How far a repeat is looked for.
enum class Scope { off, document, corpus };

// What is compared, and removed when it repeats.
enum class UnitKind {
  block,     // paragraphs
  document,  // whole documents
  line,      // lines of the source, as the stages left them, inside paragraphs too
};

// Which of the copies stay.
enum class Keep { first, longest };

struct Options {
  Scope scope = Scope::document;
  // Letters and ideographs that a paragraph must have before its repeat is dropped. Shorter ones rightly
  // recur: dialogue, bylines, set phrases. Measured on 128 typeset documents: paragraphs that rightly
  // recur have up to 25, true repeats 31 and more. A repeat right behind its first copy needs fewer
  // (see rules.cpp). 0 or more.
  std::size_t min_letters = 30;

  UnitKind unit = UnitKind::block;
  // longest: the copy with the most characters, the first of equals. With a corpus this needs a second
  // pass over the cleaned documents, which wait on disk.
  Keep keep = Keep::first;
  // Copies in documents whose id, source or record's origin one of these patterns matches ('*' any characters, '?' one) win
  // over others; an earlier pattern over a later one. Only in a corpus; two passes as with longest.
  std::vector<std::string> prefer;
  // Copies that stay. 1 to 255.
  std::size_t max_copies = 1;
  // Kinds of block in which repetition is part of the text, by Kind. Furniture is the furniture stage's.
  std::array<bool, std::size(flow::kKindNames)> exempt = {false, false, false, false, true, true, true, true, true, true};
  // Equal keys are repeats. Off where the rule is switched off.
  bool exact = true;
  // Units that resemble one that stays go too: Jaccard similarity of their shingles (likeness.h), 0 < near < 1;
  // 0: off. Which of them stay say keep, prefer and max_copies; with an index max_copies must be 1.
  double near = 0;
  // Units whose numbers differ are never alike, whatever else they say.
  bool near_strict_digits = true;
  // What character recognition confuses counts as one.
  bool near_ocr = false;
  // Runs of so many characters that stood before go too, whole sentences of them (fragments.h). 16 to 65,536; 0: off. Needs
  // keep = first, no prefer, max_copies 1, no lines and no index.
  std::size_t fragments = 0;
  // Compares the keys themselves where two fingerprints are equal. Costs a copy of all keys on disk.
  bool verify = false;

  // A file of what earlier runs kept (index.h): their copies come before all of this run, which adds its own when it
  // is done. Needs keep = first, no prefer, no verify. Empty: none.
  std::string index;
  bool index_read_only = false;  // adds nothing

  // Bytes that the tables of a corpus may take; past it they go to disk. 0: half of the machine's memory.
  std::uint64_t memory = 0;
  // Where temporary files go; they have no names there.
  std::string temp_dir = "/tmp";
  // Whether each removal says which copy stayed (for the audit): a look-up on disk each.
  bool name_copies = true;
  // Share of its text that a source may lose before a warning is due; a tenth of it is the share of all units that may
  // repeat one. 0 to 1.
  double alarm = 0.5;
};

}  // namespace runon::repeats
