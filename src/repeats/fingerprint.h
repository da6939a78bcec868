// What a paragraph is known by when it comes again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace runon::repeats {

// Changes whenever the fingerprint of some paragraph may: the key (text/fold.h) or the hash. A file that
// keeps fingerprints keeps it with them.
inline constexpr int kFingerprintVersion = 1;

struct Fingerprint {
  base::Hash128 hash;       // XXH3-128 of the paragraph's key
  std::size_t letters = 0;  // letters and ideographs of the key; 0: nothing to compare
};

// The fingerprint of a paragraph in well-formed UTF-8. Two paragraphs that differ in case, width, spaces
// or punctuation only share it; text/fold.h says for each script what the key keeps. Two different keys
// share a hash with the odds that base/hash.h states; nobody checks, so such a paragraph would be lost.
// `key` is working memory, overwritten. Linear; threads: any, each with its own key.
Fingerprint fingerprint(std::string_view paragraph, std::string& key);

}  // namespace runon::repeats
