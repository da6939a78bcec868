#include "repeats/index.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "repeats/corpus.h"
#include "support/catch.h"
#include "support/corpus_run.h"
#include "support/folder.h"
#include "support/random.h"

using namespace runon;
using repeats::Index;
using repeats::IndexEntry;

namespace {

using Keys = std::map<std::pair<std::uint64_t, std::uint64_t>, IndexEntry>;

Keys random_keys(support::Random& random, std::size_t count, std::uint64_t spread) {
  Keys keys;
  for (std::size_t i = 0; i < count; ++i) {
    IndexEntry entry;
    entry.key.high = base::hash128(std::to_string(random.below(spread))).high;
    entry.key.low = random.below(3);
    entry.document = static_cast<std::uint32_t>(random.below(3));
    entry.first_line = static_cast<std::uint32_t>(i);
    entry.last_line = entry.first_line + 1;
    entry.copies = static_cast<std::uint16_t>(random.below(3));
    entry.went = static_cast<std::uint16_t>(random.below(2));
    keys.emplace(std::pair(entry.key.high, entry.key.low), entry);
  }
  return keys;
}

void write(const std::string& path, const Keys& keys, const std::string& settings = "unit block\n",
           const std::string& name = "d") {
  auto file = io::GuardedFile::lock(path);
  REQUIRE(file.ok());
  repeats::IndexWriter writer(file.value());
  REQUIRE(writer.begin(settings, 1));
  for (const auto& [key, entry] : keys) REQUIRE(writer.add(entry));
  repeats::Likeness likeness{{11, std::uint64_t{1} << 63U}, {1, 2, 3}, 7};
  repeats::IndexText text;
  text.document = 1;
  text.first_line = 5;
  REQUIRE(writer.add(text, likeness));
  for (int i = 0; i < 3; ++i) REQUIRE(writer.add(name + std::to_string(i), i == 1 ? "rec:7" : ""));
  REQUIRE(writer.commit());
}

// "DOC:LINE-" or "DOC:LINE<KEPT:LINE" for each paragraph of a run over documents, committed at its end.
std::vector<std::string> run(const std::vector<flow::Document>& documents, const repeats::Options& options) {
  const support::CorpusRun judged =
      support::run_corpus(documents, options, [](repeats::Corpus& corpus) { REQUIRE(corpus.commit()); });
  std::vector<std::string> all;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    std::vector<std::string> of_document;
    for (const repeats::Unit& unit : judged.looked[i].units)
      of_document.push_back(documents[i].id + ":" + std::to_string(unit.first_line) + "-");
    for (const repeats::Verdict& verdict : judged.verdicts[i]) {
      of_document[verdict.unit].back() = '<';
      of_document[verdict.unit] += verdict.copy->doc + ":" + std::to_string(verdict.copy->first_line);
    }
    all.insert(all.end(), of_document.begin(), of_document.end());
  }
  return all;
}

std::vector<flow::Document> documents_of(support::Random& random, std::size_t count) {
  std::vector<flow::Document> documents;
  for (std::size_t d = 0; d < count; ++d) {
    std::string text;
    for (std::size_t p = random.between(1, 6); p > 0; --p) {
      // Six words of six, so that paragraphs equal or resemble each other often.
      for (int i = 0; i < 6; ++i) text += (i > 0 ? " " : "") + random.word("ab", 1) + random.word("cde", i == 5 ? 1 : 0);
      text += "\n";
    }
    documents.push_back(support::lines_as_blocks("d" + std::to_string(d), text));
  }
  return documents;
}

}  // namespace

TEST_CASE("an index finds what a map finds", "[repeats]") {
  const support::Folder folder;
  support::Random random(4);
  for (const std::size_t count : {0U, 1U, 2U, 127U, 128U, 129U, 3000U, 20000U}) {
    const Keys keys = random_keys(random, count, count / 2 + 1);
    write(folder / "i", keys);
    const auto index = Index::open(folder / "i");
    REQUIRE(index.ok());
    CHECK(index.value().entries() == keys.size());
    CHECK(index.value().documents() == 3);
    CHECK(index.value().texts() == 1);
    for (const auto& [key, entry] : keys) {
      const auto found = index.value().find(entry.key).value();
      REQUIRE(found.has_value());
      CHECK(index.value().entry(*found).first_line == entry.first_line);
      for (const base::Hash128& other :
           {base::Hash128{entry.key.low + 5, entry.key.high}, base::Hash128{entry.key.low, entry.key.high + 1},
            base::Hash128{entry.key.low, entry.key.high - 1}})
        CHECK(index.value().find(other).value().has_value() == (keys.count({other.high, other.low}) > 0));
    }
    for (int i = 0; i < 100; ++i) CHECK(!index.value().find({9, base::hash128(std::to_string(-i)).high}).value().has_value());
    repeats::Likeness likeness;
    CHECK(index.value().text(0, &likeness).value().first_line == 5);
    CHECK(likeness.bands == std::vector<std::uint64_t>{11, std::uint64_t{1} << 63U});
    CHECK(likeness.shingles == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(likeness.numbers == 7);
    const flow::Copy place = index.value().place(1, 3, 4).value();
    CHECK(place.doc == "d1");
    CHECK(place.record == "rec:7");
  }
}

TEST_CASE("two runs with one index decide what one run decides", "[repeats]") {
  support::Random random(21);
  for (int round = 0; round < 120; ++round) {
    const support::Folder folder;
    repeats::Options options;
    options.scope = repeats::Scope::corpus;
    options.min_letters = 1;
    options.memory = random.one_in(2) ? 1 : std::uint64_t{1} << 30U;
    if (random.one_in(3)) options.max_copies = random.between(2, 3);
    else if (random.one_in(2)) options.near = random.one_in(2) ? 0.5 : 0.7;
    const std::vector<flow::Document> documents = documents_of(random, random.between(2, 12));
    const std::vector<std::string> whole = run(documents, options);
    options.index = folder / "index";
    const auto cut = documents.begin() + static_cast<std::ptrdiff_t>(random.below(documents.size() + 1));
    std::vector<std::string> parts = run({documents.begin(), cut}, options);
    const std::vector<std::string> rest = run({cut, documents.end()}, options);
    parts.insert(parts.end(), rest.begin(), rest.end());
    CAPTURE(round, options.near, options.max_copies, options.memory);
    REQUIRE(parts == whole);
    CHECK(folder.count() == 1);
  }
}

TEST_CASE("an index that is only read stays as it is", "[repeats]") {
  const support::Folder folder;
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.min_letters = 1;
  options.index = folder / "index";
  const std::vector<flow::Document> documents = {support::lines_as_blocks("a", "one text\n"),
                                                 support::lines_as_blocks("b", "one text\nanother\n")};
  run({documents[0]}, options);
  const std::string before = folder.get("index");
  options.index_read_only = true;
  CHECK(run({documents[1]}, options) == std::vector<std::string>{"b:1<a:1", "b:2-"});
  CHECK(folder.get("index") == before);
  options.index = folder / "missing";
  CHECK(repeats::Corpus::create(options).error().code == base::Code::usage);
}

TEST_CASE("one run at a time adds to an index, and readers need not wait", "[repeats]") {
  const support::Folder folder;
  write(folder / "i", {});
  const auto first = io::GuardedFile::lock(folder / "i");
  REQUIRE(first.ok());
  const auto second = io::GuardedFile::lock(folder / "i");
  REQUIRE(!second.ok());
  CHECK(second.error().code == base::Code::unwritable);
  CHECK(second.error().what == "another run is writing to it");
  CHECK(Index::open(folder / "i").ok());
}

TEST_CASE("a run that fails leaves no index behind, and an old one as it was", "[repeats]") {
  const support::Folder folder;
  {
    const auto file = io::GuardedFile::lock(folder / "i");
    REQUIRE(file.ok());
    CHECK(folder.has("i"));
  }
  CHECK(folder.count() == 0);
  support::Random random(1);
  write(folder / "i", random_keys(random, 50, 50));
  const std::string before = folder.get("i");
  {
    auto file = io::GuardedFile::lock(folder / "i");
    REQUIRE(file.value().append(std::string(5 << 20U, 'x')));
  }
  CHECK(folder.get("i") == before);
  CHECK(folder.count() == 1);
}

TEST_CASE("other settings, other files and damage are refused by name", "[repeats]") {
  const support::Folder folder;
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.index = folder / "index";
  run({support::lines_as_blocks("a", "x\n")}, options);
  const auto refused = [&](const repeats::Options& other) { return repeats::Corpus::create(other).error().what; };
  repeats::Options other = options;
  other.min_letters = 31;
  CHECK(refused(other) == "the index was made with min-repeat 30, and this is 31");
  other = options;
  other.unit = repeats::UnitKind::line;
  CHECK(refused(other) == "the index was made with repeat-unit block, and this is line");
  other = options;
  other.near = 0.8;
  CHECK(refused(other) == "the index was made with likeness-version 0, and this is 1");
  std::string bytes = folder.get("index");
  folder.put("other", "some text that is no index");
  CHECK(Index::open(folder / "other").error().what == "this is no index of repeats");
  folder.put("cut", bytes.substr(0, bytes.size() - 1));
  CHECK(Index::open(folder / "cut").error().what == "this index is damaged: its length is wrong");
  bytes[4100] ^= 1;
  folder.put("flipped", bytes);
  CHECK(Index::open(folder / "flipped").error().what == "this index is damaged: bytes 4096 to 8191 are not what was written");
  bytes[4100] ^= 1;
  bytes[2000] ^= 1;
  folder.put("flipped", bytes);
  CHECK(Index::open(folder / "flipped").error().what == "this index is damaged: its header is not what was written");
  bytes[2000] ^= 1;
  bytes[16] = 1;
  folder.put("old", bytes);
  CHECK(Index::open(folder / "old").error().what == "this index has version 1, we read 2");
  folder.put("empty", "");
  CHECK(Index::open(folder / "empty").value().entries() == 0);
}

TEST_CASE("how likeness is judged is one of an index's settings where it is judged, and only there", "[repeats]") {
  repeats::Options options;
  const std::string off = repeats::index_settings(options);
  options.near_strict_digits = !options.near_strict_digits;
  options.near_ocr = !options.near_ocr;
  CHECK(repeats::index_settings(options) == off);
  CHECK(off.find("\nnear-digits -\nnear-ocr false\n") != std::string::npos);
  options.near = 0.8;
  options.near_strict_digits = true;
  options.near_ocr = false;
  CHECK(repeats::index_settings(options).find("\nnear-digits strict\nnear-ocr false\n") != std::string::npos);
  options.near_strict_digits = false;
  options.near_ocr = true;
  CHECK(repeats::index_settings(options).find("\nnear-digits loose\nnear-ocr true\n") != std::string::npos);
}

TEST_CASE("a byte that is not what was written is noticed wherever it stands, and never believed", "[repeats]") {
  const support::Folder folder;
  support::Random random(12);
  const Keys keys = random_keys(random, 700, 700);
  write(folder / "i", keys);
  std::string bytes = folder.get("i");
  const std::string sound = bytes;
  REQUIRE(Index::open(folder / "i").value().check());
  std::size_t refused_later = 0;
  for (std::size_t at = 0; at < bytes.size(); at += at < 160 || at + 400 > bytes.size() ? 1 : random.between(1, 40)) {
    CAPTURE(at);
    bytes[at] ^= static_cast<char>(1U << random.below(8));
    folder.put("i", bytes);
    bytes[at] = sound[at];
    const auto index = Index::open(folder / "i");
    if (!index.ok()) continue;
    ++refused_later;
    const base::Status whole = index.value().check();
    REQUIRE(!whole.ok());
    CHECK(whole.error().what.find("this index is damaged: bytes ") == 0);
    CHECK(!whole.error().hint.empty());
    // A reader who looks things up gets what was written, or is told.
    const auto reader = Index::open(folder / "i");
    for (int i = 0; i < 50; ++i) {
      const auto one = std::next(keys.begin(), static_cast<std::ptrdiff_t>(random.below(keys.size())));
      const auto found = reader.value().find(one->second.key);
      if (!found.ok()) continue;
      REQUIRE(found.value().has_value());
      CHECK(reader.value().entry(*found.value()).first_line == one->second.first_line);
    }
    repeats::Likeness likeness;
    if (const auto text = reader.value().text(0, &likeness); text.ok())
      CHECK(likeness.shingles == std::vector<std::uint32_t>{1, 2, 3});
    if (const auto place = reader.value().place(1, 3, 4); place.ok()) CHECK(place.value().record == "rec:7");
  }
  CHECK(refused_later > 100);
}

TEST_CASE("a damaged index is refused before a run that would add to it begins, and by a merge", "[repeats]") {
  const support::Folder folder;
  write(folder / "sound", {});
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.min_letters = 1;
  options.index = folder / "index";
  std::string text;
  for (int i = 0; i < 400; ++i) text += "text " + std::to_string(i) + "\n";
  const flow::Document document = support::lines_as_blocks("a", text);
  run({document}, options);
  std::string bytes = folder.get("index");
  bytes[8192 + 5] ^= 4;  // in the first key
  folder.put("index", bytes);
  CHECK(repeats::Corpus::create(options).error().what == "this index is damaged: bytes 8192 to 12287 are not what was written");
  CHECK(repeats::Corpus::create(options).error().code == base::Code::damaged);
  CHECK((folder.get("index") == bytes));
  CHECK(repeats::merge_indexes({folder / "index"}, folder / "merged").error().what ==
        "this index is damaged: bytes 8192 to 12287 are not what was written");
  CHECK(!folder.has("merged"));
  // One that only looks things up is told at its first look-up there.
  options.index_read_only = true;
  auto corpus = repeats::Corpus::create(options);
  REQUIRE(corpus.ok());
  repeats::Looked looked;
  looked.units = repeats::units_of(document, options);
  std::vector<repeats::Verdict> verdicts;
  CHECK(corpus.value().judge(document, looked, verdicts).error().what ==
        "this index is damaged: bytes 8192 to 12287 are not what was written");
}

TEST_CASE("merging indexes is associative, and the first one's copy is kept", "[repeats]") {
  const support::Folder folder;
  support::Random random(8);
  for (int round = 0; round < 20; ++round) {
    for (const std::string name : {"a", "b", "c"}) write(folder / name, random_keys(random, 200, 100), "unit block\n", name);
    REQUIRE(repeats::merge_indexes({folder / "a", folder / "b"}, folder / "ab"));
    REQUIRE(repeats::merge_indexes({folder / "ab", folder / "c"}, folder / "ab-c"));
    REQUIRE(repeats::merge_indexes({folder / "b", folder / "c"}, folder / "bc"));
    REQUIRE(repeats::merge_indexes({folder / "a", folder / "bc"}, folder / "a-bc"));
    REQUIRE(repeats::merge_indexes({folder / "a", folder / "b", folder / "c"}, folder / "abc"));
    CHECK((folder.get("ab-c") == folder.get("a-bc")));
    CHECK((folder.get("ab-c") == folder.get("abc")));
    const Index a = std::move(Index::open(folder / "a").value());
    const Index all = std::move(Index::open(folder / "abc").value());
    CHECK(all.runs() == 3);
    CHECK(all.texts() == 3);
    for (std::uint64_t i = 0; i < a.entries(); ++i) {
      const auto found = all.find(a.entry(i).key).value();
      REQUIRE(found.has_value());
      const IndexEntry entry = all.entry(*found);
      CHECK(all.place(entry.document, 0, 0).value().doc[0] == 'a');
      CHECK(entry.first_line == a.entry(i).first_line);
    }
  }
  write(folder / "d", {}, "unit line\n");
  CHECK(!repeats::merge_indexes({folder / "a", folder / "d"}, folder / "ad"));
  CHECK(!folder.has("ad"));
}
