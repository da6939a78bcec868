#include "read/record_lines.h"

#include <ostream>
#include <string>
#include <vector>

#include "io/unpack.h"
#include "support/catch.h"
#include "support/folder.h"

using namespace runon;

namespace {

struct Line {
  std::size_t number;
  std::string bytes;  // all of the record, with what is around it; of one that is too long what is said of it
  bool operator==(const Line& other) const { return number == other.number && bytes == other.bytes; }
};

std::ostream& operator<<(std::ostream& out, const Line& line) { return out << line.number << ": " << line.bytes.substr(0, 80); }

std::vector<Line> lines_of(const std::string& bytes, std::size_t longest) {
  const support::Folder folder;
  auto file = io::Unpacker::open(folder.put("in.jsonl", bytes));
  REQUIRE(file.ok());
  REQUIRE(file.value().next().ok());
  read::Feed feed(file.value());
  read::RecordLines lines(longest);
  std::vector<Line> all;
  for (;;) {
    flow::Document document;
    const base::Result<bool> more = lines.next(feed, document);
    if (more && !more.value()) return all;
    if (more) all.push_back({document.record->line, document.record->lead + document.record->raw + document.record->line_end});
    else all.push_back({lines.line(), more.error().what});
  }
}

std::string said(std::size_t bytes, std::size_t longest) {
  return "a record of " + std::to_string(bytes) + " bytes: more than the " + std::to_string(longest) + " that one may have";
}

}  // namespace

TEST_CASE("a record of just the bound is one, a byte more is set aside, and the next one is read", "[read]") {
  // Under what is read at once, and of several turns of it.
  for (const std::size_t longest : {std::size_t{10}, std::size_t{3000000}}) {
    const std::string fits(longest, 'x');
    for (const std::size_t more : {std::size_t{1}, std::size_t{7}, 2 * longest}) {
      const std::string over(longest + more, 'y');
      const std::string words = said(over.size(), longest);
      CAPTURE(longest, more);
      CHECK(lines_of(fits + "\n" + over + "\n" + fits, longest) == std::vector<Line>{{1, fits + "\n"}, {2, words}, {3, fits}});
      CHECK(lines_of("\xEF\xBB\xBF\n\n" + over + "\n{}\n", longest) == std::vector<Line>{{3, words}, {4, "{}\n"}});
      CHECK(lines_of(over, longest) == std::vector<Line>{{1, words}});
      CHECK(lines_of("{}\n" + over + "\n", longest) == std::vector<Line>{{1, "{}\n"}, {2, words}});
      CHECK(lines_of(over + "\n" + over, longest) == std::vector<Line>{{1, words}, {2, words}});
    }
  }
}

TEST_CASE("empty lines behind a record that is too long are no records", "[read]") {
  const std::string over(11, 'y');
  CHECK(lines_of(over + "\n\n \r\n{}\n", 10) == std::vector<Line>{{1, said(11, 10)}, {4, "\n \r\n{}\n"}});
  CHECK(lines_of(over + "\n\n\n", 10) == std::vector<Line>{{1, said(11, 10)}});
}

TEST_CASE("records have their bytes and lines where empty lines are longer than what is read at once", "[read]") {
  const std::string gap(3000000, '\n');
  CHECK(lines_of(gap + "{}" + gap + "{}", 10) == std::vector<Line>{{3000001, gap + "{}" + gap}, {6000001, "{}"}});
  CHECK(lines_of(gap, 10).empty());
}
