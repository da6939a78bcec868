// Cleaned documents into files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/stream.h"
#include "io/output.h"
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
  std::string audit;  // empty: not written
  std::string rejects;
};

// Takes:  cleaned batches in order.
// Gives:  the files of its targets, each whole or not at all: a shared output, audit and rejects when
//         the run is finished, an input's own output when its last document came. Two documents that
//         share a text output are parted by an empty line; one without text leaves no trace in it.
// Threads: write() and finish() one at a time; render(), which does the formatting, any number.
class FileSink final : public flow::Sink {
 public:
  // Opens what is shared, so that a place that cannot be written to is known before work begins.
  // `temps` must outlive the sink.
  static base::Result<FileSink> create(Targets targets, const Options& options, io::TempFiles& temps);

  void render(flow::Batch& batch) const override;
  base::Status write(flow::Batch& batch) override;
  base::Status finish() override;

 private:
  class AuditWriter;

  FileSink(Targets targets, const Options& options, io::TempFiles& temps)
      : targets_(std::move(targets)), options_(options), temps_(&temps) {}

  const Target& target(std::size_t input) const { return targets_.outputs[targets_.per_input ? input : 0]; }
  base::Status switch_to(std::size_t input);
  base::Status write_audit(const flow::Rendered& rendered);

  Targets targets_;
  Options options_;
  io::TempFiles* temps_;
  std::optional<io::OutputFile> output_;
  io::OutputGroup finished_;  // outputs of inputs that are done
  std::optional<io::OutputFile> audit_;
  std::optional<io::OutputFile> rejects_;
  std::size_t input_ = 0;  // that output_ is for, where each has its own
  std::string behind_;     // the last document with output
  bool parts_ = false;     // output_ holds a text: the next one is to be parted from it
};

}  // namespace runon::write
