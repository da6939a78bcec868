#include "write/documents.h"

#include <memory>
#include <string>

#include "pipeline/clean.h"
#include "support/catch.h"
#include "write/origins.h"

using namespace runon;
using flow::Document;

namespace {

// A document whose lines are its blocks.
Document by_lines(const std::string& bytes, const std::string& encoding = "UTF-8") {
  pipeline::Options options;
  options.skip = {false, true, true, true, true, true};
  Document document = Document::of("page", bytes);
  document.encoding.name = encoding;
  REQUIRE(pipeline::Cleaner::create(options).value().clean(document).ok());
  write::close_text(document);
  return document;
}

}  // namespace

TEST_CASE("text output is a paragraph a line, the last one closed", "[write]") {
  for (const char* bytes : {"one\ntwo\n", "one\ntwo", "\n\none\n\n \n\ntwo\n\n", "one\r\n\r\ntwo\r\n", "one\n\ftwo\f"}) {
    INFO(bytes);
    std::string out;
    write::append_text(out, by_lines(bytes));
    CHECK(out == "one\ntwo\n");
  }
  std::string out;
  write::append_text(out, by_lines("\n \n"));
  CHECK(out.empty());
}

TEST_CASE("closing a text is an edit, and none where it is closed", "[write]") {
  CHECK(by_lines("one\n").edits.empty());
  CHECK(by_lines("one").edits.size() == 1);
  CHECK(flow::replay("one", by_lines("one").edits) == "one\n");
  Document record = Document::of("r", "one\n");
  record.record = std::make_shared<flow::Record>();
  write::close_text(record);
  CHECK(record.text == "one");
  CHECK(record.edits.size() == 1);
}

TEST_CASE("blocks say where they stand in the input", "[write]") {
  std::string out;
  write::append_jsonl(out, by_lines("\xEF\xBB\xBFone\r\n\r\ntwo\n"), {write::Granularity::paragraph, false, false});
  CHECK(out ==
        "{\"id\":\"page#1\",\"source\":\"page\",\"text\":\"one\",\"kind\":\"body\",\"lines\":[1,1],\"bytes\":[3,6]}\n"
        "{\"id\":\"page#2\",\"source\":\"page\",\"text\":\"two\",\"kind\":\"body\",\"lines\":[3,3],\"bytes\":[10,13]}\n");
}

TEST_CASE("bytes of UTF-16 input are counted in UTF-16", "[write]") {
  const Document document = by_lines("a\xE4\xB8\x80\xF0\x9F\x98\x80z", "UTF-16LE");
  write::InputBytes bytes(document);
  CHECK(bytes.at(0) == 0);
  CHECK(bytes.at(1) == 2);
  CHECK(bytes.at(4) == 4);
  CHECK(bytes.at(8) == 8);
  CHECK(bytes.at(9) == 10);
}

TEST_CASE("lines of the input are counted at every sort of line end", "[write]") {
  Document document = Document::of("x",
                                   "a\nb\r\nc\rd\ve\xC2\x85"
                                   "f\xE2\x80\xA8g\xE2\x80\xA9h\fi\n");
  write::InputLines lines(document);
  std::size_t line = 1;
  for (const char c : std::string("abcdefgh")) {
    CHECK(lines.at(document.base.find(c)) == line);
    ++line;
  }
  CHECK(lines.at(document.base.find('i')) == 8);
  CHECK(lines.at(document.base.size()) == 9);
}

TEST_CASE("a record keeps its other fields byte for byte", "[write]") {
  Document document = Document::of("x", "new");
  document.source = "in.jsonl:1";
  document.record = std::make_shared<flow::Record>();
  flow::Record& record = *document.record;
  record.name = "in.jsonl:1";
  record.raw = R"({ "a": 1.50 ,"text":"old", "z" : null })";
  record.text_begin = record.raw.find("\"old\"");
  record.text_end = record.text_begin + 5;
  record.end = record.raw.rfind('}');
  std::string out;
  write::append_jsonl(out, document, {});
  const std::string counts =
      R"({"lines":0,"paragraphs":0,"joined":0,"undoubled":0,"dropped":0,"repeats":0,"edits":0,"record":"in.jsonl:1"})";
  CHECK(out == R"({ "a": 1.50 ,"text":"new", "z" : null ,"metadata":{"runon":)" + counts + "}}\n");
}
