// Takes units out of a document, as edits.
#pragma once

#include <vector>

#include "flow/document.h"
#include "repeats/corpus.h"
#include "repeats/fragments.h"
#include "repeats/units.h"

namespace runon::repeats {

// Takes:  a document that all stages have seen, its units and those that go, and pieces that go besides, both in order.
// Gives:  the document without them. A paragraph goes with the line end that parts it from its neighbour, and stays in
//         `blocks` as a dropped, empty span; of a line or piece, what stood between it and the next one goes too. A document
//         that goes is all its paragraphs.
// Linear. Threads: any number, each with its own document.
void remove(flow::Document& document, const std::vector<Unit>& units, const std::vector<Verdict>& verdicts, UnitKind kind,
            const std::vector<Piece>& pieces = {});

// The units that go where no other document is looked at, in order, by the same ranks.
std::vector<Verdict> judge_within(const flow::Document& document, const std::vector<Unit>& units, const Options& options);

// The pieces that go where no other document is looked at, of a document from which units have gone.
std::vector<Piece> fragments_within(const flow::Document& document, const Options& options);

}  // namespace runon::repeats
