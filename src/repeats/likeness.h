// What tells how much two texts resemble: shingles, and MinHash bands of them.
//
// A shingle is two tokens in a row. A token is a word where a script parts words by spaces, a character where it
// does not (Han, kana, Thai and its kin); tokens are folded as keys are (text/fold.h). The similarity of two
// texts is the Jaccard similarity of their sets of shingles. MinHash: A. Broder, "On the resemblance and
// containment of documents", 1997; bands: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace runon::repeats {

// Changes whenever the shingles or bands of some text may.
inline constexpr int kLikenessVersion = 1;

// `bands` bands of `rows` values each: two texts of similarity s share a band with probability
// 1 - (1 - s^rows)^bands.
struct Banding {
  std::size_t bands = 0;
  std::size_t rows = 0;
};

// The steepest curve of at most 96 values that passes by less than one pair in 200 whose similarity is
// just `threshold`. Requires 0 < threshold < 1.
Banding banding_for(double threshold);

struct Likeness {
  std::vector<std::uint64_t> bands;
  std::vector<std::uint32_t> shingles;  // hashes, ascending, each once
  std::uint64_t numbers = 0;            // hash of the text's numbers, in order
};

struct LikenessOptions {
  double threshold = 0;       // 0: off
  bool strict_digits = true;  // texts whose numbers differ are not alike
  bool ocr = false;           // what character recognition confuses counts as one: rn and m, l and 1, U+672A and U+672B
};

// For measuring other choices (bench/near.cpp).
struct Tokenization {
  std::size_t shingle = 2;  // tokens
  bool characters = false;  // in all scripts
};

// Of a text in well-formed UTF-8. Linear; threads: any.
Likeness likeness_of(std::string_view text, const LikenessOptions& options, const Banding& banding, const Tokenization& how = {});

// Fills in the bands that follow from the shingles.
void add_bands(Likeness& likeness, const Banding& banding);

// Jaccard similarity of two ascending lists. Linear.
double similarity(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b);

}  // namespace runon::repeats
