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

// And by both of its first characters, a few bits of each. A word of one character allows any second one.
constexpr std::size_t kPairs = 0x1000;
constexpr std::size_t pair_of(char32_t first, char32_t second) { return (first * 37 + second) % kPairs; }
constexpr auto kBeginPairs = [] {
  std::array<std::uint64_t, kPairs / 64> bits{};
  for (const Word& word : kWords) {
    const std::size_t pair = pair_of(word.text[0], word.text.size() > 1 ? word.text[1] : 0);
    bits.at(pair / 64) |= std::uint64_t{1} << (pair % 64);
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
  const auto has = [&](char32_t second) {
    const std::size_t pair = pair_of(first, second);
    return (kBeginPairs[pair / 64] >> (pair % 64) & 1U) != 0;
  };
  return has(0) || (points.size() > 1 && has(points[1]));
}

bool begins_word(std::span<const char32_t> points, std::uint8_t parted, bool whole) {
  if (points.empty() || !may_begin(points)) return false;
  return any_word(points, [&](const Word& word) {
    const std::size_t size = std::min(word.text.size(), points.size());
    if (!std::equal(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(size), word.text.begin())) return false;
    return size < word.text.size() ? !whole : ends_there(word, points, (parted >> size & 1U) != 0);
  });
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
