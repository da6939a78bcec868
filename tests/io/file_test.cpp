#include "io/file.h"

#include <filesystem>
#include <string>
#include <vector>

#include "io/tree.h"
#include "support/catch.h"
#include "support/folder.h"

using namespace runon;
using support::Folder;

TEST_CASE("reads of any size give the file's bytes", "[io]") {
  const Folder folder;
  std::string bytes;
  for (int i = 0; i < 100000; ++i) bytes += static_cast<char>(i * 7);
  folder.put("in", bytes);
  for (const std::size_t piece : {1U, 3U, 7U, 65536U, 99999U, 100000U, 100001U}) {
    auto file = io::InputFile::open(folder / "in");
    REQUIRE(file.ok());
    CHECK(file.value().size() == bytes.size());
    std::string got;
    for (;;) {
      const auto n = file.value().read(got, piece);
      REQUIRE(n.ok());
      if (n.value() < piece) break;
    }
    CHECK(got == bytes);
  }
  auto file = io::InputFile::open(folder / "in");
  std::string got = "before";
  REQUIRE(file.value().read_all(got).ok());
  CHECK(got == "before" + bytes);
}

TEST_CASE("what is not there is the data's error", "[io]") {
  const Folder folder;
  const auto file = io::InputFile::open(folder / "nothing");
  REQUIRE(!file.ok());
  CHECK(file.error().code == base::Code::not_found);
  CHECK(file.error().where == folder / "nothing");
  auto directory = io::InputFile::open(folder.path());
  std::string got;
  REQUIRE((!directory.ok() || !directory.value().read(got, 1).ok()));
}

TEST_CASE("a tree is listed by the bytes of its paths", "[io]") {
  const Folder folder;
  for (const char* name : {"b", "a/z", "a.txt", "a/b/c", "B", "\xC3\xA9"}) folder.put(name, "");
  const io::Tree tree = io::list_tree(folder.path(), std::nullopt);
  CHECK(tree.files == std::vector<std::string>{"B", "a.txt", "a/b/c", "a/z", "b", "\xC3\xA9"});
  CHECK(tree.errors.empty());
}

TEST_CASE("links are followed but not round in a circle", "[io]") {
  const Folder folder;
  folder.put("a/file", "");
  folder.put("other/far", "");
  std::filesystem::create_directory_symlink("..", folder / "a/up");
  std::filesystem::create_directory_symlink(folder / "other", folder / "a/linked");
  std::filesystem::create_symlink("file", folder / "a/second");
  const io::Tree tree = io::list_tree(folder / "a", std::nullopt);
  CHECK(tree.files == std::vector<std::string>{"file", "linked/far", "second", "up/other/far"});
}

TEST_CASE("a directory that is left out is left out with all below it", "[io]") {
  const Folder folder;
  folder.put("in/file", "");
  folder.put("in/out/file", "");
  folder.put("in/out/deeper/file", "");
  CHECK(io::list_tree(folder / "in", io::identity(folder / "in/out")).files == std::vector<std::string>{"file"});
}
