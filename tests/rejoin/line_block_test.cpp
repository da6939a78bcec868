// Blocks of a line against a walk over its characters.
#include "rejoin/line_block.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/vectors.h"
#include "rejoin/face.h"
#include "support/catch.h"
#include "support/generate.h"
#include "text/utf8.h"

namespace {

using namespace runon;
using rejoin::LineBlock;

bool same(const LineBlock& a, const LineBlock& b) {
  return a.letters == b.letters && a.spaces == b.spaces && a.ideographs == b.ideographs && a.beyond == b.beyond &&
         a.ems == b.ems && a.letter_count == b.letter_count && a.space_count == b.space_count &&
         a.ideograph_count == b.ideograph_count && a.begin_count == b.begin_count;
}

// By the code points.
LineBlock walked(const std::string& text, std::size_t begin, std::size_t end) {
  LineBlock out;
  for (std::size_t at = begin; at < std::min(end, begin + LineBlock::kBytes);) {
    const text::Decoded d = text::decode(text, at);
    const std::size_t place = at - begin;
    const std::uint64_t bit = std::uint64_t{1} << place;
    const bool letter = (d.point >= U'a' && d.point <= U'z') || (d.point >= U'A' && d.point <= U'Z');
    if (letter) out.letters |= bit;
    if (d.point == U' ') out.spaces |= bit;
    if (letter || d.point == U' ') out.ems += rejoin::ascii_advances()[d.point - U' '][0];
    // The last byte of a block tells U+5000..U+8FFF alone.
    const bool last = place + 1 == LineBlock::kBytes;
    if (d.point >= (last ? 0x5000 : 0x4E00) && d.point <= (last ? 0x8FFF : 0x9F7F)) out.ideographs |= bit;
    for (std::size_t i = 0; i < d.bytes && d.point >= 0x80 && place + i < LineBlock::kBytes; ++i) out.beyond |= bit << i;
    at += d.bytes;
  }
  const auto count = [](std::uint64_t bits) { return static_cast<std::uint8_t>(std::popcount(bits)); };
  out.letter_count = count(out.letters);
  out.space_count = count(out.spaces);
  out.ideograph_count = count(out.ideographs);
  out.begin_count = count((out.letters | out.ideographs) & out.spaces << 1U);
  return out;
}

void check(const std::string& text) {
  for (std::size_t begin = 0; begin < text.size(); begin += text::decode(text, begin).bytes) {
    std::size_t end = std::min(text.size(), begin + 1 + begin * 7 % 150);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    INFO("from " << begin << " to " << end);
    const LineBlock plain = rejoin::line_block(text, begin, end, false);
    CHECK(same(plain, walked(text, begin, end)));
    if (!base::wide_vectors()) continue;
    CHECK(same(plain, rejoin::line_block(text, begin, end, true)));
    const LineBlock bits = rejoin::line_bits(text, begin, end, true);
    CHECK(same(bits, rejoin::line_bits(text, begin, end, false)));
    CHECK((bits.letters == plain.letters && bits.spaces == plain.spaces && bits.ideographs == plain.ideographs));
  }
}

}  // namespace

TEST_CASE("blocks of lines say what a walk over the characters says", "[rejoin]") {
  for (unsigned seed = 0; seed < 8; ++seed) {
    const std::string made = support::document(seed);
    std::string text;
    for (std::size_t at = 0; at < made.size() && text.size() < 700;) {
      const text::Decoded d = text::decode(made, at);
      at += d.bytes;
      if (d.well_formed) text::append(text, d.point);
    }
    check(text);
  }
}

TEST_CASE("blocks of lines know ideographs by their first two bytes at the edges of the range", "[rejoin]") {
  std::string text;
  for (const char32_t point : U"\u4DFF\u4E00\u4FFF\u5000\u8FFF\u9000\u9F7F\u9F80\u9FA5\uA000a\u3001 \u4E00Z\u00E9 @[`{\u9FFF") {
    if (point != 0) text::append(text, point);
  }
  std::string all;
  for (int i = 0; i < 5; ++i) all += std::string(static_cast<std::size_t>(i), 'x') + text;
  check(all);
}
