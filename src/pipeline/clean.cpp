// Long because the steps of a run share one state, and the stages one chain.
#include "pipeline/clean.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

#include "base/eight.h"
#include "characters/characters.h"
#include "doubling/doubling.h"
#include "flow/stage.h"
#include "furniture/furniture.h"
#include "pipeline/corpus_pass.h"
#include "pipeline/handover.h"
#include "pipeline/large.h"
#include "pipeline/layout.h"
#include "pipeline/settle.h"
#include "rejoin/outcome.h"
#include "rejoin/rejoin.h"
#include "repeats/remove.h"
#include "repeats/repeats.h"
#include "spacing/spacing.h"
#include "text/encoding.h"
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

  base::Status clean(flow::Document& document, flow::Scratch& scratch, flow::Lists lists) const {
    if (looks_within()) lists = flow::Lists::kept;
    const auto clean_piece = [&](flow::Document& piece) {
      if (base::Status done = clean_once(piece, scratch); !done) return done;
      base::Status done = settle(piece, scratch);
      scratch.forget_giants();
      return done;
    };
    if (base::Status done = is_large(document) ? clean_in_pieces(document, lists, clean_piece) : clean_piece(document); !done)
      return done;
    drop_within(document);
    return base::Done{};
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
    if (base::Status done = to_blocks(document, scratch); !done) return done;
    return repeats_and_layout(document, scratch);
  }

  base::Status to_blocks(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = prepare(document, scratch); !done) return done;
    return step(StageId::rejoin, rejoin_, document, scratch);
  }

  base::Status repeats_and_layout(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = step(StageId::repeats, repeats_, document, scratch); !done) return done;
    lay_out(document, scratch);
    return base::Done{};
  }

  // Whether it is for drop_within().
  bool looks_within() const {
    if (options_.skips(StageId::repeats) || options_.repeats.scope != repeats::Scope::document) return false;
    return options_.repeats.unit == repeats::UnitKind::line || options_.repeats.near > 0 || options_.repeats.fragments > 0;
  }

  // What the stage does not look for inside the document: lines, what only resembles, and fragments. Once it is settled what
  // stands there.
  void drop_within(flow::Document& document) const {
    if (!looks_within()) return;
    const repeats::Options wanted = switched(options_);
    if (wanted.unit == repeats::UnitKind::line || wanted.near > 0) {
      const std::vector<repeats::Unit> units = repeats::units_of(document, wanted);
      repeats::remove(document, units, repeats::judge_within(document, units, wanted), wanted.unit);
    }
    if (wanted.fragments > 0) repeats::remove(document, {}, {}, wanted.unit, repeats::fragments_within(document, wanted));
  }

  // Runs over the outcome until nothing changes any more (settle.h).
  base::Status settle(flow::Document& document, flow::Scratch& scratch) const {
    // Where nothing was changed a further run would see the very same bytes. (In other encodings what stands for
    // ill-formed bytes depends on the encoding, which the outcome no longer has.)
    if (document.edits.empty() && document.encoding.name == text::kUtf8) return base::Done{};
    for (int run = 0; run < kSettleRuns; ++run) {
      // What stands there is the base of a further run, and is had back from it.
      flow::Document again = flow::Document::of(document.id, std::move(document.text));
      base::Result<bool> changed = run_again(document, again, scratch);
      document.text = std::move(again.base);
      if (!changed) return std::move(changed.error());
      if (!changed.value()) break;
      adopt(document, again);
    }
    return base::Done{};
  }

  // The stages over the outcome of `document`, which `again` holds; false where they leave it as it is.
  base::Result<bool> run_again(const flow::Document& document, flow::Document& again, flow::Scratch& scratch) const {
    if (!document.plain || !characters_.leaves(document.edits))
      if (base::Status done = to_text(again, scratch); !done) return std::move(done.error());
    if (base::Status done = look_at_lines(again, scratch); !done) return std::move(done.error());
    if (again.edits.empty() && rests(document, again)) return false;
    if (base::Status done = step(StageId::rejoin, rejoin_, again, scratch); !done) return std::move(done.error());
    if (same_blocks(document, again)) return false;  // then repeats would find again what it found
    if (base::Status done = repeats_and_layout(again, scratch); !done) return std::move(done.error());
    return !again.edits.empty();
  }

  // Neither rejoin nor what comes behind it would do anything to the outcome, as can be told without them.
  bool rests(const flow::Document& document, const flow::Document& again) const {
    if (options_.skips(StageId::rejoin) || !rejoin::leaves_lines(again)) return false;
    if (options_.skips(StageId::repeats)) return true;
    return (document.apart && lines_are_blocks(document, again)) || !repeats_.may_drop_lines(again);
  }

  // The stages in front of rejoin.
  base::Status prepare(flow::Document& document, flow::Scratch& scratch) const {
    if (base::Status done = to_text(document, scratch); !done) return done;
    return look_at_lines(document, scratch);
  }

  base::Status to_text(flow::Document& document, flow::Scratch& scratch) const {
    if (options_.skips(StageId::characters)) return check_well_formed(document);
    return characters_(document, scratch);
  }

  base::Status look_at_lines(flow::Document& document, flow::Scratch& scratch) const {
    document.split_lines();
    if (base::Status done = step(StageId::spacing, spacing_, document, scratch); !done) return done;
    if (base::Status done = step(StageId::doubling, doubling_, document, scratch); !done) return done;
    return step(StageId::furniture, furniture_, document, scratch);
  }

  // No other stage looks at bytes that are not text.
  static base::Status check_well_formed(const flow::Document& document) {
    for (std::size_t at = 0; at < document.text.size();) {
      if (static_cast<unsigned char>(document.text[at]) < 0x80) {
        at = base::pass_eights(document.text, at + 1, [](const base::Eight& bytes) { return bytes.ascii(); });
        continue;
      }
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
  return stages_->clean(document, scratch, flow::Lists::kept);
}

base::Status Cleaner::clean(flow::Document& document, flow::Scratch& scratch, flow::Lists lists) const {
  return stages_->clean(document, scratch, lists);
}

base::Result<std::vector<flow::Decision>> Cleaner::explain(flow::Document& document, flow::Document& before) const {
  return stages_->explain(document, before);
}

namespace {

// A batch on its way, with the figures of those of its documents that are done.
struct Token {
  flow::Batch batch;
  Report report;
  std::size_t bytes = 0;  // of its inputs
  bool left = false;      // not cleaned: the run was told to stop
  Sheet sheet;
};

std::size_t input_bytes(const flow::Batch& batch) {
  std::size_t bytes = 0;
  for (const flow::Document& document : batch.documents)
    bytes += document.record ? 2 * document.record->raw.size() : document.base.size();
  return bytes;
}

// Cleans the documents of a token; those that a stage refuses become rejects. Leaves it as soon as it is told to.
template <class Told>
void clean_token(const Cleaner& cleaner, Gate& gate, flow::Lists lists, flow::Scratch& scratch, Token& token,
                 const Told& told_to_stop) {
  std::vector<flow::Document> kept;
  kept.reserve(token.batch.documents.size());
  for (flow::Document& document : token.batch.documents) {
    if ((token.left = told_to_stop())) return;
    const bool large = is_large(document);
    base::Status done = gate.pass(Gate::need(document), [&] { return cleaner.clean(document, scratch, lists); });
    if (done) {
      if (large) ++token.report.in_pieces;
      kept.push_back(std::move(document));
      continue;
    }
    std::string raw = document.record ? document.record->lead + document.record->raw + document.record->line_end
                                      : text::from_base(document.base, document.encoding);
    token.batch.rejects.push_back(flow::reject(document, std::move(done.error()), std::move(raw)));
  }
  token.batch.documents = std::move(kept);
  for (const flow::Reject& reject : token.batch.rejects) token.report.add(reject.error);
}

// Counts the documents of a token that all steps are through with, and has them written out.
void close_token(const flow::Sink& sink, Token& token) {
  for (const flow::Document& document : token.batch.documents) token.report.add(document);
  sink.render(token.batch);
}

using Passed = std::shared_ptr<Token>;
using Front = oneapi::tbb::filter<void, Passed>;
using oneapi::tbb::filter_mode;
using oneapi::tbb::make_filter;

// What the steps of a run share; each state is touched by one serial step only.
struct Run {
  const Cleaner& cleaner;
  flow::Source& source;
  flow::Sink& sink;
  const Control& control;
  CorpusPass* corpus;        // null: repeats are looked for in documents only
  std::size_t in_flight;     // batches
  std::size_t flight_bytes;  // of their inputs, before no more is read
  std::size_t gate_bytes;
  std::atomic<std::size_t> flying = 0;  // bytes of inputs on their way
  Report report;
  base::Status read_state = base::Done{};
  base::Status judge_state = base::Done{};
  base::Status write_state = base::Done{};
  std::atomic<bool> failed = false;  // a later step to the reading step
  bool dry = false;                  // of the reading step only
  bool gap = false;                  // of the judging step only: as cut
  bool cut = false;                  // of the writing step only: a batch was left, so are all behind it
  bool paused = false;               // of the reading step only: too much is on its way
  oneapi::tbb::enumerable_thread_specific<flow::Scratch> scratches{};
  Gate gate{gate_bytes};
  flow::Lists lists = corpus == nullptr ? sink.lists() : flow::Lists::kept;

  bool told_to_stop() const { return control.stop != nullptr && *control.stop; }

  // A serial step that gives what `next` puts into a token, until that says that there is no more.
  template <class Next>
  oneapi::tbb::filter<void, Passed> reader(const void* shared, Next next) {
    return make_filter<void, Passed>(filter_mode::serial_in_order,
                                     [this, shared, next](oneapi::tbb::flow_control& flow) -> Passed {
                                       const Turn turn(shared);
                                       Passed token = take_in(next);
                                       if (token == nullptr) flow.stop();
                                       else give(token.get());
                                       return token;
                                     });
  }

  // A token that `next` filled, or none: there is no more, or no more is to be read now.
  template <class Next>
  Passed take_in(Next next) {
    paused = flying > flight_bytes;
    if (paused || failed || told_to_stop()) return nullptr;
    auto token = std::make_shared<Token>();
    base::Result<bool> more = next(*token);
    if (!more) read_state = std::move(more.error());
    token->bytes = input_bytes(token->batch);
    flying += token->bytes;
    if (more && more.value()) return token;
    dry = more.ok();
    return nullptr;
  }

  // Reads and cleans.
  Front front() {
    const auto clean = [this](Passed token) -> Passed {
      const Turn turn(token.get());
      if (!told_to_stop()) source.refine(token->batch);
      clean_token(cleaner, gate, lists, scratches.local(), *token, [this] { return told_to_stop(); });
      if (!token->left && corpus == nullptr) close_token(sink, *token);
      else if (!token->left) corpus->look(token->batch, token->sheet);
      return token;
    };
    return reader(&source, [this](Token& token) { return source.read(token.batch); }) &
           make_filter<Passed, Passed>(filter_mode::parallel, clean);
  }

  // Takes back what waited on disk.
  Front second_front() {
    const auto unpack = [this](Passed token) -> Passed {
      const Turn turn(token.get());
      token->left = told_to_stop();
      if (!token->left) corpus->unpack(token->batch, token->sheet);
      return token;
    };
    return reader(corpus, [this](Token& token) { return corpus->take_back(token.sheet); }) &
           make_filter<Passed, Passed>(filter_mode::parallel, unpack);
  }

  // Finds the repeats of the corpus and takes them out.
  oneapi::tbb::filter<Passed, Passed> middle() {
    const auto judge = [this](Passed token) -> Passed {
      const Turn turn(token.get());
      const Turn judging(&judge_state);
      gap = gap || token->left;
      if (judge_state && !gap) judge_state = corpus->judge(token->batch, token->sheet);
      token->left = gap || !judge_state;
      if (!judge_state) failed = true;
      return token;
    };
    const auto carry_out = [this](Passed token) -> Passed {
      const Turn turn(token.get());
      if (!token->left) {
        corpus->carry_out(token->batch, token->sheet);
        close_token(sink, *token);
      }
      return token;
    };
    return make_filter<Passed, Passed>(filter_mode::serial_in_order, judge) &
           make_filter<Passed, Passed>(filter_mode::parallel, carry_out);
  }

  oneapi::tbb::filter<Passed, void> back() {
    return make_filter<Passed, void>(filter_mode::serial_in_order, [this](const Passed& token) {
      const Turn turn(token.get());
      const Turn writing(&sink);
      flying -= token->bytes;
      cut = cut || token->left;
      if (cut || !write_state) return;
      report.add(token->report);
      if (corpus != nullptr) write_state = corpus->keep(token->sheet);
      if (write_state && !token->sheet.postponed) write_state = sink.write(token->batch);
      // What stood before cannot be had back from a mark in the middle of a corpus: such a run begins anew.
      if (write_state && corpus == nullptr && control.recorder != nullptr)
        write_state = control.recorder->passed(token->batch.mark, report);
      if (!write_state) failed = true;
    });
  }

  // The state of the whole run, once a pass is through.
  base::Status state() {
    for (base::Status* one : {&write_state, &judge_state, &read_state})
      if (!*one) return std::move(*one);
    if (!cut && dry) return base::Done{};
    if (control.recorder != nullptr)
      if (base::Status done = control.recorder->stopped(); !done) return done;
    return base::Error{base::Code::interrupted, "interrupted", {}, {}};
  }

  base::Status pass(const Front& first) {
    dry = false;
    // A pause is the end of a pipeline, behind which nothing is on its way: a step that waited would hold a thread.
    do {
      for (const void* one : shared()) give(one);
      oneapi::tbb::parallel_pipeline(in_flight, corpus == nullptr ? first & back() : first & middle() & back());
      for (const void* one : shared()) take(one);
    } while (paused);
    return state();
  }

  // What stands for the states of the serial steps.
  std::array<const void*, 4> shared() const { return {&source, &sink, &judge_state, corpus}; }
};

}  // namespace

unsigned threads_used(const Options& options) {
  return options.threads != 0 ? options.threads : static_cast<unsigned>(oneapi::tbb::info::default_concurrency());
}

base::Result<Report> run(const Options& options, flow::Source& source, flow::Sink& sink, const Control& control) {
  base::Result<Cleaner> cleaner = Cleaner::create(options);
  if (!cleaner) return std::move(cleaner.error());
  std::unique_ptr<CorpusPass> corpus;
  if (options.repeats.scope == repeats::Scope::corpus && !options.skips(StageId::repeats)) {
    base::Result<std::unique_ptr<CorpusPass>> made = CorpusPass::create(options);
    if (!made) return std::move(made.error());
    corpus = std::move(made.value());
  }

  const unsigned threads = threads_used(options);
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  oneapi::tbb::task_arena arena(static_cast<int>(threads));
  const Bounds bounds(threads);
  Run run{cleaner.value(),          source,        sink,        control, corpus.get(),
          std::size_t{threads} * 3, bounds.flight, bounds.gate, {},      control.before};
  base::Status done = base::Done{};
  arena.execute([&] { done = run.pass(run.front()); });
  if (!done) return std::move(done.error());
  if (corpus) {
    base::Result<bool> more = corpus->has_more();
    if (!more) return std::move(more.error());
    if (more.value()) arena.execute([&] { done = run.pass(run.second_front()); });
    if (!done) return std::move(done.error());
    base::Result<repeats::CorpusFigures> figures = corpus->close(sink);
    if (!figures) return std::move(figures.error());
    run.report.corpus = std::move(figures.value());
  }
  if (control.recorder != nullptr && !corpus)
    if (done = control.recorder->finishing(run.report); !done) return std::move(done.error());
  if (done = sink.finish(); !done) return std::move(done.error());
  // Not before: what stands in the index but not in an output would be lost in the next run.
  if (corpus)
    if (done = corpus->commit(); !done) return std::move(done.error());
  return std::move(run.report);
}

std::vector<const flow::Rule*> all_rules() {
  std::vector<const flow::Rule*> all;
  for (const auto& rules : {characters::rules(), spacing::rules(), doubling::rules(), furniture::rules(), rejoin::rules(),
                            repeats::rules(), layout_rules()})
    all.insert(all.end(), rules.begin(), rules.end());
  return all;
}

}  // namespace runon::pipeline
