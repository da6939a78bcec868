// What of a document is compared with others: its units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "flow/document.h"
#include "repeats/fingerprint.h"
#include "repeats/likeness.h"
#include "repeats/options.h"
#include "repeats/passage.h"

namespace runon::repeats {

struct Unit {
  std::size_t begin = 0;  // byte span of Document::text
  std::size_t end = 0;
  std::uint32_t first_line = 0;  // of the source
  std::uint32_t last_line = 0;
  std::uint32_t letters = 0;
  std::uint32_t length = 0;  // characters; counted with Keep::longest only
  bool may_go = false;       // long enough to be dropped; else it only counts as a copy for others
  base::Hash128 hash;
};

// What is known of a document before it is judged.
struct Looked {
  std::vector<Unit> units;
  std::vector<Likeness> likenesses;  // one each with Options::near, else none
  Passage passage = {};              // with Options::fragments, else empty
};

// One for each unit, where Options::near is on; else none. Linear, about 20 us a paragraph. Threads: any.
std::vector<Likeness> likenesses_of(const flow::Document& document, const std::vector<Unit>& units, const Options& options);

// The units of a document that all stages have seen, in order: those that stand there, are of no exempt
// kind and have `min_letters` letters. Linear. Threads: any.
std::vector<Unit> units_of(const flow::Document& document, const Options& options);

// The key that the unit's fingerprint was made of (text/fold.h).
void key_of(const flow::Document& document, const Unit& unit, std::string& key);

// 0: no pattern matches; else the higher, the earlier the pattern. See Options::prefer.
std::uint32_t preference(const flow::Document& document, const std::vector<std::string>& patterns);

// '*' stands for any characters, '?' for one byte, all else for itself. Linear but for '*' times the rest.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace runon::repeats
