// How wide lines are in a face, and in which faces they may have been set.
#pragma once

#include <cstddef>
#include <vector>

#include "flow/document.h"
#include "rejoin/face.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Fills in what LineFacts says of widths, in ems of `face`. Linear.
void measure(const flow::Document& document, Face face, std::vector<LineFacts>& facts);

// The faces, likeliest first and at most `most`, under which the first lines are best explained as full
// lines of one column: not too wide for it, and with no room left for the beginning of the next line. A
// compositor who breaks lines greedily leaves no line inside a paragraph that breaks this rule under the
// face that he used. None where too few lines have proportional letters.
std::vector<Face> likely_faces(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t most);

}  // namespace runon::rejoin
