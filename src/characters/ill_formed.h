// Bytes that are no character: what stands for them in a text, and what becomes of them.
#pragma once

#include <cstddef>
#include <string_view>

#include "flow/edit.h"

namespace runon::characters {

// What a document's base was made of (text/encoding.h).
enum class Origin { utf8, utf16, other };

Origin origin_of(std::string_view encoding);

// How many bytes of `text` at `at` are one ill-formed sequence; 0 where a character stands. Of UTF-8 a
// maximal subpart (The Unicode Standard, 3.9); of UTF-16 an unpaired surrogate; of others the bytes that the
// converter did not understand, each standing there as a surrogate.
std::size_t fault_at(std::string_view text, std::size_t at, Origin origin);

// The edits of two rules: a fault becomes U+FFFD; or each of its bytes becomes the character that it is in
// windows-1252, which is what nearly all bytes that strayed into a text were meant as (where that has none,
// U+0080 and on; an unpaired surrogate is no byte and becomes U+FFFD). Linear.
void replace_ill_formed(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule);
void read_ill_formed_as_latin1(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule);

}  // namespace runon::characters
