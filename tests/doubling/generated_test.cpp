// Generated doublings (support/doublings.h) over the seed pages, and over other texts on demand:
//   RUNON_TEXTS=DIR[:DIR] runon_tests "[doublings]"     prints the figures of docs/quality.md
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/doublings.h"
#include "support/generate.h"

using namespace runon;

TEST_CASE("doublings generated over the seed pages are found, and nothing else is touched", "[doubling]") {
  std::vector<std::string> texts;
  for (const auto& [name, bytes] : support::seed_documents()) texts.push_back(bytes);
  const support::DoublingScore score = support::score_doublings(texts, 200, 1);
  std::string notes;
  for (std::size_t i = 0; i < std::min<std::size_t>(score.notes.size(), 20); ++i) notes += score.notes[i] + "\n";
  INFO(score.table() << notes);
  CHECK(score.doubled().made > 2000);
  CHECK(score.precision() >= 0.999);
  CHECK(score.recall() >= 0.98);
}

TEST_CASE("the same seed generates the same document", "[doubling]") {
  const std::vector<std::string> lines(30, "通渭县政协开展界别委员活动");
  const auto one = support::doubled_document(lines, 3);
  const auto two = support::doubled_document(lines, 3);
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i].printed == two[i].printed);
}

TEST_CASE("figures of doublings over RUNON_TEXTS", "[.][doublings]") {
  const char* folders = std::getenv("RUNON_TEXTS");
  if (folders == nullptr) return;  // asked for by name only
  std::vector<std::string> paths;
  std::string list = folders;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(':', at), list.size());
    for (const auto& entry : std::filesystem::directory_iterator(list.substr(at, end - at)))
      if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
    at = end + 1;
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back(support::read_file(path));
  const support::DoublingScore score = support::score_doublings(texts, 200, 1);
  std::cout << texts.size() << " texts\n\n" << score.table();
  if (std::getenv("RUNON_NOTES") != nullptr)
    for (const std::string& note : score.notes) std::cout << note << "\n";
  CHECK(score.precision() >= 0.999);
  CHECK(score.recall() >= 0.98);
}
