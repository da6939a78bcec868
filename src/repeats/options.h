#pragma once

#include <cstddef>

namespace runon::repeats {

// How far a repeated paragraph is looked for.
enum class Scope { off, document, corpus };

struct Options {
  Scope scope = Scope::document;
  // Letters and ideographs that a paragraph must have before its repeat is dropped. Shorter ones rightly
  // recur: dialogue, bylines, set phrases. Measured on 128 typeset documents: paragraphs that rightly
  // recur have up to 25, true repeats 31 and more. A repeat right behind its first copy needs fewer
  // (see rules.cpp). 0 or more.
  std::size_t min_letters = 30;
};

}  // namespace runon::repeats
