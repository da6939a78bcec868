// JSON Lines records.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "flow/document.h"
#include "read/options.h"

namespace runon::read {

// True where `head`, the begin of a file, starts with a JSON object on a line of its own.
bool looks_like_records(std::string_view head);

// Parses records; keeps its working memory from one to the next. One thread at a time.
class RecordParser {
 public:
  explicit RecordParser(const Options& options);
  ~RecordParser();

  // Takes a document whose record holds a line in `raw`; fills its base, text and id, and the rest of
  // the record: its origin, where that is a string of up to 1,024 bytes. The whole line is checked, so that what is passed on
  // unread is JSON too. On Error (Code::malformed) the document is to be set aside. Two fields of the text's name are an Error:
  // it is not ours to choose which is meant. A record without an id keeps the one it has.
  base::Status parse(flow::Document& document);

 private:
  class State;
  std::unique_ptr<State> state_;
};

std::string simdjson_version();

}  // namespace runon::read
