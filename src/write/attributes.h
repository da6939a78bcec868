// What was removed, as span attributes of the input's documents: the format of Dolma's toolkit
// (https://github.com/allenai/dolma, docs/data-format.md), whose mixer takes spans like these out of a corpus.
#pragma once

#include <string>

#include "flow/document.h"
#include "write/drain.h"

namespace runon::write {

// Appends one line,
//   {"id","source","attributes":{"runon__STAGE__RULE":[[begin,end,1.0],...],...}}
// with a span for each edit that leaves nothing, or a begin and an end, of what stood there. Spans are in code points of the
// input's text, in order, disjoint; a byte sequence that is no UTF-8 counts as the U+FFFD that reading it gives. An edit
// that took in others is named for what it dropped, if that is one of them. Linear. `drain`: documents.h.
void append_attributes(std::string& out, const flow::Document& document, const Drain& drain = {});

// The line of a record that was set aside: no spans.
void append_attributes(std::string& out, const flow::Reject& reject);

}  // namespace runon::write
