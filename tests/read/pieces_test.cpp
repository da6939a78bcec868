#include "read/pieces.h"

#include <string>
#include <vector>

#include "read/source.h"
#include "support/catch.h"
#include "support/folder.h"
#include "support/random.h"
#include "text/encoding.h"

using namespace runon;
using support::Folder;

namespace {

struct Read {
  std::vector<flow::Document> documents;
  std::vector<std::string> marks;   // behind each batch
  std::vector<std::size_t> behind;  // documents in front of it
};

Read read_file(const std::string& path, const read::Options& options, const std::string& mark = {}) {
  read::FileSource source(read::list_inputs({path}, std::nullopt), options);
  if (!mark.empty()) REQUIRE(source.go_on(mark).ok());
  Read all;
  for (;;) {
    flow::Batch batch;
    const base::Result<bool> more = source.read(batch);
    REQUIRE(more.ok());
    if (!more.value()) return all;
    source.refine(batch);
    for (const auto& reject : batch.rejects) FAIL(reject.error.what);
    for (auto& document : batch.documents) all.documents.push_back(std::move(document));
    all.marks.push_back(batch.mark);
    all.behind.push_back(all.documents.size());
  }
}

std::string bytes_of(const std::vector<flow::Document>& documents) {
  std::string bytes;
  for (const flow::Document& document : documents) {
    if (document.piece) CHECK(document.piece->bytes == bytes.size());
    bytes += text::from_base(document.base, document.encoding);
  }
  return bytes;
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += "Line " + std::to_string(i) +
            (i % 7 == 0    ? "\u4E2D\u6587\u3002\n\n"
             : i % 11 == 0 ? " ends.\n\f"
             : i % 13 == 0 ? "\r\n"
                           : " and\n");
  return text;
}

}  // namespace

TEST_CASE("pieces put behind each other are the file, in every encoding and however it is parted", "[read]") {
  const Folder folder;
  const std::string plain = sample();
  for (const std::string name : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030", "Shift_JIS", "ISO-2022-JP", "Big5"}) {
    flow::Encoding encoding;
    encoding.name = text::encoding_name(name).value();
    const std::string bytes = text::from_base(plain, encoding);
    folder.put("in.txt", bytes);
    for (const std::string split : {"", "form-feed", "blank-lines:1", "ends\\.", "()^Line 1", "\\n", "x*"}) {
      INFO(name << " " << split);
      read::Options options;
      options.encoding = name;
      options.split_on = split;
      options.max_document = 4096;
      const Read all = read_file(folder / "in.txt", options);
      CHECK(all.documents.size() > 1);
      CHECK(bytes_of(all.documents) == bytes);
      std::size_t number = 0;
      for (const flow::Document& document : all.documents) {
        CHECK(document.id == "in.txt#" + std::to_string(++number));
        CHECK(flow::replay(document.base, document.edits) == document.text);
      }
    }
  }
}

TEST_CASE("each piece keeps the bytes that its own characters would not give", "[read]") {
  const Folder folder;
  // IBM's numero sign and NEC's have one code point; in UTF-16, a byte too few at the end.
  folder.put("sjis.txt", "one \xFA\x59.\n\fone more\n\f\xFA\x59 and \xFA\x59\n");
  folder.put("utf16.txt", std::string("o\0n\0e\0\f\0t\0w\0o\0\n", 15));
  const auto read = [&](const char* name, const char* encoding) {
    read::Options options;
    options.encoding = encoding;
    options.split_on = "form-feed";
    Read all = read_file(folder / name, options);
    CHECK(bytes_of(all.documents) == folder.get(name));
    return std::move(all.documents);
  };
  const std::vector<flow::Document> sjis = read("sjis.txt", "Shift_JIS");
  REQUIRE(sjis.size() == 3);
  CHECK(sjis[0].encoding.kept.size() == 1);
  CHECK(sjis[1].encoding.kept.empty());
  CHECK(sjis[2].encoding.kept.size() == 2);
  const std::vector<flow::Document> utf16 = read("utf16.txt", "UTF-16LE");
  REQUIRE(utf16.size() == 2);
  CHECK(utf16[0].encoding.tail.empty());
  CHECK(utf16[1].encoding.tail == "\n");
}

TEST_CASE("a random text with random separators comes back, and each document has text", "[read]") {
  const Folder folder;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    support::Random random(seed);
    std::string bytes;
    const std::size_t length = random.below(20000);
    while (bytes.size() < length) {
      constexpr const char* kParts[] = {"word ", "\n", "\f", "\n\n", " ", "\r\n", "End. ", "\n \n", "=====\n", "\u4E2D"};
      bytes += kParts[random.below(10)];
    }
    folder.put("in.txt", bytes);
    for (const std::string split : {"form-feed", "blank-lines:2", "=+\\n"}) {
      read::Options options;
      options.split_on = split;
      options.max_document = 4096;
      const Read all = read_file(folder / "in.txt", options);
      CHECK(bytes_of(all.documents) == bytes);
      if (all.documents.size() < 2) continue;
      for (const flow::Document& document : all.documents)
        CHECK((document.piece->cut || document.text.find_first_not_of(" \r\n\f") != std::string::npos ||
               document.base.size() > 2000));
    }
  }
}

TEST_CASE("who goes on behind a mark gets the documents that would have come", "[read]") {
  const Folder folder;
  std::string bytes;
  while (bytes.size() < 3500000) bytes += sample();
  folder.put("in.txt", bytes);
  for (const std::string split : {"", "form-feed"}) {
    read::Options options;
    options.split_on = split;
    options.max_document = 300000;
    const Read all = read_file(folder / "in.txt", options);
    REQUIRE(all.marks.size() > 2);
    for (std::size_t i = 0; i + 1 < all.marks.size(); ++i) {
      const Read rest = read_file(folder / "in.txt", options, all.marks[i]);
      REQUIRE(rest.documents.size() == all.documents.size() - all.behind[i]);
      for (std::size_t d = 0; d < rest.documents.size(); ++d) {
        const flow::Document& one = rest.documents[d];
        const flow::Document& same = all.documents[all.behind[i] + d];
        CHECK((one.id == same.id && one.base == same.base && one.text == same.text && one.piece->lines == same.piece->lines));
        CHECK(one.piece->cut == same.piece->cut);
      }
    }
  }
}

TEST_CASE("a text of just the bound is one document, one byte more is two", "[read]") {
  const Folder folder;
  read::Options options;
  options.max_document = 4096;
  folder.put("in.txt", std::string(4096, 'a'));
  const Read whole = read_file(folder / "in.txt", options);
  REQUIRE(whole.documents.size() == 1);
  CHECK(!whole.documents[0].piece);
  folder.put("in.txt", std::string(4097, 'a'));
  const Read cut = read_file(folder / "in.txt", options);
  REQUIRE(cut.documents.size() == 2);
  CHECK(!cut.documents[0].piece->cut);
  CHECK(cut.documents[1].piece->cut);
}
