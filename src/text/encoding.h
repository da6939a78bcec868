// Encodings of the input: bytes to UTF-8 and back, without loss for any bytes.
//
// The law of this file: for any bytes and any encoding that is known,
//   from_base(t.base, t.encoding, t.tail) == bytes   where t = to_base(bytes, encoding).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::text {

inline constexpr std::string_view kUtf8 = "UTF-8";
inline constexpr std::string_view kUtf16Le = "UTF-16LE";
inline constexpr std::string_view kUtf16Be = "UTF-16BE";
inline constexpr std::string_view kAuto = "auto";

struct Transcoded {
  std::string base;      // UTF-8: the bytes themselves, faults included. UTF-16: each character in UTF-8; an
                         // unpaired surrogate in three bytes, which no well-formed UTF-8 has
  std::string encoding;  // one of the names above, never "auto"
  std::string tail;      // the last byte of UTF-16 that has an odd number of them
};

// What `bytes` are: a byte order mark says it; else UTF-16 when they hold its traces, else UTF-8.
// Traces: the zero bytes of Latin letters all on one side; or bytes that are no UTF-8 (or one
// full of controls), but are in nearly all pairs an assigned character, with spaces, line ends and CJK
// punctuation among them.
// Looks at the first 64 KiB.
std::string_view guess_encoding(std::string_view bytes);

// Decodes `bytes` as `encoding`: a name above in any case, with or without hyphens, "auto", or "UTF-16"
// (which asks the byte order mark, then the guess, then is UTF-16BE, RFC 2781 4.3). A byte order mark
// stays as U+FEFF in base. Error (usage) when the name is not known. UTF-8 costs no copy.
base::Result<Transcoded> to_base(std::string bytes, std::string_view encoding = kAuto);

// The bytes that `base` came from. Requires: the three come from to_base, or base is made of whole
// characters of such a base.
std::string from_base(std::string_view base, std::string_view encoding, std::string_view tail = {});

// from_base(base_part, encoding).size(), without making it: how far a position of base is into the input.
std::size_t source_bytes(std::string_view base_part, std::string_view encoding);

// True when this is not text but a picture, an archive, a program, a PDF file, or an encoding that
// nobody named. In the first 64 KiB, with a fault for each ill-formed sequence and each control
// character other than white space and escape:
//   more than 1 in 100 characters and more than 8 are NUL, or
//   more than 1 in 10 characters is a fault, and there are more than 8 of them or they are half of it, or
//   it begins with the signature of a PDF file.
bool looks_binary(std::string_view base);

}  // namespace runon::text
