// The last word on where blocks stand in the text.
#pragma once

#include <span>

#include "flow/document.h"
#include "flow/rule.h"
#include "flow/stage.h"

namespace runon::pipeline {

// Takes:  a document that the stages are through with.
// Gives:  text that is the blocks, one a line, with nothing else between, before or behind them but
//         a last line end where the text had one. Where rejoin made no blocks (it was skipped), each
//         line with something to see on it is one.
// Loses:  empty lines and space around blocks, each as an edit. Linear; any number of threads.
void lay_out(flow::Document& document, flow::Scratch& scratch);

std::span<const flow::Rule* const> layout_rules();

}  // namespace runon::pipeline
