// Laws of the whole pipeline, on generated documents, inputs at the edge, and the seed pages.

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "characters/characters.h"
#include "flow/document.h"
#include "pipeline/clean.h"
#include "pipeline/settle.h"
#include "reference/traced.h"
#include "reference/utf8.h"
#include "repeats/repeats.h"
#include "support/catch.h"
#include "support/generate.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;
using flow::Document;

namespace {

constexpr std::uint64_t kSeeds = 400;

using Named = std::pair<std::string, std::string>;

const std::vector<Named>& inputs() {
  static const std::vector<Named> all = [] {
    std::vector<Named> made = support::seed_documents();
    for (Named& edge : support::edge_documents()) made.push_back(std::move(edge));
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed)
      made.emplace_back("generated " + std::to_string(seed), support::document(seed));
    return made;
  }();
  return all;
}

pipeline::Options default_and(furniture::Fate fate) {
  pipeline::Options options;
  options.furniture.fate = fate;
  return options;
}

const std::vector<std::pair<std::string, pipeline::Options>>& option_sets() {
  static const std::vector<std::pair<std::string, pipeline::Options>> sets = {
      {"default", default_and(furniture::Fate::drop)},
      {"furniture kept", default_and(furniture::Fate::keep)},
  };
  return sets;
}

Document cleaned(const pipeline::Cleaner& cleaner, const Named& input) {
  Document document = Document::of(input.first, input.second);
  const base::Status done = cleaner.clean(document);
  REQUIRE(done.ok());
  return document;
}

// What a text file of the result holds: one block a line.
std::string output(const Document& document) {
  std::string out;
  for (const flow::Block& block : document.blocks)
    if (!block.dropped) out += std::string(document.view(block)) + "\n";
  return out;
}

// Calls law(cleaner, input) for each set of options and each input, with both named on failure.
template <class Law>
void each(Law law) {
  for (const auto& [name, options] : option_sets()) {
    const auto cleaner = pipeline::Cleaner::create(options);
    REQUIRE(cleaner.ok());
    for (const Named& input : inputs()) {
      INFO("options: " << name << ", input: " << input.first);
      law(cleaner.value(), input);
    }
  }
}

bool blank(std::string_view text) {
  const std::u32string points = text::decode_all(text);
  return std::all_of(points.begin(), points.end(), [](char32_t c) {
    const text::Properties& p = text::properties(c);
    return p.space() || p.control() || p.ignorable();
  });
}

// Letters, digits and marks of all scripts; what no stage may lose silently.
std::u32string words_of(std::string_view text) {
  std::u32string out;
  for (const char32_t c : text::decode_all(text)) {
    const text::Properties& p = text::properties(c);
    if (p.letter() || p.number()) out += c;
  }
  return out;
}

}  // namespace

TEST_CASE("the five seed pages are there", "[laws]") { REQUIRE(support::seed_documents().size() == 5); }

TEST_CASE("edits lead from the input to the text and back", "[laws]") {
  each([](const pipeline::Cleaner& cleaner, const Named& input) {
    const Document document = cleaned(cleaner, input);
    REQUIRE(document.base == input.second);
    REQUIRE(flow::replay(document.base, document.edits) == document.text);
    REQUIRE(reference::undo(document.text, document.edits, document.base) == document.base);
  });
}

TEST_CASE("the text is well-formed UTF-8 whatever the bytes", "[laws]") {
  each([](const pipeline::Cleaner& cleaner, const Named& input) {
    const std::string text = cleaned(cleaner, input).text;
    for (std::size_t at = 0; at < text.size();) {
      const reference::Step step = reference::first(std::string_view(text).substr(at));
      if (!step.well_formed) FAIL("byte " << at);
      at += step.bytes;
    }
  });
}

TEST_CASE("cleaning clean text changes nothing", "[laws]") {
  each([](const pipeline::Cleaner& cleaner, const Named& input) {
    const std::string once = output(cleaned(cleaner, input));
    const Document again = cleaned(cleaner, {"again", once});
    CHECK(output(again) == once);
    CHECK(again.edits.empty());
  });
}

TEST_CASE("what the characters stage is not asked again it would leave as it is", "[laws]") {
  const characters::Characters stage;
  std::size_t spared = 0;
  each([&](const pipeline::Cleaner& cleaner, const Named& input) {
    const Document document = cleaned(cleaner, input);
    if (!document.plain || !stage.leaves(document.edits)) return;
    if (!document.edits.empty()) ++spared;
    Document again = Document::of("again", document.text);
    flow::Scratch scratch;
    REQUIRE(stage(again, scratch).ok());
    REQUIRE(again.edits.empty());
    REQUIRE(again.plain);
  });
  REQUIRE(spared > 50);
}

TEST_CASE("where repeats is not asked again nothing would go", "[laws]") {
  const repeats::Repeats stage;
  std::size_t spared = 0;
  each([&](const pipeline::Cleaner& cleaner, const Named& input) {
    const Document document = cleaned(cleaner, input);
    Document again = Document::of("again", document.text);
    again.split_lines();
    if (!document.apart || !pipeline::lines_are_blocks(document, again)) return;
    if (document.blocks.size() > 1) ++spared;
    REQUIRE_FALSE(stage.may_drop_lines(again));
  });
  REQUIRE(spared > 100);
}

TEST_CASE("blocks are ordered, apart, without line ends, and name their source lines", "[laws]") {
  each([](const pipeline::Cleaner& cleaner, const Named& input) {
    const Document document = cleaned(cleaner, input);
    std::size_t at = 0;
    std::uint32_t line = 0;
    for (const flow::Block& block : document.blocks) {
      REQUIRE(block.begin >= at);
      REQUIRE(block.end >= block.begin);
      REQUIRE(block.end <= document.text.size());
      REQUIRE(document.view(block).find_first_of("\n\r\f") == std::string_view::npos);
      REQUIRE(block.dropped == (block.begin == block.end));
      REQUIRE(block.first_line >= line);
      REQUIRE(block.last_line >= block.first_line);
      at = block.end;
      line = block.first_line;
    }
    const auto origins = document.block_origins();
    REQUIRE(origins.size() == document.blocks.size());
    for (const auto& [begin, end] : origins) REQUIRE((begin <= end && end <= document.base.size()));
  });
}

TEST_CASE("every line with text is kept, joined or dropped by name", "[laws]") {
  each([](const pipeline::Cleaner& cleaner, const Named& input) {
    const Document document = cleaned(cleaner, input);
    std::set<std::uint32_t> accounted;
    for (const flow::Block& block : document.blocks)
      for (std::uint32_t line = block.first_line; line <= block.last_line; ++line) accounted.insert(line);
    for (const flow::Line& line : document.lines)
      if (line.dropped) accounted.insert(line.number);
    // The lines as they stand behind the first stage, which makes all line ends LF.
    pipeline::Options options;
    options.skip = {false, true, true, true, true, true};
    const auto first = pipeline::Cleaner::create(options);
    Document lines = cleaned(first.value(), input);
    for (const flow::Line& line : lines.lines) {
      INFO("line " << line.number << ": " << lines.view(line));
      if (!blank(lines.view(line))) REQUIRE(accounted.count(line.number) == 1);
    }
  });
}

TEST_CASE("letters and digits vanish only by rules that say so", "[laws]") {
  const std::set<std::string_view> may_take = {"characters", "doubling", "furniture", "repeats"};
  each([&](const pipeline::Cleaner& cleaner, const Named& input) {
    const Document document = cleaned(cleaner, input);
    for (const flow::Edit& edit : document.edits) {
      bool may = may_take.count(edit.rule->stage) == 1;
      for (const flow::Rule* rule : edit.with) may = may || may_take.count(rule->stage) == 1;
      if (may) continue;
      const std::string_view before = std::string_view(document.base).substr(edit.begin, edit.end - edit.begin);
      INFO("rule " << edit.rule->id << ": " << before << " -> " << edit.after);
      REQUIRE(words_of(before) == words_of(edit.after));
    }
  });
}

namespace {

// All inputs, a few documents a batch.
class Memory final : public flow::Source {
 public:
  base::Result<bool> read(flow::Batch& batch) override {
    if (next_ == inputs().size()) return false;
    for (int i = 0; i < 3 && next_ < inputs().size(); ++i, ++next_)
      batch.documents.push_back(Document::of(inputs()[next_].first, inputs()[next_].second));
    return true;
  }

 private:
  std::size_t next_ = 0;
};

class Kept final : public flow::Sink {
 public:
  base::Status write(flow::Batch& batch) override {
    for (const Document& document : batch.documents) {
      bytes += document.id + "\n" + document.text + "\n";
      for (const flow::Edit& edit : document.edits)
        bytes += std::to_string(edit.begin) + " " + std::to_string(edit.end) + " " + std::string(edit.rule->id) + "\n";
    }
    return base::Done{};
  }
  base::Status finish() override {
    finished = true;
    return base::Done{};
  }

  std::string bytes;
  bool finished = false;
};

std::string run_with(unsigned threads) {
  pipeline::Options options;
  options.threads = threads;
  Memory source;
  Kept sink;
  const base::Result<pipeline::Report> report = pipeline::run(options, source, sink);
  REQUIRE(report.ok());
  CHECK(report.value().documents == inputs().size());
  CHECK(report.value().rejects.empty());
  CHECK(sink.finished);
  return sink.bytes;
}

}  // namespace

TEST_CASE("one thread and eight give the same bytes in the same order", "[laws][threads]") {
  const std::string one = run_with(1);
  REQUIRE(!one.empty());
  REQUIRE(run_with(8) == one);
  REQUIRE(run_with(3) == one);
}
