#include "repeats/corpus.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "repeats/remove.h"
#include "support/catch.h"
#include "support/corpus_run.h"
#include "support/folder.h"
#include "support/random.h"
#include "text/fold.h"
#include "text/utf8.h"

using namespace runon;
using flow::Kind;
using support::lines_as_blocks;

namespace {

struct Outcome {
  std::vector<std::string> texts;
  std::vector<std::string> kept;  // "DOC:LINE of what stays" for each removal, in order
  repeats::CorpusFigures figures;
};

// All documents through a Corpus, and what is left of them.
Outcome run(std::vector<flow::Document> documents, const repeats::Options& options) {
  const support::CorpusRun judged = support::run_corpus(documents, options);
  Outcome outcome;
  outcome.figures = judged.figures;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (const repeats::Verdict& verdict : judged.verdicts[i])
      if (verdict.copy) outcome.kept.push_back(verdict.copy->doc + ":" + std::to_string(verdict.copy->first_line));
    repeats::remove(documents[i], judged.looked[i].units, judged.verdicts[i], options.unit);
    REQUIRE(flow::replay(documents[i].base, documents[i].edits) == documents[i].text);
    outcome.texts.push_back(documents[i].text);
  }
  return outcome;
}

repeats::Options corpus_options(std::size_t min_letters = 1) {
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.min_letters = min_letters;
  options.memory = std::uint64_t{1} << 30U;
  return options;
}

// The plain twin: every text in a map, all copies of a key ranked, as many as allowed stay.
std::vector<std::string> plain(const std::vector<flow::Document>& documents, const repeats::Options& options) {
  struct One {
    std::size_t document, line;
    std::uint32_t preference;
    std::size_t length;
    bool may_go;
  };
  std::map<std::string, std::vector<One>> all;
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (std::size_t b = 0; b < documents[d].blocks.size(); ++b) {
      const std::string_view text = documents[d].view(documents[d].blocks[b]);
      std::string key;
      const std::size_t letters = text::fold(text, key);
      if (letters == 0 || letters < options.min_letters) continue;
      const bool item = text.substr(0, 2) == "- ";
      all[key].push_back({d, b, repeats::preference(documents[d], options.prefer), text::count(text),
                          !item || letters >= 2 * options.min_letters});
    }
  std::vector<std::vector<bool>> goes;
  for (const flow::Document& d : documents) goes.emplace_back(d.blocks.size());
  for (auto& [key, copies] : all) {
    std::stable_sort(copies.begin(), copies.end(), [&](const One& a, const One& b) {
      const auto rank = [&](const One& one) {
        return std::pair(one.preference, options.keep == repeats::Keep::longest ? one.length : 0);
      };
      return rank(a) > rank(b);
    });
    std::size_t stay = 0;
    for (const One& one : copies) {
      if (stay < options.max_copies) ++stay;
      else if (one.may_go) goes[one.document][one.line] = true;
    }
  }
  std::vector<std::string> texts;
  for (std::size_t d = 0; d < documents.size(); ++d) {
    std::string text;
    for (std::size_t b = 0; b < documents[d].blocks.size(); ++b)
      if (!goes[d][b]) text += std::string(documents[d].view(documents[d].blocks[b])) + "\n";
    texts.push_back(text);
  }
  return texts;
}

std::vector<flow::Document> random_documents(support::Random& random) {
  std::vector<flow::Document> documents;
  for (std::size_t d = random.between(1, 12); d > 0; --d) {
    std::string text;
    for (std::size_t i = random.below(8); i > 0; --i) {
      if (random.one_in(6)) text += "- ";
      text += random.word("ab", random.between(1, 4));
      if (random.one_in(3)) text += random.one_in(2) ? "!" : " ...";
      text += "\n";
    }
    documents.push_back(lines_as_blocks("d" + std::to_string(documents.size()), text));
  }
  return documents;
}

}  // namespace

TEST_CASE("a corpus keeps what the plain twin keeps, in memory and on disk", "[repeats]") {
  support::Random random(5);
  for (int round = 0; round < 1500; ++round) {
    repeats::Options options = corpus_options(random.between(1, 3));
    if (random.one_in(3)) options.keep = repeats::Keep::longest;
    if (random.one_in(3)) options.prefer = {"d3", "d?"};
    if (random.one_in(3)) options.max_copies = random.between(2, 3);
    options.verify = random.one_in(4);
    const std::vector<flow::Document> documents = random_documents(random);
    const std::vector<std::string> expected = plain(documents, options);
    const Outcome in_memory = run(documents, options);
    CHECK(in_memory.texts == expected);
    CHECK(in_memory.figures.collisions == 0);
    options.memory = 1;
    const Outcome on_disk = run(documents, options);
    REQUIRE(on_disk.texts == expected);
    REQUIRE(on_disk.kept == in_memory.kept);
    REQUIRE(on_disk.figures.units == in_memory.figures.units);
    REQUIRE(on_disk.figures.distinct == in_memory.figures.distinct);
  }
}

TEST_CASE("a table that fills up on the way goes to disk, and the answer stays", "[repeats]") {
  support::Random random(6);
  std::vector<flow::Document> documents;
  for (int d = 0; d < 400; ++d) {
    std::string text;
    for (int i = 0; i < 50; ++i) text += random.word("abcd", random.between(4, 7)) + "\n";
    documents.push_back(lines_as_blocks(std::to_string(d), text));
  }
  repeats::Options options = corpus_options();
  const Outcome in_memory = run(documents, options);
  options.memory = 200000;
  const Outcome on_disk = run(documents, options);
  CHECK(on_disk.figures.table_bytes > 0);
  CHECK(on_disk.figures.disk_bytes > in_memory.figures.disk_bytes);
  CHECK(on_disk.texts == in_memory.texts);
  CHECK(on_disk.kept == in_memory.kept);
}

TEST_CASE("each removal names the copy that stays", "[repeats]") {
  const std::vector<flow::Document> documents = {lines_as_blocks("one", "x\nA long line.\n"),
                                                 lines_as_blocks("two", "A LONG LINE\ny\n"),
                                                 lines_as_blocks("three", "z\nq\na long line\n")};
  repeats::Options options = corpus_options(5);
  Outcome outcome = run(documents, options);
  CHECK(outcome.texts == std::vector<std::string>{"x\nA long line.\n", "y\n", "z\nq\n"});
  CHECK(outcome.kept == std::vector<std::string>{"one:2", "one:2"});
  options.prefer = {"th*"};
  outcome = run(documents, options);
  CHECK(outcome.texts == std::vector<std::string>{"x\n", "y\n", "z\nq\na long line\n"});
  CHECK(outcome.kept == std::vector<std::string>{"three:3", "three:3"});
  options.prefer.clear();
  options.keep = repeats::Keep::longest;
  CHECK(run(documents, options).texts == std::vector<std::string>{"x\nA long line.\n", "y\n", "z\nq\n"});
  options.max_copies = 2;
  options.keep = repeats::Keep::first;
  outcome = run(documents, options);
  CHECK(outcome.texts == std::vector<std::string>{"x\nA long line.\n", "A LONG LINE\ny\n", "z\nq\n"});
  CHECK(outcome.kept == std::vector<std::string>{"one:2"});
}

TEST_CASE("a document of which all goes is empty, and gives back its input", "[repeats]") {
  const std::string text = "first long line\nsecond long line\n";
  const Outcome outcome =
      run({lines_as_blocks("a", text), lines_as_blocks("b", text), lines_as_blocks("c", "second long line\nfirst long line")},
          corpus_options(5));
  CHECK(outcome.texts == std::vector<std::string>{text, "", ""});
}

TEST_CASE("whole documents repeat as a whole, or not at all", "[repeats]") {
  repeats::Options options = corpus_options(5);
  options.unit = repeats::UnitKind::document;
  const Outcome outcome =
      run({lines_as_blocks("a", "first line\nsecond\n"), lines_as_blocks("b", "First line, second.\n"),
           lines_as_blocks("c", "first line\nthird\n"), lines_as_blocks("d", "x\n"), lines_as_blocks("e", "x\n")},
          options);
  CHECK(outcome.texts == std::vector<std::string>{"first line\nsecond\n", "", "first line\nthird\n", "x\n", "x\n"});
  CHECK(outcome.kept == std::vector<std::string>{"a:1"});
}

TEST_CASE("lines repeat inside paragraphs", "[repeats]") {
  // Two lines of the source in one block, and one in another.
  const auto paragraph = [](const std::string& id, const std::string& one, const std::string& two, const std::string& three) {
    flow::Document made = lines_as_blocks(id, one + " " + two + "\n" + three + "\n");
    made.lines = {{0, one.size(), 1, {}, false, false, false},
                  {one.size() + 1, one.size() + 1 + two.size(), 2, {}, false, false, false},
                  {one.size() + two.size() + 2, one.size() + two.size() + 2 + three.size(), 3, {}, false, false, false}};
    return made;
  };
  repeats::Options options = corpus_options(5);
  options.unit = repeats::UnitKind::line;
  const Outcome outcome = run({paragraph("a", "the first line", "and the second", "the third line"),
                               paragraph("b", "the first line", "goes elsewhere", "and the second"),
                               paragraph("c", "not the same", "and the second", "the third line"),
                               paragraph("d", "the first line", "goes elsewhere", "something else")},
                              options);
  CHECK(outcome.texts == std::vector<std::string>{"the first line and the second\nthe third line\n", "goes elsewhere\n",
                                                  "not the same\n", "something else\n"});
  CHECK(outcome.kept == std::vector<std::string>{"a:1", "a:2", "a:2", "a:3", "a:1", "b:2"});
}

TEST_CASE("exempt kinds are no units, unless they are made to be", "[repeats]") {
  const std::string text = "the same long line\n";
  repeats::Options options = corpus_options(5);
  for (const Kind kind : {Kind::verse, Kind::table, Kind::code, Kind::listitem, Kind::furniture, Kind::jump}) {
    CAPTURE(flow::name(kind));
    options.exempt = repeats::Options().exempt;
    CHECK(run({lines_as_blocks("a", text, kind), lines_as_blocks("b", text, kind)}, options).texts ==
          std::vector<std::string>{text, text});
    options.exempt = {};
    CHECK(run({lines_as_blocks("a", text, kind), lines_as_blocks("b", text, kind)}, options).texts ==
          std::vector<std::string>{text, ""});
  }
}

TEST_CASE("with --verify, what only shares a fingerprint stays", "[repeats]") {
  for (const std::uint64_t memory : {std::uint64_t{1} << 30U, std::uint64_t{1}}) {
    repeats::Options options = corpus_options(5);
    options.memory = memory;
    const std::vector<flow::Document> documents = {lines_as_blocks("a", "the first text\n"),
                                                   lines_as_blocks("b", "another text here\n"),
                                                   lines_as_blocks("c", "the first text\n")};
    for (const bool verify : {false, true}) {
      options.verify = verify;
      auto corpus = repeats::Corpus::create(options);
      REQUIRE(corpus.ok());
      std::vector<std::vector<repeats::Verdict>> verdicts(3);
      std::vector<repeats::Looked> looked;
      for (const flow::Document& d : documents) {
        looked.push_back({repeats::units_of(d, options), {}});
        looked.back().units[0].hash = {1, 2};  // the accident
        REQUIRE(corpus.value().postpones().ok());
        REQUIRE(corpus.value().judge(d, looked.back(), verdicts[looked.size() - 1]));
      }
      if (memory == 1) {
        REQUIRE(corpus.value().turn());
        for (std::size_t i = 0; i < 3; ++i) REQUIRE(corpus.value().judge_again(documents[i], looked[i], verdicts[i]));
      }
      CHECK(verdicts[0].empty());
      CHECK(verdicts[1].empty() == verify);
      CHECK(verdicts[2].size() == 1);
      CHECK(corpus.value().figures().collisions == (verify ? 1 : 0));
    }
  }
}

TEST_CASE("the key of a text keeps what tells two texts apart, in every script", "[repeats]") {
  const auto key = [](std::string_view text) {
    std::string made;
    text::fold(text, made);
    return made;
  };
  const std::vector<std::pair<std::string, std::string>> differ = {{"東京に行く。", "東京へ行った。"},
                                                                   {"東京に行く。", "東京に行った。"},
                                                                   {"１", "”"},
                                                                   {"第１条", "第２条"},
                                                                   {"ひらがな", "ヒラガナ"},
                                                                   {"国", "國"},
                                                                   {"Résumé", "Resume"},
                                                                   {"가다", "갔다"},
                                                                   {"ธรรม", "ธรม"},
                                                                   {"кот", "кит"},
                                                                   {"كتب", "كتاب"},
                                                                   {"שלום", "שלומ"},
                                                                   {"हिन्दी", "हिन्दि"},
                                                                   {"ሰላም", "ሰላመ"},
                                                                   {"FM 1506", "FM 1507"},
                                                                   {"+5", "5"},
                                                                   {"C++", "C"},
                                                                   {"αβγ", "αβδ"},
                                                                   {"გამარჯობა", "გამარჯობი"}};
  for (const auto& [one, other] : differ) {
    CAPTURE(one, other);
    CHECK(key(one) != key(other));
  }
  const std::vector<std::pair<std::string, std::string>> same = {
      {"東京に行く。", "東京に 行く"}, {"２０２４年", "2024年"},      {"ｶﾀｶﾅ", "カタカナ"},      {"ΑΒΓ", "αβγ"},
      {"Straße", "STRASSE"},           {"ПРИВЕТ, мир", "привет мир"}, {"“好”，他说", "好 他说"}, {"ﺳﻼم", "سلام"},
      {"can-not", "cannot"},           {"Ｒｕｎ　Ｏｎ", "run on"}};
  for (const auto& [one, other] : same) {
    CAPTURE(one, other);
    CHECK(key(one) == key(other));
  }
  CHECK(key("１") == "1");
  CHECK(key("”").empty());
}

TEST_CASE("patterns match as in a shell", "[repeats]") {
  const std::vector<std::tuple<std::string, std::string, bool>> cases = {
      {"*", "", true},
      {"", "", true},
      {"", "a", false},
      {"a*", "abc", true},
      {"*c", "abc", true},
      {"a*c", "abbc", true},
      {"a*c", "abcd", false},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"*a*b*", "xxaxxbxx", true},
      {"a*a", "a", false},
      {"**", "x", true},
      {"books/*", "books/1", true},
      {"?", "", false},
      {"*.jsonl:7", "in/a.jsonl:7", true},
  };
  for (const auto& [pattern, name, expected] : cases) {
    CAPTURE(pattern, name);
    CHECK(repeats::matches(pattern, name) == expected);
  }
}

TEST_CASE("temporary files have no names, and need a directory", "[repeats]") {
  const support::Folder folder;
  repeats::Options options = corpus_options();
  options.temp_dir = folder.path();
  options.memory = 1;
  options.verify = true;
  auto corpus = repeats::Corpus::create(options);
  REQUIRE(corpus.ok());
  CHECK(folder.count() == 0);
  options.temp_dir = folder / "missing";
  const auto failed = repeats::Corpus::create(options);
  REQUIRE(!failed.ok());
  CHECK(failed.error().code == base::Code::unwritable);
  CHECK(failed.error().where == options.temp_dir);
}
