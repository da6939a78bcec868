#include "pipeline/option_table.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "pipeline/clean.h"
#include "support/catch.h"

using namespace runon;
using pipeline::Option;
using pipeline::RunOptions;

TEST_CASE("names, negations and letters of options differ", "[pipeline]") {
  std::set<std::string_view> names;
  std::set<char> letters;
  for (const Option& row : pipeline::option_table()) {
    INFO(row.name);
    CHECK(names.insert(row.name).second);
    if (!row.negation.empty()) CHECK(names.insert(row.negation).second);
    if (row.letter != 0) CHECK(letters.insert(row.letter).second);
  }
}

TEST_CASE("groups stand together", "[pipeline]") {
  std::set<std::string_view> seen;
  std::string_view group;
  for (const Option& row : pipeline::option_table()) {
    INFO(row.name);
    if (row.group != group) CHECK(seen.insert(row.group).second);
    group = row.group;
  }
}

TEST_CASE("every row is whole", "[pipeline]") {
  for (const Option& row : pipeline::option_table()) {
    INFO(row.name);
    CHECK(row.set != nullptr);
    CHECK(row.get != nullptr);
    CHECK(row.commands != 0);
    CHECK(!row.brief.empty());
    CHECK(std::isupper(static_cast<unsigned char>(row.brief.front())) == 0);
    CHECK(row.brief.back() != '.');
    if (!row.text.empty()) CHECK(row.text.back() == '.');
    CHECK((row.negation.empty() || row.value.empty()));
    if (row.value.empty()) CHECK(row.negation == "no-" + std::string(row.name));
    CHECK(pipeline::find_option(row.name) == &row);
  }
}

TEST_CASE("a switch takes true and false and nothing else", "[pipeline]") {
  for (const Option& row : pipeline::option_table()) {
    if (!row.value.empty()) continue;
    INFO(row.name);
    RunOptions options;
    CHECK(row.set(options, "true").ok());
    CHECK(row.get(options) == "true");
    CHECK(row.set(options, "false").ok());
    CHECK(row.get(options) == "false");
    CHECK(!row.set(options, "yes").ok());
  }
}

TEST_CASE("a choice takes what its value names, and gives it back", "[pipeline]") {
  for (const Option& row : pipeline::option_table()) {
    const std::string choices(row.value);
    if (choices.find('|') == std::string::npos) continue;
    INFO(row.name);
    RunOptions options;
    for (std::size_t at = 0; at < choices.size();) {
      const std::size_t end = std::min(choices.find('|', at), choices.size());
      std::string choice = choices.substr(at, end - at);
      at = end + 1;
      if (choice == "NAME") choice = "UTF-16";
      INFO(choice);
      CHECK(row.set(options, choice).ok());
      CHECK(row.get(options) == "\"" + choice + "\"");
    }
    const base::Status wrong = row.set(options, "no-such-choice");
    REQUIRE(!wrong.ok());
    CHECK(wrong.error().code == base::Code::usage);
    CHECK(!wrong.error().hint.empty());
  }
}

TEST_CASE("a rule of that id only can be switched, and the last word holds", "[pipeline]") {
  const Option& on = *pipeline::find_option("rule");
  const Option& off = *pipeline::find_option("no-rule");
  RunOptions options;
  CHECK(!on.set(options, "no such rule").ok());
  const flow::Rule& rule = *pipeline::all_rules().front();
  REQUIRE(off.set(options, rule.id).ok());
  CHECK(!options.clean.rules.on(rule));
  CHECK(off.get(options) == "[\"" + std::string(rule.id) + "\"]");
  REQUIRE(on.set(options, rule.id).ok());
  CHECK(options.clean.rules.on(rule));
  CHECK(off.get(options).empty());
}

TEST_CASE("stages are skipped by name, and the last list holds", "[pipeline]") {
  const Option& skip = *pipeline::find_option("skip");
  RunOptions options;
  REQUIRE(skip.set(options, "rejoin,repeats").ok());
  CHECK(options.clean.skips(pipeline::StageId::rejoin));
  CHECK(options.clean.skips(pipeline::StageId::repeats));
  CHECK(skip.get(options) == "\"rejoin,repeats\"");
  REQUIRE(skip.set(options, "").ok());
  CHECK(!options.clean.skips(pipeline::StageId::rejoin));
  CHECK(skip.set(options, "rejoin,").ok());
  CHECK(!skip.set(options, "rejoin, repeats").ok());
}

TEST_CASE("the defaults contradict nothing", "[pipeline]") { CHECK(pipeline::check(RunOptions{}).ok()); }

TEST_CASE("docs/options.md is what the table says", "[pipeline]") {
  const std::string path = std::string(RUNON_SOURCE_DIR) + "/docs/options.md";
  if (std::getenv("RUNON_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << pipeline::options_document();
  std::ifstream file(path, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  INFO("run this test with RUNON_UPDATE=1 to write it anew");
  CHECK(there == pipeline::options_document());
}
