#include "furniture/words.h"

#include <algorithm>
#include <array>

#include "text/properties.h"

namespace runon::furniture {

namespace {

constexpr Word kListed[] = {
#include "furniture/words.inc"
};

// By first character, the longest first, so that the first hit is the longest.
constexpr auto kWords = [] {
  std::array<Word, std::size(kListed)> words{};
  std::copy(std::begin(kListed), std::end(kListed), words.begin());
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    if (a.text[0] != b.text[0]) return a.text[0] < b.text[0];
    if (a.text.size() != b.text.size()) return a.text.size() > b.text.size();
    return a.text < b.text;
  });
  return words;
}();

constexpr bool none_twice() {
  for (std::size_t i = 1; i < kWords.size(); ++i)
    if (kWords[i - 1].text == kWords[i].text) return false;
  return true;
}
static_assert(none_twice(), "a word stands twice in words.inc");

// A bit for each character of the BMP that a word begins with: most characters begin none.
constexpr auto kBegins = [] {
  std::array<std::uint64_t, 0x10000 / 64> bits{};
  for (const Word& word : kWords) bits.at(word.text[0] / 64) |= std::uint64_t{1} << (word.text[0] % 64);
  return bits;
}();

// And by its first three characters, or all where it has fewer: some bits of a hash.
constexpr std::size_t kTriples = 0x4000;
constexpr std::size_t triple(char32_t first, char32_t second, char32_t third) {
  return (first * 37 + second * 1019 + third * 7) % kTriples;
}
constexpr auto kBeginTriples = [] {
  std::array<std::uint64_t, kTriples / 64> bits{};
  for (const Word& word : kWords) {
    const auto at = [&](std::size_t i) { return i < word.text.size() ? word.text[i] : U'\0'; };
    const std::size_t bit = triple(at(0), at(1), at(2));
    bits.at(bit / 64) |= std::uint64_t{1} << (bit % 64);
  }
  return bits;
}();

// The same of what words end with: a character, or their last three.
constexpr auto kLastCharacters = [] {
  std::array<std::uint64_t, 0x10000 / 64> bits{};
  for (const Word& word : kWords) bits.at(word.text.back() / 64) |= std::uint64_t{1} << (word.text.back() % 64);
  return bits;
}();
constexpr auto kEndTriples = [] {
  std::array<std::uint64_t, kTriples / 64> bits{};
  for (const Word& word : kWords) {
    if (word.text.size() < 3) continue;
    const std::u32string_view last = word.text.substr(word.text.size() - 3);
    const std::size_t bit = triple(last[0], last[1], last[2]);
    bits.at(bit / 64) |= std::uint64_t{1} << (bit % 64);
  }
  return bits;
}();

bool spaced_script(char32_t point) {
  switch (text::properties(point).script) {
    case text::Script::latin:
    case text::Script::cyrillic:
    case text::Script::greek:
    case text::Script::arabic: return true;
    default: return false;
  }
}

// Where the words begin that a letter of ASCII begins.
constexpr auto kAsciiBegins = [] {
  std::array<std::uint16_t, 0x80> begins{};
  for (std::size_t i = kWords.size(); i > 0; --i)
    if (kWords.at(i - 1).text[0] < begins.size()) begins.at(kWords.at(i - 1).text[0]) = static_cast<std::uint16_t>(i - 1);
  return begins;
}();

// Calls use(word) for the words that begin as the points do, the longest first, until it says true; whether it did.
template <class Use>
bool any_word(std::span<const char32_t> points, const Use& use) {
  const char32_t first = points[0];
  const char32_t second = points.size() > 1 ? points[1] : 0;
  const auto* at = first < kAsciiBegins.size()
                       ? &kWords[kAsciiBegins[first]]
                       : std::lower_bound(kWords.data(), kWords.data() + kWords.size(), first,
                                          [](const Word& word, char32_t point) { return word.text[0] < point; });
  for (; at != kWords.data() + kWords.size() && at->text[0] == first; ++at) {
    if (at->text.size() > 1 && at->text[1] != second && second != 0) continue;
    if (use(*at)) return true;
  }
  return false;
}

// The word ends where it stands, although the line goes on.
bool ends_there(const Word& word, std::span<const char32_t> points, bool parted) {
  const std::size_t size = word.text.size();
  return size == points.size() || !spaced_script(word.text.back()) || parted || !spaced_script(points[size]);
}

}  // namespace

bool may_begin(std::span<const char32_t> points) {
  const char32_t first = points[0];
  if (first >= 0x10000 || (kBegins[first / 64] >> (first % 64) & 1U) == 0) return false;
  const auto has = [&](char32_t second, char32_t third) {
    const std::size_t bit = triple(first, second, third);
    return (kBeginTriples[bit / 64] >> (bit % 64) & 1U) != 0;
  };
  if (has(0, 0)) return true;
  if (points.size() == 1) return false;
  return has(points[1], 0) || (points.size() > 2 && has(points[1], points[2]));
}

bool may_end(char32_t ideograph) {
  return ideograph < 0x10000 && (kLastCharacters[ideograph / 64] >> (ideograph % 64) & 1U) != 0;
}

bool may_end(char32_t third_last, char32_t second_last, char32_t last) {
  const std::size_t bit = triple(third_last, second_last, last);
  return (kEndTriples[bit / 64] >> (bit % 64) & 1U) != 0;
}

namespace {

// Apart from begins_word(), which seldom gets so far.
__attribute__((noinline)) bool begins_listed(std::span<const char32_t> points, std::uint8_t parted, bool whole) {
  return any_word(points, [&](const Word& word) {
    const std::size_t size = std::min(word.text.size(), points.size());
    if (!std::equal(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(size), word.text.begin())) return false;
    return size < word.text.size() ? !whole : ends_there(word, points, (parted >> size & 1U) != 0);
  });
}

}  // namespace

bool begins_word(std::span<const char32_t> points, std::uint8_t parted, bool whole) {
  // Of one or two points alone may_begin() knows words only that are no longer.
  if (points.empty() || ((points.size() > 2 || whole) && !may_begin(points))) return false;
  return begins_listed(points, parted, whole);
}

const Word* longest_word(std::span<const char32_t> points, std::span<const std::uint8_t> breaks) {
  const Word* longest = nullptr;
  if (points.empty() || !may_begin(points)) return longest;
  any_word(points, [&](const Word& word) {
    const std::size_t size = word.text.size();
    if (size > points.size() || !std::equal(word.text.begin(), word.text.end(), points.begin())) return false;
    if (ends_there(word, points, size < points.size() && breaks[size] != 0)) longest = &word;
    return longest != nullptr;
  });
  return longest;
}

}  // namespace runon::furniture
