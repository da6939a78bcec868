#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "pipeline/clean.h"
#include "pipeline/option_table.h"
#include "pipeline/plan.h"
#include "pipeline/stats.h"
#include "read/source.h"
#include "write/sink.h"

namespace runon::cli {
namespace {

// Stands in front of the files and tells people what passes by.
class Narrator final : public flow::Sink {
 public:
  Narrator(write::FileSink& files, SoftErrors& errors, ProgressLine& progress)
      : files_(files), errors_(errors), progress_(progress) {}

  void render(flow::Batch& batch) const override { files_.render(batch); }

  base::Status write(flow::Batch& batch) override {
    if (!batch.rejects.empty()) progress_.clear();
    for (const flow::Reject& reject : batch.rejects) errors_.add(reject.error);
    progress_.show();
    return files_.write(batch);
  }

  base::Status finish() override { return files_.finish(); }

 private:
  write::FileSink& files_;
  SoftErrors& errors_;
  ProgressLine& progress_;
};

std::string counted(std::size_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

std::string summary(const pipeline::Report& report) {
  std::string out = fmt::format("runon: read {} ({} of text), joined {}, undoubled {}, dropped {} of furniture and {}",
                                counted(report.documents, "document"), counted(report.lines_in, "line"),
                                counted(report.lines_joined, "line break"), report.undoubled,
                                counted(report.lines_dropped, "line"), counted(report.repeats_dropped, "repeat"));
  if (!report.rejects.empty()) out += fmt::format(", rejected {}", report.reject_count());
  out += '\n';
  for (const auto& [what, count] : report.problems) out += fmt::format("runon: {}: {}\n", what, count);
  if (report.edit_count() == 0 && report.bytes_in > 0) out += "runon: 0 edits: is this expected?\n";
  return out;
}

int fail(const base::Error& error) {
  if (error.code != base::Code::closed_pipe) print_error(error);
  return base::exit_status(error.code);
}

bool shows_progress(const pipeline::RunOptions& options, bool terminal) {
  if (options.progress == pipeline::Progress::automatic) return terminal && !options.quiet;
  return options.progress == pipeline::Progress::on;
}

}  // namespace

int clean(const pipeline::RunOptions& options, io::TempFiles& temps) {
  if (base::Status sound = pipeline::check(options); !sound) return fail(sound.error());
  base::Result<pipeline::Plan> plan = pipeline::plan(options);
  if (!plan) return fail(plan.error());
  base::Result<write::FileSink> sink = write::FileSink::create(plan.value().targets, options.write, temps);
  if (!sink) return fail(sink.error());
  read::FileSource source(std::move(plan.value().inputs), options.read);

  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  ProgressLine progress(source, shows_progress(options, terminal), terminal);
  SoftErrors errors;
  Narrator narrator(sink.value(), errors, progress);
  pipeline::Options what = options.clean;
  what.repeats.name_copies = !options.audit.empty();
  base::Result<pipeline::Report> report = pipeline::run(what, source, narrator);
  progress.clear();
  errors.close();
  if (!report) return fail(report.error());
  if (!options.stats.empty())
    if (base::Status done = pipeline::write_stats(report.value(), options, temps); !done) return fail(done.error());
  if (!options.quiet) print_words(summary(report.value()));
  return report.value().rejects.empty() ? 0 : 3;
}

}  // namespace runon::cli
