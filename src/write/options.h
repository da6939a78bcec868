#pragma once

namespace runon::write {

enum class Format { text, jsonl };
enum class Granularity { document, paragraph };

struct Options {
  Granularity granularity = Granularity::document;
  // JSON Lines records carry their blocks, with kind, source lines and bytes.
  bool blocks = false;
  // Every edit is written too (audit.h).
  bool audit = false;
};

}  // namespace runon::write
