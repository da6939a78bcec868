// Cleaning what is clean changes nothing: a law that no stage can keep alone.
//
// What one stage does can show an earlier one something new: a line that rejoin put together may be a
// text printed twice. So the stages run again over their own outcome until they find nothing more; the
// usual document needs one further run, which finds nothing.
#pragma once

#include "flow/document.h"

namespace runon::pipeline {

// Runs over the outcome of the stages, at most: noise has been joined nine runs in a row. A text that still changes then is left
// as it is.
inline constexpr int kSettleRuns = 16;

// The stages up to rejoin, over the outcome, changed nothing and made the very blocks that stand there, none of which was
// dropped: what comes behind has nothing new to look at.
bool same_blocks(const flow::Document& document, const flow::Document& again);

// The lines of the outcome are the blocks that stay. Requires: lines are those of the outcome's text.
bool lines_are_blocks(const flow::Document& document, const flow::Document& again);

// Takes over what another run made of `document`. Requires: again.base is document.text as it stands,
// one kept block a line. Gives: document.text == again.text; edits lead from document.base to it;
// blocks are those of `again` with the source lines of `document`, dropped ones of both among them.
void adopt(flow::Document& document, const flow::Document& again);

}  // namespace runon::pipeline
