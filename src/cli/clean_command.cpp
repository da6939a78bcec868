#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "io/process.h"
#include "pipeline/checkpoints.h"
#include "pipeline/clean.h"
#include "pipeline/option_table.h"
#include "pipeline/plan.h"
#include "pipeline/stats.h"
#include "read/source.h"
#include "write/sink.h"

namespace runon::cli {
namespace {

using base::Status;

// Stands in front of the files and tells people what passes by.
class Narrator final : public flow::Sink {
 public:
  Narrator(write::FileSink& files, SoftErrors& errors, ProgressLine& progress)
      : files_(files), errors_(errors), progress_(progress) {}

  void render(flow::Batch& batch) const override { files_.render(batch); }

  Status write(flow::Batch& batch) override {
    if (!batch.rejects.empty()) {
      const auto silence = progress_.silence();
      for (const flow::Reject& reject : batch.rejects) errors_.add(reject.error);
    }
    progress_.count(batch);
    return files_.write(batch);
  }

  flow::Lists lists() const override { return files_.lists(); }
  bool wants_clusters() const override { return files_.wants_clusters(); }
  Status write_cluster(std::string_view line) override { return files_.write_cluster(line); }

  Status finish() override { return files_.finish(); }

 private:
  write::FileSink& files_;
  SoftErrors& errors_;
  ProgressLine& progress_;
};

std::string counted(std::size_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

// What a run over a corpus lost to repeats: how much, to which texts, and which sources.
std::string corpus_summary(const repeats::CorpusFigures& figures) {
  if (figures.exact + figures.near + figures.fragments == 0) return {};
  std::string out =
      fmt::format("runon: repeats in the corpus: {} of {} compared ({} exact, {} near){}, {:.1f}% of the text, in {}\n",
                  figures.exact + figures.near, figures.units, figures.exact, figures.near,
                  figures.fragments == 0 ? std::string() : " and " + counted(figures.fragments, "fragment"),
                  100.0 * static_cast<double>(figures.dropped) / static_cast<double>(std::max<std::uint64_t>(figures.bytes, 1)),
                  counted(figures.clusters, "cluster"));
  for (const repeats::Cluster& cluster : figures.largest)
    out += fmt::format("runon:   {} copies, kept in {} line {}: {}\n", cluster.size,
                       visible(cluster.kept.record.empty() ? cluster.kept.doc : cluster.kept.record), cluster.kept.first_line,
                       visible(cluster.text.substr(0, cluster.text.find('\n'))));
  for (const repeats::SourceLoss& loss : figures.sources)
    out += fmt::format("runon:   {:.1f}% of {} went\n",
                       100.0 * static_cast<double>(loss.dropped) / static_cast<double>(std::max<std::uint64_t>(loss.bytes, 1)),
                       visible(loss.source));
  for (const std::string& alarm : figures.alarms) out += fmt::format("runon: warning: {}\n", visible(alarm));
  return out;
}

std::string summary(const pipeline::Report& report, const pipeline::Cost& cost) {
  std::string out = fmt::format("runon: read {} ({} of text), joined {}, undoubled {}, dropped {} of furniture and {}",
                                counted(report.documents, "document"), counted(report.lines_in, "line"),
                                counted(report.lines_joined, "line break"), report.undoubled,
                                counted(report.lines_dropped, "line"), counted(report.repeats_dropped, "repeat"));
  if (!report.rejects.empty()) out += fmt::format(", rejected {}", report.reject_count());
  if (report.cuts > 0) out += fmt::format(", cut long ones at {}", counted(report.cuts, "place"));
  if (report.in_pieces > 0) out += fmt::format(", cleaned {} in pieces", counted(report.in_pieces, "long one"));
  const double in = static_cast<double>(report.bytes_in) / 1e6;
  out += fmt::format("\nrunon: {:.1f} MB in, {:.1f} MB out, {:.1f} s, {:.1f} MB/s, peak memory {:.0f} MB\n", in,
                     static_cast<double>(report.bytes_out) / 1e6, cost.seconds, in / std::max(cost.seconds, 1e-3),
                     static_cast<double>(cost.peak_memory_bytes) / 1e6);
  out += corpus_summary(report.corpus);
  for (const auto& [what, count] : report.problems) out += fmt::format("runon: {}: {}\n", what, count);
  if (report.edit_count() == 0 && report.bytes_in > 0) out += "runon: 0 edits: is this expected?\n";
  return out;
}

int fail(const base::Error& error) {
  if (error.code != base::Code::closed_pipe) print_error(error);
  return base::exit_status(error.code);
}

// A run that was cut short, and can be gone on with, says so.
int fail(const base::Error& error, const pipeline::Checkpoints& points, const Interrupt& interrupt) {
  const bool told = error.code == base::Code::interrupted;
  if (error.code == base::Code::closed_pipe) return 0;
  base::Error shown = error;
  if (points.recorded())
    shown.hint += std::string(shown.hint.empty() ? "" : "; then ") + "the same command with --resume goes on from here";
  print_error(shown);
  return told ? interrupt.exit_status() : base::exit_status(error.code);
}

bool shows_progress(const pipeline::RunOptions& options, bool terminal) {
  if (options.progress == pipeline::Progress::automatic) return terminal && !options.quiet;
  return options.progress == pipeline::Progress::on;
}

// Between what an interrupted run left and what is to be done now.
class Run {
 public:
  Run(const pipeline::RunOptions& options, io::TempFiles& temps, Interrupt& interrupt)
      : options_(options), temps_(temps), interrupt_(interrupt) {}

  int operator()(pipeline::Plan plan) {
    read::FileSource source(std::move(plan.inputs), options_.read, pipeline::globs(options_));
    base::Result<pipeline::Checkpoints> points = pipeline::Checkpoints::open(plan.journal, options_, source.inputs(), temps_);
    if (!points) return fail(points.error());
    tell(points.value());
    plan.targets.key = points.value().key();
    const std::optional<pipeline::Checkpoints::Left>& left = points.value().left();
    if (left && left->sealed) {
      if (Status done = write::FileSink::finish_sealed(plan.targets, temps_, left->sink); !done) return fail(done.error());
      return close(left->report, points.value());
    }
    base::Result<write::FileSink> sink =
        write::FileSink::create(plan.targets, options_.write, temps_, left ? &left->sink : nullptr);
    if (!sink) return fail(sink.error());
    points.value().follow(sink.value());
    return clean(source, sink.value(), points.value());
  }

 private:
  void tell(const pipeline::Checkpoints& points) const {
    if (options_.quiet) return;
    if (points.began_again())
      print_words("runon: an interrupted run to this output is begun again; --resume would have gone on with it\n");
    if (points.left())
      print_words(fmt::format("runon: going on behind {}\n", counted(points.left()->report.documents, "document")));
    else if (options_.resume && !points.recorded())
      print_words("runon: there is no interrupted run to go on with; beginning at the beginning\n");
  }

  int clean(read::FileSource& source, write::FileSink& sink, pipeline::Checkpoints& points) {
    pipeline::Control control{&interrupt_.stop, &points, {}};
    if (points.left()) {
      if (Status done = source.go_on(points.left()->mark); !done) return fail(done.error());
      control.before = points.left()->report;
    }
    SoftErrors errors;
    interrupt_.listening = true;
    const base::Result<pipeline::Report> report = run(source, sink, errors, control);
    interrupt_.listening = false;
    errors.close();
    if (!report) return fail(report.error(), points, interrupt_);
    return close(report.value(), points);
  }

  // With a line of progress that is gone when this returns.
  base::Result<pipeline::Report> run(read::FileSource& source, write::FileSink& sink, SoftErrors& errors,
                                     const pipeline::Control& control) const {
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    ProgressLine progress(source, shows_progress(options_, terminal), terminal);
    Narrator narrator(sink, errors, progress);
    pipeline::Options what = options_.clean;
    what.repeats.name_copies = !options_.audit.empty();
    return pipeline::run(what, source, narrator, control);
  }

  int close(const pipeline::Report& report, pipeline::Checkpoints& points) const {
    const pipeline::Cost cost{points.seconds(), io::peak_memory_bytes(), pipeline::threads_used(options_.clean)};
    if (!options_.stats.empty())
      if (Status done = pipeline::write_stats(report, cost, options_, temps_); !done) return fail(done.error());
    points.close();
    if (!options_.quiet) print_words(summary(report, cost));
    return report.rejects.empty() ? 0 : 3;
  }

  const pipeline::RunOptions& options_;
  io::TempFiles& temps_;
  Interrupt& interrupt_;
};

}  // namespace

int clean(const pipeline::RunOptions& options, io::TempFiles& temps, Interrupt& interrupt) {
  if (Status sound = pipeline::check(options); !sound) return fail(sound.error());
  base::Result<pipeline::Plan> plan = pipeline::plan(options);
  if (!plan) return fail(plan.error());
  return Run(options, temps, interrupt)(std::move(plan.value()));
}

}  // namespace runon::cli
