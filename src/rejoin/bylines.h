// Lines that say who wrote a text, by the words for reporters that newspapers use: a closed class in each
// language.
#pragma once

#include <cstddef>
#include <string_view>

namespace runon::rejoin {

// A word for a reporter stands in the text, whatever its case. Linear.
bool names_reporter(std::u32string_view text);

// Unless a text holds one of these, no word for a reporter stands in it.
bool may_report(char32_t point);

// Unless this is so of well-formed UTF-8, no word for a reporter that begins with a letter of ASCII stands in it. Tells most
// text, fast.
bool may_spell_reporter(std::string_view text);

// The text ends in "photographed by" as Chinese, Japanese and Korean captions do.
bool names_photographer(std::u32string_view text);

// Unless this is its last character, it does not.
bool may_name_photographer(char32_t last);

// The line is a byline and nothing else: "(reporter X Y)", a newspaper's "this paper's reporter X Y", "By our
// correspondent". A line of a report that speaks of reporters is none.
inline constexpr std::size_t kLongestByline = 40;  // characters
inline constexpr std::size_t kBylineLead = 4;      // characters in front of the word, where it is no word of an alphabet
inline constexpr std::size_t kBylineWords = 5;     // of a line in an alphabet, at most
inline constexpr std::size_t kBylineRun = 11;      // characters of one without brackets that no space parts, outside alphabets
bool is_byline(std::u32string_view line);

}  // namespace runon::rejoin
