#include "pipeline/clean.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <utility>

#include "characters/characters.h"
#include "doubling/doubling.h"
#include "flow/stage.h"
#include "furniture/furniture.h"
#include "rejoin/rejoin.h"
#include "repeats/repeats.h"
#include "spacing/spacing.h"

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
    if (base::Status done = prepare(document, scratch); !done) return done;
    if (base::Status done = step(StageId::rejoin, rejoin_, document, scratch); !done) return done;
    return step(StageId::repeats, repeats_, document, scratch);
  }

  base::Result<std::vector<flow::Decision>> explain(flow::Document& document, flow::Document& before) const {
    flow::Scratch scratch;
    std::vector<flow::Decision> why;
    if (base::Status done = prepare(document, scratch); !done) return std::move(done.error());
    before = document;
    if (!options_.skips(StageId::rejoin))
      if (base::Status done = rejoin_(document, scratch, &why); !done) return std::move(done.error());
    if (base::Status done = step(StageId::repeats, repeats_, document, scratch); !done) return std::move(done.error());
    return why;
  }

 private:
  // The stages in front of rejoin.
  base::Status prepare(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = step(StageId::characters, characters_, document, scratch); !done) return done;
    document.split_lines();
    if (base::Status done = step(StageId::spacing, spacing_, document, scratch); !done) return done;
    if (base::Status done = step(StageId::doubling, doubling_, document, scratch); !done) return done;
    return step(StageId::furniture, furniture_, document, scratch);
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

base::Result<std::vector<flow::Decision>> Cleaner::explain(flow::Document& document, flow::Document& before) const {
  return stages_->explain(document, before);
}

base::Result<Report> run(const Options& options, flow::Source& source, flow::Sink& sink) {
  base::Result<Cleaner> cleaner = Cleaner::create(options);
  if (!cleaner) return std::move(cleaner.error());

  Report report;
  base::Status state = base::Done{};  // written by the two serial steps only, which exclude each other's errors below
  base::Status read_state = base::Done{};
  using Token = std::shared_ptr<flow::Batch>;

  const auto read = [&](oneapi::tbb::flow_control& control) -> Token {
    auto batch = std::make_shared<flow::Batch>();
    base::Result<bool> more = source.read(*batch);
    if (!more) read_state = std::move(more.error());
    if (!more || !more.value()) {
      control.stop();
      return nullptr;
    }
    return batch;
  };
  const auto clean = [&](Token batch) -> Token {
    std::vector<flow::Document> kept;
    kept.reserve(batch->documents.size());
    for (flow::Document& document : batch->documents) {
      base::Status done = cleaner.value().clean(document);
      if (done) {
        kept.push_back(std::move(document));
        continue;
      }
      base::Error error = std::move(done.error());
      if (error.where.empty()) error.where = document.source;
      batch->rejects.push_back(std::move(error));
    }
    batch->documents = std::move(kept);
    return batch;
  };
  const auto write = [&](const Token& batch) {
    if (!state) return;
    for (const flow::Document& document : batch->documents) report.add(document);
    report.rejects.insert(report.rejects.end(), batch->rejects.begin(), batch->rejects.end());
    state = sink.write(*batch);
  };

  const unsigned threads = options.threads != 0 ? options.threads : static_cast<unsigned>(oneapi::tbb::info::default_concurrency());
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  oneapi::tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    using oneapi::tbb::filter_mode;
    using oneapi::tbb::make_filter;
    oneapi::tbb::parallel_pipeline(std::size_t{threads} * 3,
                                   make_filter<void, Token>(filter_mode::serial_in_order, read) &
                                       make_filter<Token, Token>(filter_mode::parallel, clean) &
                                       make_filter<Token, void>(filter_mode::serial_in_order, write));
  });
  if (!state) return std::move(state.error());
  if (!read_state) return std::move(read_state.error());
  if (base::Status done = sink.finish(); !done) return std::move(done.error());
  return report;
}

std::vector<const flow::Rule*> all_rules() {
  std::vector<const flow::Rule*> all;
  for (const auto& rules : {characters::rules(), spacing::rules(), doubling::rules(), furniture::rules(), rejoin::rules(), repeats::rules()})
    all.insert(all.end(), rules.begin(), rules.end());
  return all;
}

}  // namespace runon::pipeline
