// Cleaned documents into files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "flow/stream.h"
#include "io/output.h"
#include "write/channel.h"
#include "write/options.h"

namespace runon::write {

// Where documents go and how.
struct Target {
  std::string path;  // "-" is standard output
  Format format = Format::text;
};

struct Targets {
  std::vector<Target> outputs;  // one for all inputs; or one for each, by number
  bool per_input = false;
  std::uint64_t shard_bytes = 0;  // of a shared output; 0: not cut into shards
  std::string audit;              // empty: not written
  std::string rejects;
  std::string clusters;
  std::vector<std::string> attributes;  // one for each input, by number; empty: not written
  std::string key;                      // where a later run is to go on (io::OutputFile); empty: none is
};

// Takes:  cleaned batches in order.
// Gives:  the files of its targets, each whole or not at all: a shared output, audit and rejects when
//         the run is finished, an input's own output when its last document came (each member of an archive has
//         its own, in a directory of the archive's name). Two documents that
//         share a text output are parted by an empty line; one without text leaves no trace in it.
// Threads: write() and finish() one at a time, so the recording calls; render(), which does the formatting, any number. A
//         document whose lists are packed is formatted while it is written, so that nobody holds the whole of what it makes.
class FileSink final : public flow::Sink {
 public:
  // Opens what is shared, so that a place that cannot be written to is known before work begins.
  // `temps` must outlive the sink. `state`: what record() of an interrupted run gave; null: at the beginning.
  static base::Result<FileSink> create(Targets targets, const Options& options, io::TempFiles& temps,
                                       const base::Fields* state = nullptr);

  flow::Lists lists() const override;
  void render(flow::Batch& batch) const override;
  base::Status write(flow::Batch& batch) override;
  bool wants_clusters() const override { return clusters_.on(); }
  base::Status write_cluster(std::string_view line) override { return clusters_.write(line); }
  base::Status finish() override;

  // Whether record() can set down this place: behind every batch, where nothing is compressed; else behind one of a few
  // mebibytes of output, where a compressed stream ends.
  bool recordable() const;

  // Brings all that is written to the disk, and sets down how create() goes on behind it.
  base::Status record(base::Fields& state);

  // Ends all files, on the disk but not under their names yet, and sets that down: finish() is left, or finish_sealed()
  // where the process ends before.
  base::Status seal(base::Fields& state);
  static base::Status finish_sealed(const Targets& targets, io::TempFiles& temps, const base::Fields& state);

 private:
  class AuditWriter;

  FileSink(Targets targets, const Options& options, io::TempFiles& temps);

  const Target& target(std::size_t input) const { return targets_.outputs[targets_.per_input ? input : 0]; }
  base::Status write_documents(const flow::Rendered& rendered);
  base::Status write_giant(const flow::Rendered& rendered);
  base::Status write_audit(const flow::Rendered& rendered);
  base::Status write_attributes(const flow::Rendered& rendered);

  Targets targets_;
  Options options_;
  Channel output_;
  Channel audit_;
  Channel rejects_;
  Channel attributes_;
  Channel clusters_;    // of a run over a corpus, which is never gone on with in the middle
  std::string behind_;  // the last document with output
};

}  // namespace runon::write
