#pragma once

#include <cstddef>
#include <string>

namespace runon::read {

enum class InputFormat {
  automatic,  // by the file name's ending, then by the content's first line
  text,       // one document a file
  jsonl,      // one document a line (https://jsonlines.org)
};

struct Options {
  InputFormat format = InputFormat::automatic;
  // Fields of a JSON Lines record: a name, or a JSON pointer (RFC 6901) where it begins with '/'.
  std::string text_field = "text";
  std::string id_field = "id";
  std::string source_field = "source";
  // Of plain text inputs; "auto" looks at the byte order mark and the bytes (text/detect.h).
  std::string encoding = "auto";
  // What parts the documents of a plain text input: see SplitOn. Empty: a file is one document.
  std::string split_on;
  // A plain text that is longer is cut into pieces, at the best place (text/cut.h). Bytes, as UTF-8; 0: never.
  std::size_t max_document = std::size_t{4} << 20U;
  // So many times the bytes read of a packed file may come out of it, or 16 MiB; 0: no bound.
  double max_expand = 1000;
};

}  // namespace runon::read
