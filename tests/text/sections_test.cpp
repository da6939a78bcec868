#include "text/sections.h"

#include "support/catch.h"

using namespace runon;

namespace {

std::size_t bytes(std::string_view line) {
  const auto number = text::section_number(line);
  return number ? number->bytes : 0;
}

bool counts_on(std::string_view from, std::string_view to) {
  return text::counts_on(text::section_number(from).value(), text::section_number(to).value());
}

}  // namespace

TEST_CASE("the number of a section is read with all its levels", "[text]") {
  CHECK(bytes("2 Lamps") == 1);
  CHECK(bytes("9.6.10 Lamps") == 6);
  CHECK(bytes("2.1. Lamps") == 3);
  CHECK(bytes("C.2 Oil") == 3);
  CHECK(bytes("2.") == 1);
  CHECK(bytes("12") == 2);
}

TEST_CASE("what is no number of a section is none", "[text]") {
  for (const char* line : {"", "Lamps", "C. Oil", "C", "1.100 Lamps", "2024", ".5", "c.2 Oil"}) {
    CAPTURE(line);
    CHECK_FALSE(text::section_number(line).has_value());
  }
}

TEST_CASE("numbers of sections count on at their level, a level above or open one below", "[text]") {
  CHECK(counts_on("1", "2"));
  CHECK(counts_on("1.4", "2"));
  CHECK(counts_on("1.1", "1.2"));
  CHECK(counts_on("1", "1.1"));
  CHECK(counts_on("9.6.17", "9.7"));
  CHECK(counts_on("C.1.3", "C.2"));
  CHECK_FALSE(counts_on("1", "3"));
  CHECK_FALSE(counts_on("1", "1.2"));
  CHECK_FALSE(counts_on("1", "1.1.1"));
  CHECK_FALSE(counts_on("1.1", "2.2"));
  CHECK_FALSE(counts_on("B.1", "C.2"));
}
