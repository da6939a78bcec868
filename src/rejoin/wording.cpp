#include "rejoin/wording.h"

#include <cstdint>

#include "rejoin/glyph.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

#include "wording_table.inc"

constexpr std::size_t kWordLength = 32;  // characters of a word; of a longer one those at the break count
constexpr std::size_t kTailLength = 3;   // characters

// What is asked of a character: bits.
enum Part : std::uint8_t {
  kPartWord = 1,  // letters, marks and numbers
  kPartSpace = 2,
  kPartCjk = 4,
  kPartUpper = 8,
  kPartNumber = 16,
};

std::uint8_t look_up(char32_t point) {
  const text::Properties& p = text::properties(point);
  int parts = p.letter() || p.mark() || p.number() ? kPartWord : 0;
  if (p.space()) parts |= kPartSpace;
  if (p.cjk()) parts |= kPartCjk;
  if (p.upper()) parts |= kPartUpper;
  if (p.number()) parts |= kPartNumber;
  return static_cast<std::uint8_t>(parts);
}

// The same, known beforehand for ASCII. text::Known, whose tables are made at run time, costs a fortieth of English more.
constexpr std::array<std::uint8_t, 0x80> kAsciiParts = [] {
  std::array<std::uint8_t, 0x80> parts{};
  for (const char c : std::string_view(" \t\n\v\f\r")) parts[static_cast<unsigned char>(c)] = kPartSpace;
  for (unsigned c = '0'; c <= '9'; ++c) parts[c] = kPartWord | kPartNumber;
  for (unsigned c = 'A'; c <= 'Z'; ++c) parts[c] = kPartWord | kPartUpper;
  for (unsigned c = 'a'; c <= 'z'; ++c) parts[c] = kPartWord;
  return parts;
}();

std::uint8_t part_of(char32_t point) {
  if (point < kAsciiParts.size()) return kAsciiParts[point];
  return text::in_range(point, 0x4E00, 0x9FA5) ? kPartWord | kPartCjk : look_up(point);
}

// How a word begins, as `shape` has it.
enum class WordBegin : std::uint8_t { none, cjk, digit, capitals, capital, small };
constexpr std::array<std::string_view, 6> kBeginLetters = {"-", "c", "d", "U", "A", "a"};
constexpr std::array<std::string_view, 36> kTwoBeginLetters = {
    "--", "-c", "-d", "-U", "-A", "-a", "c-", "cc", "cd", "cU", "cA", "ca", "d-", "dc", "dd", "dU", "dA", "da",
    "U-", "Uc", "Ud", "UU", "UA", "Ua", "A-", "Ac", "Ad", "AU", "AA", "Aa", "a-", "ac", "ad", "aU", "aA", "aa"};

WordBegin word_begin(std::string_view text, std::size_t at) {
  const text::Decoded d = text::decode(text, at);
  const unsigned p = part_of(d.point);
  if ((p & kPartCjk) != 0) return WordBegin::cjk;
  if ((p & kPartNumber) != 0) return WordBegin::digit;
  if ((p & kPartUpper) == 0) return WordBegin::small;
  const std::size_t next = at + d.bytes;
  return next < text.size() && (part_of(text::decode(text, next).point) & kPartUpper) != 0 ? WordBegin::capitals
                                                                                           : WordBegin::capital;
}

// Where the first character from `at` on that words are made of begins; the size where there is none.
std::size_t next_in_words(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const text::Decoded d = text::decode(text, at);
    if ((part_of(d.point) & kPartWord) != 0) break;
    at += d.bytes;
  }
  return at;
}

// Where the last one ends.
std::size_t last_in_words(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0) {
    const text::Decoded d = text::decode_before(text, at);
    if ((part_of(d.point) & kPartWord) != 0) break;
    at -= d.bytes;
  }
  return at;
}

bool pauses(char32_t point) {
  const Glyph g = glyph(point);
  return g == Glyph::stop || g == Glyph::dot || g == Glyph::ellipsis || g == Glyph::comma || g == Glyph::colon;
}

// Of what stands between two ideographs: a quotation mark, a bracket, a dash, and neither stop nor comma beside it.
bool parted_by_mark(std::string_view end, std::string_view begin) {
  bool marked = false;
  for (const std::string_view text : {end, begin}) {
    for (std::size_t at = 0; at < text.size();) {
      const text::Decoded d = text::decode(text, at);
      if ((part_of(d.point) & kPartSpace) == 0) {
        if (pauses(d.point)) return false;
        marked = true;
      }
      at += d.bytes;
    }
  }
  return marked;
}

// The word that begins at `at`, which no white space and no ideograph is in, without the punctuation at its end.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  std::size_t to = at;
  for (std::size_t n = 0; n < kWordLength && to < text.size(); ++n) {
    const text::Decoded d = text::decode(text, to);
    const unsigned p = part_of(d.point);
    if ((p & (kPartSpace | kPartCjk)) != 0) break;
    to += d.bytes;
    if ((p & kPartWord) != 0) end = to;
  }
  return text.substr(at, end - at);
}

std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  std::size_t from = end;
  for (std::size_t n = 0; n < kWordLength && from > 0; ++n) {
    const text::Decoded d = text::decode_before(text, from);
    const unsigned p = part_of(d.point);
    if ((p & (kPartSpace | kPartCjk)) != 0) break;
    from -= d.bytes;
    if ((p & kPartWord) != 0) begin = from;
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
  return (part_of(d.point) & kPartWord) != 0 ? text.substr(at, d.bytes) : kAnyOther;
}

std::string_view one_before(std::string_view text, std::size_t end) {
  if (end == 0) return kAnyOther;
  const text::Decoded d = text::decode_before(text, end);
  return (part_of(d.point) & kPartWord) != 0 ? text.substr(end - d.bytes, d.bytes) : kAnyOther;
}

int weight(const WordingKey& key) {
  std::uint32_t slot = key.slot();
  while (kWordingHashes[slot] != 0) {
    if (kWordingHashes[slot] == key.hash()) return kWordingWeights[slot];
    slot = (slot + 1) % std::size(kWordingHashes);
  }
  return 0;
}

// Calls `found(kind, text, more)` for each row.
template <class Found>
void ask(std::string_view before, std::string_view after, Found found) {
  const std::size_t end = last_in_words(before);
  const std::size_t begin = next_in_words(after, 0);
  if (end == 0 || begin == after.size()) return;
  const text::Decoded last = text::decode_before(before, end);
  const text::Decoded first = text::decode(after, begin);
  const std::string_view last_one = before.substr(end - last.bytes, last.bytes);
  const std::string_view first_one = after.substr(begin, first.bytes);
  const bool last_cjk = (part_of(last.point) & kPartCjk) != 0;
  const bool first_cjk = (part_of(first.point) & kPartCjk) != 0;
  const std::string_view none;
  WordBegin last_begins = WordBegin::cjk;
  if (last_cjk) {
    found(Wording::last, last_one, none);
    found(Wording::last_two, one_before(before, end - last.bytes), last_one);
  } else {
    const std::string_view word = word_before(before, end);
    found(Wording::last_word, word, none);
    if (const std::string_view tail = tail_of(word); !tail.empty()) found(Wording::last_tail, tail, none);
    last_begins = word_begin(word, 0);
    if (last_begins == WordBegin::capitals) last_begins = WordBegin::capital;
  }
  WordBegin first_begins = WordBegin::cjk;
  WordBegin second_begins = WordBegin::none;
  if (first_cjk) {
    found(Wording::first, first_one, none);
    found(Wording::first_two, first_one, one_at(after, begin + first.bytes));
  } else {
    const std::string_view word = word_at(after, begin);
    found(Wording::first_word, word, none);
    if (const std::string_view tail = tail_of(word); !tail.empty()) found(Wording::first_tail, tail, none);
    first_begins = word_begin(word, 0);
    const std::size_t second = next_in_words(after, begin + word.size());
    if (second < after.size()) second_begins = word_begin(after, second);
  }
  // Characters on both sides of a quotation mark are no word.
  if (last_cjk && first_cjk && !parted_by_mark(before.substr(end), after.substr(0, begin)))
    found(Wording::across, last_one, first_one);
  found(
      Wording::shape, kBeginLetters[static_cast<std::size_t>(last_begins)],
      kTwoBeginLetters[static_cast<std::size_t>(first_begins) * kBeginLetters.size() + static_cast<std::size_t>(second_begins)]);
}

// Log odds by all rows but those of one kind.
float sum_of(std::string_view before, std::string_view after, Wording without) {
  int sum = 0;
  ask(before, after, [&](Wording kind, std::string_view text, std::string_view more) {
    if (kind != without) sum += weight({kind, text, more});
  });
  return static_cast<float>(sum) / kWordingUnits;
}

}  // namespace

WordingRows wording_rows(std::string_view before, std::string_view after) {
  WordingRows rows;
  ask(before, after, [&](Wording kind, std::string_view text, std::string_view more) {
    rows.rows[rows.count++] = {kind, text, more};
  });
  return rows;
}

float words_alone(std::string_view before, std::string_view after) { return sum_of(before, after, Wording::shape); }

float wording_odds(std::string_view before, std::string_view after) { return sum_of(before, after, Wording::count); }

}  // namespace runon::rejoin
