// What a block is: headline, caption, byline, list item ... by its shape and its neighbours.
#pragma once

#include <vector>

#include "base/vectors.h"
#include "flow/block.h"
#include "flow/document.h"

namespace runon::rejoin {

// Sets the kind of every block that has text and is not furniture, a jump line or, as far as is known, a table. Takes blocks
// whose spans and text are final; changes nothing but `kind`, which decides no edit. Evidence is structural (length, final
// punctuation, markers, brackets, what stands before and behind) and a few closed classes (nouns for reporters, verbs for
// photographing); a block with none is body. Linear. `wide`: with vectors of AVX2, which the processor has to have; either way
// gives the same.
void classify(const flow::Document& document, std::vector<flow::Block>& blocks, bool wide = base::wide_vectors());

}  // namespace runon::rejoin
