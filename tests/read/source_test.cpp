#include "read/source.h"

#include <set>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/folder.h"

using namespace runon;
using support::Folder;

namespace {

struct All {
  std::vector<flow::Document> documents;
  std::vector<flow::Reject> rejects;
};

All read_all(const std::vector<std::string>& arguments, const read::Options& options = {}) {
  read::FileSource source(read::list_inputs(arguments, std::nullopt), options);
  All all;
  for (;;) {
    flow::Batch batch;
    const base::Result<bool> more = source.read(batch);
    REQUIRE(more.ok());
    if (!more.value()) return all;
    source.refine(batch);
    for (auto& document : batch.documents) all.documents.push_back(std::move(document));
    for (auto& reject : batch.rejects) all.rejects.push_back(std::move(reject));
  }
}

}  // namespace

TEST_CASE("a file is one document whatever its size", "[read]") {
  const Folder folder;
  for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 131072U, 3000000U}) {
    const std::string bytes(size, 'a');
    folder.put("in.txt", bytes);
    const All all = read_all({folder / "in.txt"});
    REQUIRE(all.documents.size() == 1);
    CHECK(all.documents[0].base == bytes);
    CHECK(all.documents[0].text == bytes);
    CHECK(all.documents[0].id == "in.txt");
  }
}

TEST_CASE("inputs without documents hide none behind them, however many they are", "[read]") {
  const Folder folder;
  std::vector<std::string> inputs(5000, folder / "empty.jsonl");
  folder.put("empty.jsonl", "");
  folder.put("last.jsonl", "{\"text\":\"a\"}\n");
  inputs.push_back(folder / "last.jsonl");
  CHECK(read_all(inputs).documents.size() == 1);
}

TEST_CASE("a name that looks like another one's copy is not given twice", "[read]") {
  const Folder folder;
  const Folder other;
  folder.put("a", "a");
  folder.put("a~2", "a~2");
  other.put("a~2", "a~2");
  std::set<std::string> ids;
  for (const auto& document : read_all({folder / "a~2", other / "a~2", folder / "a", folder / "a"}).documents)
    ids.insert(document.id);
  CHECK(ids == std::set<std::string>{folder / "a~2", other / "a~2", folder / "a", folder / "a~3"});
}

TEST_CASE("records, and what is around them, are the file byte for byte", "[read]") {
  const Folder folder;
  const std::string long_line = R"({"text":")" + std::string(200000, 'x') + "\"}";
  for (const std::string& bytes :
       std::vector<std::string>{"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "{\"text\":\"a\"}",
                                "\xEF\xBB\xBF{\"text\":\"a\"}\r\n\r\n\n{\"text\":\"b\"}\r\n", "\n \n{\"text\":\"a\"}\n\n\n",
                                "\xEF\xBB\xBF\n{\"text\":\"a\"}\nbad\n\n{\"text\":\"b\"}",
                                long_line + "\n" + long_line + "\n" + std::string(70000, '\n') + long_line,
                                std::string(1000, '\n') + "{\"text\":\"a\"}"}) {
    folder.put("in.jsonl", bytes);
    const All all = read_all({folder / "in.jsonl"});
    std::string whole;
    std::size_t r = 0;
    for (const flow::Document& document : all.documents) {
      while (r < all.rejects.size() && all.rejects[r].line < document.record->line) whole += all.rejects[r++].raw;
      whole += document.record->lead + document.record->raw + document.record->line_end;
    }
    while (r < all.rejects.size()) whole += all.rejects[r++].raw;
    CHECK(whole == bytes);
  }
}

TEST_CASE("records carry the line that they stand on", "[read]") {
  const Folder folder;
  folder.put("in.jsonl", "\n\n{\"text\":\"a\"}\n\nbad\n{\"text\":\"b\"}\n\n\n{\"text\":\"c\"}");
  const All all = read_all({folder / "in.jsonl"});
  REQUIRE(all.documents.size() == 3);
  CHECK(all.documents[0].record->line == 3);
  CHECK(all.documents[1].record->line == 6);
  CHECK(all.documents[2].record->line == 9);
  CHECK(all.documents[1].record->name == "in.jsonl:6");
  REQUIRE(all.rejects.size() == 1);
  CHECK(all.rejects[0].line == 5);
  CHECK(all.rejects[0].error.where == (folder / "in.jsonl") + ":5");
}

TEST_CASE("an input that cannot be read does not stop the next", "[read]") {
  const Folder folder;
  folder.put("a.txt", "text");
  folder.put("zero.txt", std::string(1000, '\0'));
  folder.put("b.txt", "text");
  const All all = read_all({folder / "a.txt", folder / "none", folder / "zero.txt", folder / "b.txt"});
  CHECK(all.documents.size() == 2);
  REQUIRE(all.rejects.size() == 2);
  CHECK(all.rejects[0].error.code == base::Code::not_found);
  CHECK(all.rejects[1].error.code == base::Code::not_text);
}

TEST_CASE("ids are unique, and short where they can be", "[read]") {
  const Folder folder;
  for (const char* name : {"x/a.txt", "y/a.txt", "y/b.txt"}) folder.put(name, "");
  std::vector<std::string> ids;
  for (const read::Input& input :
       read::list_inputs({folder / "x", folder / "y", folder / "y/b.txt", folder / "y/b.txt"}, std::nullopt))
    ids.push_back(input.id);
  CHECK(ids == std::vector<std::string>{folder / "x/a.txt", folder / "y/a.txt", folder / "y/b.txt", (folder / "y/b.txt") + "~2",
                                        (folder / "y/b.txt") + "~3"});
  CHECK(read::list_inputs({folder / "x"}, std::nullopt)[0].id == "a.txt");
  CHECK(read::list_inputs({}, std::nullopt)[0].path == "-");
}

TEST_CASE("a source that goes on from any mark gives the batches that would have come", "[read]") {
  const Folder folder;
  std::string records = "\xEF\xBB\xBF\n";
  for (int i = 0; i < 9000; ++i) records += "{\"text\":\"" + std::string(static_cast<std::size_t>(i % 700), 'x') + "\"}\n";
  folder.put("a.txt", std::string(1500000, 'a'));
  folder.put("b.jsonl", records + "\n\n" + records.substr(4));
  folder.put("c.jsonl", "{\"text\":\"" + std::string(3000000, 'x') + "\"}\n{\"text\":\"y\"}");
  folder.put("d.txt", "d");
  const std::vector<std::string> inputs = {folder / "a.txt", folder / "b.jsonl", folder / "none", folder / "c.jsonl",
                                           folder / "d.txt"};
  const auto words = [](const flow::Batch& batch) {
    std::string out = batch.mark + ";";
    for (const flow::Document& document : batch.documents)
      out += document.source +
             (document.record ? document.record->lead + document.record->raw + document.record->line_end : document.base) + ";";
    for (const flow::Reject& reject : batch.rejects) out += reject.source + ";";
    return out;
  };
  const auto batches = [&](std::string_view mark) {
    read::FileSource source(read::list_inputs(inputs, std::nullopt), {});
    if (!mark.empty()) REQUIRE(source.go_on(mark).ok());
    std::vector<flow::Batch> all;
    for (;;) {
      flow::Batch batch;
      const base::Result<bool> more = source.read(batch);
      REQUIRE(more.ok());
      if (!more.value()) return all;
      all.push_back(std::move(batch));
    }
  };
  const std::vector<flow::Batch> all = batches({});
  REQUIRE(all.size() > 5);
  for (std::size_t from = 0; from < all.size(); ++from) {
    const std::vector<flow::Batch> rest = batches(all[from].mark);
    REQUIRE(rest.size() == all.size() - from - 1);
    for (std::size_t i = 0; i < rest.size(); ++i) REQUIRE(words(rest[i]) == words(all[from + 1 + i]));
  }
  read::FileSource source(read::list_inputs(inputs, std::nullopt), {});
  CHECK(!source.go_on("9 9 9").ok());
  CHECK(!source.go_on("soon").ok());
}
