// What `clean` wrote, read again: cleaned records and the audit.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "flow/encoding.h"
#include "read/lines.h"

namespace runon::read {

// One line of an audit (write/audit.h).
struct AuditEntry {
  std::string doc;
  std::string record;     // empty: the document is a file, or a piece of one
  bool piece = false;     // `doc` ends in "#N" behind the id of the file
  std::string rule;       // with its stage: "rejoin.join"
  std::size_t begin = 0;  // span of the input as UTF-8
  std::size_t end = 0;
  std::string before;
  std::string after;
  flow::Encoding encoding;  // of rule "decode"
  std::string behind;       // of rules "reject" and "empty": the document with output that it follows

  const std::string& key() const { return record.empty() ? doc : record; }
};

// One line of cleaned JSON Lines.
struct CleanRecord {
  std::string id;
  std::string record;      // where the document was the text of a JSON record: that record's name
  std::string text;        // not filled for a record that was passed on: its text is under another name
  bool piece = false;      // its key() ends in "#N" behind the id of the file
  bool paragraph = false;  // one paragraph of a document: `id` ends in "#N"
  bool passed_on = false;  // a record of the input with its text changed
  std::string raw;         // the line

  const std::string& key() const { return record.empty() ? id : record; }
};

// Parses both; an Error (malformed) says what is missing. One thread at a time.
class CleanParser {
 public:
  CleanParser();
  ~CleanParser();
  base::Result<AuditEntry> audit(std::string_view line);
  base::Result<CleanRecord> clean(std::string_view line);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace runon::read
