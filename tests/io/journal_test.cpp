#include "io/journal.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/folder.h"

using namespace runon;
using support::Folder;

TEST_CASE("what was written whole is there after any cut", "[io]") {
  const Folder folder;
  const std::vector<std::string> records = {"one", std::string("\0\n", 2), "", std::string(5000, 'x')};
  std::vector<std::size_t> ends;
  io::TempFiles temps;
  {
    auto journal = io::Journal::open(folder / "j", folder / "j", temps);
    REQUIRE(journal.ok());
    for (const std::string& record : records) {
      REQUIRE(journal.value().append(record).ok());
      ends.push_back(folder.get("j").size());
    }
  }
  const std::string bytes = folder.get("j");
  for (std::size_t cut = 0; cut <= bytes.size(); cut += cut < 120 || cut + 3 > bytes.size() ? 1 : 97) {
    INFO(cut);
    folder.put("j", bytes.substr(0, cut));
    auto journal = io::Journal::open(folder / "j", folder / "j", temps);
    REQUIRE(journal.ok());
    std::size_t whole = 0;
    while (whole < ends.size() && ends[whole] <= cut) ++whole;
    REQUIRE(journal.value().records() ==
            std::vector<std::string>(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(whole)));
  }
  for (const std::size_t at : {0U, 9U, 24U, 26U}) {
    std::string wrong = bytes;
    wrong[at] = static_cast<char>(wrong[at] ^ 1);
    folder.put("j", wrong);
    auto journal = io::Journal::open(folder / "j", folder / "j", temps);
    REQUIRE(journal.ok());
    CHECK(journal.value().records().empty());
  }
}

TEST_CASE("what is added behind a cut counts", "[io]") {
  const Folder folder;
  io::TempFiles temps;
  REQUIRE(io::Journal::open(folder / "j", folder / "j", temps).value().append("one").ok());
  folder.put("j", folder.get("j") + "torn");
  REQUIRE(io::Journal::open(folder / "j", folder / "j", temps).value().append("two").ok());
  CHECK(io::Journal::open(folder / "j", folder / "j", temps).value().records() == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a journal without records leaves nothing; one that is done is gone", "[io]") {
  const Folder folder;
  io::TempFiles temps;
  { CHECK(io::Journal::open(folder / "j", folder / "j", temps).ok()); }
  CHECK(folder.count() == 0);
  {
    auto journal = io::Journal::open(folder / "j", folder / "j", temps);
    REQUIRE(journal.value().append("one").ok());
    REQUIRE(journal.value().clear().ok());
  }
  CHECK(folder.count() == 0);
  {
    auto journal = io::Journal::open(folder / "j", folder / "j", temps);
    REQUIRE(journal.value().append("one").ok());
    journal.value().remove();
  }
  CHECK(folder.count() == 0);
}

TEST_CASE("of two runs to one place the second is refused", "[io]") {
  const Folder folder;
  io::TempFiles temps;
  auto first = io::Journal::open(folder / "j", "out.txt", temps);
  REQUIRE(first.ok());
  const auto second = io::Journal::open(folder / "j", "out.txt", temps);
  REQUIRE(!second.ok());
  CHECK(second.error().where == "out.txt");
  CHECK(folder.count() == 1);
}
