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

bool is_first(char32_t point) { return point < 0x10000 && (kBegins[point / 64] >> (point % 64) & 1U) != 0; }

bool spaced_script(char32_t point) {
  switch (text::properties(point).script) {
    case text::Script::latin:
    case text::Script::cyrillic:
    case text::Script::greek:
    case text::Script::arabic: return true;
    default: return false;
  }
}

auto words_from(char32_t first) {
  return std::lower_bound(kWords.begin(), kWords.end(), first,
                          [](const Word& word, char32_t point) { return word.text[0] < point; });
}

}  // namespace

bool begins_word(char32_t first, char32_t second) {
  if (!is_first(first)) return false;
  for (auto at = words_from(first); at != kWords.end() && at->text[0] == first; ++at)
    if (at->text.size() == 1 || at->text[1] == second) return true;
  return false;
}

const Word* longest_word(std::span<const char32_t> points, std::span<const std::uint8_t> breaks) {
  if (points.empty() || !is_first(points[0])) return nullptr;
  for (auto at = words_from(points[0]); at != kWords.end() && at->text[0] == points[0]; ++at) {
    const std::size_t size = at->text.size();
    if (size > points.size() || !std::equal(at->text.begin(), at->text.end(), points.begin())) continue;
    const bool cut = size < points.size() && spaced_script(at->text.back()) && breaks[size] == 0 && spaced_script(points[size]);
    if (!cut) return &*at;
  }
  return nullptr;
}

}  // namespace runon::furniture
