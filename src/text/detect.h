// Which encoding bytes are in, when nobody says it.
//
// A byte order mark says it. Bytes below 0x80 without escape sequences are UTF-8 (and every other encoding
// that ASCII is a part of). Well-formed UTF-8 is UTF-8, and so are bytes with 64 well-formed characters beyond ASCII,
// and as many for each fault. Else each candidate decodes a sample (the words that have a byte of 0x80 and more), and
// the likeliest reading in the likeliest of its languages wins (language.h), where each candidate starts with a
// handicap for how rarely it is met (detect.cpp, the table). Bytes that are no text in any of them, more than 7 bits a
// byte, stay UTF-8 with no confidence: looks_binary() then finds them out by their faults.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/language.h"

namespace runon::text {

struct Detected {
  std::string name = "UTF-8";  // as encoding_name() gives it
  float confidence = 1;        // that it decodes the bytes to the text they were written as, 0 to 1
};

// Below this a detection is a guess, and is said to be one.
inline constexpr float kSureEnough = 0.9F;

// The bytes may begin and end inside a character. Looks at all of them for what is not ASCII, and closely at
// some 6 KiB of it: linear, and about a millisecond for what is not UTF-8. Any thread.
// `models`: null for those that the library comes with, which are made only where they are needed.
Detected detect(std::string_view bytes, const Languages* models = nullptr);

// The encodings that detect() tells apart, beside UTF-16 and UTF-32.
std::vector<std::string> detectable();

}  // namespace runon::text
