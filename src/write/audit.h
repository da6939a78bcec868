// The record of what was done to a document: one JSON object an edit.
#pragma once

#include <string>
#include <string_view>

#include "flow/document.h"
#include "write/drain.h"
#include "write/options.h"

namespace runon::write {

// Appends, in the order of the document's bytes,
//   {"doc","stage","rule","lines":[first,last],"bytes":[from,to],"before","after"}
// for each edit. Lines and bytes are of the input (of the text, where the document is the text of a
// record: then "record" is its input's id and line). `before_base64` stands for `before` where that is not
// UTF-8. "with" lists the rules of earlier edits that this one took in. A piece of an input has "piece", its number;
// its lines and bytes are of the whole input, and "utf8_bytes" are spans of the piece's own text.
// "kept" says of a repeat which copy stayed: {"doc","record","lines","similarity"}, the last "exact" or a number.
//
// In front of these, where the input cannot be made of the output and the edits alone, one record with
//   rule "decode"  the input's encoding was not UTF-8: "encoding", and "tail_base64" with bytes at its
//                  end that are no whole code unit; its edits have "utf8_bytes" too, spans of the
//                  decoded text; "kept" lists [begin, end, base64] of spans of that text whose bytes the
//                  encoding would write otherwise. A byte that is ill-formed stands in the decoded text as
//                  a surrogate (text/encoding.h), and so in before_base64
//   rule "record"  a JSON record whose bytes differ from those that a writer would choose: "before" is
//                  the record with its line end; where paragraphs are written, every record
// Linear. `drain`: documents.h.
void append_audit(std::string& out, const flow::Document& document, Granularity granularity, const Drain& drain = {});

// What has no place in the output stands in the audit as an object with "behind", the name of the
// document with output that it follows: these two give the object up to there, append_behind() the rest.
//   rule "reject"  a record that was set aside: "before" is the record with its line end
//   rule "empty"   a document that left no paragraph, where paragraphs are written; its other lines follow
std::string audit_reject(const flow::Reject& reject);
std::string audit_empty(const flow::Document& document);
void append_behind(std::string& out, std::string_view name);

// What a document goes by in the audit: its record's name, or its id.
const std::string& audit_name(const flow::Document& document);

}  // namespace runon::write
