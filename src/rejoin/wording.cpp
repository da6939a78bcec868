#include "rejoin/wording.h"

#include <cstdint>

#include "rejoin/glyph.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

#include "wording_table.inc"

constexpr float kSixteenths = 16;        // in a log odds unit
constexpr std::size_t kWordLength = 32;  // characters of a word; of a longer one those at the break count
constexpr std::size_t kTailLength = 3;   // characters

// What words are made of.
bool in_words(const text::Properties& p) { return p.letter() || p.mark() || p.number(); }

// How a word begins, as `shape` has it.
enum class WordBegin : std::uint8_t { none, cjk, digit, capitals, capital, small };
constexpr std::array<std::string_view, 6> kBeginLetters = {"-", "c", "d", "U", "A", "a"};
constexpr std::array<std::string_view, 36> kTwoBeginLetters = {
    "--", "-c", "-d", "-U", "-A", "-a", "c-", "cc", "cd", "cU", "cA", "ca", "d-", "dc", "dd", "dU", "dA", "da",
    "U-", "Uc", "Ud", "UU", "UA", "Ua", "A-", "Ac", "Ad", "AU", "AA", "Aa", "a-", "ac", "ad", "aU", "aA", "aa"};

WordBegin word_begin(std::string_view text, std::size_t at) {
  const text::Decoded d = text::decode(text, at);
  const text::Properties& p = text::properties(d.point);
  if (p.cjk()) return WordBegin::cjk;
  if (p.number()) return WordBegin::digit;
  if (!p.upper()) return WordBegin::small;
  const std::size_t next = at + d.bytes;
  return next < text.size() && text::properties(text::decode(text, next).point).upper() ? WordBegin::capitals
                                                                                        : WordBegin::capital;
}

// The signs between two texts.
struct Between {
  bool pause = false;  // stops, commas, colons
  bool other = false;  // quotation marks, brackets, dashes ...

  void add(char32_t point, const text::Properties& p) {
    if (p.space()) return;
    const Glyph g = glyph(point, p);
    (g == Glyph::stop || g == Glyph::dot || g == Glyph::ellipsis || g == Glyph::comma || g == Glyph::colon ? pause : other) =
        true;
  }
};

// Where the first character from `at` on that counts begins; the size where there is none.
std::size_t next_in_words(std::string_view text, std::size_t at, Between& signs) {
  while (at < text.size()) {
    const text::Decoded d = text::decode(text, at);
    const text::Properties& p = text::properties(d.point);
    if (in_words(p)) break;
    signs.add(d.point, p);
    at += d.bytes;
  }
  return at;
}

std::size_t last_in_words(std::string_view text, Between& signs) {
  std::size_t at = text.size();
  while (at > 0) {
    const text::Decoded d = text::decode_before(text, at);
    const text::Properties& p = text::properties(d.point);
    if (in_words(p)) break;
    signs.add(d.point, p);
    at -= d.bytes;
  }
  return at;
}

// The word that begins at `at`, which no white space and no ideograph is in, without the punctuation at its end.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  std::size_t to = at;
  for (std::size_t n = 0; n < kWordLength && to < text.size(); ++n) {
    const text::Decoded d = text::decode(text, to);
    const text::Properties& p = text::properties(d.point);
    if (p.space() || p.cjk()) break;
    to += d.bytes;
    if (in_words(p)) end = to;
  }
  return text.substr(at, end - at);
}

std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  std::size_t from = end;
  for (std::size_t n = 0; n < kWordLength && from > 0; ++n) {
    const text::Decoded d = text::decode_before(text, from);
    const text::Properties& p = text::properties(d.point);
    if (p.space() || p.cjk()) break;
    from -= d.bytes;
    if (in_words(p)) begin = from;
  }
  return text.substr(begin, end - begin);
}

// The last characters of a word of more.
std::string_view tail_of(std::string_view word) {
  std::size_t at = word.size();
  for (std::size_t n = 0; n < kTailLength; ++n) {
    if (at == 0) return {};
    at -= text::decode_before(word, at).bytes;
  }
  return at == 0 ? std::string_view{} : word.substr(at);
}

// One character, if it counts; else what stands for all others, and for the end of the text.
constexpr std::string_view kAnyOther = "_";

std::string_view one_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return kAnyOther;
  const text::Decoded d = text::decode(text, at);
  return in_words(text::properties(d.point)) ? text.substr(at, d.bytes) : kAnyOther;
}

std::string_view one_before(std::string_view text, std::size_t end) {
  if (end == 0) return kAnyOther;
  const text::Decoded d = text::decode_before(text, end);
  return in_words(text::properties(d.point)) ? text.substr(end - d.bytes, d.bytes) : kAnyOther;
}

int weight(const WordingKey& key) {
  std::uint32_t slot = key.slot();
  while (kWordingHashes[slot] != 0) {
    if (kWordingHashes[slot] == key.hash()) return kWordingWeights[slot];
    slot = (slot + 1) % std::size(kWordingHashes);
  }
  return 0;
}

}  // namespace

WordingRows wording_rows(std::string_view before, std::string_view after) {
  WordingRows rows;
  Between signs;
  const std::size_t end = last_in_words(before, signs);
  const std::size_t begin = next_in_words(after, 0, signs);
  if (end == 0 || begin == after.size()) return rows;
  const text::Decoded last = text::decode_before(before, end);
  const text::Decoded first = text::decode(after, begin);
  const std::string_view last_one = before.substr(end - last.bytes, last.bytes);
  const std::string_view first_one = after.substr(begin, first.bytes);
  const bool last_cjk = text::properties(last.point).cjk();
  const bool first_cjk = text::properties(first.point).cjk();
  WordBegin last_begins = WordBegin::cjk;
  if (last_cjk) {
    rows.add(Wording::last, last_one);
    rows.add(Wording::last_two, one_before(before, end - last.bytes), last_one);
  } else {
    const std::string_view word = word_before(before, end);
    rows.add(Wording::last_word, word);
    if (const std::string_view tail = tail_of(word); !tail.empty()) rows.add(Wording::last_tail, tail);
    last_begins = word_begin(word, 0);
    if (last_begins == WordBegin::capitals) last_begins = WordBegin::capital;
  }
  WordBegin first_begins = WordBegin::cjk;
  WordBegin second_begins = WordBegin::none;
  if (first_cjk) {
    rows.add(Wording::first, first_one);
    rows.add(Wording::first_two, first_one, one_at(after, begin + first.bytes));
  } else {
    const std::string_view word = word_at(after, begin);
    rows.add(Wording::first_word, word);
    if (const std::string_view tail = tail_of(word); !tail.empty()) rows.add(Wording::first_tail, tail);
    first_begins = word_begin(word, 0);
    Between inside;
    const std::size_t second = next_in_words(after, begin + word.size(), inside);
    if (second < after.size()) second_begins = word_begin(after, second);
  }
  // Characters on both sides of a quotation mark are no word.
  if (last_cjk && first_cjk && (signs.pause || !signs.other)) rows.add(Wording::across, last_one, first_one);
  rows.add(
      Wording::shape, kBeginLetters[static_cast<std::size_t>(last_begins)],
      kTwoBeginLetters[static_cast<std::size_t>(first_begins) * kBeginLetters.size() + static_cast<std::size_t>(second_begins)]);
  return rows;
}

float wording_odds(std::string_view before, std::string_view after) {
  int sum = 0;
  for (const WordingRow& row : wording_rows(before, after)) sum += weight(row.key());
  return static_cast<float>(sum) / kSixteenths;
}

}  // namespace runon::rejoin
