#include "pipeline/control.h"

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline/clean.h"
#include "support/catch.h"

using namespace runon;

namespace {

// A hundred small documents, each a batch with its number as mark.
class Numbers final : public flow::Source {
 public:
  base::Result<bool> read(flow::Batch& batch) override {
    if (next_ == 100) return false;
    batch.documents.push_back(flow::Document::of(std::to_string(next_), "Text number " + std::to_string(next_) + ".\n"));
    batch.mark = std::to_string(++next_);
    return true;
  }

 private:
  int next_ = 0;
};

class Ids final : public flow::Sink {
 public:
  base::Status write(flow::Batch& batch) override {
    for (const flow::Document& document : batch.documents) ids.push_back(document.id);
    return base::Done{};
  }
  base::Status finish() override {
    finished = true;
    return base::Done{};
  }
  std::vector<std::string> ids;
  bool finished = false;
};

class Notes final : public pipeline::Recorder {
 public:
  Notes(const Ids& sink, std::atomic<bool>* stop) : sink_(sink), stop_(stop) {}
  base::Status passed(std::string_view mark, const pipeline::Report& so_far) override {
    marks.emplace_back(mark);
    in_step = in_step && so_far.documents == before + sink_.ids.size() && std::to_string(sink_.ids.size()) == mark;
    if (stop_ != nullptr && marks.size() == 10) *stop_ = true;
    if (fails) return base::Error{base::Code::unwritable, "no room", {}, {}};
    return base::Done{};
  }
  base::Status finishing(const pipeline::Report& all) override {
    finishing_with = all.documents;
    in_step = in_step && !sink_.finished;
    return base::Done{};
  }
  base::Status stopped() override {
    ++stops;
    return base::Done{};
  }

  std::vector<std::string> marks;
  std::size_t before = 0;
  std::size_t finishing_with = 0;
  int stops = 0;
  bool in_step = true;
  bool fails = false;

 private:
  const Ids& sink_;
  std::atomic<bool>* stop_;
};

}  // namespace

TEST_CASE("a recorder hears of each batch once it is written, in order", "[pipeline][threads]") {
  for (const unsigned threads : {1U, 4U}) {
    Numbers source;
    Ids sink;
    Notes notes(sink, nullptr);
    notes.before = 7;
    pipeline::Control control{nullptr, &notes, {}};
    control.before.documents = 7;
    control.before.edits["a.b"] = 3;
    pipeline::Options options;
    options.threads = threads;
    const auto report = pipeline::run(options, source, sink, control);
    REQUIRE(report.ok());
    CHECK(notes.marks.size() == 100);
    CHECK(notes.in_step);
    CHECK(notes.finishing_with == 107);
    CHECK(report.value().documents == 107);
    CHECK(report.value().edits.at("a.b") == 3);
    CHECK(notes.stops == 0);
    CHECK(sink.finished);
  }
}

TEST_CASE("a run that is told to stop leaves a beginning without a gap, and is not finished", "[pipeline][threads]") {
  for (const unsigned threads : {1U, 4U}) {
    std::atomic<bool> stop = false;
    Numbers source;
    Ids sink;
    Notes notes(sink, &stop);
    pipeline::Options options;
    options.threads = threads;
    const auto report = pipeline::run(options, source, sink, {&stop, &notes, {}});
    REQUIRE(!report.ok());
    CHECK(report.error().code == base::Code::interrupted);
    CHECK(notes.marks.size() >= 10);
    CHECK(notes.marks.size() < 100);
    CHECK(notes.in_step);
    CHECK(notes.stops == 1);
    CHECK(notes.finishing_with == 0);
    CHECK(!sink.finished);
    for (std::size_t i = 0; i < sink.ids.size(); ++i) CHECK(sink.ids[i] == std::to_string(i));
  }
}

TEST_CASE("a recorder's error ends the run", "[pipeline]") {
  Numbers source;
  Ids sink;
  Notes notes(sink, nullptr);
  notes.fails = true;
  const auto report = pipeline::run({}, source, sink, {nullptr, &notes, {}});
  REQUIRE(!report.ok());
  CHECK(report.error().code == base::Code::unwritable);
  CHECK(notes.marks.size() == 1);
  CHECK(!sink.finished);
}
