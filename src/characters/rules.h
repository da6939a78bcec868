// The rules of the characters stage, in order of application.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/vectors.h"
#include "characters/ill_formed.h"
#include "flow/edit.h"
#include "flow/rule.h"

namespace runon::characters {

// What a text holds that a rule may have to act on; one scan finds all of it.
enum Need : std::uint32_t {
  kIllFormed = 1,
  kByteOrderMark = 2,
  kControl = 4,
  kBidiControl = 8,
  kZeroWidth = 16,
  kLineEnd = 32,
  kSoftHyphen = 64,
  kHyphenMark = 128,  // U+0002, U+FFFE: what PDFium puts for a hyphen at a line's end
  kJoiner = 256,
  kRadical = 512,
  kLigature = 1024,
  kDenormal = 2048,     // may not be in normal form C
  kBeyondAscii = 4096,  // may not be in normal form KC
  kPrivate = 8192,
  kNoncharacter = 16384,
};

// Needs of a text. One pass, 64 bytes at once: about an instruction a byte of ASCII, ideographs and their punctuation, and
// a look at each other character. `wide`: with the wider of two forms, which give the same.
std::uint32_t needs_of(std::string_view text, bool wide = base::wide_vectors());

struct Row {
  flow::Rule head;
  std::uint32_t needs;  // any of these calls for the rule
  // Appends the edits of the rule to `edits`, as spans of `text`. Linear.
  void (*find)(std::string_view text, Origin origin, flow::Edits& edits, const flow::Rule& rule);
  bool renews = false;  // it may make characters that call for other rules
};

// nfc and nfkc are two rows, as are the two ways with ill-formed bytes; the options say which is meant.
std::span<const Row> rows();
inline constexpr std::string_view kIllFormedReplace = "ill-formed";
inline constexpr std::string_view kIllFormedLatin1 = "ill-formed-latin1";
inline constexpr std::string_view kMojibake = "mojibake";
inline constexpr std::string_view kNfc = "nfc";
inline constexpr std::string_view kNfkc = "nfkc";

}  // namespace runon::characters
