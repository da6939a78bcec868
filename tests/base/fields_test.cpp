#include "base/fields.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace runon;

TEST_CASE("fields come back whatever stands in them", "[base]") {
  const std::vector<std::string> texts = {
      "", "a", "=", "\n", "\\", "\\n", "\\e=\n\\", std::string("\0x", 2), "invalid UTF-8 \xFF"};
  base::Fields fields;
  for (const std::string& name : texts)
    for (const std::string& value : texts) fields.set(name + "/" + value, value);
  fields.set("number", 18446744073709551615U);
  const auto back = base::Fields::of(fields.lines());
  REQUIRE(back);
  CHECK(back->all() == fields.all());
  CHECK(back->number("number") == 18446744073709551615U);
  CHECK(back->number("a/a") == 0);
  CHECK(back->text("none").empty());
}

TEST_CASE("what is no list of fields is told from one", "[base]") {
  CHECK(base::Fields::of(""));
  CHECK(!base::Fields::of("a=b"));
  CHECK(!base::Fields::of("ab\n"));
  CHECK(!base::Fields::of("a=b\na=c\n"));
  CHECK(!base::Fields::of("a=\\x\n"));
  CHECK(!base::Fields::of("a=\\\n"));
}
