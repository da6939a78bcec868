#include "rejoin/hangul.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

#include "rejoin/hangul.inc"

constexpr unsigned kBits = 12;       // of a bucket's number
constexpr double kUnits = 16;        // in a log odds unit
constexpr char32_t kNeither = U'.';  // what stands around a seam and is neither a syllable nor white space
static_assert(sizeof kWeights == std::size_t{5} << kBits);

bool syllable(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

char32_t around(char32_t c) {
  if (syllable(c)) return c;
  return text::properties(c).space() ? U' ' : kNeither;
}

// Weight of a feature of the kind 'a' to 'e'. scripts/train_hangul has the same hash.
int weight(char32_t kind, std::initializer_list<char32_t> points) {
  std::uint32_t x = 0;
  const auto add = [&](char32_t c) {
    x = x * 0x9E3779B1U + c;
    x ^= x >> 15U;
  };
  for (const char32_t c : points) add(c);
  add(kind);
  x *= 0x85EBCA6BU;
  return kWeights[(std::size_t{kind - U'a'} << kBits) + (x >> (32 - kBits))];
}

double logit(double p) { return std::log(p / (1 - p)); }

}  // namespace

HangulSeam hangul_seam(std::string_view a, std::string_view b) {
  HangulSeam seam;
  const text::Decoded last = text::decode_before(a, a.size());
  const text::Decoded first = text::decode(b, 0);
  seam.last = last.point;
  seam.first = first.point;
  if (last.bytes < a.size()) seam.before = around(text::decode_before(a, a.size() - last.bytes).point);
  if (first.bytes < b.size()) seam.after = around(text::decode(b, first.bytes).point);
  return seam;
}

double spaced_in_korean(const HangulSeam& seam) {
  const int sum = kConstant + weight(U'a', {seam.last}) + weight(U'b', {seam.first}) + weight(U'c', {seam.before, seam.last}) +
                  weight(U'd', {seam.first, seam.after}) + weight(U'e', {seam.last, seam.first});
  return sum / kUnits;
}

void HangulSpaces::count(std::string_view line) {
  points_.clear();
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    at += d.bytes;
    points_.push_back(around(d.point));
  }
  const auto side = [&](std::size_t i) { return i < points_.size() ? points_[i] : kNeither; };
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const bool gap = side(i + 1) == U' ';
    const std::size_t to = gap ? i + 2 : i + 1;
    if (!syllable(points_[i]) || !syllable(side(to))) continue;
    for (Count* each : {&ends_[key(i > 0 ? points_[i - 1] : kNeither, points_[i])], &begins_[key(points_[to], side(to + 1))],
                        &pairs_[key(points_[i], points_[to])]}) {
      if (gap) ++each->spaced;
      ++each->all;
    }
  }
}

HangulSpaces::Count HangulSpaces::find(const Counts& counts, std::uint64_t key) {
  const auto found = counts.find(key);
  return found == counts.end() ? Count{} : found->second;
}

// How much the document's own counts weigh was chosen on seven documents that the weights had not seen.
double HangulSpaces::odds(const HangulSeam& seam) const {
  constexpr double kSure = 8;
  constexpr double kPrior = 4;  // occurrences that Korean at large counts for
  constexpr double kAround = 0.7;
  constexpr double kPair = 0.5;
  constexpr double kUnseen = 0.4;
  const double at_large = spaced_in_korean(seam);
  const double p = 1 / (1 + std::exp(-std::clamp(at_large, -kSure, kSure)));
  double here = 0;
  for (const Count& c : {find(ends_, key(seam.before, seam.last)), find(begins_, key(seam.first, seam.after))})
    here += logit((c.spaced + p * kPrior) / (c.all + kPrior)) - logit(p);
  const Count pair = find(pairs_, key(seam.last, seam.first));
  return at_large + kAround * here + kPair * std::log((pair.spaced + kUnseen) / (pair.all - pair.spaced + kUnseen));
}

}  // namespace runon::rejoin
