// How far a run is, set down so that another can go on with it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "io/journal.h"
#include "pipeline/control.h"
#include "pipeline/run_options.h"
#include "read/inputs.h"
#include "write/sink.h"

namespace runon::pipeline {

// Takes: what a run passes, and the sink that it writes to.
// Gives: a journal beside the output. Its first record says what the run was told and what its inputs are, each further
//        one where source and sink stand and the figures so far. At a record everything in front of it is on the disk.
// A run that is over soon leaves no record. One thread at a time.
class Checkpoints final : public Recorder {
 public:
  // What an interrupted run left.
  struct Left {
    std::string mark;
    Report report;
    double seconds = 0;   // that it took
    bool sealed = false;  // all was written, only names are missing
    base::Fields sink;
  };

  // Takes the journal at `path`, which stands for `output`; empty: none is kept. With options.resume, what an interrupted run
  // left is taken up: an Error (usage) names what has changed since. `options` and `inputs` must outlive it.
  static base::Result<Checkpoints> open(const std::string& path, const RunOptions& options,
                                        const std::vector<read::Input>& inputs, io::TempFiles& temps);

  // What names the temporary files of all runs to this output (io::OutputFile); empty where none can go on.
  std::string key() const { return journal_ ? journal_->path() : std::string(); }

  const std::optional<Left>& left() const { return left_; }

  // An interrupted run stood here and was not taken up.
  bool began_again() const { return began_again_; }

  // Whether a run that ends now can be gone on with.
  bool recorded() const { return recorded_; }

  // To be called before the run, with its sink, which must outlive the calls of a Recorder.
  void follow(write::FileSink& sink) { sink_ = &sink; }

  base::Status passed(std::string_view mark, const Report& so_far) override;
  base::Status finishing(const Report& all) override;
  base::Status stopped() override;

  // All is done: what was kept to go on goes.
  void close();

  // Of this run and those that it goes on with.
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  Checkpoints(const RunOptions& options, const std::vector<read::Input>& inputs) : options_(&options), inputs_(&inputs) {}
  base::Status take_up(const base::Fields& header);
  base::Status begin_record();
  base::Status record(base::Fields state);

  const RunOptions* options_;
  const std::vector<read::Input>* inputs_;
  std::optional<io::Journal> journal_;
  write::FileSink* sink_ = nullptr;
  std::optional<Left> left_;
  bool began_again_ = false;
  bool recorded_ = false;
  bool readable_again_ = true;  // all inputs are files
  std::string mark_;            // passed last
  const Report* so_far_ = nullptr;
  bool ahead_ = false;  // of what is recorded
  Clock::time_point begin_ = Clock::now();
  Clock::time_point next_ = begin_;
};

}  // namespace runon::pipeline
