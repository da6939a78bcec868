#include "pipeline/clean.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <string>
#include <utility>

#include "characters/characters.h"
#include "doubling/doubling.h"
#include "flow/stage.h"
#include "furniture/furniture.h"
#include "pipeline/handover.h"
#include "pipeline/layout.h"
#include "pipeline/settle.h"
#include "rejoin/rejoin.h"
#include "repeats/repeats.h"
#include "spacing/spacing.h"
#include "text/utf8.h"

namespace runon::pipeline {

class Cleaner::Stages {
 public:
  explicit Stages(const Options& options)
      : options_(options),
        characters_(options.characters, options.rules),
        spacing_(options.spacing, options.rules),
        doubling_(options.doubling, options.rules),
        furniture_(options.furniture, options.rules),
        rejoin_(options.rejoin, options.rules),
        repeats_(options.repeats, options.rules) {}

  base::Status clean(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = clean_once(document, scratch); !done) return done;
    return settle(document, scratch);
  }

  base::Result<std::vector<flow::Decision>> explain(flow::Document& document, flow::Document& before) const {
    flow::Scratch scratch;
    std::vector<flow::Decision> why;
    if (base::Status done = prepare(document, scratch); !done) return std::move(done.error());
    before = document;
    if (!options_.skips(StageId::rejoin))
      if (base::Status done = rejoin_(document, scratch, &why); !done) return std::move(done.error());
    if (base::Status done = step(StageId::repeats, repeats_, document, scratch); !done) return std::move(done.error());
    lay_out(document, scratch);
    if (base::Status done = settle(document, scratch); !done) return std::move(done.error());
    return why;
  }

 private:
  base::Status clean_once(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = prepare(document, scratch); !done) return done;
    if (base::Status done = step(StageId::rejoin, rejoin_, document, scratch); !done) return done;
    if (base::Status done = step(StageId::repeats, repeats_, document, scratch); !done) return done;
    lay_out(document, scratch);
    return base::Done{};
  }

  // Runs over the outcome until nothing changes any more (settle.h).
  base::Status settle(flow::Document& document, flow::Scratch& scratch) const {
    for (int run = 0; run < kSettleRuns; ++run) {
      flow::Document again = flow::Document::of(document.id, document.text);
      if (base::Status done = clean_once(again, scratch); !done) return done;
      if (again.edits.empty()) break;
      adopt(document, again);
    }
    return base::Done{};
  }

  // The stages in front of rejoin.
  base::Status prepare(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = step(StageId::characters, characters_, document, scratch); !done) return done;
    if (options_.skips(StageId::characters))
      if (base::Status sound = check_well_formed(document); !sound) return sound;
    document.split_lines();
    if (base::Status done = step(StageId::spacing, spacing_, document, scratch); !done) return done;
    if (base::Status done = step(StageId::doubling, doubling_, document, scratch); !done) return done;
    return step(StageId::furniture, furniture_, document, scratch);
  }

  // No other stage looks at bytes that are not text.
  static base::Status check_well_formed(const flow::Document& document) {
    for (std::size_t at = 0; at < document.text.size();) {
      const text::Decoded d = text::decode(document.text, at);
      if (!d.well_formed)
        return base::Error{base::Code::malformed, "invalid UTF-8", document.source + ": byte " + std::to_string(at),
                           "without --skip characters it is repaired"};
      at += d.bytes;
    }
    return base::Done{};
  }

  base::Status step(StageId id, const flow::Stage auto& stage, flow::Document& document, flow::Scratch& scratch) const {
    if (options_.skips(id)) return base::Done{};
    return stage(document, scratch);
  }

  Options options_;
  characters::Characters characters_;
  spacing::Spacing spacing_;
  doubling::Doubling doubling_;
  furniture::Furniture furniture_;
  rejoin::Rejoin rejoin_;
  repeats::Repeats repeats_;
};

Cleaner::Cleaner(std::unique_ptr<const Stages> stages) : stages_(std::move(stages)) {}
Cleaner::Cleaner(Cleaner&&) noexcept = default;
Cleaner& Cleaner::operator=(Cleaner&&) noexcept = default;
Cleaner::~Cleaner() = default;

base::Result<Cleaner> Cleaner::create(const Options& options) {
  if (base::Status sound = check(options); !sound) return std::move(sound.error());
  return Cleaner(std::make_unique<const Stages>(options));
}

base::Status Cleaner::clean(flow::Document& document) const {
  flow::Scratch scratch;
  return stages_->clean(document, scratch);
}

base::Status Cleaner::clean(flow::Document& document, flow::Scratch& scratch) const { return stages_->clean(document, scratch); }

base::Result<std::vector<flow::Decision>> Cleaner::explain(flow::Document& document, flow::Document& before) const {
  return stages_->explain(document, before);
}

namespace {

// A batch on its way, with the figures of those of its documents that are done.
struct Token {
  flow::Batch batch;
  Report report;
  bool left = false;  // not cleaned: the run was told to stop
};

// Cleans the documents of a token; those that a stage refuses become rejects.
void clean_token(const Cleaner& cleaner, flow::Scratch& scratch, Token& token) {
  std::vector<flow::Document> kept;
  kept.reserve(token.batch.documents.size());
  for (flow::Document& document : token.batch.documents) {
    base::Status done = cleaner.clean(document, scratch);
    if (done) {
      token.report.add(document);
      kept.push_back(std::move(document));
      continue;
    }
    flow::Reject reject{std::move(done.error()), document.input, document.source, 0, {}, {}};
    if (reject.error.where.empty()) reject.error.where = document.source;
    if (document.record) {
      reject.line = document.record->line;
      reject.name = document.record->name;
      reject.raw = document.record->lead + document.record->raw + document.record->line_end;
    }
    token.batch.rejects.push_back(std::move(reject));
  }
  token.batch.documents = std::move(kept);
  for (const flow::Reject& reject : token.batch.rejects) token.report.add(reject.error);
}

}  // namespace

base::Result<Report> run(const Options& options, flow::Source& source, flow::Sink& sink, const Control& control) {
  base::Result<Cleaner> cleaner = Cleaner::create(options);
  if (!cleaner) return std::move(cleaner.error());

  Report report = control.before;
  base::Status read_state = base::Done{};   // of the reading step only
  base::Status write_state = base::Done{};  // of the writing step only
  std::atomic<bool> failed = false;         // the writing step to the reading step
  bool dry = false;                         // of the reading step only
  bool cut = false;                         // of the writing step only: a batch was left, so are all behind it
  oneapi::tbb::enumerable_thread_specific<flow::Scratch> scratches;
  using Passed = std::shared_ptr<Token>;

  const auto told_to_stop = [&] { return control.stop != nullptr && *control.stop; };
  const auto read = [&](oneapi::tbb::flow_control& flow) -> Passed {
    take(&source);
    auto token = std::make_shared<Token>();
    if (!failed && !told_to_stop()) {
      base::Result<bool> more = source.read(token->batch);
      if (!more) read_state = std::move(more.error());
      give(&source);
      give(token.get());
      if (more && more.value()) return token;
      dry = more.ok();
    }
    flow.stop();
    return nullptr;
  };
  const auto clean = [&](Passed token) -> Passed {
    take(token.get());
    if ((token->left = told_to_stop())) return token;
    source.refine(token->batch);
    clean_token(cleaner.value(), scratches.local(), *token);
    sink.render(token->batch);
    give(token.get());
    return token;
  };
  const auto write = [&](const Passed& token) {
    take(token.get());
    take(&sink);
    cut = cut || token->left;
    if (cut || !write_state) return;
    report.add(token->report);
    write_state = sink.write(token->batch);
    if (write_state && control.recorder != nullptr) write_state = control.recorder->passed(token->batch.mark, report);
    if (!write_state) failed = true;
    give(&sink);
  };

  const unsigned threads =
      options.threads != 0 ? options.threads : static_cast<unsigned>(oneapi::tbb::info::default_concurrency());
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  oneapi::tbb::task_arena arena(static_cast<int>(threads));
  give(&source);
  give(&sink);
  arena.execute([&] {
    using oneapi::tbb::filter_mode;
    using oneapi::tbb::make_filter;
    oneapi::tbb::parallel_pipeline(std::size_t{threads} * 3, make_filter<void, Passed>(filter_mode::serial_in_order, read) &
                                                                 make_filter<Passed, Passed>(filter_mode::parallel, clean) &
                                                                 make_filter<Passed, void>(filter_mode::serial_in_order, write));
  });
  take(&source);
  take(&sink);
  if (!write_state) return std::move(write_state.error());
  if (!read_state) return std::move(read_state.error());
  if (cut || !dry) {
    if (control.recorder != nullptr)
      if (base::Status done = control.recorder->stopped(); !done) return std::move(done.error());
    return base::Error{base::Code::interrupted, "interrupted", {}, {}};
  }
  if (base::Status done = sink.finish(); !done) return std::move(done.error());
  return report;
}

std::vector<const flow::Rule*> all_rules() {
  std::vector<const flow::Rule*> all;
  for (const auto& rules : {characters::rules(), spacing::rules(), doubling::rules(), furniture::rules(), rejoin::rules(),
                            repeats::rules(), layout_rules()})
    all.insert(all.end(), rules.begin(), rules.end());
  return all;
}

}  // namespace runon::pipeline
