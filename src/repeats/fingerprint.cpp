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

std::vector<Fingerprint> fingerprints(const flow::Document& document) {
  std::vector<Fingerprint> prints;
  prints.reserve(document.blocks.size());
  std::string key;
  for (const flow::Block& block : document.blocks) prints.push_back(fingerprint(document.view(block), key));
  return prints;
}

}  // namespace runon::repeats
