// What a JSON Lines record holds besides the text of its document.
#pragma once

#include <cstddef>
#include <string>

namespace runon::flow {

// The record as it stood in the input, and where things go in it: all offsets are of `raw`.
struct Record {
  std::string raw;             // without what is around it
  std::string lead;            // empty lines in front (of the input's first, with a byte order mark; behind one too long)
  std::string line_end;        // behind the record, with the empty lines that follow
  std::size_t line = 0;        // 1-based line of the input
  std::string name;            // id of the input, colon, line: unique in the run
  std::string origin;          // what it says that it is from (read::Options::source_field); empty where it says nothing
  std::size_t text_begin = 0;  // the text's string literal, quotes included
  std::size_t text_end = 0;
  // What the writer adds as "metadata":{"runon":...}: the span to replace (empty: to insert at), and how
  // much of the way is there already.
  enum class Metadata { none, object, counted, other } metadata = Metadata::none;
  bool metadata_empty = false;  // object: it has no member yet
  std::size_t metadata_begin = 0;
  std::size_t metadata_end = 0;
  std::size_t end = 0;  // of the record's own closing brace
};

}  // namespace runon::flow
