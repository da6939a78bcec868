// Eight bytes at once, against a look at each.
#include "base/eight.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "support/catch.h"

using namespace runon;

TEST_CASE("eight bytes at once say what each of them says", "[base]") {
  constexpr std::array<unsigned char, 16> kEdges = {0,    1,    0x0D, 0x0E, 0x1F, 0x20, 0x21, 0x22,
                                                    0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80, 0x81, 0xFF};
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string text(8, 'x');
    for (char& c : text)
      if (random() % 3 == 0) c = static_cast<char>(kEdges[random() % kEdges.size()]);
    const base::Eight eight(text.data());
    const auto any = [&](auto is) {
      return std::any_of(text.begin(), text.end(), [&](char c) { return is(static_cast<unsigned char>(c)); });
    };
    CHECK(eight.ascii() == !any([](unsigned char c) { return c >= 0x80; }));
    for (const std::uint8_t bound : {std::uint8_t{0x0E}, std::uint8_t{0x20}, std::uint8_t{0x80}})
      CHECK(eight.any_below(bound) == any([=](unsigned char c) { return c < bound; }));
    for (const char byte : {'"', '\\', '\x7F', '\0'})
      CHECK(eight.any(byte) == any([=](unsigned char c) { return c == static_cast<unsigned char>(byte); }));
  }
}

TEST_CASE("eights are passed up to the first that is not as wanted, and to the last whole one", "[base]") {
  const auto ascii = [](const base::Eight& bytes) { return bytes.ascii(); };
  CHECK(base::pass_eights("", 0, ascii) == 0);
  CHECK(base::pass_eights("1234567", 0, ascii) == 0);
  CHECK(base::pass_eights("12345678", 0, ascii) == 8);
  CHECK(base::pass_eights("x12345678yz", 1, ascii) == 9);
  CHECK(base::pass_eights("12345678\xC3\xA9"
                          "123456",
                          0, ascii) == 8);
}
