// The figures of repeats in a corpus.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "flow/edit.h"

namespace runon::repeats {

// A text that stays and all that repeats it.
struct Cluster {
  std::uint64_t size = 0;  // copies, the one that stays included
  flow::Copy kept;
  std::string text;  // begin of one that went
};

// An input, or what records say they are from, and what it lost to repeats.
struct SourceLoss {
  std::string source;
  std::uint64_t bytes = 0;  // of its cleaned text, with repeats
  std::uint64_t dropped = 0;
};

struct CorpusFigures {
  std::uint64_t units = 0;       // compared: paragraphs, lines or documents long enough
  std::uint64_t distinct = 0;    // keys among them
  std::uint64_t exact = 0;       // units that went: of equal key,
  std::uint64_t near = 0;        // and of likeness
  std::uint64_t fragments = 0;   // pieces of units that went besides
  std::uint64_t collisions = 0;  // units of equal fingerprint and different key (Options::verify)
  std::uint64_t bytes = 0;       // of cleaned text, with repeats
  std::uint64_t dropped = 0;     // of them, those that went
  std::uint64_t clusters = 0;
  std::uint64_t table_bytes = 0;     // of the table of keys, at most
  std::uint64_t near_bytes = 0;      // of the table of likenesses
  std::uint64_t fragment_bytes = 0;  // of the table of samples
  std::uint64_t disk_bytes = 0;      // of temporary files
  std::vector<Cluster> largest;      // clusters, a few
  std::vector<SourceLoss> sources;   // that lost most, a few; in order of loss
  std::vector<std::string> alarms;   // sentences: what lost more than Options::alarm says
};

}  // namespace runon::repeats
