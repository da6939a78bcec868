// The trained models: additive ensembles of small decision trees over the features.
//
// Each tree asks questions of the form "is this feature above that value" and adds a weight in
// thousandths of a log odds unit; positive speaks for a break. It takes three in a row
// to say "short of its column AND ends a sentence AND this document sets blank lines between
// paragraphs"; a plain linear model over the same features made a third more errors in
// cross-validation. Trees grow where they gain most (best first: Shi 2007), since most questions are worth
// asking of few lines only. Trained by gradient boosting (Friedman 2001) with `scripts/train`. What a few trees are sure of
// need not be asked of many: a cascade (Viola and Jones 2001; decide.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rejoin/features.h"

namespace runon::rejoin {

// A leaf becomes two: what is above goes to a leaf of its own, which takes the next number.
struct Split {
  std::int8_t leaf;      // that is split
  std::int16_t feature;  // F
  float above;           // goes to the new leaf where the feature is above this
};

inline constexpr std::size_t kLeaves = 20;
inline constexpr std::size_t kSplits = kLeaves - 1;

// Splits in the order in which they were made, from one leaf on: the k-th one, from 1, makes leaf k.
struct Tree {
  std::int8_t size;  // of its splits
  std::array<Split, kSplits> splits;
  std::array<std::int32_t, kLeaves> leaves;  // thousandths of log odds
};

// The leaf that a row comes to.
std::size_t leaf_of(const Tree& tree, const Row& row);

struct Model {
  std::int32_t base;  // thousandths
  std::span<const Tree> trees;
};

// Text and blank lines only; everything, with few trees; and everything, for breaks that the second one leaves in doubt.
const Model& evidence_model();
const Model& screen_model();
const Model& decision_model();

// Log odds of a break, for each row. Sums are of whole numbers: the same alone as in company.
std::vector<float> scores(const Model& model, const std::vector<Row>& rows);
float score(const Model& model, const Row& row);

// Log odds by the evidence model as the layout takes them: bounded, for no text is that sure of itself.
std::vector<float> evidence_odds(const Model& model, const std::vector<Row>& rows);

// What each feature adds to score(); what is left is the model's constant. A tree's weight is shared
// out along the path through it (Saabas 2014).
void shares(const Model& model, const Row& row, std::array<float, static_cast<std::size_t>(kFeatures)>& out);

}  // namespace runon::rejoin
