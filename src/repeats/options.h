#pragma once

#include <cstddef>

namespace runon::repeats {

// How far a repeated paragraph is looked for.
enum class Scope { off, document, corpus };

struct Options {
  Scope scope = Scope::document;
  // Letters and ideographs that a paragraph must have before its repeat is dropped. Shorter ones
  // rightly recur (dialogue, refrains, set phrases). 0 or more.
  std::size_t min_letters = 25;
};

}  // namespace runon::repeats
