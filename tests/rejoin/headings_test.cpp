// Headings, captions and labels of notes below and above wrapped text, which gives the margin.
#include "rejoin/headings.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/cleaned.h"
#include "support/lines.h"

namespace {

using namespace runon;

const std::string kWide =
    "The keeper of the light climbs every evening the narrow stairs with\n"
    "a can of oil, and from the harbour nobody has seen him come down or\n"
    "heard what he sings there to the ships on the sea, which have no\n"
    "keeper and no light, and would not know what to do with one.\n";
constexpr std::size_t kLines = 4;

// The breaks from the one in front of `lines` to the one behind them, wrapped text around: "|" for one that is marked, else ".".
std::string marked(const std::string& lines, const std::string& around = kWide) {
  const support::Lines page(around + lines + around);
  std::vector<bool> apart(page.facts.size() - 1);
  rejoin::part_headings(page.document, page.facts, apart);
  std::string out;
  for (std::size_t i = kLines - 1; i + kLines < page.facts.size(); ++i) out += apart[i] ? '|' : '.';
  return out;
}

}  // namespace

TEST_CASE("headings whose numbers count on stand by themselves", "[rejoin]") {
  CHECK(marked("2.1 Lamps\n" + kWide + "2.2 Oil\n") == "||...||");
  CHECK(marked("9.6.17 lamps\n" + kWide + "9.7 Oil\n") == "||...||");
  CHECK(marked("C.1 Lamps\n" + kWide + "C.1.1 Oil\n") == "||...||");
  CHECK(marked("2.1. Lamps\n" + kWide + "2.2. Oil\n") == "||...||");
  // The number alone, and its title below.
  CHECK(marked("2.1\nLamps\n" + kWide + "2.2\nOil\n") == "|.|...|.|");
  CHECK(marked("11.2.1 灯\n" + kWide + "11.2.2灯油\n") == "||...||");
}

TEST_CASE("numbers that do not count on, or stand in running text, are no headings", "[rejoin]") {
  CHECK(marked("2.1 Lamps\n" + kWide + "2.4 Oil\n") == ".......");
  CHECK(marked("2.1 million lamps\n" + kWide + "2.2 million lamps\n") == ".......");
  CHECK(marked("2.1亿盏灯\n" + kWide + "2.2亿盏灯\n") == ".......");
  CHECK(marked("1. Lamps\n" + kWide + "2. Oil\n") == ".......");
  const std::string open =
      kWide.substr(0, kWide.rfind("keeper")) + "keeper and no light, and would not know what to do with one or the\n";
  CHECK(marked("2.1 Lamps\n" + open + "2.2 Oil\n", open) == ".......");
}

TEST_CASE("a heading that the column may have cut is left to the model", "[rejoin]") {
  const std::string narrow =
      "The keeper of the light climbs\nevery evening the stairs with\na can of oil, and from there\nhe sings to the ships out "
      "there.\n";
  CHECK(marked("2.1 The keeper of\n" + narrow + "2.2 The stairs to\n", narrow) == "|....|.");
  // The next line neither fills the column nor ends a sentence.
  CHECK(marked("2.1 Lamps\nof a harbour\n" + kWide + "2.2 Oil\nof a mill\n") == "|.....|..");
}

TEST_CASE("captions with a number and a colon or a dash stand by themselves", "[rejoin]") {
  CHECK(marked("Table 11.3: List of lamps\n") == "||");
  CHECK(marked("Figure 4 \u2013 A lamp\n") == "||");
  CHECK(marked("Abbildung 4: Eine Lampe\n") == "||");
  CHECK(marked("表 3：灯的种类\n") == "||");
  CHECK(marked("Table 11.3 lists the lamps\n") == "..");
  CHECK(marked("Table 11.3. The lamps\n") == "..");
  CHECK(marked("Lamp 11.3: the oil\n") == "..");
}

TEST_CASE("a word for a note that stands alone is its label", "[rejoin]") {
  for (const char* label : {"Note", "TIP", "Warnung", "AVERTISSEMENT", "Atenção", "Внимание", "提示", "ティップ", "참고"}) {
    CAPTURE(label);
    CHECK(marked(std::string(label) + "\n") == "||");
  }
  CHECK(marked("Lamp\n") == "..");
  CHECK(marked("Note the lamp\n") == "..");
}

TEST_CASE("a manual's headings and notes are blocks of their own", "[rejoin]") {
  const std::string text =
      "4.1 Lamps\n" + kWide + "Tip\n" + kWide.substr(0, kWide.size() - 1) + " Or two.\n4.2 Oil\n" +
      "Oil burns best where no wind comes from, and the harbour has always had\nsome of that, says the keeper.\n";
  const std::string cleaned = support::cleaned_document(text).text;
  for (const char* line : {"4.1 Lamps\n", "\nTip\n", "\n4.2 Oil\n"}) CHECK(("\n" + cleaned).find(line) != std::string::npos);
}
