// Encodings of the input: bytes to UTF-8 and back, without loss for any bytes.
//
// The law of this file: for any bytes and any encoding that is known,
//   from_base(t.base, t.encoding) == bytes   where t = to_base(bytes, name).
//
// A base is
//   of UTF-8    the bytes themselves, faults included
//   of UTF-16   each character in UTF-8; an unpaired surrogate in three bytes, which no well-formed UTF-8 has
//   of others   each character in UTF-8; of an ill-formed or unassigned sequence each byte b, as the three
//               bytes of the surrogate U+DC00 + b (the first one) or U+DD00 + b (those that follow)
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "flow/encoding.h"
#include "text/utf8.h"

namespace runon::text {

inline constexpr std::string_view kUtf8 = "UTF-8";
inline constexpr std::string_view kUtf16Le = "UTF-16LE";
inline constexpr std::string_view kUtf16Be = "UTF-16BE";
inline constexpr std::string_view kUtf32Le = "UTF-32LE";
inline constexpr std::string_view kUtf32Be = "UTF-32BE";
inline constexpr std::string_view kAuto = "auto";

inline constexpr char32_t kEscapeFirst = 0xDC00;
inline constexpr char32_t kEscapeNext = 0xDD00;
inline constexpr bool is_escape(char32_t point) { return point >= kEscapeFirst && point < kEscapeNext + 0x100; }

// One character of a base that is not of UTF-8: a surrogate counts as well-formed.
Decoded decode_base(std::string_view base, std::size_t at);

struct Transcoded {
  std::string base;
  flow::Encoding encoding;  // its name is one of the above, or as converter_name() gives it
};

// The name that to_base() will put into Encoding::name; "auto", "UTF-16" and "UTF-32" stay. Any name that ICU
// converts is known, in any case, with or without hyphens. Error (usage) with the nearest name for others.
base::Result<std::string> encoding_name(std::string_view name);

// Decodes `bytes`. "auto" asks detect() (detect.h); "UTF-16" and "UTF-32" ask the byte order mark, then
// the bytes, then are big-endian (RFC 2781 4.3). A byte order mark stays as U+FEFF. Error (usage) when the
// name is not known. Linear; UTF-8 costs no copy; others are decoded and, to see what must be kept, encoded
// again. Any thread.
base::Result<Transcoded> to_base(std::string bytes, std::string_view encoding = kAuto);

// The bytes that `base` came from. Requires: both come from to_base, or base has only characters that the
// encoding can write (one that it cannot ends it). Linear.
std::string from_base(std::string_view base, const flow::Encoding& encoding);

// How far positions of a base are into the input.
class SourceOffsets {
 public:
  // Both must outlive it.
  SourceOffsets(std::string_view base, const flow::Encoding& encoding);
  ~SourceOffsets();
  SourceOffsets(const SourceOffsets&) = delete;
  SourceOffsets& operator=(const SourceOffsets&) = delete;

  // Requires: base_at >= the one asked before. Inside a character: behind it. Linear in what lies between,
  // free for UTF-8; where something was kept or the encoding has a state, the first call makes the input
  // anew, which takes as much memory.
  std::size_t at(std::size_t base_at);

 private:
  struct Walk;
  std::size_t walk(std::size_t base_at);

  std::string_view base_;
  const flow::Encoding* encoding_;
  std::size_t base_at_ = 0;
  std::size_t input_at_ = 0;
  std::unique_ptr<Walk> walk_;  // over the input, where it must be looked at again
};

// True when this is not text but a picture, an archive, a program, a PDF file, or an encoding that
// nobody named. In the first 64 KiB, with a fault for each ill-formed sequence and each control
// character other than white space and escape:
//   more than 1 in 100 characters and more than 8 are NUL, or
//   more than 1 in 10 characters is a fault, and there are more than 8 of them or they are half of it, or
//   it begins with the signature of a PDF file.
bool looks_binary(std::string_view base);

}  // namespace runon::text
