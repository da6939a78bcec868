#include "write/sink.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/clean.h"
#include "pipeline/large.h"
#include "support/catch.h"
#include "support/folder.h"
#include "write/drain.h"

using namespace runon;
using support::Folder;

namespace {

// Lines of one letter, some with what is taken out, more than are written at once.
std::string letters(bool ended) {
  std::string text;
  for (std::size_t i = 0; text.size() < 40000; ++i) text += i % 7 == 0 ? "a \n\n" : i % 5 == 0 ? "\xE4\xB8\x80\r\n" : "b\n";
  return ended ? text : text + "c  ";
}

// Cleaned as a large one is.
flow::Document cleaned(flow::Document document, flow::Lists lists) {
  pipeline::Options options;
  options.skip = {false, false, false, false, true, false};
  const pipeline::Cleaner cleaner = pipeline::Cleaner::create(options).value();
  const auto clean = [&](flow::Document& piece) { return cleaner.clean(piece); };
  REQUIRE(pipeline::clean_in_pieces(document, lists, clean).ok());
  return document;
}

flow::Document record(std::string id, const std::string& text, std::size_t line) {
  flow::Document document = flow::Document::of(std::move(id), text);
  auto record = std::make_shared<flow::Record>();
  record->raw = R"({"more":1,"text":"?","last":2})";
  record->text_begin = 17;
  record->text_end = 20;
  record->metadata_begin = record->metadata_end = record->end = record->raw.size() - 1;
  record->line = line;
  record->name = "in:" + std::to_string(line);
  record->line_end = "\n";
  document.record = std::move(record);
  return document;
}

flow::Reject bad(std::size_t line) {
  flow::Reject reject;
  reject.line = line;
  reject.source = "in";
  reject.name = "in:" + std::to_string(line);
  reject.raw = "{]\n";
  return reject;
}

// What stands between giant documents: small ones, some without text, and rejects.
flow::Batch batch(flow::Lists lists, bool records) {
  flow::Batch made;
  std::size_t line = 0;
  for (const std::string& text : {std::string(" \n"), letters(true), std::string("one\n"), letters(false), letters(true),
                                  std::string(" \n \n"), std::string("two")}) {
    line += 2;
    const std::string id = "d" + std::to_string(line);
    const bool giant = text.size() > 100 || line == 12;
    flow::Document document = records ? record(id, text, line) : flow::Document::of(id, text);
    made.documents.push_back(cleaned(std::move(document), giant ? lists : flow::Lists::kept));
    if (records) made.rejects.push_back(bad(line - 1));
  }
  made.ends_input = true;
  return made;
}

// Of the same batch twice.
std::map<std::string, std::string> written(const flow::Batch& batch, const write::Options& options, std::uint64_t shard_bytes,
                                           write::Format format) {
  const Folder folder;
  io::TempFiles temps;
  write::Targets targets;
  targets.outputs = {{folder / "out", format}};
  targets.shard_bytes = shard_bytes;
  if (options.audit) targets.audit = folder / "audit";
  targets.rejects = folder / "rejects";
  targets.attributes = {folder / "attributes"};
  {
    write::FileSink sink = write::FileSink::create(targets, options, temps).value();
    for (int i = 0; i < 2; ++i) {
      flow::Batch one = batch;
      sink.render(one);
      REQUIRE(sink.write(one).ok());
    }
    REQUIRE(sink.finish().ok());
  }
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    files[entry.path().filename()] = folder.get(entry.path().filename().string());
  return files;
}

}  // namespace

TEST_CASE("a document whose lists are packed is written as one that lists all", "[write]") {
  for (const bool records : {false, true}) {
    const flow::Batch listed = batch(flow::Lists::kept, records);
    const flow::Batch packed = batch(flow::Lists::packed, records);
    for (const bool blocks : {false, true})
      for (const write::Granularity granularity : {write::Granularity::document, write::Granularity::paragraph})
        for (const std::uint64_t shard_bytes : {0U, 100000U, 3000000U})
          for (const write::Format format : {write::Format::jsonl, write::Format::text}) {
            INFO(records << blocks << (granularity == write::Granularity::paragraph) << (format == write::Format::text) << ' '
                         << shard_bytes);
            const write::Options options{granularity, blocks, true};
            const auto plain = written(listed, options, shard_bytes, format);
            CHECK(plain.size() >= 4);
            // Not printed: they are long.
            const bool same = written(packed, options, shard_bytes, format) == plain;
            CHECK(same);
          }
  }
}

TEST_CASE("what does not fit on the disk ends the writing of a giant document", "[write]") {
  io::TempFiles temps;
  write::Targets targets;
  targets.outputs = {{"/dev/full", write::Format::jsonl}};
  write::FileSink sink = write::FileSink::create(targets, {write::Granularity::paragraph, false, false}, temps).value();
  flow::Batch one = batch(flow::Lists::packed, true);
  sink.render(one);
  CHECK_FALSE(sink.write(one).ok());
}

TEST_CASE("a literal is looked at in parts", "[write]") {
  std::string text = "\"\\\n";
  while (text.size() < 3 * write::kDrainBytes) text += "abc\xE4\xB8\x80\n";
  std::string literal;
  CHECK(write::append_long_json(literal, text, {}));
  CHECK(write::is_json_of(literal, text));
  CHECK_FALSE(write::is_json_of(literal + " ", text));
  CHECK_FALSE(write::is_json_of(literal, text + " "));
  CHECK_FALSE(write::is_json_of(literal.substr(0, literal.size() - 1), text));
  CHECK_FALSE(write::is_json_of("\"\\u0041\"", "A"));
  CHECK(write::is_json_of("\"\"", ""));
  CHECK_FALSE(write::is_json_of("", ""));
  text[2] = 'x';
  CHECK_FALSE(write::is_json_of(literal, text));
}
