#include "repeats/fragments.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "pipeline/clean.h"
#include "pipeline/corpus_pass.h"
#include "repeats/passage.h"
#include "support/catch.h"
#include "support/corpus_run.h"
#include "support/plain_fragments.h"
#include "support/random.h"

using namespace runon;
using repeats::Passage;
using support::lines_as_blocks;
using support::Spans;

namespace {

repeats::Options fragment_options(std::size_t characters) {
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.fragments = characters;
  options.memory = std::uint64_t{1} << 30U;
  return options;
}

Passage passage_of(const std::string& text, std::size_t characters = 16) {
  return repeats::passage_of(lines_as_blocks("d", text), fragment_options(characters));
}

// The clauses of a passage: '|' between them, '#' where a sentence or block ends, too.
std::string parted(const std::string& text) {
  const Passage passage = passage_of(text);
  std::string out;
  for (std::size_t i = 0; i + 1 < passage.boundaries.size(); ++i) {
    const repeats::Boundary& from = passage.boundaries[i];
    const repeats::Boundary& to = passage.boundaries[i + 1];
    if (from.begin >= to.end) continue;
    out += passage.text.substr(from.begin, to.end - from.begin) + (to.sentence ? "#" : "|");
  }
  return out;
}

// Documents of sentences out of a few, among others that are nowhere else.
std::vector<flow::Document> random_documents(support::Random& random) {
  static const std::vector<std::string> words = {"river", "council", "the",     "library", "of",      "bridge",
                                                 "a",     "market",  "lantern", "in",      "morning", "table",
                                                 "clock", "stone",   "to",      "house",   "walk",    "paper"};
  static const std::vector<std::string> signs = {"河", "水", "流", "过", "小", "路", "桥",
                                                 "下", "灯", "书", "馆", "早", "市", "场"};
  const bool chinese = random.one_in(3);
  const auto sentence = [&] {
    std::string text;
    for (std::size_t i = random.between(3, 14); i > 0; --i) {
      text += chinese ? random.pick(signs) : random.pick(words);
      if (i == 1) text += chinese ? "。" : ".";
      else if (random.one_in(6)) text += chinese ? "，" : ", ";
      else if (!chinese) text += " ";
    }
    if (!chinese) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  };
  std::vector<std::string> pool;
  for (int i = 0; i < 12; ++i) pool.push_back(sentence());
  std::vector<flow::Document> documents;
  for (std::size_t d = random.between(2, 6); d > 0; --d) {
    std::string text;
    for (std::size_t i = random.between(2, 9); i > 0; --i) {
      if (!text.empty()) text += random.one_in(4) ? "\n" : chinese ? "" : " ";
      text += random.one_in(2) ? random.pick(pool) : sentence();
    }
    documents.push_back(lines_as_blocks("d" + std::to_string(documents.size()), text + "\n"));
  }
  return documents;
}

struct Outcome {
  std::vector<std::string> texts;
  std::vector<std::string> kept;  // "DOC:LINES" of what each removal names
  repeats::CorpusFigures figures;
};

class NoSink final : public flow::Sink {
  base::Status write(flow::Batch&) override { return base::Done{}; }
};

// All documents through the steps of the pipeline, each a batch.
Outcome run(const std::vector<flow::Document>& documents, const repeats::Options& wanted) {
  pipeline::Options options;
  options.repeats = wanted;
  auto pass = pipeline::CorpusPass::create(options);
  REQUIRE(pass.ok());
  Outcome outcome;
  const auto finish = [&](flow::Batch& batch, pipeline::Sheet& sheet) {
    REQUIRE(pass.value()->judge(batch, sheet));
    pass.value()->carry_out(batch, sheet);
    REQUIRE(pass.value()->keep(sheet));
    for (const flow::Document& document : batch.documents) {
      REQUIRE(flow::replay(document.base, document.edits) == document.text);
      outcome.texts.push_back(document.text);
      for (const flow::Edit& edit : document.edits)
        if (edit.copy) outcome.kept.push_back(edit.copy->doc + ":" + std::to_string(edit.copy->first_line));
    }
  };
  for (const flow::Document& document : documents) {
    flow::Batch batch;
    batch.documents.push_back(document);
    pipeline::Sheet sheet;
    pass.value()->look(batch, sheet);
    finish(batch, sheet);
  }
  const auto more = pass.value()->has_more();
  REQUIRE(more.ok());
  while (more.value()) {
    pipeline::Sheet sheet;
    const auto taken = pass.value()->take_back(sheet);
    REQUIRE(taken.ok());
    if (!taken.value()) break;
    flow::Batch batch;
    pass.value()->unpack(batch, sheet);
    finish(batch, sheet);
  }
  NoSink sink;
  auto figures = pass.value()->close(sink);
  REQUIRE(figures.ok());
  outcome.figures = std::move(figures.value());
  return outcome;
}

// The plain twin: for each place, the longest run that stood before, by comparing all places with all others.
std::vector<std::size_t> longest_before(const std::string& text) {
  std::vector<std::size_t> longest(text.size());
  std::vector<std::size_t> below(text.size() + 1);  // of the place behind
  std::vector<std::size_t> row(text.size() + 1);
  for (std::size_t i = text.size(); i > 0; --i) {
    const std::size_t at = i - 1;
    for (std::size_t j = 0; j < text.size(); ++j) {
      const bool same = text[at] == text[j] && text[at] != repeats::kBarrier;
      row[j] = same ? below[j + 1] + 1 : 0;
      if (j < at) longest[at] = std::max(longest[at], row[j]);
    }
    std::swap(row, below);
    below[text.size()] = 0;
  }
  return longest;
}

}  // namespace

TEST_CASE("white space is one space, and none beside an ideograph", "[repeats]") {
  CHECK(passage_of("a  b\nc\n").text == "a b c\xFF");
  CHECK(passage_of("河 水\n流 a b\n").text == "河水流a b\xFF");
  CHECK(passage_of("한국 말\n").text == "한국 말\xFF");
  CHECK(passage_of("").text.empty());
  flow::Document document = lines_as_blocks("d", "one\ntwo\nthree\n");
  document.blocks[1].kind = flow::Kind::verse;
  CHECK(repeats::passage_of(document, fragment_options(16)).text == "one\xFFthree\xFF");
}

TEST_CASE("texts part at sentences, clauses and blocks", "[repeats]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"It rained. We left, then slept; he sang.", "It rained.#We left,|then slept;|he sang.#"},
      {"He met Mr. Smith at 10.30 in Fig. 5, e.g. there.", "He met Mr. Smith at 10.30 in Fig. 5,|e.g. there.#"},
      {"\"Go!\" he said. (Then 1,000 left.) All.", "\"Go!\"|he said.#(Then 1,000 left.)#All.#"},
      {"What?! No... Yes", "What?!#No...#Yes#"},
      {"Head\nBody goes on\n", "Head#Body goes on#"},
      {"河水流过，小路。“桥下。”灯、书", "河水流过，|小路。#“桥下。”#灯、|书#"},
      {"３．５は多い。次", "３．５は多い。#次#"},
      {"नदी बहती है। पुल है।", "नदी बहती है।#पुल है।#"},
      {"ذهب، ثم عاد؟ نعم", "ذهب،|ثم عاد؟#نعم#"},
      {"สวัสดี ครับ", "สวัสดี|ครับ#"},
      {"J. R. Smith of the U.S. went.", "J. R. Smith of the U.S. went.#"},
      {"A. B. Maas, bzw. Z. Zorn went.", "A. B. Maas,|bzw. Z. Zorn went.#"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(parted(text) == expected);
  }
}

TEST_CASE("every run has a sample, the same wherever it stands", "[repeats]") {
  support::Random random(11);
  for (int round = 0; round < 300; ++round) {
    const std::size_t characters = random.between(16, 60);
    const auto word = [&](std::size_t length) { return random.word(random.one_in(2) ? "ab" : "abcdefgh", length); };
    const std::string run = word(characters);
    const std::string one = word(random.below(80)) + run + word(random.below(80));
    const std::string other = word(random.below(80)) + run + word(random.below(80));
    const auto hashes = [&](const std::string& text) {
      std::set<std::uint64_t> all;
      const std::size_t begin = text.find(run);
      for (const repeats::Sample& sample : passage_of(text, characters).samples)
        if (sample.at >= begin && sample.at + characters / 2 <= begin + run.size()) all.insert(sample.hash);
      return all;
    };
    const std::set<std::uint64_t> a = hashes(one);
    const std::set<std::uint64_t> b = hashes(other);
    CHECK(std::any_of(a.begin(), a.end(), [&](std::uint64_t hash) { return b.count(hash) != 0; }));
  }
}

TEST_CASE("fragments are those of the plain twin", "[repeats]") {
  support::Random random(12);
  std::size_t expected_bytes = 0;
  std::size_t missed = 0;
  for (int round = 0; round < 300; ++round) {
    const std::vector<flow::Document> documents = random_documents(random);
    repeats::Options options = fragment_options(random.between(16, 40));
    const std::size_t letters = std::min(options.min_letters, options.fragments / 2);
    repeats::Fragments fragments(options, round % 2 == 0 ? options.memory : 1);
    std::string all;
    for (const flow::Document& document : documents) {
      Passage passage = repeats::passage_of(document, options);
      const std::size_t base = all.size();
      all += passage.text;
      const auto judged = fragments.judge(document, passage, {}, {}, nullptr, true);
      REQUIRE(judged.ok());
      std::vector<std::size_t> longest = longest_before(all);
      longest.erase(longest.begin(), longest.begin() + static_cast<std::ptrdiff_t>(base));
      const Spans runs = support::plain_runs(passage, longest, options.fragments);
      const auto in_runs = support::covered(passage, runs);
      const auto wanted = support::covered(passage, support::plain_spans(passage, runs, letters));
      const auto found = support::covered(passage, support::spans_of(passage, judged.value().pieces));
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        expected_bytes += wanted[i] ? 1 : 0;
        missed += wanted[i] && !found[i] ? 1 : 0;
        REQUIRE((in_runs[i] || !found[i]));  // nothing goes that did not stand before
      }
    }
  }
  CAPTURE(expected_bytes, missed);
  CHECK(expected_bytes > 10000);
  CHECK(missed * 1000 <= expected_bytes);
}

TEST_CASE("no sentence is lost to fragments, and memory changes nothing", "[repeats]") {
  support::Random random(13);
  std::size_t went = 0;
  for (int round = 0; round < 400; ++round) {
    const std::vector<flow::Document> documents = random_documents(random);
    repeats::Options options = fragment_options(random.between(16, 40));
    options.min_letters = random.between(5, 30);
    const Outcome outcome = run(documents, options);
    went += outcome.figures.fragments;
    std::string left;
    for (const std::string& text : outcome.texts) left += passage_of(text).text;
    for (const flow::Document& document : documents) {
      const Passage passage = passage_of(document.text);
      for (std::size_t i = 0; i + 1 < passage.boundaries.size(); ++i) {
        const std::size_t from = passage.boundaries[i].begin;
        const std::size_t to = passage.boundaries[i + 1].end;
        if (from < to) REQUIRE(left.find(passage.text.substr(from, to - from)) != std::string::npos);
      }
    }
    options.memory = 1;
    const Outcome on_disk = run(documents, options);
    REQUIRE(on_disk.texts == outcome.texts);
    REQUIRE(on_disk.kept == outcome.kept);
    REQUIRE(on_disk.figures.fragments == outcome.figures.fragments);
  }
  CHECK(went > 300);
}

TEST_CASE("a fragment's removal names the copy that stays", "[repeats]") {
  const std::string body = "The river runs past the old library and under the bridge of stone.";
  const std::string more = "Nobody walks there in the morning, when the market is still closed.";
  repeats::Options options = fragment_options(40);
  // A pull quote, a paragraph that holds it, and one that was parted elsewhere.
  Outcome outcome = run({lines_as_blocks("a", "Something else.\n" + body + " " + more + "\n"),
                         lines_as_blocks("b", body + "\nNew.\n"), lines_as_blocks("c", "So it is. " + body + "\n" + more + "\n")},
                        options);
  CHECK(outcome.texts == std::vector<std::string>{"Something else.\n" + body + " " + more + "\n", "New.\n", "So it is.\n"});
  CHECK(outcome.kept == std::vector<std::string>{"a:2", "a:2", "a:2"});
  // What went first as a fragment, then as a whole, is said to stand where it does.
  outcome = run({lines_as_blocks("a", body + " " + more + "\n"), lines_as_blocks("b", body + "\n"),
                 lines_as_blocks("c", "!" + body + "\n")},
                options);
  CHECK(outcome.texts == std::vector<std::string>{body + " " + more + "\n", "", ""});
  CHECK(outcome.kept == std::vector<std::string>{"a:1", "a:1"});
  // Two sources: two rows, and the block goes as a whole.
  outcome = run({lines_as_blocks("a", body + " It is.\n"), lines_as_blocks("b", more + " So.\n"),
                 lines_as_blocks("c", "One.\n" + body + " " + more + "\nTwo.\n")},
                options);
  CHECK(outcome.texts.back() == "One.\nTwo.\n");
  CHECK(outcome.kept == std::vector<std::string>{"a:1", "b:1"});
  // A copy whose own beginning went: named is where most of it stands, the beginning's source or the copy.
  for (const bool longer : {false, true}) {
    const std::string begin = body + (longer ? " It always did." : "");
    outcome = run({lines_as_blocks("a", begin + "\n"), lines_as_blocks("b", "Well. " + begin + " " + more + "\n"),
                   lines_as_blocks("c", "Oh. " + begin + " " + more + "\n")},
                  options);
    CHECK(outcome.texts == std::vector<std::string>{begin + "\n", "Well. " + more + "\n", "Oh.\n"});
    CHECK(outcome.kept == std::vector<std::string>{"a:1", longer ? "a:1" : "b:1"});
  }
}

TEST_CASE("what only resembles is no source of fragments", "[repeats]") {
  const std::string one = "The river runs past the old library and under the bridge of stone into the valley, slowly.";
  const std::string other = "The river runs past the old library and under the bridge of stone into the valley, quickly.";
  repeats::Options options = fragment_options(30);
  options.near = 0.7;
  const Outcome outcome = run({lines_as_blocks("a", one + "\n"), lines_as_blocks("b", other + "\n"),
                               lines_as_blocks("c", "He saw: into the valley, quickly. " + other + " That was all of it.\n")},
                              options);
  CHECK(outcome.texts[1].empty());
  CHECK(outcome.texts[2].find("quickly") != std::string::npos);
}

TEST_CASE("fragments are found within a document, across its blocks", "[repeats]") {
  pipeline::Options options;
  options.repeats.fragments = 60;
  const auto cleaner = pipeline::Cleaner::create(options);
  REQUIRE(cleaner.ok());
  const std::string body = "The river runs past the old library and under the bridge of stone, as it always did.";
  flow::Document document =
      flow::Document::of("d", "First words of it all. " + body + "\n\nSomething new stands here today.\n\n" + body +
                                  " And then there was something else to say.\n");
  REQUIRE(cleaner.value().clean(document));
  CHECK(document.text ==
        "First words of it all. " + body + "\nSomething new stands here today.\nAnd then there was something else to say.\n");
  CHECK(flow::replay(document.base, document.edits) == document.text);
}

TEST_CASE("text that repeats itself without end takes linear time", "[repeats]") {
  repeats::Options options = fragment_options(50);
  for (const std::string& unit : {std::string("ab, "), std::string("The same words again and again. "), std::string("x")}) {
    std::string text;
    while (text.size() < 400000) text += unit;
    const flow::Document document = lines_as_blocks("d", text + "\n");
    Passage passage = repeats::passage_of(document, options);
    repeats::Fragments fragments(options, options.memory);
    for (int again = 0; again < 3; ++again) {
      const auto judged = fragments.judge(document, passage, {}, {}, nullptr, true);
      REQUIRE(judged.ok());
      if (unit != "x") CHECK(!judged.value().pieces.empty());
    }
  }
}
