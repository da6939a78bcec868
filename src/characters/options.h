#pragma once

namespace runon::characters {

// Unicode normalization of the text (UAX #15).
enum class Normalize { none, nfc, nfkc };

// What becomes of bytes that are not in the encoding of their document. They are counted in any case.
enum class OnInvalid {
  replace,  // U+FFFD for each sequence
  reject,   // the document is refused
  latin1,   // the characters that the bytes are in windows-1252
};

// Text that was decoded with the wrong encoding before it came here.
enum class Mojibake { off, repair };

struct Options {
  // nfkc also folds full-width forms, ligatures and compatibility characters: it loses distinctions
  // that Chinese and Japanese text make, so it is off.
  Normalize normalize = Normalize::nfc;

  OnInvalid on_invalid = OnInvalid::replace;

  Mojibake mojibake = Mojibake::off;
};

}  // namespace runon::characters
