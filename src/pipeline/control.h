// What a run is told from outside while it goes, and what it tells of itself.
#pragma once

#include <atomic>
#include <string_view>

#include "base/result.h"
#include "pipeline/report.h"

namespace runon::pipeline {

// Follows a run from its writing step: calls come one at a time, in order. An Error ends the run.
class Recorder {
 public:
  virtual ~Recorder() = default;

  // All documents in front of `mark` (flow::Source::go_on; empty: the source cannot go on here) are cleaned
  // and written, `so_far` are their figures.
  virtual base::Status passed(std::string_view mark, const Report& so_far) = 0;

  // All documents are written, and the sink's finish() comes next.
  virtual base::Status finishing(const Report& all) = 0;

  // The run ends before its source is dry, behind the mark passed last.
  virtual base::Status stopped() = 0;
};

struct Control {
  // Set from any thread, the run ends with Code::interrupted as soon as the documents at work are cleaned; those
  // that wait for a thread are left. null: never.
  const std::atomic<bool>* stop = nullptr;
  // Must outlive the run. null: nobody.
  Recorder* recorder = nullptr;
  // Figures of what was done before, which those of the run are added to.
  Report before;
};

}  // namespace runon::pipeline
