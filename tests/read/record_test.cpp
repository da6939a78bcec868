#include "read/record.h"

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "support/catch.h"

using namespace runon;
using flow::Document;
using flow::Record;

namespace {

base::Status parse(Document& document, const std::string& line, const read::Options& options = {}) {
  document.id = "FILE:1";
  document.record = std::make_shared<Record>();
  document.record->raw = line;
  return read::RecordParser(options).parse(document);
}

}  // namespace

TEST_CASE("the text of a record is found and unescaped", "[read]") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"text":"a"})", "a"},
      {R"( { "x" : [1,{"text":"no"}] , "text" : "a\nb\"\\\/\t" } )", "a\nb\"\\/\t"},
      {R"({"text":"\u4e00\ud83d\ude00\u0000"})", std::string("\u4e00\U0001F600") + std::string(1, char{})},
      {R"({"text":""})", ""},
      {R"({"te\u0078t":"escaped name"})", "escaped name"},
  };
  for (const auto& [line, text] : cases) {
    INFO(line);
    Document document;
    REQUIRE(parse(document, line).ok());
    CHECK(document.base == text);
    CHECK(document.text == text);
    const Record& record = *document.record;
    CHECK(record.raw[record.text_begin] == '"');
    CHECK(record.raw[record.text_end - 1] == '"');
    CHECK(record.raw[record.end] == '}');
  }
}

TEST_CASE("half a surrogate pair becomes U+FFFD wherever it stands", "[read]") {
  for (std::size_t before = 0; before < 40; ++before)
    for (const std::string half : {"\\ud83d", "\\uDE00"}) {
      std::string text;
      for (std::size_t i = 0; i < before; ++i) text += i % 2 == 0 ? "x" : "\\u0064";
      Document document;
      REQUIRE(parse(document, "{\"text\":\"" + text + half + "\"}").ok());
      CHECK(document.base.ends_with("\uFFFD"));
      CHECK(document.base.size() == before + 3);
      REQUIRE(document.problems.size() == 1);
      CHECK(document.problems[0].count == 1);
    }
}

TEST_CASE("ids are strings or numbers, else the record keeps the one it has", "[read]") {
  for (const auto& [line, id] : std::vector<std::pair<std::string, std::string>>{
           {R"({"id":"x","text":""})", "x"},
           {R"({"text":"","id":12345678901234567890123})", "12345678901234567890123"},
           {R"({"text":"","id":null})", "FILE:1"},
           {R"({"text":""})", "FILE:1"},
           {R"({"text":"","m":{"id":"y"}})", "FILE:1"}}) {
    INFO(line);
    Document document;
    REQUIRE(parse(document, line).ok());
    CHECK(document.id == id);
  }
}

TEST_CASE("what a record is from is a string of its source field, the last of several", "[read]") {
  const std::string longest(1024, 'x');
  for (const auto& [line, origin] :
       std::vector<std::pair<std::string, std::string>>{{R"({"source":"wiki \u6cb3","text":""})", "wiki 河"},
                                                        {R"({"text":"","source":"a","source":"b"})", "b"},
                                                        {R"({"text":"","source":7})", ""},
                                                        {R"({"text":"","source":null})", ""},
                                                        {R"({"text":"","m":{"source":"a"}})", ""},
                                                        {R"({"text":"","source":")" + longest + "\"}", longest},
                                                        {R"({"text":"","source":"y)" + longest + "\"}", ""}}) {
    INFO(line.substr(0, 80));
    Document document;
    REQUIRE(parse(document, line).ok());
    CHECK(document.record->origin == origin);
  }
  read::Options options;
  options.source_field = "/metadata/crawl";
  Document document;
  REQUIRE(parse(document, R"({"source":"no","text":"","metadata":{"crawl":"yes"}})", options).ok());
  CHECK(document.record->origin == "yes");
}

TEST_CASE("a pointer reaches inside objects and arrays", "[read]") {
  read::Options options;
  options.text_field = "/a~1b/1/t~0";
  options.id_field = "/a~1b/0";
  Document document;
  REQUIRE(parse(document, R"({"text":"no","a/b":["seven",{"t":"no","t~":"yes"}]})", options).ok());
  CHECK(document.base == "yes");
  CHECK(document.id == "seven");
}

TEST_CASE("a record that is no JSON, or has no one text, is refused", "[read]") {
  for (const std::string& line :
       std::vector<std::string>{"",
                                "x",
                                "[]",
                                "\"text\"",
                                "{",
                                R"({"text":"a")",
                                R"({"text":"a"}})",
                                R"({"text":"a"} {})",
                                R"({"text":"a",})",
                                R"({"text" "a"})",
                                R"({"text":1})",
                                R"({"text":null})",
                                R"({"text":["a"]})",
                                R"({"body":"a"})",
                                R"({"text":"a","text":"a"})",
                                R"({"text":"\x"})",
                                "{\"text\":\"a\nb\"}",
                                "{\"text\":\"\xFF\"}",
                                R"({"text":"a","x":tru})",
                                R"({"text":"a","x":nul})",
                                R"({"text":"a","x":01})",
                                R"({"text":"a","x":1.})",
                                R"({"text":"a","x":+1})",
                                R"({"text":"a","x":1e})",
                                R"({"text":"a","x":[1 2]})",
                                R"({"text":"a","x":"\q"})",
                                R"({"x":falsey,"text":"a"})",
                                R"({"text":"a","x":)" + std::string(2000, '[') + std::string(2000, ']') + "}"}) {
    INFO(line.substr(0, 80));
    Document document;
    const base::Status done = parse(document, line);
    REQUIRE(!done.ok());
    CHECK(done.error().code == base::Code::malformed);
    CHECK(!done.error().what.empty());
  }
}

TEST_CASE("values of other fields may be anything that JSON allows", "[read]") {
  for (const std::string& value :
       std::vector<std::string>{"1e400", "-0.0", "123456789012345678901234567890", "true", "false", "null", "[]", "{}",
                                "[[],{\"\":[{}]}]", "\"\\u0000\"", std::string(900, '[') + std::string(900, ']')}) {
    INFO(value.substr(0, 80));
    Document document;
    CHECK(parse(document, R"({"x":)" + value + R"(,"text":"a"})").ok());
    CHECK(parse(document, R"({"text":"a","x":)" + value + "}").ok());
  }
}

TEST_CASE("metadata is found as it is", "[read]") {
  using Metadata = Record::Metadata;
  const std::vector<std::tuple<std::string, Metadata, std::string>> cases = {
      {R"({"text":"a"})", Metadata::none, ""},
      {R"({"text":"a","metadata":{}})", Metadata::object, ""},
      {R"({"metadata" : {"k":[1,2]} ,"text":"a"})", Metadata::object, ""},
      {R"({"metadata":{"runon" : {"x":1} ,"k":2},"text":"a"})", Metadata::counted, R"({"x":1})"},
      {R"({"metadata":{"runon":7},"text":"a"})", Metadata::counted, "7"},
      {R"({"metadata":{"k":{"runon":7}},"text":"a"})", Metadata::object, ""},
      {R"({"metadata":[1],"text":"a"})", Metadata::other, ""},
      {R"({"metadata":null,"text":"a"})", Metadata::other, ""},
      {R"({"x":{"metadata":{}},"text":"a"})", Metadata::none, ""},
  };
  for (const auto& [line, metadata, counted] : cases) {
    INFO(line);
    Document document;
    REQUIRE(parse(document, line).ok());
    const Record& record = *document.record;
    CHECK(static_cast<int>(record.metadata) == static_cast<int>(metadata));
    if (metadata == Metadata::counted)
      CHECK(record.raw.substr(record.metadata_begin, record.metadata_end - record.metadata_begin) == counted);
    if (metadata == Metadata::object) CHECK(record.raw[record.metadata_begin] == '}');
  }
}

TEST_CASE("records are told from text by their first line", "[read]") {
  CHECK(read::looks_like_records("{\"a\":1}\n{\"b\":2}\n"));
  CHECK(read::looks_like_records("\xEF\xBB\xBF\n {\"a\":\"x" + std::string(5000, 'x')));
  CHECK(!read::looks_like_records(""));
  CHECK(!read::looks_like_records("Text\n"));
  CHECK(!read::looks_like_records("{\n  \"a\": 1\n}\n"));
  CHECK(!read::looks_like_records("{curly} text\n"));
  CHECK(!read::looks_like_records("[1,2]\n"));
}
