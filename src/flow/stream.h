// Where documents come from and go to. The pipeline stands between a Source and a Sink; files,
// memory, and bindings of other languages each bring their own.
#pragma once

#include <string_view>

#include "base/result.h"
#include "flow/document.h"

namespace runon::flow {

// What becomes of edits, lines and blocks of a document that is cleaned in pieces, as they may take a hundred bytes for a line of
// one letter: it lists them, packs the edits and blocks (Document::packed), or has only what they come to (Document::unlisted).
enum class Lists { kept, packed, counted };

class Source {
 public:
  virtual ~Source() = default;

  // Puts the next run of whole documents into `batch` (empty on entry), about 32 KiB of them,
  // and says whether there was any. Inputs that could not be read go to batch.rejects; an Error ends
  // the run. Called from one thread at a time, in order.
  // Where the source can go on behind the batch later, batch.mark says from where, in words of its own
  // (without control characters). Which documents a batch holds depends on the inputs and the mark before
  // it alone, never on how they are read: so what goes on from a mark gives the batches that would have come.
  virtual base::Result<bool> read(Batch& batch) = 0;

  // To be called before the first read(): the batch that read() gives next is the one behind `mark`, which a
  // source of the same inputs and options gave.
  virtual base::Status go_on(std::string_view /*mark*/) {
    return base::Error{base::Code::internal, "this source cannot go on in the middle", {}, {}};
  }

  // Does what is left of reading and needs no order: a batch that read() gave, before it is cleaned.
  // Documents that turn out to be none move to batch.rejects. Any number of threads at once.
  virtual void refine(Batch& /*batch*/) const {}
};

class Sink {
 public:
  virtual ~Sink() = default;

  // `counted`, where it looks at no edit, line or block; `packed`, where it looks at no line, and at the others by
  // flow/edit_walk.h. Of a smaller document all are listed whatever it says.
  virtual Lists lists() const { return Lists::kept; }

  // Does what of writing needs no order: a batch that was cleaned, before write() gets it. Any number
  // of threads at once.
  virtual void render(Batch& /*batch*/) const {}

  // Takes a cleaned batch, in the order of reading. An Error ends the run. One thread at a time.
  virtual base::Status write(Batch& batch) = 0;

  // A line about a cluster of repeats, with its line end, behind the last batch of a run that looks at the whole corpus.
  virtual bool wants_clusters() const { return false; }
  virtual base::Status write_cluster(std::string_view /*line*/) { return base::Done{}; }

  // Called once behind the last batch, not after an Error: the place to make results final.
  virtual base::Status finish() { return base::Done{}; }
};

}  // namespace runon::flow
