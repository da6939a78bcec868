#pragma once

namespace runon::characters {

// Unicode normalization of the text (UAX #15).
enum class Normalize { none, nfc, nfkc };

struct Options {
  // nfkc also folds full-width forms, ligatures and compatibility characters: it loses distinctions
  // that Chinese and Japanese text make, so it is off.
  Normalize normalize = Normalize::nfc;
};

}  // namespace runon::characters
