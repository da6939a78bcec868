// Makes damaged documents: what extractors leave of pages, and worse. The same seed, the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/random.h"

namespace runon::support {

// One paragraph of made-up Chinese, Latin, mixed, Korean or Cyrillic text, without line ends.
std::string paragraph(Random& random);

// A page or a few: paragraphs wrapped to a measure, blank lines, page heads and form feeds, letter-spaced
// and doubled lines, repeats, list items; then line ends of all sorts, invisible characters, controls, bytes
// that are not UTF-8. A few hundred bytes to some kilobytes.
std::string document(std::uint64_t seed);

// Inputs at the edge: empty, blank, line ends only, one character a line, no line end at all, and the like.
// Name and bytes.
std::vector<std::pair<std::string, std::string>> edge_documents();

// The pages of seeds/: name and bytes.
std::vector<std::pair<std::string, std::string>> seed_documents();

// The bytes of a file. Empty when it cannot be read.
std::string read_file(const std::string& path);

}  // namespace runon::support
