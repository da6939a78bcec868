// Learns which words end and begin sentences and clauses: src/rejoin/wording.tsv.
//
//   train_wording [--rows N] TEXT... > WORDING.tsv
//
// TEXT holds running text, a paragraph on each line; a blank line parts what does not follow on each other. A text that is named
// twice counts twice. At each place between two words (of Han and kana: characters) the learner sees what wording_rows() names,
// and learns whether a stop stood there (in Han and kana: a comma, too), or the paragraph ended: logistic regression with steps
// per weight (AdaGrad, Duchi, Hazan and Singer 2011). First all rows that occur ten times are weighed; then the N that matter
// most (their weight times the root of how often they occur), 30,000 if not said, by themselves. The same texts give the same
// file. What it gets right of a twentieth of the places, which it does not learn from, goes to stderr.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rejoin/glyph.h"
#include "rejoin/wording.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace {

using namespace runon;
using rejoin::Glyph;
using rejoin::Wording;

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::uint32_t kOften = 10;  // what is rarer has no weight
constexpr int kRounds = 3;
constexpr float kRate = 0.15F;
constexpr float kShrink = 1e-6F;

struct Place {
  Place() { rows.fill(kNone); }

  std::array<std::uint32_t, rejoin::WordingRows::kMost> rows;
  bool ends = false;
};

struct Named {
  Wording kind = Wording::shape;
  std::string text;
  std::uint32_t seen = 0;
};

class Places {
 public:
  void add(std::string_view before, std::string_view after, bool ends) {
    Place place;
    place.ends = ends;
    std::size_t n = 0;
    for (const rejoin::WordingRow& row : rejoin::wording_rows(before, after)) {
      const auto [at, fresh] = numbers_.emplace(row.key().hash(), static_cast<std::uint32_t>(named.size()));
      if (fresh) named.push_back({row.kind, std::string(row.text) + std::string(row.more), 0});
      ++named[at->second].seen;
      place.rows[n++] = at->second;
    }
    if (n > 0) all.push_back(place);
  }

  std::vector<Place> all;
  std::vector<Named> named;

 private:
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
};

// What stands between two characters that count.
struct Gap {
  bool any = false;
  bool space = false;
  bool sign = false;  // anything but white space
  bool stop = false;
  bool dot = false;    // an ASCII full stop, which abbreviates as well
  bool pause = false;  // colon or semicolon
  bool comma = false;

  void add(char32_t point, const text::Properties& p) {
    any = true;
    if (p.space()) {
      space = true;
      return;
    }
    sign = true;
    switch (rejoin::glyph(point)) {
      case Glyph::stop:
      case Glyph::ellipsis: stop = true; break;
      case Glyph::dot: dot = true; break;
      case Glyph::colon: pause = true; break;
      case Glyph::comma:
        if (point == U';' || point == 0xFF1B || point == 0x61B) pause = true;
        else if (point != 0x3001) comma = true;  // U+3001 parts the items of a list
        break;
      default: break;
    }
  }
};

enum class Verdict { ends, goes_on, unclear };

Verdict judge(const Gap& gap, const text::Properties& last, const text::Properties& first) {
  if (last.cjk() || first.cjk()) {
    if (!gap.any) return Verdict::goes_on;
    if (gap.stop || gap.dot || gap.pause || gap.comma) return Verdict::ends;
    return gap.space && !gap.sign && last.cjk() && first.cjk() ? Verdict::ends : Verdict::unclear;
  }
  if (!gap.space) return Verdict::unclear;
  if (!gap.sign) return Verdict::goes_on;
  if (gap.stop || gap.pause) return Verdict::ends;
  if (gap.dot) return first.lower() ? Verdict::unclear : Verdict::ends;
  return gap.comma ? Verdict::goes_on : Verdict::unclear;
}

void take_in(const std::string& line, Places& places) {
  const std::string_view text = line;
  Gap gap;
  std::size_t end = 0;  // of the last character that counts
  text::Properties last;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    const text::Properties& p = text::properties(d.point);
    if (!p.letter() && !p.mark() && !p.number()) {
      gap.add(d.point, p);
    } else {
      // Between the letters of one word there is nothing to learn.
      if (end > 0 && (gap.any || p.cjk() || last.cjk())) {
        const Verdict verdict = judge(gap, last, p);
        if (verdict != Verdict::unclear) places.add(text.substr(0, end), text.substr(at), verdict == Verdict::ends);
      }
      gap = {};
      end = at + d.bytes;
      last = p;
    }
    at += d.bytes;
  }
}

void read(const char* path, Places& places) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "train_wording: %s: cannot be read\n", path);
    std::exit(1);
  }
  std::string before;
  for (std::string line; std::getline(in, line);) {
    if (!before.empty() && !line.empty()) places.add(before, line, true);
    take_in(line, places);
    before.swap(line);
  }
}

class Learner {
 public:
  explicit Learner(std::size_t rows) : weights(rows), squares_(rows, 1e-6F) {}

  float odds(const Place& place) const {
    float sum = 0;
    for (const std::uint32_t row : place.rows)
      if (row != kNone) sum += weights[row];
    return sum;
  }

  void learn(const std::vector<Place>& places, std::size_t held_out) {
    for (int round = 0; round < kRounds; ++round) {
      const float rate = kRate / static_cast<float>(1 + round);
      for (std::size_t i = held_out; i < places.size(); ++i) step(places[i], rate);
    }
    std::size_t right = 0;
    double loss = 0;
    for (std::size_t i = 0; i < held_out; ++i) {
      const double x = odds(places[i]);
      if ((x > 0) == places[i].ends) ++right;
      loss += std::log1p(std::exp(places[i].ends ? -x : x));
    }
    std::fprintf(stderr, "%zu rows: %.4f of %zu right, %.4f nats each\n",
                 static_cast<std::size_t>(std::count_if(weights.begin(), weights.end(), [](float w) { return w != 0; })),
                 static_cast<double>(right) / static_cast<double>(held_out), held_out, loss / static_cast<double>(held_out));
  }

  std::vector<float> weights;

 private:
  void step(const Place& place, float rate) {
    const float error = 1 / (1 + std::exp(-odds(place))) - (place.ends ? 1.0F : 0.0F);
    for (const std::uint32_t row : place.rows) {
      if (row == kNone) continue;
      const float slope = error + kShrink * weights[row];
      squares_[row] += slope * slope;
      weights[row] -= rate * slope / std::sqrt(squares_[row]);
    }
  }

  std::vector<float> squares_;
};

// Of each place what is not kept goes.
void keep_only(const std::vector<bool>& kept, std::vector<Place>& places) {
  for (Place& place : places)
    for (std::uint32_t& row : place.rows)
      if (row != kNone && !kept[row]) row = kNone;
}

void shuffle(std::vector<Place>& places) {
  std::uint64_t state = 1;
  for (std::size_t i = places.size(); i > 1; --i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::swap(places[i - 1], places[(state >> 33U) % i]);
  }
}

void print(const std::vector<Named>& named, const std::vector<float>& weights) {
  std::map<std::pair<Wording, int>, std::vector<std::string>> lines;
  for (std::size_t i = 0; i < named.size(); ++i) {
    const int weight = std::clamp(static_cast<int>(std::lround(weights[i] * rejoin::kWordingUnits)), -127, 127);
    if (weight != 0) lines[{named[i].kind, weight}].push_back(named[i].text);
  }
  std::printf(
      "# Made by scripts/train_wording. Do not edit. What wording_key.h names, its weight in sixteenths, and all that has it.\n");
  for (auto& [what, texts] : lines) {
    std::sort(texts.begin(), texts.end());
    std::printf("%s\t%d\t", std::string(rejoin::kWordingNames[static_cast<std::size_t>(what.first)]).c_str(), what.second);
    for (std::size_t i = 0; i < texts.size(); ++i) std::printf("%s%s", i > 0 ? " " : "", texts[i].c_str());
    std::printf("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rows = 30000;
  Places places;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--rows" && i + 1 < argc) rows = std::strtoul(argv[++i], nullptr, 10);
    else read(argv[i], places);
  }
  if (places.all.empty()) {
    std::fprintf(stderr, "train_wording: no text; name files with a paragraph on each line\n");
    return 2;
  }
  std::vector<Named>& named = places.named;
  std::vector<bool> kept(named.size());
  for (std::size_t i = 0; i < named.size(); ++i) kept[i] = named[i].seen >= kOften;
  keep_only(kept, places.all);
  shuffle(places.all);
  const std::size_t held_out = places.all.size() / 20;
  Learner first(named.size());
  first.learn(places.all, held_out);

  std::vector<std::pair<float, std::size_t>> order;
  for (std::size_t i = 0; i < named.size(); ++i)
    if (kept[i]) order.emplace_back(-std::abs(first.weights[i]) * std::sqrt(static_cast<float>(named[i].seen)), i);
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), rows));
  kept.assign(named.size(), false);
  for (const auto& [worth, i] : order) kept[i] = true;
  keep_only(kept, places.all);
  Learner second(named.size());
  second.learn(places.all, held_out);
  print(named, second.weights);
  return 0;
}
