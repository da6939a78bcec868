// Text that was decoded with the wrong encoding once or more ("caf" and U+00C3 U+00A9 for "caf" and U+00E9), and back.
//
// A piece of text between white space (or, where that does not work, between CJK punctuation) is encoded by an
// encoding that it may have been misread as, and decoded by one that it may have been meant in (the table in
// mojibake.cpp). It is repaired where all of it comes out without a fault, the way back leads to the very same
// text, and the outcome is far likelier as a text of any language (text/language.h): by so many bits that no
// text which was right has been seen to reach it. Where a document has several such pieces, fewer bits do for
// the others of the same two encodings.
#pragma once

#include <cstddef>
#include <string_view>

#include "characters/ill_formed.h"
#include "flow/edit.h"

namespace runon::characters {

// Appends the repairs. Linear.
void repair_mojibake(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule);

// How often something was lost for good before the text came here: U+FFFD in UTF-8 that was read as GBK
// (U+951F U+65A4 U+62F7, of each two of them) or as windows-1252 (U+00EF U+00BF U+00BD).
std::size_t count_lost(std::string_view text);

}  // namespace runon::characters
