#pragma once

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
  // Of plain text inputs; "auto" looks at the byte order mark and the bytes (text/detect.h).
  std::string encoding = "auto";
};

}  // namespace runon::read
