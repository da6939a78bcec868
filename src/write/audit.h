// The record of what was done to a document: one JSON object an edit.
#pragma once

#include <string>

#include "flow/document.h"

namespace runon::write {

// Appends, in the order of the document's bytes,
//   {"doc","stage","rule","lines":[first,last],"bytes":[from,to],"before","after"}
// for each edit. Lines and bytes are of the input (of the text, where the document is the text of a
// record: then "source" names the record). `before_base64` stands for `before` where that is not
// UTF-8. "with" lists the rules of earlier edits that this one took in.
//
// In front of these, where the input cannot be made of the output and the edits alone, one record with
//   rule "decode"  the input's encoding was not UTF-8: "encoding", and "tail_base64" with bytes at its
//                  end that are no whole code unit; its edits have "utf8_bytes" too, spans of the
//                  decoded text
//   rule "record"  a JSON record whose bytes differ from those that a writer would choose: "before" is
//                  the record with its line end
// Linear.
void append_audit(std::string& out, const flow::Document& document);

// A record that was set aside, with its line end: rule "reject".
void append_audit(std::string& out, const flow::Reject& reject);

}  // namespace runon::write
