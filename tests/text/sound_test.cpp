#include "text/sound.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/vectors.h"
#include "reference/utf8.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/encoding.h"
#include "text/survey.h"

using namespace runon;

namespace {

bool control(char32_t c) { return c < 0x20 && (c < 0x09 || c > 0x0D); }

// Runs of what texts are made of, some of them long, and now and then what is no text.
std::string some_text(support::Random& random, std::size_t faults_one_in) {
  const std::vector<std::string> sound = {"a",      "The council ", "会议强调", "é",    "ж", "ก", "한", "😀",  "\n",  "\t",
                                          "\uD7FF", "\uE000",       "\u0800",   "󠇯", "ß", " ", "，", "。", "\x7F"};
  const std::vector<std::string> faults = {std::string(1, '\0'), "\x1B",         "\x0E",     "\x0F",    "\x02", "\xFF",
                                           "\xC0\x80",           "\xE4\xBC",     "\x80",     "\xBF",    "\xE4", "\xF0",
                                           "\xED\xA0",           "\xED\xB0\x80", "\xE0\x80", "\xF4\x90"};
  std::string text;
  for (std::size_t n = random.below(40); n > 0; --n) {
    if (faults_one_in != 0 && random.one_in(faults_one_in)) text += random.pick(faults);
    const std::string& piece = random.pick(sound);
    for (std::size_t times = random.one_in(4) ? random.below(40) : 1; times > 0; --times) text += piece;
  }
  if (faults_one_in != 0 && random.one_in(3)) text = text.substr(std::min<std::size_t>(random.below(3), text.size()));
  if (faults_one_in != 0 && random.one_in(3)) text.resize(text.size() - std::min<std::size_t>(random.below(3), text.size()));
  return text;
}

// survey(), byte by byte, as its header says it.
text::Survey plain_survey(std::string_view bytes) {
  text::Survey found;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte < 0x80) {
      if (byte == 0x1B || byte == 0x0E || byte == 0x0F) found.escapes = true;
      else if (control(byte) && at < 0x10000) found.controls = true;
      ++at;
      continue;
    }
    found.beyond_ascii = true;
    if (!found.well_formed) break;
    const reference::Step d = reference::first(bytes.substr(at));
    const bool cut_begin = at < 3 && byte < 0xC0 && (at == 0 || static_cast<unsigned char>(bytes[at - 1]) >= 0x80);
    const bool cut_end = at + d.bytes == bytes.size() && byte >= 0xC2 && byte <= 0xF4;
    if (d.well_formed) found.whole = true;
    else if (!cut_begin && !cut_end) found.well_formed = false;
    at += d.bytes;
  }
  return found;
}

// looks_binary(), character by character.
bool plain_binary(std::string_view base) {
  std::size_t characters = 0;
  std::size_t nul = 0;
  std::size_t faults = 0;
  const std::string_view sample = base.substr(0, 0x10000);
  for (std::size_t at = 0; at < sample.size(); ++characters) {
    const text::Decoded d = text::decode_base(sample, at);
    if (d.point == 0) ++nul;
    if (!d.well_formed || (control(d.point) && d.point != 0x1B) || text::is_escape(d.point)) ++faults;
    at += d.bytes;
  }
  return (nul > 8 && nul * 100 > characters) || (faults * 10 > characters && (faults > 8 || faults * 2 >= characters));
}

}  // namespace

TEST_CASE("sound text is passed whole, and all that is passed is sound", "[text]") {
  support::Random random(11);
  for (int round = 0; round < 4000; ++round) {
    const std::string text = some_text(random, round % 2 == 0 ? 0 : 20);
    std::size_t at = 0;
    for (std::size_t n = random.below(5); n > 0 && at < text.size(); --n)
      at += reference::first(std::string_view(text).substr(at)).bytes;
    CAPTURE(text, at);
    const text::Sound sound = text::pass_sound(text, at, false);
    if (round % 2 == 0) REQUIRE(sound.end == text.size());
    std::size_t to = at;
    bool beyond_ascii = false;
    while (to < sound.end) {
      const reference::Step d = reference::first(std::string_view(text).substr(to));
      REQUIRE(d.well_formed);
      REQUIRE_FALSE(control(d.point));
      beyond_ascii = beyond_ascii || d.bytes > 1;
      to += d.bytes;
    }
    REQUIRE(to == sound.end);
    REQUIRE(beyond_ascii == sound.beyond_ascii);
    // What it stopped at is near.
    bool near = to == text.size();
    while (!near && to <= sound.end + 64 + 3) {
      const reference::Step d = reference::first(std::string_view(text).substr(to));
      near = !d.well_formed || control(d.point);
      to += d.bytes;
    }
    REQUIRE(near);
    if (!base::wide_vectors()) continue;
    const text::Sound again = text::pass_sound(text, at, true);
    REQUIRE(again.end == sound.end);
    REQUIRE(again.beyond_ascii == sound.beyond_ascii);
  }
}

TEST_CASE("what is surveyed by blocks is what single bytes show", "[text]") {
  support::Random random(12);
  std::size_t binary = 0;
  for (int round = 0; round < 12000; ++round) {
    const std::string text = some_text(random, random.below(4) * 5);
    CAPTURE(text);
    REQUIRE(text::survey(text) == plain_survey(text));
    REQUIRE(text::looks_binary(text) == plain_binary(text));
    if (text::looks_binary(text)) ++binary;
  }
  CHECK(binary > 100);
  // What stands behind the head.
  std::string text;
  while (text.size() < 0x10000 - 1) text += "人a";
  text.resize(0x10000 - 1);
  for (const std::string& more : {std::string("\0", 1), std::string("a\0", 2), std::string("人"), std::string("\xFF人")}) {
    CHECK(text::survey(text + more) == plain_survey(text + more));
    CHECK(text::looks_binary(text + more) == plain_binary(text + more));
  }
}
