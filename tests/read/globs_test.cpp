#include "read/globs.h"

#include <string>
#include <vector>

#include "read/names.h"
#include "support/catch.h"

using namespace runon;

TEST_CASE("a glob matches what it says", "[read]") {
  struct Row {
    const char* glob;
    const char* text;
    bool matches;
  };
  const std::vector<Row> rows = {
      {"*.txt", "a.txt", true},
      {"*.txt", "a.txt.gz", false},
      {"*.txt", "d/a.txt", false},
      {"**.txt", "d/a.txt", true},
      {"**/a", "a", true},
      {"**/a", "x/y/a", true},
      {"x/**/a", "x/a", true},
      {"x/**/a", "x/y/z/a", true},
      {"?", "\u4E2D", true},
      {"?", "/", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]x", "bx", false},
      {"[]]", "]", true},
      {"[", "[", true},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"a*b*c", "a1b2c", true},
      {"a*b*c", "a1b2", false},
      {"", "", true},
      {"*", "", true},
      {"[\u4E00-\u9FFF]*", "\u4E2D.txt", true},
      {"\xFF*", "\xFF\xFE", true},
  };
  for (const Row& row : rows) {
    INFO(row.glob << " " << row.text);
    CHECK(read::matches(row.glob, row.text) == row.matches);
  }
  CHECK(!read::matches("*a*a*a*a*a*a*a*a*b", std::string(10000, 'a')));
}

TEST_CASE("globs name files, directories and paths", "[read]") {
  const read::Globs text({"*.txt"}, {".git", "/doc/*"});
  CHECK(text.in("a/b.txt"));
  CHECK(!text.in("a/b.md"));
  CHECK(!text.in("a/.git/c.txt"));
  CHECK(!text.in("doc/c.txt"));
  CHECK(text.in("a/doc/c.txt"));
  CHECK(read::Globs().all());
  CHECK(read::Globs({"src/"}, {}).in("x/src/deep/a"));
  CHECK(read::Globs({"b/*.txt"}, {}).in("a/b/c.txt"));
}

TEST_CASE("names become UTF-8 and stay apart", "[read]") {
  CHECK(read::valid_name("a\u4E2D") == "a\u4E2D");
  CHECK(read::valid_name("a\xFF\xE4\xB8z") == "a%FF%E4%B8z");
}

TEST_CASE("a member's name leads nowhere else and is there once", "[read]") {
  read::MemberNames names;
  CHECK(names.make("a/b.txt") == "a/b.txt");
  CHECK(names.make("./a//b.txt") == "a/b.txt~2");
  CHECK(names.make("/etc/passwd") == "etc/passwd");
  CHECK(names.make("../../up") == "up");
  CHECK(names.make("..") == "member~1");
  CHECK(names.make("a") == "a~2");
  CHECK(names.make("etc/passwd/below") == "etc/passwd~2/below");
  CHECK(names.make(std::string(1000, 'n')).size() <= 255);
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "d/";
  CHECK(names.make(deep + "f").size() < 4096);
}
