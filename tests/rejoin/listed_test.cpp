// Lists without any sign, as two of their lines show: below and above wrapped text, which gives the margin.
#include "rejoin/listed.h"

#include <string>
#include <vector>

#include "rejoin/margins.h"
#include "support/catch.h"
#include "support/cleaned.h"
#include "support/lines.h"

namespace {

using namespace runon;

const std::string kWide =
    "The keeper of the light climbs every evening the narrow stairs with\n"
    "a can of oil, and from the harbour nobody has seen him come down or\n"
    "heard what he sings there to the ships on the sea, which have no\n"
    "keeper and no light, and would not know what to do with one, he says.\n";

// Which breaks inside `lines`, with wrapped text around them, are marked: "|" for one that is, "." for one that is not.
std::string marked(const std::string& lines) {
  const support::Lines page(kWide + kWide + lines + kWide);
  std::vector<bool> apart(page.facts.size() - 1);
  rejoin::find_listed(page.document, page.facts, rejoin::short_lines(page.facts, rejoin::margins_of(page.facts)), apart);
  std::string out;
  for (std::size_t i = 8; i + 5 < page.facts.size(); ++i) out += apart[i] ? '|' : '.';
  return out;
}

}  // namespace

TEST_CASE("a short line above one that is set in further, or less, ends", "[rejoin]") {
  CHECK(marked("NAME\n       lamp - lights the lamp of a harbour, with the oil\n") == "|");
  CHECK(marked("    --oil\n        the oil that burns best\n    --wick\n        what it burns in\n") == "|||");
  CHECK(marked("The harbour of Riverton:\n    - - -\n") == "|");
  // An option is no second line about one middle.
  CHECK(marked("OPTIONS\n    --oil\n") == "|");
  CHECK(marked("OPTIONS\n   -5 lamps\n") == ".");
  // A full line is wrapped, whatever its indent.
  CHECK(marked("    The keeper of the light climbs every evening the narrow stairs\nwith a can of oil.\n") == ".");
  // Sentences go on below an item's sign, and lines about one middle are one headline.
  CHECK(marked("  * The oil of the mill has been found to be\n    as good as any.\n") == ".");
  CHECK(marked("               The Lamp, the Oil and the\n                Keeper of the Harbour\n") == ".");
}

TEST_CASE("names of files and addresses stand one a line", "[rejoin]") {
  CHECK(marked("src/lamp/wick.c\nsrc/lamp/oil.c\n") == "|");
  CHECK(marked("Files: src/lamp/the_wick_that_burns_and_burns_and_does_not_go_out/wick.c\n       src/oil.c\n       doc/*\n") ==
        "||");
  CHECK(marked("https://example.org/lamp\nhttps://example.org/oil\n") == "|");
  // Of a name that the margin cut one half fills the line.
  CHECK(marked("https://example.org/lamps/of/harbours/and/keepers/of/the/light/that\n/burns.html\n") == ".");
}

TEST_CASE("lines that begin with the same words are entries", "[rejoin]") {
  CHECK(marked("Copyright (C) 1999 Anna Keeper, and the harbour office of Riverton\nCopyright (C) 2003 Tom Miller\n") == "|");
  CHECK(marked("listed in the book of the harbour, which the keeper has, and it is\nlisted in no other.\n") == ".");
  CHECK(marked("Harbours are where the ships come to, and the keeper of one of those\nHarbours knows.\n") == ".");
}

TEST_CASE("lines that begin with numbers of one kind are entries", "[rejoin]") {
  CHECK(marked("8:30 lamps\n10:15 oil\n12:00 stairs\n") == "||");
  CHECK(marked("2003-2005, Anna Keeper\n2006-2009, Tom Miller\n") == "|");
  CHECK(marked("1987年，灯塔建成\n1999年，灯塔重修\n") == "|");
  CHECK(marked("3.14\n2.71\n1.41\n") == "||");
  CHECK(marked("12 keepers\n7: lamps\n") == ".");
}

TEST_CASE("labels of one word begin lines", "[rejoin]") {
  CHECK(marked("Format: https://example.org/doc/of/the/harbour/and/its/lamps/format/1.0/\nSource: mill\n") == "|");
  CHECK(marked("License: free\nFiles:\n debian/*\n") == "||");
  CHECK(marked("All the harbour knows what the keeper said to the others, and so\nSaid: nothing.\n") == ".");
}

TEST_CASE("a mark that stands alone thrice parts what it stands between", "[rejoin]") {
  CHECK(marked("The lamp is lit and it is\n.\nby the keeper of the light that\n.\nthe others do not see, and\n.\n") == "|||||");
  CHECK(marked("The lamp is lit by the keeper of the light\n.\nThe oil is of the mill.\n") == "..");
  CHECK(marked("1.\nThe lamp is lit by the keeper of the light\n2.\nThe oil is of the mill.\n3.\nThe end.\n") == ".....");
  // Ideographic full stops are hung behind full lines, and come by themselves.
  CHECK(marked("守塔人每天傍晚上山把灯点亮\n。\n天亮时再下来已经三十年了\n。\n没有人知道他从什么时候开始\n。\n") == ".....");
}

TEST_CASE("files of fields and lists of options keep their lines", "[rejoin]") {
  const std::string text = kWide + kWide +
                           "\nFormat: https://example.org/format/1.0/\nSource: https://example.org/lamp\n\n"
                           "Files: src/lamp.c\n       src/oil.c\nCopyright: 2003-2005, Anna Keeper\n           2006, Tom Miller\n"
                           "License: free\n\nOPTIONS\n    --oil\n        the oil that burns best\n\n" +
                           kWide;
  const std::string out = support::cleaned(text);
  for (const char* line :
       {"\nFormat: https://example.org/format/1.0/\n", "\nSource: https://example.org/lamp\n", "\nFiles: src/lamp.c\n",
        "\nsrc/oil.c\n", "\nCopyright: 2003-2005, Anna Keeper\n", "\n2006, Tom Miller\n", "\nLicense: free\n", "\nOPTIONS\n",
        "\n--oil\n", "\nthe oil that burns best\n"}) {
    INFO(line << out);
    CHECK(out.find(line) != std::string::npos);
  }
}
