// Do no harm: text that is well-formed already comes through as it was.
//
// What counts as the same: the lines with text, in order, each with its white space in front and inside. Two
// things are no harm: what the characters stage does, and empty lines or white space at a line's end, which the
// output never has.

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "pipeline/clean.h"
#include "support/catch.h"
#include "support/generate.h"

using namespace runon;
using flow::Document;

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    const std::string_view line = text.substr(0, end);
    const std::size_t last = line.find_last_not_of(" \t");
    if (last != std::string_view::npos) lines.emplace_back(line.substr(0, last + 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string text_after(const pipeline::Options& options, const std::string& bytes) {
  const auto cleaner = pipeline::Cleaner::create(options);
  Document document = Document::of("document", bytes);
  REQUIRE(cleaner.value().clean(document).ok());
  return document.text;
}

std::vector<std::filesystem::path> files_under(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != "README.md") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

pipeline::Options characters_only() {
  pipeline::Options options;
  options.skip = {false, true, true, true, true, true};
  return options;
}

// The first line that differs, for people; empty when none does.
std::string first_difference(const std::string& bytes) {
  const std::vector<std::string> before = lines_of(text_after(characters_only(), bytes));
  const std::vector<std::string> after = lines_of(text_after({}, bytes));
  for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
    const std::string was = i < before.size() ? before[i] : "<no line>";
    const std::string is = i < after.size() ? after[i] : "<no line>";
    if (was != is) return "line " + std::to_string(i + 1) + " with text:\n  was " + was + "\n  is  " + is;
  }
  return {};
}

// The same without white space: what a joined paragraph keeps.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (std::string_view(" \t\n\f\r").find(c) == std::string_view::npos) out += c;
  return out;
}

}  // namespace

TEST_CASE("there are at least sixty well-formed documents", "[laws]") {
  REQUIRE(files_under(RUNON_SOURCE_DIR "/fixtures/harmless").size() >= 60);
}

TEST_CASE("well-formed documents come through untouched", "[laws]") {
  std::string which;
  for (const auto& path : files_under(RUNON_SOURCE_DIR "/fixtures/harmless")) {
    const std::string difference = first_difference(support::read_file(path.string()));
    if (!difference.empty()) which += path.string() + ": " + difference + "\n";
  }
  CHECK(which.empty());
}

// Licences are wrapped, so their paragraphs are joined; not a letter of them may change.
TEST_CASE("the system's licences keep every character", "[laws]") {
  const std::string folder = "/usr/share/common-licenses";
  if (!std::filesystem::is_directory(folder)) return;
  pipeline::Options options;
  options.furniture.fate = furniture::Fate::keep;
  for (const auto& path : files_under(folder)) {
    const std::string bytes = support::read_file(path.string());
    INFO(path.string());
    CHECK(squeezed(text_after(options, bytes)) == squeezed(bytes));
  }
}
