// Repeats in a corpus, through the whole pipeline.

#include <string>
#include <utility>
#include <vector>

#include "pipeline/clean.h"
#include "support/catch.h"
#include "support/generate.h"
#include "write/audit.h"

using namespace runon;

namespace {

// Documents out of memory, a few to a batch.
class Documents final : public flow::Source {
 public:
  explicit Documents(std::vector<std::pair<std::string, std::string>> all) : all_(std::move(all)) {}

  base::Result<bool> read(flow::Batch& batch) override {
    for (int i = 0; i < 3 && next_ < all_.size(); ++i, ++next_)
      batch.documents.push_back(flow::Document::of(all_[next_].first, all_[next_].second));
    return !batch.documents.empty();
  }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
  std::size_t next_ = 0;
};

// All that came out: texts and audit.
class Pages final : public flow::Sink {
 public:
  base::Status write(flow::Batch& batch) override {
    for (const flow::Document& document : batch.documents) {
      REQUIRE(flow::replay(document.base, document.edits) == document.text);
      out += document.id + "\n" + document.text + "\n";
      bases.push_back(document.base);
      write::append_audit(audit, document, write::Granularity::document);
    }
    return base::Done{};
  }

  std::string out;
  std::string audit;
  std::vector<std::string> bases;
};

std::vector<std::pair<std::string, std::string>> corpus() {
  std::vector<std::pair<std::string, std::string>> all = support::seed_documents();
  for (std::uint64_t seed = 0; seed < 60; ++seed)
    all.emplace_back("generated " + std::to_string(seed), support::document(seed % 40));
  for (const auto& seed : support::seed_documents()) all.emplace_back("again " + seed.first, seed.second);
  return all;
}

pipeline::Report run(const pipeline::Options& options, Pages& pages) {
  Documents documents(corpus());
  auto report = pipeline::run(options, documents, pages);
  REQUIRE(report.ok());
  return report.value();
}

}  // namespace

TEST_CASE("repeats of a corpus come out the same at any thread count and memory", "[pipeline][threads]") {
  pipeline::Options options;
  options.repeats.scope = repeats::Scope::corpus;
  for (const repeats::Keep keep : {repeats::Keep::first, repeats::Keep::longest})
    for (const repeats::UnitKind unit : {repeats::UnitKind::block, repeats::UnitKind::line, repeats::UnitKind::document}) {
      options.repeats.keep = keep;
      options.repeats.unit = unit;
      options.repeats.memory = std::uint64_t{1} << 30U;
      options.threads = 1;
      Pages first;
      const pipeline::Report report = run(options, first);
      CHECK(report.repeats_dropped > 5);
      CHECK(report.documents == corpus().size());
      CHECK(first.audit.find(R"("similarity":"exact")") != std::string::npos);
      for (const auto& [threads, memory] :
           {std::pair(8U, std::uint64_t{1} << 30U), std::pair(2U, std::uint64_t{1}), std::pair(1U, std::uint64_t{1})}) {
        options.threads = threads;
        options.repeats.memory = memory;
        Pages other;
        const pipeline::Report again = run(options, other);
        CHECK(other.out == first.out);
        CHECK(other.audit == first.audit);
        CHECK(again.repeats_dropped == report.repeats_dropped);
        CHECK(again.lines_in == report.lines_in);
        CHECK(again.edits == report.edits);
      }
      const auto inputs = corpus();
      REQUIRE(first.bases.size() == inputs.size());
      for (std::size_t i = 0; i < inputs.size(); ++i) CHECK(first.bases[i] == inputs[i].second);
    }
}

TEST_CASE("a sink that fails ends a run that looks at the corpus", "[pipeline]") {
  class Broken final : public flow::Sink {
   public:
    base::Status write(flow::Batch& /*batch*/) override { return base::Error{base::Code::unwritable, "full", "x", {}}; }
  } broken;
  pipeline::Options options;
  options.repeats.scope = repeats::Scope::corpus;
  for (const std::uint64_t memory : {std::uint64_t{1}, std::uint64_t{1} << 30U}) {
    options.repeats.memory = memory;
    Documents documents(corpus());
    const auto report = pipeline::run(options, documents, broken);
    REQUIRE(!report.ok());
    CHECK(report.error().what == "full");
  }
}

TEST_CASE("a directory for temporary files that is not there ends the run before anything is read", "[pipeline]") {
  pipeline::Options options;
  options.repeats.scope = repeats::Scope::corpus;
  options.repeats.temp_dir = "/nonexistent/directory";
  Documents documents(corpus());
  Pages pages;
  const auto report = pipeline::run(options, documents, pages);
  REQUIRE(!report.ok());
  CHECK(report.error().code == base::Code::unwritable);
  CHECK(pages.out.empty());
}
