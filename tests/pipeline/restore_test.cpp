// The law: what `clean` writes gives its input back.

#include "pipeline/restore.h"

#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "pipeline/clean.h"
#include "pipeline/plan.h"
#include "read/source.h"
#include "support/catch.h"
#include "support/folder.h"
#include "support/generate.h"
#include "support/random.h"
#include "write/json.h"
#include "write/sink.h"

using namespace runon;
using support::Folder;

namespace {

void clean(const Folder& folder, write::Granularity granularity, unsigned threads) {
  pipeline::RunOptions options;
  options.inputs = {folder / "in"};
  options.output = folder / "out.jsonl";
  options.audit = folder / "audit.jsonl";
  options.write.granularity = granularity;
  options.clean.threads = threads;
  auto plan = pipeline::plan(options);
  REQUIRE(plan.ok());
  io::TempFiles temps;
  auto sink = write::FileSink::create(plan.value().targets, options.write, temps);
  REQUIRE(sink.ok());
  read::FileSource source(std::move(plan.value().inputs), options.read);
  REQUIRE(pipeline::run(options.clean, source, sink.value()).ok());
}

void check_restored(const Folder& folder, const std::vector<std::pair<std::string, std::string>>& files) {
  io::TempFiles temps;
  const auto done = pipeline::restore({folder / "out.jsonl", folder / "audit.jsonl", folder / "back/", "text"}, temps);
  INFO((done.ok() ? std::string() : base::message(done.error())));
  REQUIRE(done.ok());
  for (const auto& [name, bytes] : files) {
    INFO(name);
    REQUIRE(folder.has("back/" + name));
    REQUIRE(folder.get("back/" + name) == bytes);
  }
}

void check_both(const std::vector<std::pair<std::string, std::string>>& files) {
  for (const auto granularity : {write::Granularity::document, write::Granularity::paragraph}) {
    const Folder folder;
    for (const auto& [name, bytes] : files) folder.put("in/" + name, bytes);
    clean(folder, granularity, 3);
    check_restored(folder, files);
  }
}

}  // namespace

TEST_CASE("damaged documents, edge cases and the seed pages come back byte for byte", "[pipeline]") {
  std::vector<std::pair<std::string, std::string>> files = support::seed_documents();
  for (std::uint64_t seed = 1000; seed < 1300; ++seed)
    files.emplace_back("generated/" + std::to_string(seed) + ".txt", support::document(seed));
  std::size_t number = 0;
  for (auto& [name, bytes] : support::edge_documents()) {
    if (bytes.find(std::string(2, '\0')) != std::string::npos) continue;  // binary: it is rejected
    files.emplace_back("edge/" + std::to_string(++number) + ".txt", std::move(bytes));
  }
  check_both(files);
}

TEST_CASE("UTF-16 documents come back byte for byte", "[pipeline]") {
  std::vector<std::pair<std::string, std::string>> files;
  support::Random random(7);
  for (int i = 0; i < 40; ++i) {
    std::string bytes = random.one_in(2) ? "\xFF\xFE" : "\xFE\xFF";
    const bool little = bytes[0] == '\xFF';
    for (int n = 0; n < 300; ++n) {
      // Letters, line ends, ideographs, and surrogates that may lack their half.
      const std::size_t kind = random.below(20);
      const std::size_t unit = kind == 0   ? 0x0A
                               : kind == 1 ? 0xD83D
                               : kind == 2 ? 0xDE00
                               : kind < 10 ? random.between(0x4E00, 0x9FA5)
                                           : random.between(0x61, 0x7A);
      const char high = static_cast<char>(unit >> 8U);
      const char low = static_cast<char>(unit & 0xFFU);
      bytes += little ? std::string{low, high} : std::string{high, low};
    }
    if (random.one_in(3)) bytes += 'x';
    files.emplace_back(std::to_string(i) + ".txt", bytes);
  }
  check_both(files);
}

TEST_CASE("JSON Lines come back byte for byte, with what was rejected in them", "[pipeline]") {
  std::vector<std::pair<std::string, std::string>> files;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    support::Random random(seed);
    std::string bytes = random.one_in(4) ? "\xEF\xBB\xBF" : "";
    for (std::size_t i = random.below(12); i > 0; --i) {
      const std::vector<std::string> blanks = {"", "", "", "\n", " \r\n\n"};
      bytes += random.pick(blanks);
      const std::string text = support::document(random.below(1000));
      std::string literal;
      if (write::is_utf8(text)) base::append_json(literal, text);
      else literal = R"("\u0041\/ plain\n")";
      const std::vector<std::string> before = {R"({"id": 1, )",
                                               "{",
                                               R"({"metadata":{"a":[1.0e5]},)",
                                               R"({ "metadata" : {} ,)",
                                               R"({"metadata":null,)",
                                               R"({"metadata":{"runon":{"lines":1}},)"};
      const std::vector<std::string> behind = {"}", R"(,"x":"\u4e00" })", R"(,"y":{"text":"z"}})", "", "} x"};
      const std::vector<std::string> ends = {"\n", "\n", "\r\n"};
      bytes += random.pick(before) + "\"text\":" + literal + random.pick(behind) + random.pick(ends);
    }
    if (bytes.find('{') == std::string::npos) continue;  // nothing but empty lines: there is no record to hang them on
    if (random.one_in(3)) bytes.erase(bytes.find_last_not_of("\r\n") + 1);
    files.emplace_back(std::to_string(seed) + ".jsonl", bytes);
    files.emplace_back(std::to_string(seed) + "-text.txt", support::document(seed));
  }
  check_both(files);
}

TEST_CASE("a text that is not what the audit says is noticed", "[pipeline]") {
  const Folder folder;
  folder.put("in/a.txt", "one\xE2\x80\x8B\r\ntwo \xEF\xAC\x81\n");
  clean(folder, write::Granularity::document, 1);
  std::string out = folder.get("out.jsonl");
  const std::size_t at = out.find("two fi");
  REQUIRE(at != std::string::npos);
  out[at + 4] = 'F';
  folder.put("out.jsonl", out);
  io::TempFiles temps;
  const auto done = pipeline::restore({folder / "out.jsonl", folder / "audit.jsonl", folder / "back/", "text"}, temps);
  REQUIRE(!done.ok());
  CHECK(done.error().code == base::Code::malformed);
  CHECK(!folder.has("back/a.txt"));
}
