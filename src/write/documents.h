// A document as text or as JSON Lines.
#pragma once

#include <string>

#include "flow/document.h"
#include "write/drain.h"
#include "write/options.h"

namespace runon::write {

// Makes the text end as its output does: text files in a line end, the text of a JSON record in none.
// What that changes is an edit like others. To be called once, before a document is written.
void close_text(flow::Document& document);

// Appends paragraphs, one a line; nothing for a document without text. Requires close_text(). `drain` takes what is made
// piece by piece; it is to be had for a document whose lists are packed, as what it makes may be fifty times its input.
void append_text(std::string& out, const flow::Document& document, const Drain& drain = {});

// Appends the document as one record, or as one record a paragraph. A document that came from a record
// keeps that record, with text and metadata.runon changed. Requires close_text().
void append_jsonl(std::string& out, const flow::Document& document, const Options& options, const Drain& drain = {});

}  // namespace runon::write
