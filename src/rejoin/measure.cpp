#include "rejoin/measure.h"

#include <algorithm>
#include <memory>
#include <span>

#include "base/eight.h"
#include "base/vectors.h"
#include "rejoin/quick.h"
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
    if (const std::size_t run = text::ideographs_end(line, at) - at; run > 0) {
      wide += static_cast<std::uint32_t>(run / 3);
      after_cjk = true;
      at += run;
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

// Bytes of what a line begins with.
struct Begins {
  std::size_t unit;
  std::size_t word;
};

Begins begins_of(const LineFacts& f) { return {f.unit_bytes, f.word_bytes}; }

template <class Faces>
void add_units(const Faces& faces, std::string_view line, const Begins& begins, typename Faces::Sum& first_unit,
               typename Faces::Sum& first_word) {
  add_unit(faces, line.substr(0, begins.unit), first_unit);
  if (begins.word != begins.unit) add_unit(faces, line.substr(0, begins.word), first_word);
  else first_word = first_unit;
}

float ems(std::uint32_t thousandths) { return static_cast<float>(thousandths) / kEm; }

// The same in all faces.
bool ideographs_alone(const LineFacts& f) { return f.cjk && f.size.soft == 0 && f.size.ems == static_cast<float>(f.visible); }

// Votes for columns, in steps of about an eighth of an em, and in all faces side by side.
class Ballot {
 public:
  // For columns as wide as `widest` (thousandths of an em) at most.
  explicit Ballot(std::uint32_t widest) : rise_(step(widest) + 2) {}

  // For columns `from` to `to` wide, by face. Fewer than a hundred voters, so that 16 bits hold their votes.
  void add(const Lanes& from, const Lanes& to, int weight) {
    for (std::size_t face = 1; face < kFaces; ++face) {
      change(rise_[step(from[face])][face], weight);
      change(rise_[std::min(step(to[face]), rise_.size() - 1)][face], -weight);
    }
  }

  // The face in which some column has most votes.
  Face winner() const {
    Votes votes{};
    Votes most{};
    for (std::size_t k = 0; k + 1 < rise_.size(); ++k) {
      Votes rise;
      base::load(rise_[k].data(), rise);
      votes += rise;
      most = most < votes ? votes : most;
    }
    int best = 1;
    for (int f = 2; f < kFaces; ++f)
      if (most[f] > most[best]) best = f;
    return static_cast<Face>(best);
  }

 private:
  using Votes = std::int16_t __attribute__((vector_size(2 * kFaceLanes)));

  static std::size_t step(std::uint32_t width) { return std::min<std::size_t>(width >> 7U, 800); }
  static void change(std::int16_t& votes, int by) { votes = static_cast<std::int16_t>(votes + by); }

  std::vector<std::array<std::int16_t, kFaceLanes>> rise_;
};

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
  if (text::ideograph_at(line, 0) != 0 && (line.size() == 3 || text::ideograph_at(line, 3) != 0)) return {3, 1, false};
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

namespace {

Widths widths(std::string_view line, const Begins& begins) {
  constexpr AllFaces all;
  Widths out;
  out.slack = add_line(all, line, out.size, out.soft);
  for (std::size_t f = 0; f < out.size.size(); ++f) out.size[f] += out.soft[f];
  add_units(all, line, begins, out.first_unit, out.first_word);
  return out;
}

}  // namespace

Widths widths(std::string_view line) {
  const Unit unit = first_unit(line, true);
  return widths(line, {unit.bytes, unit.hangul ? first_unit(line, false).bytes : unit.bytes});
}

Extent extent(const Widths& widths, Face face) {
  const auto f = static_cast<std::size_t>(face);
  return {ems(widths.size[f]), ems(widths.slack), ems(widths.soft[f])};
}

void set(LineFacts& facts, const Widths& widths, Face face) {
  const auto f = static_cast<std::size_t>(face);
  facts.size = extent(widths, face);
  facts.space = ems(ascii_advances()[0][f]);
  facts.first_unit = ems(widths.first_unit[f]);
  facts.first_word = ems(widths.first_word[f]);
}

void measure(const flow::Document& document, Face face, const KnownLines& known, std::span<LineFacts> facts) {
  const OneFace one(face);
  const float space = ems(ascii_advances()[0][static_cast<std::size_t>(face)]);
  std::size_t next = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    LineFacts& f = facts[i];
    if (next < known.places.size() && known.places[next] == i) {
      set(f, known.widths[next++], face);
      continue;
    }
    f.space = space;
    if (ideographs_alone(f)) continue;
    const std::string_view line = view(document, f);
    OneFace::Sum size = 0;
    OneFace::Sum soft = 0;
    const std::uint32_t slack = add_line(one, line, size, soft);
    f.size = {ems(size + soft), ems(slack), ems(soft)};
    OneFace::Sum unit = 0;
    OneFace::Sum word = 0;
    add_units(one, line, begins_of(f), unit, word);
    f.first_unit = ems(unit);
    f.first_word = ems(word);
  }
}

namespace {

// Measures up to kFaceSample lines with proportional letters.
KnownLines measure_some(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t from) {
  KnownLines known;
  known.places.reserve(kFaceSample);
  known.widths.reserve(kFaceSample);
  for (std::size_t i = from; i < facts.size() && known.places.size() < kFaceSample; ++i) {
    if (facts[i].size.soft < 1) continue;
    known.places.push_back(i);
    known.widths.push_back(widths(view(document, facts[i]), begins_of(facts[i])));
  }
  return known;
}

}  // namespace

Face likely_face(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t from, KnownLines& known) {
  constexpr std::size_t kInformative = 15;  // lines, for an answer
  constexpr float kAny = 30;                // ems that lines may be wide
  constexpr float kVote = 64;
  constexpr auto kSlop = static_cast<std::uint32_t>(kFineSlop * kEm);
  known = measure_some(document, facts, from);
  if (known.places.size() < kInformative && from > 0) known = measure_some(document, facts, 0);
  if (known.places.size() < kInformative) return Face::average;
  std::uint32_t widest = 0;
  for (const Widths& line : known.widths) widest = std::max(widest, *std::max_element(line.size.begin(), line.size.end()));
  const Advances& space = ascii_advances()[0];
  Ballot ballot(widest);
  for (std::size_t k = 0; k < known.places.size(); ++k) {
    const std::size_t i = known.places[k];
    if (i + 1 == facts.size()) break;
    const LineFacts& next = facts[i + 1];
    const Widths& line = known.widths[k];
    const bool spaced = spaced_seam(facts[i].last, next.first);
    const float unit = next.first_unit + (spaced ? next.space : 0);
    const auto weight = static_cast<int>(kVote * std::max(0.0F, quick_log(kAny / (unit + 2 * kFineSlop))));
    const bool follows = k + 1 < known.places.size() && known.places[k + 1] == i + 1;
    Lanes from_ems;
    Lanes to_ems;
    for (std::size_t f = 0; f < kFaceLanes; ++f) {
      from_ems[f] = line.size[f] < kSlop ? 0 : line.size[f] - kSlop;
      to_ems[f] = line.size[f] + kSlop + (spaced ? space[f] : 0U);
    }
    if (follows) {
      for (std::size_t f = 0; f < kFaceLanes; ++f) to_ems[f] += known.widths[k + 1].first_unit[f];
    } else {  // ideographs, or the last line that was measured
      for (std::uint32_t& each : to_ems) each += static_cast<std::uint32_t>(next.first_unit * kEm);
    }
    ballot.add(from_ems, to_ems, weight);
  }
  return ballot.winner();
}

}  // namespace runon::rejoin
