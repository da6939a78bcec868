#include "base/json.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/nearest.h"
#include "support/catch.h"

using namespace runon;

namespace {

std::string json(std::string_view text) {
  std::string out;
  base::append_json(out, text);
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out;
  base::append_base64(out, bytes);
  return out;
}

}  // namespace

TEST_CASE("only what must be is escaped in a JSON string", "[base]") {
  CHECK(json("") == R"("")");
  CHECK(json("plain / 文字 \x7F") == "\"plain / 文字 \x7F\"");
  CHECK(json("\"\\\b\f\n\r\t") == R"("\"\\\b\f\n\r\t")");
  CHECK(json(std::string_view("\0\x01\x1F", 3)) == R"("\u0000\u0001\u001f")");
  CHECK(json("a\nb\nc") == R"("a\nb\nc")");
}

TEST_CASE("what must be escaped is found wherever it stands", "[base]") {
  for (const auto& [byte, escape] :
       {std::pair<char, std::string>{'"', "\\\""}, {'\\', "\\\\"}, {'\x1F', "\\u001f"}, {'\n', "\\n"}})
    for (std::size_t before = 0; before < 40; ++before)
      for (const std::size_t behind : {0U, 1U, 15U, 16U, 17U, 40U}) {
        const std::string front(before, '\xC2');
        const std::string back(behind, ' ');
        REQUIRE(json(front + byte + back) == "\"" + front + escape + back + "\"");
      }
}

TEST_CASE("base64 is that of RFC 4648", "[base]") {
  const std::array<std::pair<std::string_view, std::string_view>, 7> vectors = {{{"", ""},
                                                                                 {"f", "Zg=="},
                                                                                 {"fo", "Zm8="},
                                                                                 {"foo", "Zm9v"},
                                                                                 {"foob", "Zm9vYg=="},
                                                                                 {"fooba", "Zm9vYmE="},
                                                                                 {"foobar", "Zm9vYmFy"}}};
  for (const auto& [bytes, text] : vectors) CHECK(base64(bytes) == text);
  CHECK(base64("\xFF\xFE\xFD") == "//79");
}

TEST_CASE("the nearest name is the one with the fewest slips", "[base]") {
  const std::array<std::string_view, 4> names = {"format", "furniture", "input-format", "threads"};
  CHECK(base::nearest("fromat", names) == "format");
  CHECK(base::nearest("furnitur", names) == "furniture");
  CHECK(base::nearest("thread", names) == "threads");
  CHECK(base::nearest("inp", names) == "input-format");
  CHECK(base::nearest("xyzzy", names).empty());
  CHECK(base::nearest(std::string(100, 'f'), names).empty());
}
