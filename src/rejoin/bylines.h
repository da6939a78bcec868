// Lines that say who wrote a text, by the words for reporters that newspapers use: a closed class in each
// language.
#pragma once

#include <string>
#include <string_view>

namespace runon::rejoin {

// A word for a reporter stands in the text, whatever its case. Linear.
bool names_reporter(std::u32string_view text);

// Capitals of Latin and Cyrillic made small, the rest as it is.
std::u32string small_letters(std::u32string_view text);

// The line is a byline and nothing else: "(reporter X Y)", a newspaper's "this paper's reporter X Y", "By our
// correspondent". A line of a report that speaks of reporters is none.
bool is_byline(std::u32string_view line);

}  // namespace runon::rejoin
