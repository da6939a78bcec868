// The key that two paragraphs share when they say the same: NFKC case folding without what only dresses
// a text. Door to ICU's NFKC_Casefold.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runon::text {

// Changes whenever the key of some text may; whoever keeps keys keeps it with them. The tables are those
// of the ICU that the program was built with: characters that a later Unicode version adds may fold
// differently there.
inline constexpr int kFoldVersion = 1;

// Writes the key of well-formed UTF-8 to `key` (cleared first) and returns how many letters and
// ideographs (general categories L*) it has.
//
// The key is NFKC_Casefold (Unicode 3.13, UAX #15, UAX #31 5.1.3) of the text, of which letters, marks,
// numbers and symbols stay (L*, M*, N*, S*) and spaces, punctuation and controls go (Z*, P*, C*):
//   Latin, Greek, Cyrillic, Armenian, Georgian  case goes, accents stay: "R\u00E9sum\u00E9" is not "resume"
//   full and half width                         become one: full-width digits and letters, half-width kana
//   Han, kana, Hangul                           stay; simplified and traditional, hiragana and katakana differ;
//                                               a verb's ending counts, so "goes to Tokyo" is not "went to Tokyo"
//   Arabic, Hebrew                              presentation forms become letters; vowel points stay; ZWJ and ZWNJ go
//   Indic, Thai and their kin                   vowel signs stay; ZWJ and ZWNJ go
//   numbers                                     stay, each script's own digits; circled and superscript become plain
//   symbols                                     stay: "+5" is not "5", "C++" is not "C"; emoji stay
// An empty key says that there is nothing to compare: rulers, dots, dashes.
// Cost: linear, one table look-up a character; ICU is asked only about characters that compose with
// their neighbours, that become several, or that stand beyond U+FFFF. Threads: any.
std::size_t fold(std::string_view text, std::string& key);

// The first bytes of the key, all of it where it is no longer: texts that differ in them differ in their keys. `key` is
// working memory, overwritten; the view is of it or of the text. Cost: constant but for texts that begin with what ICU is asked
// about, or with much that goes.
inline constexpr std::size_t kKeyBegin = 16;
std::string_view key_begin(std::string_view text, std::string& key);

// The simple lower case of a character, whatever the language (Unicode 3.13, toLowercase); others as they are. For comparing
// words of one text with each other.
char32_t lower_case(char32_t point);

}  // namespace runon::text
