#include "repeats/likeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "base/hash.h"
#include "text/fold.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::repeats {
namespace {

constexpr std::size_t kMaxValues = 96;
constexpr double kMiss = 0.005;
// Words of scripts without spaces are found by dictionary or not at all: each character is a token.
bool unspaced(const text::Properties& p) { return p.cjk() || p.ideographic() || p.script == text::Script::thai; }

bool in_word(const text::Properties& p) { return p.letter() || p.mark() || p.number(); }

std::uint64_t mix(std::uint64_t x) {  // the finalizer of SplitMix64
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

// Confusions of character recognition, one of each group for all; pairs of letters first.
void fold_confusions(std::string& word, bool digits_too) {
  static const std::array<std::pair<std::string_view, std::string_view>, 3> kPairs = {{{"rn", "m"}, {"vv", "w"}, {"cl", "d"}}};
  for (const auto& [two, one] : kPairs)
    for (std::size_t at = word.find(two); at != std::string::npos; at = word.find(two, at + one.size())) word.replace(at, 2, one);
  for (char& c : word) {
    if (c == 'i' || (digits_too && c == '1')) c = 'l';
    if (digits_too && c == '0') c = 'o';
    if (digits_too && c == '5') c = 's';
    if (digits_too && c == '8') c = 'b';
  }
}

char32_t fold_confusion(char32_t c) {
  // Ideographs that differ by a stroke's length or a gap; U+4E00 and the prolonged sound mark U+30FC.
  static constexpr std::array<std::u32string_view, 9> kGroups = {U"\u672A\u672B",       U"\u5DF1\u5DF2\u5DF3", U"\u65E5\u66F0",
                                                                 U"\u571F\u58EB",       U"\u5343\u5E72\u4E8E", U"\u5929\u592B",
                                                                 U"\u4EBA\u5165\u516B", U"\u4E00\u30FC",       U"\u53E3\u56D7"};
  for (const std::u32string_view group : kGroups)
    if (group.find(c) != std::u32string_view::npos) return group.front();
  return c;
}

// The tokens of a text, hashed.
class Tokens {
 public:
  Tokens(std::string_view text, const LikenessOptions& options, bool characters)
      : text_(text), options_(options), characters_(characters) {
    run();
  }

  std::vector<std::uint64_t> all;
  std::uint64_t numbers = 0;

 private:
  void run() {
    std::size_t word = std::string_view::npos;  // where the word at hand begins
    bool digits = false;                        // a number is at hand
    for (std::size_t at = 0; at < text_.size();) {
      const text::Decoded d = text::decode(text_, at);
      const text::Properties& p = text::properties(d.point);
      const bool single = (characters_ || unspaced(p)) && in_word(p);
      if (word != std::string_view::npos && (single || !in_word(p))) {
        add(text_.substr(word, at - word));
        word = std::string_view::npos;
      }
      if (single) add(text_.substr(at, d.bytes));
      else if (in_word(p) && word == std::string_view::npos) word = at;
      if (p.digit()) number_digit(d.point, !std::exchange(digits, true));
      // A point or comma between digits belongs to the number.
      else if (d.point != U'.' && d.point != U',') digits = false;
      at += d.bytes;
    }
    if (word != std::string_view::npos) add(text_.substr(word));
  }

  void number_digit(char32_t c, bool first) {
    // All sets of ten begin at a multiple of ten but for their block's offset: the value is what ICU folds it to.
    text::fold(text::encode(std::u32string(1, c)), key_);
    numbers = mix(numbers + (first ? 0x9E3779B97F4A7C15ULL : 1) + static_cast<unsigned char>(key_.empty() ? '0' : key_.back()));
  }

  void add(std::string_view token) {
    text::fold(token, key_);
    if (key_.empty()) return;
    if (options_.ocr) {
      fold_confusions(key_, !options_.strict_digits);
      const text::Decoded first = text::decode(key_, 0);
      if (first.bytes == key_.size() && first.bytes > 1) key_ = text::encode(std::u32string(1, fold_confusion(first.point)));
    }
    all.push_back(base::hash128(key_).low);
  }

  std::string_view text_;
  const LikenessOptions& options_;
  bool characters_;
  std::string key_;
};

std::vector<std::uint32_t> shingles_of(const std::vector<std::uint64_t>& tokens, std::size_t shingle) {
  std::vector<std::uint32_t> out;
  const std::size_t length = std::min(shingle, tokens.size());
  out.reserve(tokens.size());
  for (std::size_t i = 0; i + length <= tokens.size() && length > 0; ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < length; ++k) hash = mix(hash + tokens[i + k] + 0x9E3779B97F4A7C15ULL);
    out.push_back(static_cast<std::uint32_t>(hash >> 32U));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// One random order of the hashes for each value: a different multiplication and mask (2-independent enough:
// the least of many mixed values is what counts).
struct Order {
  std::array<std::uint32_t, kMaxValues> mask{};
  std::array<std::uint32_t, kMaxValues> factor{};
};

const Order& order() {
  static const Order made = [] {
    Order o;
    for (std::size_t i = 0; i < kMaxValues; ++i) {
      o.mask[i] = static_cast<std::uint32_t>(mix(2 * i + 1));
      o.factor[i] = static_cast<std::uint32_t>(mix(2 * i + 2)) | 1U;
    }
    return o;
  }();
  return made;
}

}  // namespace

Banding banding_for(double threshold) {
  Banding best{1, 1};
  for (std::size_t rows = 1; rows <= kMaxValues; ++rows) {
    const double one = std::pow(threshold, static_cast<double>(rows));
    const double bands = one < 1e-9 ? 1e9 : std::ceil(std::log(kMiss) / std::log1p(-one));
    if (rows == 1) best = {static_cast<std::size_t>(std::clamp(bands, 1.0, static_cast<double>(kMaxValues))), 1};
    if (bands * static_cast<double>(rows) <= static_cast<double>(kMaxValues))
      best = {static_cast<std::size_t>(std::max(bands, 1.0)), rows};
  }
  return best;
}

Likeness likeness_of(std::string_view text, const LikenessOptions& options, const Banding& banding, const Tokenization& how) {
  Likeness likeness;
  const Tokens tokens(text, options, how.characters);
  likeness.shingles = shingles_of(tokens.all, how.shingle);
  likeness.numbers = options.strict_digits ? tokens.numbers : 0;
  add_bands(likeness, banding);
  return likeness;
}

void add_bands(Likeness& likeness, const Banding& banding) {
  const std::size_t values = banding.bands * banding.rows;
  std::array<std::uint32_t, kMaxValues> least;
  least.fill(UINT32_MAX);
  const Order& o = order();
  for (const std::uint32_t shingle : likeness.shingles)
    for (std::size_t i = 0; i < values; ++i) least[i] = std::min(least[i], (shingle ^ o.mask[i]) * o.factor[i]);
  likeness.bands.clear();
  likeness.bands.reserve(banding.bands);
  for (std::size_t b = 0; b < banding.bands; ++b) {
    std::uint64_t hash = mix(b + 1);
    for (std::size_t r = 0; r < banding.rows; ++r) hash = mix(hash + least[b * banding.rows + r]);
    likeness.bands.push_back(hash);
  }
}

double similarity(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t both = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    both += a[i] == b[k] ? 1 : 0;
    const bool step_a = a[i] <= b[k];
    const bool step_b = b[k] <= a[i];
    i += step_a ? 1 : 0;
    k += step_b ? 1 : 0;
  }
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

}  // namespace runon::repeats
