#include "write/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "flow/edit_walk.h"
#include "write/json.h"
#include "write/origins.h"

namespace runon::write {
namespace {

void open_object(std::string& out, const flow::Document& document, std::string_view stage, std::string_view rule) {
  out += R"({"doc":)";
  append_name(out, document.id);
  if (document.record) {
    out += R"(,"record":)";
    append_name(out, document.record->name);
  }
  if (document.piece) out += R"(,"piece":)" + std::to_string(document.piece->number);
  fmt::format_to(std::back_inserter(out), R"(,"stage":"{}","rule":"{}")", stage, rule);
}

void append_copy(std::string& out, const flow::Copy& copy) {
  out += R"(,"kept":{"doc":)";
  append_name(out, copy.doc);
  if (!copy.record.empty()) {
    out += R"(,"record":)";
    append_name(out, copy.record);
  }
  fmt::format_to(std::back_inserter(out), R"(,"lines":[{},{}],"similarity":)", copy.first_line, copy.last_line);
  if (copy.exact) out += R"("exact"})";
  else fmt::format_to(std::back_inserter(out), "{:.4f}}}", copy.similarity);
}

// The record as restore would make it of its text: anything else must be written down.
bool is_canonical(const flow::Record& record, std::string_view text) {
  if (record.metadata != flow::Record::Metadata::none) return false;
  if (!record.lead.empty() || record.line_end != "\n") return false;
  return is_json_of(std::string_view(record.raw).substr(record.text_begin, record.text_end - record.text_begin), text);
}

void append_record(std::string& out, const flow::Document& document, const Drain& drain) {
  const flow::Record& record = *document.record;
  open_object(out, document, "read", "record");
  fmt::format_to(std::back_inserter(out), R"(,"lines":[{},{}],)", record.line, record.line);
  // A record is UTF-8, and what stands around it white space or a mark: each by itself, a giant one is not copied.
  const std::array<std::string_view, 3> parts = {record.lead, record.raw, record.line_end};
  if (std::all_of(parts.begin(), parts.end(), is_utf8)) {
    out += R"("before":")";
    for (const std::string_view part : parts)
      if (!append_long_json_part(out, part, drain)) return;
    out += '"';
  } else {
    append_bytes(out, "before", record.lead + record.raw + record.line_end);
  }
  out += "}\n";
}

void append_decode(std::string& out, const flow::Document& document) {
  open_object(out, document, "read", "decode");
  out += R"(,"encoding":)";
  append_name(out, document.encoding.name);
  out += R"(,"tail_base64":")";
  base::append_base64(out, document.encoding.tail);
  out += '"';
  if (!document.encoding.kept.empty()) {
    out += R"(,"kept":[)";
    bool first = true;
    for (const flow::Kept& kept : document.encoding.kept) {
      fmt::format_to(std::back_inserter(out), R"({}[{},{},")", std::exchange(first, false) ? "" : ",", kept.begin, kept.end);
      base::append_base64(out, kept.bytes);
      out += R"("])";
    }
    out += ']';
  }
  out += "}\n";
}

}  // namespace

void append_audit(std::string& out, const flow::Document& document, Granularity granularity, const Drain& drain) {
  const bool paragraphs = granularity == Granularity::paragraph;
  const bool decoded = document.encoding.name != "UTF-8";
  if (decoded) append_decode(out, document);
  if (document.record && (paragraphs || !is_canonical(*document.record, document.base))) append_record(out, document, drain);
  InputBytes bytes(document);
  InputLines lines(document);
  flow::EditWalk edits(document);
  while (const flow::Edit* next = edits.next()) {
    const flow::Edit& edit = *next;
    open_object(out, document, edit.rule->stage, edit.rule->id);
    const std::size_t first_line = lines.at(edit.begin);
    const std::size_t last_line = lines.at(edit.end);
    const std::size_t from = bytes.at(edit.begin);
    fmt::format_to(std::back_inserter(out), R"(,"lines":[{},{}],"bytes":[{},{}],)", first_line, last_line, from,
                   bytes.at(edit.end));
    if (decoded || document.piece) fmt::format_to(std::back_inserter(out), R"("utf8_bytes":[{},{}],)", edit.begin, edit.end);
    append_bytes(out, "before", std::string_view(document.base).substr(edit.begin, edit.end - edit.begin));
    out += ',';
    append_bytes(out, "after", edit.after);
    if (!edit.with.empty()) {
      out += R"(,"with":[)";
      for (std::size_t i = 0; i < edit.with.size(); ++i)
        fmt::format_to(std::back_inserter(out), R"({}"{}")", i == 0 ? "" : ",", edit.with[i]->id);
      out += ']';
    }
    if (edit.copy) append_copy(out, *edit.copy);
    out += "}\n";
    if (!ease(out, drain)) return;
  }
}

std::string audit_reject(const flow::Reject& reject) {
  std::string out = R"({"doc":)";
  append_name(out, reject.name);
  if (reject.piece != 0) {
    out += R"(,"piece":)" + std::to_string(reject.piece);
  } else {
    out += R"(,"record":)";
    append_name(out, reject.name);
  }
  fmt::format_to(std::back_inserter(out), R"(,"stage":"read","rule":"reject","lines":[{},{}],)", reject.line, reject.line);
  append_bytes(out, "before", reject.raw);
  return out;
}

std::string audit_empty(const flow::Document& document) {
  std::string out;
  open_object(out, document, "write", "empty");
  return out;
}

void append_behind(std::string& out, std::string_view name) {
  out += R"(,"behind":)";
  append_name(out, name);
  out += "}\n";
}

const std::string& audit_name(const flow::Document& document) { return document.record ? document.record->name : document.id; }

}  // namespace runon::write
