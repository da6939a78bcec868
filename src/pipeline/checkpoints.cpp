#include "pipeline/checkpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "io/file.h"
#include "pipeline/option_table.h"
#include "pipeline/version.h"

namespace runon::pipeline {
namespace {

using base::Code;
using base::Done;
using base::Error;
using base::Fields;
using base::Status;

// Between two records at least: going on then does again what takes no longer, or a fiftieth of the time.
constexpr std::chrono::milliseconds kFirst{250};
constexpr std::chrono::milliseconds kLongest{10000};

// Options that change nothing of what is written, and where it is written, which the journal stands for.
constexpr std::array<std::string_view, 8> kFree = {"output", "threads", "progress", "quiet",
                                                   "stats",  "resume",  "memory",   "temp-dir"};
constexpr std::string_view kOption = "option.";

constexpr std::size_t kDigits = 8;  // of an input's fingerprint

// A fingerprint for each input; empty where one of them cannot be read twice. Cost: a system call each.
std::string fingerprints(const std::vector<read::Input>& inputs) {
  std::string all;
  all.reserve(inputs.size() * kDigits);
  for (const read::Input& input : inputs) {
    const std::optional<io::Stamp> stamp = io::stamp(input.path);
    if (!stamp && !input.error && io::identity(input.path)) return {};
    if (!stamp && input.path == "-") return {};
    const io::Stamp s = stamp.value_or(io::Stamp{});
    const base::Hash128 hash =
        base::hash128(fmt::format("{}\n{}\n{}\n{}\n{}", input.path, input.id, s.inode, s.bytes, s.changed_ns));
    all += fmt::format("{:08x}", hash.low & 0xFFFFFFFFU);
  }
  return all;
}

Fields header(const RunOptions& options) {
  Fields fields;
  fields.set("versions", versions());
  for (const Option& row : option_table())
    if ((row.commands & kClean) != 0 && std::find(kFree.begin(), kFree.end(), row.name) == kFree.end())
      fields.set(std::string(kOption) + std::string(row.name), row.get(options));
  return fields;
}

Error changed(std::string what) {
  return {Code::usage,
          "--resume: " + std::move(what),
          {},
          "give what the interrupted run was given, or leave out --resume to begin again"};
}

std::string quoted(std::string_view value) { return value.empty() ? "not set" : std::string(value); }

Status compare(const Fields& then, const Fields& now) {
  if (then.text("versions") != now.text("versions"))
    return changed("the interrupted run was one of another version: " +
                   std::string(then.text("versions").substr(0, then.text("versions").find('\n'))));
  for (const auto& [name, value] : now.all())
    if (name.substr(0, kOption.size()) == kOption && then.text(name) != value)
      return changed(fmt::format("--{} has changed: it was {}, now it is {}", name.substr(kOption.size()),
                                 quoted(then.text(name)), quoted(value)));
  for (const auto& [name, value] : then.all())
    if (name.substr(0, kOption.size()) == kOption && now.all().find(name) == now.all().end())
      return changed(fmt::format("--{} is not there any more", name.substr(kOption.size())));
  return Done{};
}

Status compare_inputs(std::string_view then, const std::vector<read::Input>& inputs) {
  const std::string now = fingerprints(inputs);
  if (then == now) return Done{};
  if (then.size() != now.size())
    return changed(fmt::format("there were {} inputs, now there are {}", then.size() / kDigits, inputs.size()));
  std::size_t at = 0;
  while (then.substr(at, kDigits) == std::string_view(now).substr(at, kDigits)) at += kDigits;
  return changed(fmt::format("the input '{}' is not the one that it was (by its place in the list, size, date or identity)",
                             read::display_name(inputs[at / kDigits])));
}

void save(const Report& report, Fields& fields) {
  for (const Figure& figure : figures()) fields.set("figure." + std::string(figure.name), report.*figure.member);
  for (const Table& table : tables())
    for (const auto& [name, count] : report.*table.member) fields.set("table." + std::string(table.name) + "." + name, count);
}

Report load(const Fields& fields) {
  Report report;
  for (const Figure& figure : figures()) report.*figure.member = fields.number("figure." + std::string(figure.name));
  for (const Table& table : tables()) {
    const std::string prefix = "table." + std::string(table.name) + ".";
    for (const auto& [name, count] : fields.all())
      if (name.substr(0, prefix.size()) == prefix) (report.*table.member)[name.substr(prefix.size())] = fields.number(name);
  }
  return report;
}

// What an interrupted run wrote that nobody will go on with: the run that begins again may write other files.
void remove_temporary(std::string_view record, io::TempFiles& temps) {
  constexpr std::string_view kName = ".temporary";
  const std::optional<Fields> fields = Fields::of(record);
  if (!fields) return;
  for (const auto& [name, path] : fields->all())
    if (name.size() > kName.size() && name.substr(name.size() - kName.size()) == kName &&
        path.find("/.runon-") != std::string::npos)
      temps.remove(path);
}

}  // namespace

base::Result<Checkpoints> Checkpoints::open(const std::string& path, const RunOptions& options,
                                            const std::vector<read::Input>& inputs, io::TempFiles& temps) {
  Checkpoints self(options, inputs);
  if (path.empty()) return self;
  base::Result<io::Journal> journal = io::Journal::open(path, options.output, temps);
  if (!journal) return std::move(journal.error());
  self.journal_ = std::move(journal.value());
  self.next_ += kFirst;
  if (self.journal_->records().empty()) return self;
  if (!options.resume) {
    self.began_again_ = true;
    remove_temporary(self.journal_->records().back(), temps);
    if (Status done = self.journal_->clear(); !done) return std::move(done.error());
    return self;
  }
  const std::optional<Fields> header = Fields::of(self.journal_->records().front());
  if (!header) return changed("the record of the interrupted run cannot be read");
  if (Status done = self.take_up(*header); !done) return std::move(done.error());
  return self;
}

Status Checkpoints::take_up(const Fields& then) {
  recorded_ = true;
  if (Status same = compare(then, header(*options_)); !same) return same;
  if (Status same = compare_inputs(then.text("inputs"), *inputs_); !same) return same;
  if (journal_->records().size() < 2) return Done{};
  std::optional<Fields> last = Fields::of(journal_->records().back());
  if (!last) return changed("the record of the interrupted run cannot be read");
  left_ = Left{std::string(last->text("mark")), load(*last), static_cast<double>(last->number("milliseconds")) / 1e3,
               last->number("sealed") == 1, *last};
  return Done{};
}

double Checkpoints::seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count() + (left_ ? left_->seconds : 0);
}

// The header goes in front of the first record: a run that is over soon does not even ask for the state of its inputs.
Status Checkpoints::begin_record() {
  if (recorded_ || !readable_again_) return Done{};
  Fields first = header(*options_);
  const std::string inputs = fingerprints(*inputs_);
  readable_again_ = !inputs.empty();
  if (!readable_again_) return Done{};
  first.set("inputs", inputs);
  recorded_ = true;
  return journal_->append(first.lines());
}

Status Checkpoints::record(Fields state) {
  state.set("milliseconds", static_cast<std::uint64_t>(seconds() * 1e3));
  return journal_->append(state.lines());
}

Status Checkpoints::passed(std::string_view mark, const Report& so_far) {
  if (!journal_ || !readable_again_) return Done{};
  mark_ = mark;
  so_far_ = &so_far;
  ahead_ = true;
  return Clock::now() < next_ ? Status(Done{}) : stopped();
}

Status Checkpoints::stopped() {
  if (!ahead_ || mark_.empty() || !sink_->recordable()) return Done{};
  const Clock::time_point begin = Clock::now();
  if (Status done = begin_record(); !done || !recorded_) return done;
  Fields state;
  state.set("mark", mark_);
  save(*so_far_, state);
  if (Status done = sink_->record(state); !done) return done;
  if (Status done = record(std::move(state)); !done) return done;
  ahead_ = false;
  const Clock::time_point now = Clock::now();
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  const auto wait = std::clamp(duration_cast<milliseconds>(now - begin_) / 50, kFirst, kLongest);
  next_ = now + std::max(wait, duration_cast<milliseconds>(now - begin) * 20);  // a slow disk is asked less often
  return Done{};
}

Status Checkpoints::finishing(const Report& all) {
  if (!journal_ || !recorded_) return Done{};
  Fields state;
  state.set("sealed", 1);
  save(all, state);
  if (Status done = sink_->seal(state); !done) return done;
  return record(std::move(state));
}

void Checkpoints::close() {
  if (journal_) journal_->remove();
}

}  // namespace runon::pipeline
