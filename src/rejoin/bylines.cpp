#include "rejoin/bylines.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

using text::properties;
using text::Script;

// Lower case; words of alphabets stand between spaces.
constexpr std::u32string_view kReporters[] = {
    // Chinese: reporter, correspondent, special correspondent
    U"\u8BB0\u8005",
    U"\u8A18\u8005",
    U"\u901A\u8BAF\u5458",
    U"\u901A\u8A0A\u54E1",
    U"\u7279\u6D3E\u5458",
    U"\u7279\u6D3E\u54E1",
    // Korean: reporter, correspondent
    U"\uAE30\uC790",
    U"\uD2B9\uD30C\uC6D0",
    // English
    U"reporter",
    U"correspondent",
    // German
    U"korrespondent",
    U"korrespondentin",
    U"korrespondenten",
    U"redaktion",
    // French
    U"correspondant",
    U"correspondante",
    U"r\u00E9daction",
    // Spanish, Italian, Portuguese
    U"corresponsal",
    U"redacci\u00F3n",
    U"redazione",
    U"reda\u00E7\u00E3o",
    U"inviato",
    // Russian
    U"\u043A\u043E\u0440\u0440\u0435\u0441\u043F\u043E\u043D\u0434\u0435\u043D\u0442",
    U"\u043A\u043E\u0440\u0440\u0435\u0441\u043F\u043E\u043D\u0434\u0435\u043D\u0442\u0430",
    U"\u043A\u043E\u0440\u0440\u0435\u0441\u043F\u043E\u043D\u0434\u0435\u043D\u0442\u043E\u0432",
    // Arabic: correspondent, our correspondent
    U"\u0645\u0631\u0627\u0633\u0644",
    U"\u0645\u0631\u0627\u0633\u0644\u0646\u0627",
};

// Bytes of UTF-8 or characters, in small letters, that a word of ASCII or of Latin-1 among those may begin with; `at` gives one.
template <class At>
constexpr bool begins_reporter(At at) {
  switch (at(0)) {
    case U'c':
    case U'k': return at(1) == U'o' && at(2) == U'r';
    case U'r': return at(1) >= 0x80 || (at(1) == U'e' && (at(2) == U'p' || at(2) == U'd'));
    case U'i': return at(1) == U'n' && at(2) == U'v';
    default: return false;
  }
}
static_assert(std::all_of(std::begin(kReporters), std::end(kReporters), [](std::u32string_view word) {
  return word[0] >= 0x80 || begins_reporter([&](std::size_t i) { return word[i]; });
}));

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// By the low bits of a character: the words for reporters that may begin with it, a bit each.
constexpr std::size_t kSlots = 256;
static_assert(std::size(kReporters) <= 32);
constexpr auto kBegins = []() {
  std::array<std::uint32_t, kSlots> out{};
  for (std::size_t word = 0; word < std::size(kReporters); ++word) out[kReporters[word][0] % kSlots] |= 1U << word;
  return out;
}();

constexpr std::u32string_view kPhotographed[] = {
    // Chinese, Japanese: photographed, photographs and report, picture by
    U"\u6444\u5F71\u62A5\u9053",
    U"\u651D\u5F71\u5831\u9053",
    U"\u6444\u5F71",
    U"\u651D\u5F71",
    U"\u6444",
    U"\u651D",
    U"\u4F9B\u56FE",
    U"\u4F9B\u5716",
    U"\u64AE\u5F71",
    U"\uC81C\uACF5",
};

// The words of kPhotographed end so.
constexpr std::u32string_view kEndOfPhotographed = U"\u9053\u5F71\u6444\u651D\u56FE\u5716\uACF5";
static_assert(std::all_of(std::begin(kPhotographed), std::end(kPhotographed), [](std::u32string_view word) {
  return kEndOfPhotographed.find(word.back()) != std::u32string_view::npos;
}));

}  // namespace

bool may_report(char32_t point) {
  const char32_t small = text::small_letter(point);
  for (std::uint32_t words = kBegins[small % kSlots]; words != 0; words &= words - 1)
    if (kReporters[std::countr_zero(words)][0] == small) return true;
  return false;
}

namespace {

// Without regard to case.
bool stands_at(std::u32string_view points, std::size_t at, std::u32string_view word) {
  if (points.size() - at < word.size()) return false;
  return std::equal(word.begin(), word.end(), points.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char32_t small, char32_t any) { return small == text::small_letter(any); });
}

// The first word of the class, between characters that are no letters if it is of
// an alphabet.
bool find_reporter(std::u32string_view points, Word& found) {
  for (std::size_t at = 0; at < points.size(); ++at) {
    for (std::uint32_t words = kBegins[text::small_letter(points[at]) % kSlots]; words != 0; words &= words - 1) {
      const std::u32string_view word = kReporters[std::countr_zero(words)];
      if (!stands_at(points, at, word)) continue;
      const std::size_t end = at + word.size();
      const bool alphabet = !properties(word[0]).cjk() && properties(word[0]).script != Script::hangul;
      const bool cut =
          (at > 0 && properties(points[at - 1]).letter()) || (end < points.size() && properties(points[end]).letter());
      if (alphabet && cut) continue;
      found = {at, end};
      return true;
    }
  }
  return false;
}

bool ideographic(char32_t point) { return properties(point).cjk() || properties(point).script == Script::hangul; }

constexpr std::size_t kLongestName = 4;
static_assert(std::all_of(std::begin(kReporters), std::end(kReporters), [](std::u32string_view word) {
  return word[0] < 0x2E80 || kBylineLead + word.size() + kLongestName <= kBylineRun;
}));

// Names as newspapers set them behind the word, with spaces between.
bool only_names(std::u32string_view points) {
  std::size_t run = 0;
  for (const char32_t point : points) {
    run = properties(point).space() ? 0 : run + 1;
    if (run > kLongestName || (run > 0 && !ideographic(point))) return false;
  }
  return true;
}

}  // namespace

bool may_spell_reporter(std::string_view text) {
  for (std::size_t from = 0; from + 2 < text.size(); ++from)
    if (begins_reporter([&](std::size_t i) { return static_cast<unsigned char>(text[from + i]) | 0x20U; })) return true;
  return false;
}

bool names_reporter(std::u32string_view text) {
  Word word;
  return find_reporter(text, word);
}

bool is_byline(std::u32string_view line) {
  if (line.empty() || line.size() > kLongestByline) return false;
  Word word;
  if (!find_reporter(line, word)) return false;
  const bool brackets =
      properties(line.front()).breaking == text::Breaking::open && properties(line.back()).breaking == text::Breaking::close;
  if (brackets) return word.begin <= kBylineLead;
  if (!ideographic(line[word.begin])) {
    const bool marks = std::any_of(line.begin(), line.end(), [](char32_t p) { return properties(p).punctuation(); });
    const auto spaces = std::count_if(line.begin(), line.end(), [](char32_t p) { return properties(p).space(); });
    return !marks && static_cast<std::size_t>(spaces) < kBylineWords && !properties(line.front()).lower();
  }
  // "This paper's reporter": the word alone opens many a sentence.
  const bool own = word.begin >= 1 && word.begin <= kBylineLead;
  const bool parted = word.end < line.size() && properties(line[word.end]).space();
  return (own || (word.begin == 0 && parted)) && only_names(line.substr(word.end));
}

bool may_name_photographer(char32_t last) { return kEndOfPhotographed.find(last) != std::u32string_view::npos; }

bool names_photographer(std::u32string_view text) {
  return !text.empty() && may_name_photographer(text.back()) &&
         std::any_of(std::begin(kPhotographed), std::end(kPhotographed), [&](auto word) { return text.ends_with(word); });
}

}  // namespace runon::rejoin
