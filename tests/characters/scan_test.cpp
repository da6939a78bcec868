// needs_of() beside a plain twin that decodes character by character, in both widths of vectors.
#include <string>
#include <vector>

#include "base/vectors.h"
#include "characters/characters.h"
#include "characters/rules.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;
using namespace runon::characters;

namespace {

std::uint32_t plain_needs(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\f' || (c >= 0x20 && c < 0x7F)) return 0;
  std::uint32_t needs = 0;
  const auto is = [&](bool found, std::uint32_t need) { needs |= found ? need : 0U; };
  const bool ends_line = c == '\r' || c == 0x0B || c == 0x85 || c == 0x2028 || c == 0x2029;
  is(!text::properties(c).steady(), kDenormal);
  is(c >= 0x80, kBeyondAscii);
  is(ends_line, kLineEnd);
  is(c == 0x02 || c == 0xFFFE, kHyphenMark);
  is(!ends_line && (c < 0x20 || (c >= 0x7F && c < 0xA0)), kControl);
  is(c == 0xAD, kSoftHyphen);
  is(c == 0x200B || c == 0x2060, kZeroWidth);
  is(c == 0x200C || c == 0x200D, kJoiner);
  is((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069), kBidiControl);
  is(c >= 0x2E80 && c <= 0x2FD5, kRadical);
  is((c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && (c & 0xFFFEU) != 0xFFFEU), kPrivate);
  is(c >= 0xFB00 && c <= 0xFB06, kLigature);
  is(c == 0xFEFF, kByteOrderMark);
  is((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFEU) == 0xFFFEU, kNoncharacter);
  return needs;
}

std::uint32_t plain_needs(const std::string& text) {
  std::uint32_t needs = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    needs |= d.well_formed ? plain_needs(d.point) : std::uint32_t{kIllFormed};
    at += d.bytes;
  }
  return needs;
}

void check(const std::string& text) {
  const std::uint32_t wanted = plain_needs(text);
  CAPTURE(text);
  REQUIRE(needs_of(text, false) == wanted);
  if (base::wide_vectors()) REQUIRE(needs_of(text, true) == wanted);
}

}  // namespace

TEST_CASE("the needs of every character are found wherever it stands in a block", "[characters]") {
  if (!base::wide_vectors()) WARN("this processor has no wide vectors: only one form ran");
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text(60 + c % 9, 'a');
    text::append(text, c);
    check(text);
    if (c % 16 == 0) check(text + std::string(c % 61, 'b') + "一");
  }
}

TEST_CASE("ill-formed bytes are found at every offset, behind and in front of anything", "[characters]") {
  const std::vector<std::string> faults = {"\x80",     "\xBF",         "\xC0\x80",     "\xC1\xBF",         "\xC3",
                                           "\xE0\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE4\xB8",         "\xE4",
                                           "\xE9",     "\xE3\x80",     "\xEF\xBC",     "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98",
                                           "\xF4\x90", "\xF5",         "\xFF",         "\xF8\x88\x80\x80", "一\x80"};
  const std::vector<std::string> around = {"", "a", "一", "。", "\u200B", "e\u0301", "😀", "\x80", "\xE4", "\r"};
  for (const std::string& fault : faults)
    for (const std::string& beside : around)
      for (std::size_t before = 0; before <= 66; ++before) {
        const std::string text = std::string(before, ' ') + beside + fault;
        check(text);
        check(text + beside);
        check(text + std::string(64, 'x') + beside);
      }
}

TEST_CASE("needs of generated texts, sound and not, cut anywhere", "[characters]") {
  const std::vector<std::string> pieces = {"word",   " ",          "\n",   "一",     "鿿",    "䀀",     "㐀",       "。",
                                           "，",     "“",          "”",    "　",     "é",      "ж",      "ÿ",        "\u0300",
                                           "\t",     "\f",         "\r\n", "\u200B", "\u2028", "\u00AD", "か",       "が",
                                           "ﬁ",      "\uFEFF",     "⼀",   "한",     "\u1161", "😀",      "\uE000",   "\U000F0000",
                                           "\uFDD0", "\U0010FFFF", "\x7F", "\x01",   "\x80",   "\xE4",   "\xF0\x9F", "\xC3",
                                           "豈",     "\U0002F800", "ｱ",    "\uFFFD", "\u0085", "…",      "—",        "ÅÅ"};
  support::Random random(31);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const std::size_t kinds = random.between(1, 6);
    std::vector<std::string> some;
    for (std::size_t i = 0; i < kinds; ++i) some.push_back(random.pick(pieces));
    for (std::size_t i = random.below(90); i > 0; --i) text += random.pick(some);
    check(text);
    if (!text.empty()) check(text.substr(0, random.below(text.size())));
    if (!text.empty()) check(text.substr(random.below(text.size())));
  }
}

TEST_CASE("edits call for the stage by what they put in", "[characters]") {
  const Characters stage;
  const flow::Rule rule{"test", "put", "", "", ""};
  const auto leaves = [&](std::string_view after) {
    flow::Edits edits;
    edits.add(0, 1, "", rule);
    edits.add(2, 3, after, rule);
    return stage.leaves(edits);
  };
  for (const char* harmless : {"", " ", "\n", "a b", "\xE4\xB8\xAD", "\xE3\x80\x80", "\xE2\x80\x9D"}) CHECK(leaves(harmless));
  // CARRIAGE RETURN, a byte that is ill-formed, SOFT HYPHEN, LATIN SMALL LIGATURE FI, COMBINING ACUTE ACCENT.
  for (const char* call : {"a\r", "\xFF", "\xC2\xAD", "\xEF\xAC\x81", "\xCC\x81"}) CHECK_FALSE(leaves(call));
}
