// The figures of repeats in a corpus.
#pragma once

#include <cstdint>

namespace runon::repeats {

struct CorpusFigures {
  std::uint64_t units = 0;        // compared: paragraphs, lines or documents long enough
  std::uint64_t distinct = 0;     // keys among them
  std::uint64_t collisions = 0;   // units of equal fingerprint and different key (Options::verify)
  std::uint64_t table_bytes = 0;  // of the table of keys, at most
  std::uint64_t disk_bytes = 0;   // of temporary files
};

}  // namespace runon::repeats
