// A line with its copies taken out, given where they are.
#include "doubling/rewrite.h"

#include <string_view>
#include <vector>

#include "support/catch.h"

using namespace runon;

namespace {

std::string single(std::string_view text, const std::vector<doubling::Run>& runs) {
  doubling::Squeezed line;
  line.assign(text);
  return doubling::single(text, line, runs);
}

// One character, twice, from there on.
doubling::Run twice(std::size_t begin) {
  doubling::Run run;
  run.begin = begin;
  run.unit = 1;
  run.copies = 2;
  run.keep = 1;
  return run;
}

}  // namespace

TEST_CASE("spaces between doubled letters go where every letter has one", "[doubling]") {
  CHECK(single("\u6CB3 \u6CB3 \u6C34 \u6C34", {twice(0), twice(2)}) == "\u6CB3\u6C34");
  CHECK(single("  a a b b  ", {twice(0), twice(2)}) == "  ab  ");
  // One is missing: the space between the letters is the text's.
  CHECK(single("\u6CB3\u6CB3 \u6C34 \u6C34", {twice(0), twice(2)}) == "\u6CB3 \u6C34");
  CHECK(single("aa bb", {twice(0), twice(2)}) == "a b");
  CHECK(single("aabb", {twice(0), twice(2)}) == "ab");
  // A single run says nothing of how the line is spaced.
  CHECK(single("x a a", {twice(1)}) == "x a");
}
