#include "rejoin/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "rejoin/chain.h"
#include "rejoin/measure.h"

namespace runon::rejoin {
namespace {

// The measures that explain most lines: a line that is full is not wider than its column, and has no room
// left for the beginning of the next one. Each line votes for the measures under which it would be full, the
// stronger the fewer they are.
std::vector<float> candidates(const Lines& lines, const LayoutStyle& style) {
  constexpr float kStep = 0.1F;
  constexpr float kNarrow = 5;  // ems: columns are wider
  constexpr float kApart = 0.8F;
  constexpr int kSteps = 900;
  const std::vector<LineFacts>& facts = lines.facts;
  const float slop = style.fine ? kFineSlop : 0.3F;
  std::vector<float> step(kSteps + 1, 0.0F);
  const auto bin = [=](float ems) { return std::clamp(static_cast<int>(std::lround(ems / kStep)), 0, kSteps); };
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const float unit = i + 1 < facts.size() ? next_unit(facts[i], facts[i + 1], style) : 1.0F;
    const float w = facts[i].size.ems;
    const float gain = std::max(0.1F, std::log(lines.middle / (unit + 2 * slop))) * (w >= kNarrow ? 1.0F : 0.2F);
    step[static_cast<std::size_t>(bin(w - slop))] += gain;
    step[static_cast<std::size_t>(bin(w + unit + slop))] -= gain;
  }
  std::vector<std::pair<float, float>> peaks;  // votes, measure
  float votes = 0;
  for (int k = 0; k < kSteps; ++k) {
    votes += step[static_cast<std::size_t>(k)];
    // Where votes begin to fall is the end of a plateau; the widest of the lines that made it is its measure.
    if (step[static_cast<std::size_t>(k)] > 0) peaks.emplace_back(votes, static_cast<float>(k) * kStep + slop);
  }
  std::sort(peaks.begin(), peaks.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second > b.second; });
  std::vector<float> kept;
  for (const auto& peak : peaks) {
    const float ems = peak.second;
    if (std::all_of(kept.begin(), kept.end(), [&](float k) { return std::fabs(k - ems) > kApart; })) kept.push_back(ems);
    if (kept.size() == kMaxMeasures) break;
  }
  if (kept.empty()) kept.push_back(kSteps * kStep);  // all lines are wider
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace

float next_unit(const LineFacts& a, const LineFacts& b, const LayoutStyle& style) {
  constexpr float kSyllable = 2;  // ems, its hyphen included
  float unit = style.words ? b.first_word : b.first_unit;
  if (style.parted) unit = std::min(unit, kSyllable);
  return unit + (spaced_seam(a.last, b.first) ? a.space : 0);
}

Layout infer_layout(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const LayoutStyle& style) {
  const Lines lines(facts, evidence);
  const std::vector<float> measures = candidates(lines, style);
  Chain chain(lines, measures, style);
  chain.forward(facts.size());
  return chain.infer();
}

namespace {

// One line end between words in twenty, and more than one, has a hyphen: compounds alone come to less.
bool hyphenated(const std::vector<LineFacts>& facts) {
  int seams = 0;
  int hyphens = 0;
  for (const LineFacts& f : facts) {
    if (f.last == Glyph::lower || f.last == Glyph::hyphen) ++seams;
    if (f.last == Glyph::hyphen) ++hyphens;
  }
  return hyphens > 1 && hyphens * 20 > seams;
}

// The likeliest style of those that were tried.
class Trial {
 public:
  Trial(const Lines& lines, bool hangul) : lines_(lines), hangul_(hangul) {}

  const LayoutStyle& best() const { return best_; }

  void consider(const LayoutStyle& style) {
    constexpr std::size_t kStep = 40;  // lines
    constexpr double kHopeless = 20;   // log likelihood behind the best of the same lines
    Chain chain(lines_, columns(style), style);
    std::vector<double> course;
    for (std::size_t end = 0; end < lines_.facts.size();) {
      end = std::min(end + kStep, lines_.facts.size());
      course.push_back(chain.forward(end));
      const std::size_t step = course.size() - 1;
      if (!course_.empty() && course[step] < course_[step] - kHopeless) return;
    }
    if (!course_.empty() && course.back() <= course_.back()) return;
    course_ = std::move(course);
    best_ = style;
  }

  // With Hangul broken between syllables, and between words where there is any.
  void consider_both(LayoutStyle style) {
    for (const bool words : {false, true}) {
      style.words = words;
      if (!words || hangul_) consider(style);
    }
  }

 private:
  // What the measures may be hangs on the widths and units alone.
  const std::vector<float>& columns(const LayoutStyle& style) {
    std::vector<float>& known = columns_[style.words ? 1 : 0];
    if (style.fine != fine_ || style.face != face_) columns_ = {};
    fine_ = style.fine;
    face_ = style.face;
    if (known.empty()) known = candidates(lines_, style);
    return known;
  }

  const Lines& lines_;
  bool hangul_;
  LayoutStyle best_;
  std::vector<double> course_;  // of the best style: log likelihood of so many lines
  std::array<std::vector<float>, 2> columns_;
  bool fine_ = false;
  Face face_ = Face::average;
};

}  // namespace

LayoutStyle choose_style(const flow::Document& document, const std::vector<LineFacts>& facts,
                         const std::vector<float>& evidence) {
  constexpr std::size_t kSample = 200;
  constexpr std::size_t kLikelyFaces = 3;
  constexpr float kIndents[] = {0, 1, 1.5F, 2};
  constexpr float kJustified[] = {0.85F, 0.1F};
  const std::size_t n = std::min(facts.size(), kSample);
  const std::vector<Widths> widths_of = widths(document, facts, kFaceSample);
  std::vector<LineFacts> sample(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(n));
  Lines lines(sample, {evidence.begin(), evidence.begin() + static_cast<std::ptrdiff_t>(n - 1)});
  const auto measure_in = [&](Face face) {
    for (std::size_t i = 0; i < n; ++i) set(sample[i], widths_of[i], face);
    lines.refresh();
  };
  measure_in(Face::average);
  Trial trial(lines, std::any_of(sample.begin(), sample.end(), [](const LineFacts& f) { return f.first == Glyph::hangul; }));
  LayoutStyle style;
  style.parted = hyphenated(sample);
  for (const float justified : kJustified) {
    style.justified = justified;
    for (const float indent : kIndents) {
      style.indent = indent;
      trial.consider_both(style);
    }
  }
  style = trial.best();
  for (const float pieces : {0.005F, 0.2F, 0.5F}) {
    style.pieces = pieces;
    trial.consider(style);
  }
  style = trial.best();
  style.fine = true;
  std::vector<Face> faces = likely_faces(facts, widths_of, kLikelyFaces);
  faces.insert(faces.begin(), Face::average);
  for (const Face face : faces) {
    style.face = face;
    measure_in(face);
    for (const float justified : kJustified) {
      style.justified = justified;
      trial.consider_both(style);
    }
  }
  style = trial.best();
  measure_in(style.face);
  for (const float indent : kIndents) {
    style.indent = indent;
    trial.consider(style);
  }
  return trial.best();
}

}  // namespace runon::rejoin
