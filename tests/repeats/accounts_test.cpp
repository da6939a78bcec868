// Who lost what to whom, as a corpus counts it: clusters, sources and alarms.
#include "repeats/accounts.h"

#include <memory>
#include <string>
#include <vector>

#include "repeats/remove.h"
#include "support/catch.h"
#include "support/corpus_run.h"

using namespace runon;

namespace {

struct Outcome {
  std::vector<std::string> lines;  // a cluster each
  repeats::CorpusFigures figures;
};

repeats::Options options_for(double alarm = 0.5) {
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.min_letters = 1;
  options.memory = std::uint64_t{1} << 30U;
  options.alarm = alarm;
  return options;
}

// Documents through a corpus; each is an input of its own unless it says otherwise.
Outcome run(std::vector<flow::Document> documents, const repeats::Options& options, bool wants_lines = true) {
  Outcome outcome;
  std::vector<std::size_t> bytes;
  for (const flow::Document& document : documents) bytes.push_back(document.text.size());
  auto made = repeats::Corpus::create(options);
  REQUIRE(made.ok());
  repeats::Corpus corpus = std::move(made.value());
  repeats::Accounts accounts(options);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    repeats::Losses losses;
    repeats::Looked looked{repeats::units_of(documents[i], options), {}};
    looked.likenesses = repeats::likenesses_of(documents[i], looked.units, options);
    std::vector<repeats::Verdict> verdicts;
    REQUIRE(corpus.judge(documents[i], looked, verdicts));
    for (const repeats::Verdict& verdict : verdicts) losses.add(documents[i], looked.units[verdict.unit], verdict);
    repeats::remove(documents[i], looked.units, verdicts, options.unit);
    losses.add(documents[i], bytes[i]);
    REQUIRE(accounts.add(losses));
  }
  outcome.figures = corpus.figures();
  const auto take = [&](std::string_view line) -> base::Status { return outcome.lines.emplace_back(line), base::Done{}; };
  REQUIRE(accounts.close(corpus, outcome.figures, take, wants_lines));
  return outcome;
}

flow::Document document(const std::string& name, const std::string& text, std::size_t input = 0) {
  flow::Document made = support::lines_as_blocks(name, text);
  made.source = name;
  made.input = input;
  return made;
}

std::string lines(std::size_t count, const std::string& stem) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += stem + std::to_string(i) + "\n";
  return out;
}

}  // namespace

TEST_CASE("a cluster names the copy that stays, and each that went, in order", "[repeats]") {
  const Outcome outcome = run({document("a", "river\nlantern\nbridge\n", 0), document("b\x1B\xFF", "x\nLantern!\nlantern\n", 1),
                               document("c", "river\n", 2)},
                              options_for());
  REQUIRE(outcome.lines.size() == 2);
  CHECK(outcome.lines[0] == R"({"size":2,"kept":{"doc":"a","lines":[1,1]},"text":"river","members":[)"
                            R"({"doc":"c","lines":[1,1],"similarity":"exact"}]})"
                            "\n");
  CHECK(outcome.lines[1] == R"({"size":3,"kept":{"doc":"a","lines":[2,2]},"text":"Lantern!","members":[)"
                            "{\"doc\":\"b\\u001b\xEF\xBF\xBD\",\"lines\":[2,2],\"similarity\":\"exact\"},"
                            "{\"doc\":\"b\\u001b\xEF\xBF\xBD\",\"lines\":[3,3],\"similarity\":\"exact\"}]}\n");
  CHECK(outcome.figures.clusters == 2);
  CHECK(outcome.figures.exact == 3);
  CHECK(outcome.figures.near == 0);
  CHECK(outcome.figures.bytes == 21 + 19 + 6);
  CHECK(outcome.figures.dropped == 17 + 6);
  CHECK(run({document("a", "river\nriver\n")}, options_for(), false).lines.empty());
  CHECK(run({document("a", "river\n")}, options_for()).figures.clusters == 0);
}

TEST_CASE("a cluster of likeness says how alike", "[repeats]") {
  repeats::Options options = options_for();
  options.near = 0.5;
  const std::string text = "seven lanterns hang under the old bridge by the river at night";
  const Outcome outcome = run({document("a", text + "\n"), document("b", text + " again\n", 1)}, options);
  REQUIRE(outcome.lines.size() == 1);
  CHECK(outcome.figures.near == 1);
  CHECK(outcome.figures.exact == 0);
  CHECK(outcome.lines[0].find(R"("similarity":0.)") != std::string::npos);
  CHECK(outcome.lines[0].find("exact") == std::string::npos);
}

TEST_CASE("a cluster shows the begin of its text, and no half of a character", "[repeats]") {
  const auto text_of = [](const std::string& text) {
    const Outcome outcome = run({document("a", text + "\n" + text + "\n")}, options_for());
    REQUIRE(outcome.figures.largest.size() == 1);
    return outcome.figures.largest[0].text;
  };
  CHECK(text_of(std::string(96, 'a')) == std::string(96, 'a'));
  CHECK(text_of(std::string(97, 'a')) == std::string(96, 'a'));
  CHECK(text_of(std::string(95, 'a') + "河") == std::string(95, 'a'));
  CHECK(text_of(std::string(94, 'a') + "河") == std::string(94, 'a'));
  CHECK(text_of(std::string(93, 'a') + "河") == std::string(93, 'a') + "河");
}

TEST_CASE("the five largest clusters are named, the largest first, of equals the first", "[repeats]") {
  std::string text;
  for (const auto& [word, copies] : std::vector<std::pair<std::string, int>>{
           {"one", 2}, {"two", 4}, {"three", 2}, {"four", 3}, {"five", 4}, {"six", 2}, {"seven", 5}})
    for (int i = 0; i < copies; ++i) text += word + "\n";
  const Outcome outcome = run({document("a", text)}, options_for());
  CHECK(outcome.figures.clusters == 7);
  std::vector<std::string> named;
  for (const repeats::Cluster& cluster : outcome.figures.largest) named.push_back(cluster.text + std::to_string(cluster.size));
  CHECK(named == std::vector<std::string>{"seven5", "two4", "five4", "four3", "one2"});
  CHECK(outcome.figures.largest[0].kept.first_line == 18);
}

TEST_CASE("the five sources that lost most are named, and what lost nothing is not", "[repeats]") {
  std::vector<flow::Document> documents = {document("all", lines(9, "w"), 0)};
  for (std::size_t lost = 0; lost < 8; ++lost)
    documents.push_back(document("d" + std::to_string(lost), lines(lost, "w") + "own" + std::string(lost, 'x') + "\n", lost + 1));
  const Outcome outcome = run(documents, options_for());
  std::vector<std::string> named;
  for (const repeats::SourceLoss& loss : outcome.figures.sources)
    named.push_back(loss.source + ":" + std::to_string(loss.dropped));
  CHECK(named == std::vector<std::string>{"d7:21", "d6:18", "d5:15", "d4:12", "d3:9"});
  // Documents of one input are one source; a record's has no number of its line.
  flow::Document first = document("records.jsonl:1", "w1\nw2\n", 7);
  flow::Document second = document("records.jsonl:22", "w1\nw2\nw3\n", 7);
  first.record = std::make_shared<flow::Record>();
  second.record = std::make_shared<flow::Record>();
  const Outcome records = run({first, second}, options_for());
  REQUIRE(records.figures.sources.size() == 1);
  CHECK(records.figures.sources[0].source == "records.jsonl");
  CHECK(records.figures.sources[0].bytes == 15);
  CHECK(records.figures.sources[0].dropped == 6);
}

TEST_CASE("records that say what they are from are counted by it, in whichever inputs they stand", "[repeats]") {
  const auto record = [](const std::string& place, const std::string& text, std::size_t input, const std::string& origin) {
    flow::Document made = document(place, text, input);
    made.record = std::make_shared<flow::Record>();
    made.record->origin = origin;
    return made;
  };
  const auto named = [](const std::vector<flow::Document>& documents) {
    const Outcome outcome = run(documents, options_for());
    std::vector<std::string> all;
    for (const repeats::SourceLoss& loss : outcome.figures.sources)
      all.push_back(loss.source + " " + std::to_string(loss.dropped) + "/" + std::to_string(loss.bytes));
    std::uint64_t bytes = 0;
    for (const flow::Document& document : documents) bytes += document.text.size();
    CHECK(outcome.figures.bytes == bytes);
    return all;
  };
  std::vector<flow::Document> documents = {record("a.jsonl:1", "w1\nw2\nw3\n", 0, "books"),
                                           record("a.jsonl:2", "w1\n", 0, "crawl"), record("b.jsonl:1", "w1\nw2\n", 1, "crawl"),
                                           record("b.jsonl:2", "w3\nw4\n", 1, ""), document("c.txt", "w2\nw5\n", 2)};
  CHECK(named(documents) == std::vector<std::string>{"crawl 9/9", "b.jsonl 3/6", "c.txt 3/6"});
  // Of more than 4,096 each is a place; then inputs count.
  for (int i = 0; i < 4094; ++i)
    documents.push_back(record("d.jsonl:" + std::to_string(i + 1), "x\n", 3, "u" + std::to_string(i)));
  CHECK(named(documents)[0] == "crawl 9/9");
  documents.push_back(record("d.jsonl:4095", "x\n", 3, "one more"));
  CHECK(named(documents) == std::vector<std::string>{"d.jsonl 8188/8190", "b.jsonl 9/12", "a.jsonl 3/12", "c.txt 3/6"});
}

TEST_CASE("a source that lost more than its share is an alarm, from ten thousand bytes on", "[repeats]") {
  // Lines of ten bytes, of which `again` stand in the input before.
  const auto alarms = [](std::size_t bytes, std::size_t again, double share) {
    std::string text;
    for (std::size_t i = 0; text.size() < bytes; ++i) {
      text += (i < again ? "a" : "b") + std::string(1, static_cast<char>('a' + i / 26 / 26)) +
              std::string(1, static_cast<char>('a' + i / 26 % 26)) + std::string(1, static_cast<char>('a' + i % 26)) + "12345\n";
    }
    std::string before;
    for (std::size_t i = 0; i < again; ++i) before += text.substr(i * 10, 10);
    return run({document("before", before, 0), document("after", text, 1)}, options_for(share), false).figures.alarms;
  };
  CHECK(alarms(10000, 501, 0.5) == std::vector<std::string>{"after lost 50% of its text to repeats"});
  CHECK(alarms(10000, 500, 0.5).empty());
  CHECK(alarms(9990, 501, 0.5).empty());
  CHECK(alarms(10000, 999, 0).empty());
  CHECK(alarms(20000, 501, 0.25) == std::vector<std::string>{"after lost 25% of its text to repeats"});
}

TEST_CASE("five sources that lost too much are named, and the others counted", "[repeats]") {
  const std::string text = lines(12, std::string(900, 'x'));
  std::vector<flow::Document> documents = {document("first", text, 0)};
  for (std::size_t i = 1; i <= 6; ++i) documents.push_back(document("s" + std::to_string(i), text, i));
  const auto few = run({documents.begin(), documents.end() - 1}, options_for(1e-3), false).figures.alarms;
  const auto many = run(documents, options_for(1e-3), false).figures.alarms;
  REQUIRE(few.size() == 5);
  REQUIRE(many.size() == 6);
  CHECK(many[4] == "s5 lost 100% of its text to repeats");
  CHECK(many[5] == "and 1 more sources lost as much");
}

TEST_CASE("a text that is more than a tenth of the share of a corpus is an alarm, from a thousand units on", "[repeats]") {
  const auto alarms = [](std::size_t units, std::size_t copies) {
    std::string text;
    for (std::size_t i = 0; i < copies; ++i) text += "河水\n";
    return run({document("d", text + lines(units - copies, "w"))}, options_for(), false).figures.alarms;
  };
  // One in twenty, of a thousand: fifty besides the one that stays.
  CHECK(alarms(1000, 52) == std::vector<std::string>{"5% of all that was compared repeats one text, in d line 1: \"河水\""});
  CHECK(alarms(1000, 51).empty());
  CHECK(alarms(999, 80).empty());
}
