#include "rejoin/measure.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <utility>

#include "base/eight.h"
#include "base/vectors.h"
#include "rejoin/trait.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

using text::Properties;
using Lanes = Widths::Lanes;

constexpr std::uint32_t kEm = 1000;
constexpr std::uint32_t kLeastUnit = 300;

bool printable(char c) { return c >= ' ' && c <= '~'; }
bool printable(base::Eight bytes) { return bytes.ascii() && !bytes.any_below(' ') && !bytes.any('\x7F'); }

// Sums of advances in all faces.
struct AllFaces {
  using Sum = Lanes;

  static void add(const Advances& one, Sum& sum) {
    for (std::size_t f = 0; f < sum.size(); ++f) sum[f] += one[f];
  }
  static void add_ems(std::uint32_t thousandths, Sum& sum) {
    for (std::uint32_t& each : sum) each += thousandths;
  }
  static void at_least(std::uint32_t least, Sum& sum) {
    for (std::uint32_t& each : sum) each = std::max(each, least);
  }

  // Printable ASCII from `at` on, which it moves. Few enough at once for 16 bits.
  static std::size_t add_ascii(std::string_view line, std::size_t at, Sum& sum) {
    using Sixteen = std::uint16_t __attribute__((vector_size(2 * kFaceLanes)));
    constexpr std::size_t kAtOnce = 0xFFFF / kWidest / base::Eight::kBytes * base::Eight::kBytes;
    const Advances* const advances = ascii_advances();
    const auto add_one = [&](char c, Sixteen& all) {
      Sixteen one;
      base::load(std::assume_aligned<sizeof one>(advances[static_cast<unsigned char>(c) - ' '].data()), one);
      all += one;
    };
    for (;;) {
      Sixteen all{};
      const std::size_t begin = at;
      const std::size_t end = std::min(line.size(), at + kAtOnce);
      for (; at + base::Eight::kBytes <= end && printable(base::Eight(line.data() + at)); at += base::Eight::kBytes)
        for (std::size_t k = 0; k < base::Eight::kBytes; ++k) add_one(line[at + k], all);
      for (; at < end && printable(line[at]); ++at) add_one(line[at], all);
      if (at == begin) return at;
      Advances part;
      base::store(all, part.data());
      add(part, sum);
    }
  }
};

// And in one. All lines of a document are measured so, and most characters of most scripts with letters are ASCII.
class OneFace {
 public:
  using Sum = std::uint32_t;

  explicit OneFace(Face face) : face_(static_cast<std::size_t>(face)) {
    for (std::size_t c = ' '; c <= '~'; ++c) ascii_[c] = ascii_advances()[c - ' '][face_];
  }

  void add(const Advances& one, Sum& sum) const { sum += one[face_]; }
  static void add_ems(std::uint32_t thousandths, Sum& sum) { sum += thousandths; }
  static void at_least(std::uint32_t least, Sum& sum) { sum = std::max(sum, least); }

  std::size_t add_ascii(std::string_view line, std::size_t at, Sum& sum) const {
    const auto of = [&](std::size_t place) -> std::uint32_t { return ascii_[static_cast<unsigned char>(line[place])]; };
    for (; at + base::Eight::kBytes <= line.size() && printable(base::Eight(line.data() + at)); at += base::Eight::kBytes)
      sum += of(at) + of(at + 1) + of(at + 2) + of(at + 3) + of(at + 4) + of(at + 5) + of(at + 6) + of(at + 7);
    for (; at < line.size() && of(at) != 0; ++at) sum += of(at);
    return at;
  }

 private:
  std::size_t face_;
  std::array<std::uint16_t, 0x100> ascii_{};  // 0: not printable
};

// Hangul faces set quotes and dashes proportionally.
bool full_width(const Properties& p) { return p.wide() && p.script != text::Script::hangul; }

// Adds the sizes of a line up: `size` without its part in proportional letters, which is `soft`. Gives its slack.
template <class Faces>
std::uint32_t add_line(const Faces& faces, std::string_view line, typename Faces::Sum& size, typename Faces::Sum& soft) {
  constexpr std::uint32_t kSlack = kEm / 2;
  std::uint32_t slack = 0;
  std::uint32_t wide = 0;  // ideographs, the same in all faces
  bool after_cjk = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    at = faces.add_ascii(line, at, soft);
    if (at > begin) after_cjk = false;
    for (; text::ideograph_at(line, at) != 0; at += 3) {
      ++wide;
      after_cjk = true;
    }
    if (at == line.size()) break;
    const text::Decoded d = text::decode(line, at);
    const Properties& p = text::properties(d.point);
    const Advances& one = advances(d.point, p);
    at += d.bytes;
    // Curly quotes, dashes and dots are full-width in a CJK face, proportional in a Latin one: the
    // neighbour decides (UAX #11, ambiguous width).
    if (p.ambiguous() && p.punctuation()) {
      bool cjk = after_cjk;
      if (!cjk && at < line.size()) cjk = full_width(text::properties(text::decode(line, at).point));
      if (!cjk) {
        faces.add(one, size);
        continue;
      }
      ++wide;
      slack += kSlack;
      after_cjk = true;
    } else if (p.wide()) {
      if (p.punctuation()) slack += kSlack;
      after_cjk = full_width(p);
      if (after_cjk) ++wide;
      else faces.add(one, size);
    } else {
      faces.add(one, soft);
      if (one[0] > 0) after_cjk = false;
    }
  }
  faces.add_ems(wide * kEm, size);
  return slack;
}

// Of the text of a unit.
template <class Faces>
void add_unit(const Faces& faces, std::string_view text, typename Faces::Sum& sum) {
  for (std::size_t at = 0; (at = faces.add_ascii(text, at, sum)) < text.size();) {
    const text::Decoded d = text::decode(text, at);
    faces.add(advances(d.point, text::properties(d.point)), sum);
    at += d.bytes;
  }
  faces.at_least(kLeastUnit, sum);
}

template <class Faces>
void add_units(const Faces& faces, std::string_view line, typename Faces::Sum& first_unit, typename Faces::Sum& first_word) {
  const Unit unit = rejoin::first_unit(line, true);
  add_unit(faces, line.substr(0, unit.bytes), first_unit);
  if (unit.hangul) add_unit(faces, line.substr(0, rejoin::first_unit(line, false).bytes), first_word);
  else first_word = first_unit;
}

float ems(std::uint32_t thousandths) { return static_cast<float>(thousandths) / kEm; }

// Places on a scale where weight comes and goes, in one number each that orders them by place and then by weight.
class Ends {
 public:
  void clear() { ends_.clear(); }
  void add(float at, float weight) { ends_.push_back(std::uint64_t{ordered(at)} << 32U | ordered(weight)); }

  // The most weight of any point.
  float deepest() {
    std::sort(ends_.begin(), ends_.end());
    float deep = 0;
    float best = 0;
    for (const std::uint64_t end : ends_) best = std::max(best, deep += number(static_cast<std::uint32_t>(end)));
    return best;
  }

 private:
  static constexpr std::uint32_t kSign = 0x80000000U;
  static std::uint32_t ordered(float number) {
    const auto bits = std::bit_cast<std::uint32_t>(number);
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
  }
  static float number(std::uint32_t ordered) {
    return std::bit_cast<float>((ordered & kSign) != 0 ? ordered & ~kSign : ~ordered);
  }

  std::vector<std::uint64_t> ends_;
};

// What the choice of a face looks at.
struct Sample {
  float ems;
  float soft;
  float first_unit;
  float first_word;
};

// How much likelier the lines are as full lines of one column in this face than as lines of any width: a
// full line is short by no more than the next unit. `spaces`: what a space in front of the next line's beginning takes.
float explained(const std::vector<Sample>& lines, const std::vector<float>& spaces, float any, bool words, Ends& ends) {
  ends.clear();
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Sample& a = lines[i];
    const Sample& b = lines[i + 1];
    if (a.soft < 1) continue;
    const float unit = (words ? b.first_word : b.first_unit) + spaces[i];
    const float gain = std::log(any / (unit + 2 * kFineSlop));
    if (gain <= 0) continue;
    ends.add(a.ems - kFineSlop, gain);
    ends.add(a.ems + unit + kFineSlop, -gain);
  }
  return ends.deepest();
}

// The ASCII at the begin of a unit, which is all of it in most lines of most scripts with letters: says whether it ends there.
// None of it may be broken anywhere but behind a dash.
bool add_word(std::string_view line, std::uint32_t longest, std::size_t& at, std::uint32_t& sum) {
  const auto& known = traits();
  while (at < line.size() && sum < longest) {
    if (static_cast<unsigned char>(line[at]) >= 0x80) return false;
    const Trait& t = known.ascii(line[at]);
    if (t.is(Trait::kSpace)) break;
    sum += t.ems;
    ++at;
    if (t.is(Trait::kDash) && sum > kEm) break;
  }
  return true;
}

}  // namespace

Unit first_unit(std::string_view line, bool syllables) {
  constexpr std::uint32_t kLongest = 14 * kEm;
  constexpr std::uint32_t kLongestTail = 4 * kEm;
  constexpr std::uint32_t kShortWord = 2 * kEm;  // where words are found by dictionary
  const auto& known = traits();
  Unit out;
  std::uint32_t sum = 0;
  std::size_t at = 0;
  const auto next = [&](std::size_t& bytes) {
    const text::Decoded d = text::decode(line, at);
    bytes = d.bytes;
    return text::ideograph_at(line, at) != 0 ? kIdeograph : known(d.point);
  };
  std::size_t bytes = 0;
  if (add_word(line, kLongest, at, sum)) return {at, ems(std::max(sum, kLeastUnit)), false};
  while (at < line.size() && sum < kLongest) {
    const Trait t = next(bytes);
    if (t.is(Trait::kSpace)) break;
    out.hangul |= t.is(Trait::kHangul);
    const bool alone = t.is(Trait::kCjk) || (syllables && t.is(Trait::kHangul));
    if (alone && sum > 0) break;
    sum += t.ems;
    at += bytes;
    while (alone && at < line.size() && sum < kLongestTail) {
      const Trait tail = next(bytes);
      if (!tail.is(Trait::kComesAlong)) break;
      sum += tail.ems;
      at += bytes;
    }
    if (alone || (t.is(Trait::kThai) && sum >= kShortWord) || (t.is(Trait::kDash) && sum > kEm)) break;
  }
  out.bytes = at;
  out.ems = ems(std::max(sum, kLeastUnit));
  return out;
}

Widths widths(std::string_view line) {
  constexpr AllFaces all;
  Widths out;
  out.slack = add_line(all, line, out.size, out.soft);
  for (std::size_t f = 0; f < out.size.size(); ++f) out.size[f] += out.soft[f];
  add_units(all, line, out.first_unit, out.first_word);
  return out;
}

std::vector<Widths> sample_widths(const flow::Document& document, const std::vector<LineFacts>& facts) {
  constexpr std::ptrdiff_t kInformative = 15;  // lines with proportional letters, for an answer
  const std::size_t n = std::min(facts.size(), kFaceSample);
  std::vector<Widths> out;
  if (std::count_if(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(n),
                    [](const LineFacts& f) { return f.size.soft >= 1; }) < kInformative)
    return out;
  out.reserve(n);
  for (std::size_t i = 0; i < n; ++i) out.push_back(widths(view(document, facts[i])));
  return out;
}

Extent extent(const Widths& widths, Face face) {
  const auto f = static_cast<std::size_t>(face);
  return {ems(widths.size[f]), ems(widths.slack), ems(widths.soft[f])};
}

void set(LineFacts& facts, const Widths& widths, Face face) {
  const auto f = static_cast<std::size_t>(face);
  facts.size = extent(widths, face);
  facts.space = advance(U' ', face);
  facts.first_unit = ems(widths.first_unit[f]);
  facts.first_word = ems(widths.first_word[f]);
}

void measure(const flow::Document& document, Face face, const std::vector<Widths>& known, std::vector<LineFacts>& facts) {
  const OneFace one(face);
  const float space = ems(ascii_advances()[0][static_cast<std::size_t>(face)]);
  for (std::size_t i = 0; i < std::min(facts.size(), known.size()); ++i) set(facts[i], known[i], face);
  for (std::size_t i = known.size(); i < facts.size(); ++i) {
    LineFacts& f = facts[i];
    const std::string_view line = view(document, f);
    OneFace::Sum size = 0;
    OneFace::Sum soft = 0;
    const std::uint32_t slack = add_line(one, line, size, soft);
    OneFace::Sum unit = 0;
    OneFace::Sum word = 0;
    add_units(one, line, unit, word);
    f.size = {ems(size + soft), ems(slack), ems(soft)};
    f.space = space;
    f.first_unit = ems(unit);
    f.first_word = ems(word);
  }
}

namespace {

float middle(std::vector<float>& all) {
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

}  // namespace

float middle_width(const std::vector<LineFacts>& facts, float least) {
  std::vector<float> all;
  all.reserve(facts.size());
  for (const LineFacts& f : facts) all.push_back(f.size.ems);
  return std::max(middle(all), least);
}

std::vector<Face> likely_faces(const std::vector<LineFacts>& facts, const std::vector<Widths>& widths, std::size_t most) {
  const std::size_t n = std::min({facts.size(), widths.size(), kFaceSample});
  if (n == 0) return {};
  const auto end = facts.begin() + static_cast<std::ptrdiff_t>(n);
  const bool hangul = std::any_of(facts.begin(), end, [](const LineFacts& f) { return f.first == Glyph::hangul; });
  Ends ends;
  std::vector<Sample> lines(n);
  std::vector<float> spaces(n);
  std::vector<float> all(n);
  std::vector<std::pair<float, int>> order;
  for (int face = 1; face < kFaces; ++face) {
    const auto f = static_cast<std::size_t>(face);
    const float space = advance(U' ', static_cast<Face>(face));
    for (std::size_t i = 0; i < n; ++i) {
      const Widths& w = widths[i];
      lines[i] = {ems(w.size[f]), ems(w.soft[f]), ems(w.first_unit[f]), ems(w.first_word[f])};
      spaces[i] = i + 1 < n && spaced_seam(facts[i].last, facts[i + 1].first) ? space : 0;
      all[i] = lines[i].ems;
    }
    const float any = middle(all);  // not a constant: a wide face must not lose by being wide
    float best = explained(lines, spaces, any, false, ends);
    if (hangul) best = std::max(best, explained(lines, spaces, any, true, ends));
    order.emplace_back(-best, face);
  }
  std::sort(order.begin(), order.end());
  std::vector<Face> out;
  for (std::size_t i = 0; i < most; ++i) out.push_back(static_cast<Face>(order[i].second));
  return out;
}

}  // namespace runon::rejoin
