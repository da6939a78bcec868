// Cleans documents, one by one or as a stream.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "flow/decision.h"
#include "flow/document.h"
#include "flow/rule.h"
#include "flow/stage.h"
#include "flow/stream.h"
#include "pipeline/control.h"
#include "pipeline/options.h"
#include "pipeline/report.h"

namespace runon::pipeline {

// The six stages, built once from options. Cheap to move; any number of threads may call clean() at
// once. With repeats::Scope::corpus, clean() looks for repeats within the document only: a corpus has
// an order, which run() keeps.
class Cleaner {
 public:
  // An Error when check(options) finds one.
  static base::Result<Cleaner> create(const Options& options = {});
  Cleaner(Cleaner&&) noexcept;
  Cleaner& operator=(Cleaner&&) noexcept;
  ~Cleaner();

  // Takes a document as Document::of or a reader made it, and carries out all stages. On Error the
  // document is to be set aside (it names what is wrong with it). About linear in its bytes.
  base::Status clean(flow::Document& document) const;

  // The same with working memory that the caller keeps from document to document, one for each thread.
  base::Status clean(flow::Document& document, flow::Scratch& scratch, flow::Lists lists = flow::Lists::kept) const;

  // The same, and says what was decided at each line break and why. `before` receives the document
  // as rejoin found it (its lines and text), which the decisions' line indexes refer to.
  base::Result<std::vector<flow::Decision>> explain(flow::Document& document, flow::Document& before) const;

 private:
  class Stages;
  explicit Cleaner(std::unique_ptr<const Stages> stages);
  std::unique_ptr<const Stages> stages_;
};

// The threads that run() cleans with: options.threads, or, where that is 0, as many as the process may use. At least 1.
unsigned threads_used(const Options& options);

// Reads from `source` until it is dry, cleans with options.threads threads, writes to `sink` in the
// order read, and gives back the figures. Documents that a stage rejects are named in the report and
// in their batch's rejects, in order; the rest goes on. An Error of source, sink or options ends the
// run. Holds at most a few batches per thread at once.
base::Result<Report> run(const Options& options, flow::Source& source, flow::Sink& sink, const Control& control = {});

// All rules of all stages, in order of application. The span lives for the whole program.
std::vector<const flow::Rule*> all_rules();

}  // namespace runon::pipeline
