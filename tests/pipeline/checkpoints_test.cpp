// Runs that end early at a known place, and what the next run makes of what they left.
#include "pipeline/checkpoints.h"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/clean.h"
#include "pipeline/plan.h"
#include "read/source.h"
#include "support/catch.h"
#include "support/folder.h"

using namespace runon;
using support::Folder;

namespace {

constexpr int kFiles = 12;

// Each is more than a batch holds.
pipeline::RunOptions options_of(const Folder& folder) {
  for (int i = 0; i < kFiles; ++i) {
    std::string text;
    for (int line = 0; line < 1000; ++line) text += "Line " + std::to_string(1000 * i + line) + " of a list\nof many lines.\n\n";
    folder.put("in/" + std::to_string(10 + i) + ".txt", text);
  }
  pipeline::RunOptions options;
  options.inputs = {folder / "in"};
  options.output = folder / "out.jsonl";
  options.audit = folder / "audit.jsonl";
  options.clean.threads = 1;
  return options;
}

// Tells a run to stop behind so many batches, or ends it when only the names of its outputs are missing.
class Until final : public pipeline::Recorder {
 public:
  Until(pipeline::Checkpoints& points, std::size_t batches, bool without_names)
      : points_(points), batches_(batches), without_names_(without_names) {}
  base::Status passed(std::string_view mark, const pipeline::Report& so_far) override {
    if (++seen_ == batches_) stop = true;
    return points_.passed(mark, so_far);
  }
  base::Status finishing(const pipeline::Report& all) override {
    if (base::Status done = points_.finishing(all); !done) return done;
    if (without_names_) return base::Error{base::Code::interrupted, "no names yet", {}, {}};
    return base::Done{};
  }
  base::Status stopped() override { return points_.stopped(); }

  std::atomic<bool> stop = false;

 private:
  pipeline::Checkpoints& points_;
  std::size_t batches_;
  bool without_names_;
  std::size_t seen_ = 0;
};

struct Outcome {
  std::string refused;  // what opening said; empty: it ran
  bool whole = false;
  bool recorded = false;
  bool began_again = false;
  std::optional<pipeline::Checkpoints::Left> left;  // what it went on with
  pipeline::Report report;                          // of a run that is whole
};

// As `runon clean` does it. `batches`: 0 for all.
Outcome clean(const pipeline::RunOptions& options, std::size_t batches = 0, bool without_names = false) {
  Outcome out;
  io::TempFiles temps;
  auto plan = pipeline::plan(options);
  REQUIRE(plan.ok());
  read::FileSource source(std::move(plan.value().inputs), options.read);
  auto made = pipeline::Checkpoints::open(plan.value().journal, options, source.inputs(), temps);
  if (!made) return out.refused = base::message(made.error()), out;
  pipeline::Checkpoints& points = made.value();
  out.began_again = points.began_again();
  out.left = points.left();
  plan.value().targets.key = points.key();
  if (out.left && out.left->sealed) {
    REQUIRE(write::FileSink::finish_sealed(plan.value().targets, temps, out.left->sink).ok());
    out.report = out.left->report;
  } else {
    auto sink = write::FileSink::create(plan.value().targets, options.write, temps, out.left ? &out.left->sink : nullptr);
    REQUIRE(sink.ok());
    points.follow(sink.value());
    if (out.left) REQUIRE(source.go_on(out.left->mark).ok());
    Until until(points, batches, without_names);
    auto report = pipeline::run(options.clean, source, sink.value(),
                                {&until.stop, &until, out.left ? out.left->report : pipeline::Report()});
    out.recorded = points.recorded();
    if (!report) return out;
    out.report = report.value();
  }
  out.whole = true;
  points.close();
  return out;
}

struct Files {
  std::string output;
  std::string audit;
  bool operator==(const Files& other) const { return output == other.output && audit == other.audit; }
};

Files files_of(const Folder& folder) { return {folder.get("out.jsonl"), folder.get("audit.jsonl")}; }

// Whether anything but inputs and outputs stands there.
bool leaves_something(const Folder& folder) { return folder.count() != kFiles + 3; }

// What a run makes that is not interrupted; it leaves the inputs alone.
struct Wanted {
  Files files;
  pipeline::Report report;
};

Wanted uninterrupted(const Folder& folder, const pipeline::RunOptions& options) {
  const Outcome outcome = clean(options);
  REQUIRE(outcome.whole);
  REQUIRE(!leaves_something(folder));
  Wanted wanted{files_of(folder), outcome.report};
  std::filesystem::remove(options.output);
  std::filesystem::remove(options.audit);
  return wanted;
}

// The record of an interrupted run as `change` makes it of what was told and of where it stopped.
void change_record(const pipeline::RunOptions& options, const std::function<void(std::vector<std::string>&)>& change) {
  io::TempFiles temps;
  auto journal = io::Journal::open(pipeline::plan(options).value().journal, "journal", temps);
  REQUIRE(journal.ok());
  // A slow machine sets down more than where it stopped.
  const std::vector<std::string>& all = journal.value().records();
  REQUIRE(all.size() >= 2);
  std::vector<std::string> records = {all.front(), all.back()};
  change(records);
  REQUIRE(journal.value().clear().ok());
  for (const std::string& record : records) REQUIRE(journal.value().append(record).ok());
}

}  // namespace

TEST_CASE("a run that goes on gives the files of one that was not interrupted, and its figures", "[pipeline]") {
  for (const std::size_t batches : {1U, 3U, 11U}) {
    const Folder folder;
    pipeline::RunOptions options = options_of(folder);
    const Wanted wanted = uninterrupted(folder, options);
    const Outcome first = clean(options, batches);
    REQUIRE(!first.whole);
    CHECK(first.recorded);
    CHECK(!folder.has("out.jsonl"));
    CHECK(!folder.has("audit.jsonl"));
    options.resume = true;
    const Outcome second = clean(options);
    REQUIRE(second.whole);
    REQUIRE(second.left);
    CHECK(second.left->report.documents >= batches);
    CHECK(second.left->report.documents < kFiles);
    CHECK(second.report.documents == kFiles);
    CHECK(second.report.bytes_in == wanted.report.bytes_in);
    CHECK(second.report.edits == wanted.report.edits);
    CHECK(!second.report.edits.empty());
    CHECK(files_of(folder) == wanted.files);
    CHECK(!leaves_something(folder));
  }
}

TEST_CASE("a run that lacks the names of its outputs only is not run again", "[pipeline]") {
  const Folder folder;
  pipeline::RunOptions options = options_of(folder);
  const Wanted wanted = uninterrupted(folder, options);
  REQUIRE(!clean(options, 2).whole);
  options.resume = true;
  REQUIRE(!clean(options, 0, true).whole);
  CHECK(!folder.has("out.jsonl"));
  const Outcome last = clean(options);
  REQUIRE(last.left);
  CHECK(last.left->sealed);
  CHECK(last.report.documents == kFiles);
  CHECK(files_of(folder) == wanted.files);
  CHECK(!leaves_something(folder));
}

TEST_CASE("a run that begins again takes away what the interrupted one wrote", "[pipeline]") {
  const Folder folder;
  pipeline::RunOptions options = options_of(folder);
  REQUIRE(!clean(options, 2).whole);
  options.shard_bytes = 100000;  // other files
  options.audit.clear();
  const Outcome second = clean(options);
  CHECK(second.whole);
  CHECK(second.began_again);
  CHECK(!second.left);
  CHECK(!folder.has("audit.jsonl"));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    CHECK(entry.path().filename().string().find(".runon-") == std::string::npos);
}

TEST_CASE("going on names what has changed, and keeps what is there", "[pipeline]") {
  const Folder folder;
  pipeline::RunOptions options = options_of(folder);
  REQUIRE(!clean(options, 2).whole);
  options.resume = true;
  const auto refused = [](const pipeline::RunOptions& changed, const std::string& says) {
    const Outcome outcome = clean(changed);
    CAPTURE(outcome.refused, says);
    CHECK(outcome.refused.find(says) != std::string::npos);
  };
  pipeline::RunOptions changed = options;
  changed.write.blocks = true;
  refused(changed, "--blocks has changed: it was false, now it is true");
  changed = options;
  changed.rejects = folder / "rejects.jsonl";
  refused(changed, "--rejects has changed: it was not set, now it is \"" + changed.rejects + "\"");
  changed = options;
  changed.inputs.push_back(folder / "in/10.txt");
  refused(changed, "there were 12 inputs, now there are 13");
  const std::string bytes = folder.get("in/17.txt");
  folder.put("in/17.txt", bytes + "more");
  refused(options, "the input '" + (folder / "in/17.txt") + "' is not the one that it was");
  std::filesystem::remove(folder / "in/17.txt");
  refused(options, "there were 12 inputs, now there are 11");
}

TEST_CASE("a record that is another version's, or no record, is not gone on with", "[pipeline]") {
  const auto opened = [](const std::function<void(std::vector<std::string>&)>& change) {
    const Folder folder;
    pipeline::RunOptions options = options_of(folder);
    REQUIRE(!clean(options, 2).whole);
    change_record(options, change);
    options.resume = true;
    return clean(options);
  };
  const auto with = [](std::string& record, std::string_view name, std::string_view value) {
    base::Fields fields = base::Fields::of(record).value();
    fields.set(name, value);
    record = fields.lines();
  };
  CHECK(opened([&](auto& records) {
          with(records[0], "versions", "runon 0.0.1\nothers 2");
        }).refused.find("the interrupted run was one of another version: runon 0.0.1") != std::string::npos);
  CHECK(opened([&](auto& records) { with(records[0], "option.colour", "red"); }).refused.find("--colour is not there any more") !=
        std::string::npos);
  for (const std::size_t which : {0U, 1U})
    CHECK(opened([&](auto& records) { records[which] = "no field"; }).refused.find("cannot be read") != std::string::npos);
  // What was told only, and nothing written yet: at the beginning.
  const Outcome outcome = opened([](auto& records) { records.pop_back(); });
  CHECK(outcome.whole);
  CHECK(!outcome.left);
  CHECK(!outcome.began_again);
}

TEST_CASE("a run whose input cannot be read twice leaves no record", "[pipeline]") {
  const Folder folder;
  pipeline::RunOptions options = options_of(folder);
  std::vector<read::Input> inputs = read::list_inputs({"-"}, std::nullopt);
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const std::string journal = io::Journal::path_for(options.output, false);
  for (const std::string& path : {std::string("-"), folder / "pipe"}) {
    inputs[0].path = path;
    io::TempFiles temps;
    auto points = pipeline::Checkpoints::open(journal, options, inputs, temps);
    REQUIRE(points.ok());
    auto sink = write::FileSink::create(pipeline::plan(options).value().targets, options.write, temps);
    REQUIRE(sink.ok());
    points.value().follow(sink.value());
    const pipeline::Report report;
    REQUIRE(points.value().passed("1", report).ok());
    REQUIRE(points.value().stopped().ok());
    CHECK(!points.value().recorded());
    // And it does not ask again.
    REQUIRE(points.value().passed("2", report).ok());
    REQUIRE(points.value().stopped().ok());
    REQUIRE(points.value().finishing(report).ok());
    CHECK(!points.value().recorded());
  }
  CHECK(!std::filesystem::exists(journal));
}
