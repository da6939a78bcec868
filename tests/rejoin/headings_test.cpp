// Headings, captions and labels of notes below and above wrapped text, which gives the margin.
#include "rejoin/headings.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/cleaned.h"
#include "support/lines.h"

namespace {

using namespace runon;

const std::string kPage =
    "The keeper of the light climbs every evening the narrow stairs with\n"
    "a can of oil, and from the harbour nobody has seen him come down or\n"
    "heard what he sings there to the ships on the sea, which have no\n"
    "keeper and no light, and would not know what to do with one.\n";
constexpr std::size_t kPageLines = 4;

// The breaks from the one in front of `lines` to the one behind them, wrapped text around: "|" for one that is marked, else ".".
std::string parted(const std::string& lines, const std::string& around = kPage) {
  const support::Lines page(around + lines + around);
  std::vector<bool> apart(page.facts.size() - 1);
  rejoin::part_headings(page.document, page.facts, rejoin::Edges(page.facts), apart);
  std::string out;
  for (std::size_t i = kPageLines - 1; i + kPageLines < page.facts.size(); ++i) out += apart[i] ? '|' : '.';
  return out;
}

}  // namespace

TEST_CASE("headings whose numbers count on stand by themselves", "[rejoin]") {
  CHECK(parted("2.1 Lamps\n" + kPage + "2.2 Oil\n") == "||...||");
  CHECK(parted("9.6.17 lamps\n" + kPage + "9.7 Oil\n") == "||...||");
  CHECK(parted("C.1 Lamps\n" + kPage + "C.1.1 Oil\n") == "||...||");
  CHECK(parted("2.1. Lamps\n" + kPage + "2.2. Oil\n") == "||...||");
  // The number alone, and its title below.
  CHECK(parted("2.1\nLamps\n" + kPage + "2.2\nOil\n") == "|.|...|.|");
  CHECK(parted("11.2.1 灯\n" + kPage + "11.2.2灯油\n") == "||...||");
}

TEST_CASE("numbers of one level that count on from 1 to 3 begin headings, with a title and nothing else on the line",
          "[rejoin]") {
  CHECK(parted("1 Lamps\n" + kPage + "2 Oil\n" + kPage + "3 Wicks\n") == "||...||...||");
  CHECK(parted("1 灯\n" + kPage + "2 灯油\n" + kPage + "3 灯芯\n") == "||...||...||");
  // What stands between them need not be a page; a list that begins anew counts by itself.
  CHECK(parted("1 Lamps\n2 Oil\n3 Wicks\n1 Stairs\n") == "|||..");
  CHECK(parted("1 Lamps\n" + kPage + "2 Oil\n") == ".......");
  CHECK(parted("1 Lamps\n" + kPage + "3 Oil\n" + kPage + "4 Wicks\n") == "............");
  CHECK(parted("1 lamps\n" + kPage + "2 oil\n" + kPage + "3 wicks\n") == "............");
  CHECK(parted("1 Lamps, oil\n" + kPage + "2 Oil.\n" + kPage + "3 Wicks\n") == "............");
}

TEST_CASE("numbers that do not count on, or stand in running text, are no headings", "[rejoin]") {
  CHECK(parted("2.1 Lamps\n" + kPage + "2.4 Oil\n") == ".......");
  CHECK(parted("2.1 million lamps\n" + kPage + "2.2 million lamps\n") == ".......");
  CHECK(parted("2.1亿盏灯\n" + kPage + "2.2亿盏灯\n") == ".......");
  CHECK(parted("1. Lamps\n" + kPage + "2. Oil\n") == ".......");
  const std::string open =
      kPage.substr(0, kPage.rfind("keeper")) + "keeper and no light, and would not know what to do with one or the\n";
  CHECK(parted("2.1 Lamps\n" + open + "2.2 Oil\n", open) == ".......");
}

TEST_CASE("a heading that the column may have cut is left to the model", "[rejoin]") {
  const std::string narrow =
      "The keeper of the light climbs\nevery evening the stairs with\na can of oil, and from there\nhe sings to the ships out "
      "there.\n";
  CHECK(parted("2.1 The keeper of\n" + narrow + "2.2 The stairs to\n", narrow) == "|....|.");
  // The next line neither fills the column nor ends a sentence.
  CHECK(parted("2.1 Lamps\nof a harbour\n" + kPage + "2.2 Oil\nof a mill\n") == "|.....|..");
}

TEST_CASE("captions with a number and a colon or a dash stand by themselves", "[rejoin]") {
  CHECK(parted("Table 11.3: List of lamps\n") == "||");
  CHECK(parted("Figure 4 \u2013 A lamp\n") == "||");
  CHECK(parted("Abbildung 4: Eine Lampe\n") == "||");
  CHECK(parted("表 3：灯的种类\n") == "||");
  CHECK(parted("Table 11.3 lists the lamps\n") == "..");
  CHECK(parted("Table 11.3. The lamps\n") == "..");
  CHECK(parted("Lamp 11.3: the oil\n") == "..");
}

TEST_CASE("a word for a note that stands alone is its label", "[rejoin]") {
  for (const char* label : {"Note", "TIP", "Warnung", "AVERTISSEMENT", "Atenção", "Внимание", "提示", "ティップ", "참고"}) {
    CAPTURE(label);
    CHECK(parted(std::string(label) + "\n") == "||");
  }
  CHECK(parted("Lamp\n") == "..");
  CHECK(parted("Note the lamp\n") == "..");
}

TEST_CASE("a manual's headings and notes are blocks of their own", "[rejoin]") {
  const std::string text =
      "4.1 Lamps\n" + kPage + "Tip\n" + kPage.substr(0, kPage.size() - 1) + " Or two.\n4.2 Oil\n" +
      "Oil burns best where no wind comes from, and the harbour has always had\nsome of that, says the keeper.\n";
  const std::string cleaned = support::cleaned_document(text).text;
  for (const char* line : {"4.1 Lamps\n", "\nTip\n", "\n4.2 Oil\n"}) CHECK(("\n" + cleaned).find(line) != std::string::npos);
}
