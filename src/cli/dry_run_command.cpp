#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "io/file.h"
#include "io/process.h"
#include "pipeline/clean.h"
#include "pipeline/large.h"
#include "pipeline/option_table.h"
#include "pipeline/plan.h"
#include "read/source.h"
#include "read/text_check.h"

namespace runon::cli {
namespace {

using base::Status;

constexpr std::size_t kSampleBytes = std::size_t{2} << 20U;   // cleaned in all
constexpr std::size_t kSampleOfOne = std::size_t{64} << 10U;  // of one input

std::string megabytes(double bytes) { return fmt::format("{:.1f} MB", bytes / 1e6); }

// Looks at inputs and adds up what a run would take.
class Survey {
 public:
  Survey(const pipeline::RunOptions& options, const pipeline::Cleaner& cleaner) : options_(options), cleaner_(cleaner) {}

  // A line for one input: name, bytes, format, encoding.
  std::string look(const read::Input& input) {
    ++inputs_;
    const std::string name = visible(read::display_name(input));
    if (input.path == "-" && !io::stamp("-")) {
      known_ = false;
      return fmt::format("{}\t?\t?\t?\n", name);
    }
    const std::size_t bytes = io::stamp(input.path).value_or(io::Stamp{}).bytes;
    bytes_ += bytes;
    read::FileSource source({input}, options_.read, pipeline::globs(options_));
    flow::Batch batch;
    const base::Result<bool> more = source.read(batch);
    source.refine(batch);
    if (!more || (batch.documents.empty() && !batch.rejects.empty())) {
      ++rejected_;
      return fmt::format("{}\t{}\trejected\t{}\n", name, bytes,
                         visible((more ? batch.rejects.front().error : more.error()).what));
    }
    std::string line = fmt::format("{}\t{}\t{}\t{}\n", name, bytes, format(batch), encodings(batch));
    sample(batch, source.bytes_read());
    return line;
  }

  std::string summary(const pipeline::Plan& plan) const {
    const unsigned threads = pipeline::threads_used(options_.clean);
    std::string out =
        fmt::format("\n{} input{}, {}{}\n", inputs_, inputs_ == 1 ? "" : "s", megabytes(static_cast<double>(bytes_)),
                    rejected_ == 0 ? "" : fmt::format(", {} would be rejected", rejected_));
    out += fmt::format("output: {}{}\n", visible(options_.output), plan.targets.per_input ? " (a file for each input)" : "");
    if (known_ && sampled_ > 0 && raw_ > 0) {
      const double text = static_cast<double>(bytes_) * static_cast<double>(seen_) / static_cast<double>(raw_);
      const double per_byte = seconds_ / static_cast<double>(sampled_);
      out += fmt::format("time: about {} with {} thread{}, {:.1f} MB/s each\n", clock_time(text * per_byte / threads), threads,
                         threads == 1 ? "" : "s", 1e-6 / std::max(per_byte, 1e-12));
      out += fmt::format("disk: about {}{}\n", megabytes(text * static_cast<double>(written_) / static_cast<double>(sampled_)),
                         options_.audit.empty() ? "" : " and the audit");
    }
    out += fmt::format("memory: at most {} and six times the largest record",
                       megabytes(static_cast<double>(pipeline::Bounds(threads).all)));
    if (options_.clean.repeats.scope != repeats::Scope::corpus) return out + "\n";
    const std::size_t tables =
        options_.clean.repeats.memory != 0 ? options_.clean.repeats.memory : io::machine_memory_bytes() / 2;
    return out + fmt::format(", and up to {} of tables; past that, disk\n", megabytes(static_cast<double>(tables)));
  }

  bool all_sound() const { return rejected_ == 0; }

 private:
  static std::string_view format(const flow::Batch& batch) {
    if (batch.documents.empty()) return "empty";
    const flow::Document& first = batch.documents.front();
    if (first.member.number != 0) return first.record ? "archive of JSON Lines" : "archive of text";
    return first.record ? "JSON Lines" : "text";
  }

  static std::string encodings(const flow::Batch& batch) {
    std::vector<std::string> names;
    for (const flow::Document& document : batch.documents) {
      const std::string name = document.encoding.name + (read::is_guess(document.encoding) ? " (guessed)" : "");
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  // Cleans some of what was read, to see how long it takes and what is left.
  void sample(flow::Batch& batch, std::size_t raw) {
    raw_ += raw;
    std::size_t taken = 0;
    for (flow::Document& document : batch.documents) {
      seen_ += document.base.size();
      if (sampled_ >= kSampleBytes || taken >= kSampleOfOne || document.base.size() > kSampleBytes) continue;
      taken += document.base.size();
      sampled_ += document.base.size();
      const auto begin = std::chrono::steady_clock::now();
      const bool done = cleaner_.clean(document).ok();
      seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      if (done) written_ += document.text.size();
    }
  }

  const pipeline::RunOptions& options_;
  const pipeline::Cleaner& cleaner_;
  std::size_t inputs_ = 0;
  std::size_t rejected_ = 0;
  std::size_t bytes_ = 0;    // of all inputs
  std::size_t raw_ = 0;      // of what was looked at, as it stands on disk
  std::size_t seen_ = 0;     // of that, as text
  std::size_t sampled_ = 0;  // of that, cleaned
  std::size_t written_ = 0;  // of that, left
  double seconds_ = 0;
  bool known_ = true;  // all inputs could be looked at
};

int fail(const base::Error& error) {
  print_error(error);
  return base::exit_status(error.code);
}

}  // namespace

int dry_run(const pipeline::RunOptions& options) {
  if (Status sound = pipeline::check(options); !sound) return fail(sound.error());
  const base::Result<pipeline::Plan> plan = pipeline::plan(options);
  if (!plan) return fail(plan.error());
  const base::Result<pipeline::Cleaner> cleaner = pipeline::Cleaner::create(options.clean);
  if (!cleaner) return fail(cleaner.error());
  Survey survey(options, cleaner.value());
  for (const read::Input& input : plan.value().inputs) print(survey.look(input));
  print(survey.summary(plan.value()));
  return survey.all_sound() ? 0 : 3;
}

}  // namespace runon::cli
