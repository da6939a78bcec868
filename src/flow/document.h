// The noun that travels: a document, what was done to it, and what is known about its lines.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "flow/block.h"
#include "flow/edit.h"
#include "flow/encoding.h"
#include "flow/line.h"
#include "flow/piece.h"
#include "flow/record.h"

namespace runon::flow {

// Ill-formed data that was repaired, counted by what it was.
struct Problem {
  std::string what;  // "invalid UTF-8", "invalid GB18030"
  std::size_t count = 0;
  std::size_t first_byte = 0;  // of base
};

// What an archive holds under a name. Order: by number.
struct Member {
  std::size_t number = 0;  // 1-based, in the order of the archive; 0: the input is no archive
  std::string path;        // below the archive: no root, no "..", unique in it
  friend bool operator==(const Member& a, const Member& b) { return a.number == b.number; }
  friend bool operator<(const Member& a, const Member& b) { return a.number < b.number; }
};

struct Tally;   // flow/counts.h
struct Packed;  // flow/packed.h

// Invariant after every stage: replay(base, edits) == text. One thread at a time.
struct Document {
  std::string id;      // unique in the run; the path under the input that named it
  std::string source;  // where it came from, for people and the audit
  Encoding encoding;
  std::string base;  // the input as UTF-8 (see Encoding)
  std::string text;  // base with edits carried out
  Edits edits;       // base -> text
  std::vector<Line> lines;
  std::vector<Block> blocks;  // empty before rejoin, and for an empty document
  std::vector<Problem> problems;
  bool apart = false;              // repeats found that none of the blocks that stay would go, were they lines of a text
  bool plain = false;              // the characters stage found no character that it would ever change (Characters::leaves)
  std::size_t input = 0;           // number of the input that it came from, where a source counts them
  Member member;                   // of that input, where it is an archive
  std::shared_ptr<Record> record;  // what it was the text of; null for a document that is a file
  std::optional<Piece> piece;      // nothing for a document that is a whole file

  // Set where it lists neither edits nor lines nor blocks (pipeline/large.h): what they came to. Then `edits` holds only those
  // that touch the text's end, as if nothing in front of them had been edited.
  std::shared_ptr<const Tally> unlisted;
  // And where somebody asked for them: all edits in front of these, and all blocks. See flow/edit_walk.h.
  std::shared_ptr<const Packed> packed;

  // A document of these UTF-8 bytes with no edit yet. Cost: one copy of the bytes.
  static Document of(std::string id, std::string bytes);

  // Carries out edits whose spans are positions of `text`; `lines` and `blocks` move along (their
  // spans shrink to what an edit leaves of them). Linear in text and edits; free when there are none.
  void apply(const Edits& later);

  // Fills `lines` from `text`. Line ends are LF; a form feed ends a line too and marks the next one
  // as the first of a page, but does not count as a line of the source. No line for an empty tail.
  void split_lines();

  std::string_view view(const Line& line) const { return std::string_view(text).substr(line.begin, line.end - line.begin); }
  std::string_view view(const Block& block) const { return std::string_view(text).substr(block.begin, block.end - block.begin); }

  // Byte span of `base` that each block's text was made from, in order. Linear.
  std::vector<std::pair<std::size_t, std::size_t>> block_origins() const;
};

// An input, or a part of one, that could not be cleaned.
struct Reject {
  base::Error error;
  std::size_t input = 0;  // its number
  std::string source;     // its name
  std::size_t line = 0;   // of a record or piece; 0: the input as a whole
  std::string name;       // of the record (Record::name), or id of the piece
  std::string raw;        // the record's bytes, with its line end; the piece's bytes
  Member member;
  std::size_t piece = 0;  // its number; 0: a record, or the input as a whole
  bool last = false;      // behind all documents of the input or member: a fault that ended reading
};

// What a document that cannot be cleaned becomes. `raw`: what it stands for in its input.
Reject reject(const Document& document, base::Error error, std::string raw);

// What a sink made of documents that follow each other and came from one input.
struct Rendered {
  std::size_t input = 0;
  Member member;
  std::string out;
  std::vector<std::size_t> ends;  // of each document in `out`
  std::vector<bool> goes_on;      // the same document is a piece that nothing parts from the one before
  std::string attributes;
  std::vector<std::string> lead;  // lines in front of `audit` that wait for what stands before the batch
  std::string audit;
  std::string last;  // name of its last document that has output
  // Its one document, where Sink::write is to render it piece by piece: what it makes may be many times as long.
  std::shared_ptr<const Document> giant;
};

// A run of whole documents, about 32 KiB, that goes through the pipeline as one token.
struct Batch {
  std::vector<Document> documents;
  std::vector<Reject> rejects;
  std::vector<Rendered> rendered;  // between Sink::render and Sink::write
  bool ends_input = false;         // no more of its last input comes
  std::string mark;                // where its source stands behind it (Source::go_on); empty: it cannot say
};

}  // namespace runon::flow
