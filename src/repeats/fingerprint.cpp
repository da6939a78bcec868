#include "repeats/fingerprint.h"

#include "text/fold.h"

namespace runon::repeats {

static_assert(text::kFoldVersion == 1, "another key is another fingerprint: raise kFingerprintVersion");

Fingerprint fingerprint(std::string_view paragraph, std::string& key) {
  Fingerprint print;
  print.letters = text::fold(paragraph, key);
  print.hash = base::hash128(key);
  return print;
}

}  // namespace runon::repeats
