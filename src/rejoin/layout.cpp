#include "rejoin/layout.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "rejoin/chain.h"
#include "rejoin/measure.h"
#include "rejoin/setting.h"

namespace runon::rejoin {
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

  // Of the best style, as far as it got: over all lines.
  Chain& chain() { return *chain_; }

  void consider(const LayoutStyle& style) {
    constexpr std::size_t kStep = 40;  // lines
    constexpr double kHopeless = 20;   // log likelihood behind the best of the same lines
    other_->begin(setting(style), style);
    std::vector<double> course;
    for (std::size_t end = 0; end < lines_.facts.size();) {
      end = std::min(end + kStep, lines_.facts.size());
      course.push_back(other_->forward(end));
      const std::size_t step = course.size() - 1;
      if (!course_.empty() && course[step] < course_[step] - kHopeless) return;
    }
    if (!course_.empty() && course.back() <= course_.back()) return;
    course_ = std::move(course);
    best_ = style;
    std::swap(chain_, other_);
  }

  // With Hangul broken between syllables, and between words where there is any.
  void consider_both(LayoutStyle style) {
    for (const bool words : {false, true}) {
      style.words = words;
      if (!words || hangul_) consider(style);
    }
  }

 private:
  const std::shared_ptr<Setting>& setting(const LayoutStyle& style) {
    std::shared_ptr<Setting>& known = settings_[style.words ? 1 : 0];
    if (style.fine != fine_ || style.face != face_) settings_ = {};
    fine_ = style.fine;
    face_ = style.face;
    const bool same = !course_.empty() && best_.fine == style.fine && best_.face == style.face && best_.words == style.words;
    if (!known) known = same ? chain_->setting() : std::make_shared<Setting>(lines_, style);
    return known;
  }

  const Lines& lines_;
  bool hangul_;
  LayoutStyle best_;
  std::unique_ptr<Chain> chain_ = std::make_unique<Chain>();  // of the best style, where there is one
  std::unique_ptr<Chain> other_ = std::make_unique<Chain>();
  std::vector<double> course_;  // of the best style: log likelihood of so many lines
  std::array<std::shared_ptr<Setting>, 2> settings_;
  bool fine_ = false;
  Face face_ = Face::average;
};

// Looks for the style of a document's first lines.
class Search {
 public:
  Search(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<float>& evidence)
      : facts_(facts),
        widths_(sample_widths(document, facts)),
        sample_(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(std::min(facts.size(), kSample))),
        lines_(sample_, {evidence.begin(), evidence.begin() + static_cast<std::ptrdiff_t>(sample_.size() - 1)}),
        trial_(lines_, std::any_of(sample_.begin(), sample_.end(), [](const LineFacts& f) { return f.first == Glyph::hangul; })) {
  }

  const LayoutStyle& run() {
    LayoutStyle style;
    style.parted = hyphenated(sample_);
    for (const float justified : kJustified) {
      style.justified = justified;
      for (const float indent : kIndents) {
        style.indent = indent;
        trial_.consider_both(style);
      }
    }
    style = trial_.best();
    for (const float pieces : {0.005F, 0.2F, kMostPieces}) {
      style.pieces = pieces;
      trial_.consider(style);
    }
    look_for_face();
    style = trial_.best();
    measure_in(style.face);
    for (const float indent : kIndents) {
      if (indent == trial_.best().indent) continue;
      style.indent = indent;
      trial_.consider(style);
    }
    return trial_.best();
  }

  bool saw_all() const { return sample_.size() == facts_.size(); }
  Layout infer() { return trial_.chain().infer(); }
  const std::vector<Widths>& widths() const { return widths_; }

 private:
  static constexpr std::size_t kSample = 200;
  static constexpr std::size_t kLikelyFaces = 3;
  static constexpr float kIndents[] = {0, 1, 1.5F, 2};
  static constexpr float kJustified[] = {0.85F, 0.1F};

  void look_for_face() {
    LayoutStyle style = trial_.best();
    style.fine = true;
    std::vector<Face> faces = likely_faces(facts_, widths_, kLikelyFaces);
    faces.insert(faces.begin(), Face::average);
    for (const Face face : faces) {
      style.face = face;
      measure_in(face);
      for (const float justified : kJustified) {
        style.justified = justified;
        trial_.consider_both(style);
      }
    }
  }

  void measure_in(Face face) {
    if (face != face_ && face == Face::average) std::copy_n(facts_.begin(), sample_.size(), sample_.begin());
    else if (face != face_)
      for (std::size_t i = 0; i < sample_.size(); ++i) set(sample_[i], widths_[i], face);
    face_ = face;
  }

  const std::vector<LineFacts>& facts_;
  std::vector<Widths> widths_;  // of the first lines, in all faces; empty where no face can be told
  std::vector<LineFacts> sample_;
  Lines lines_;
  Trial trial_;
  Face face_ = Face::average;
};

}  // namespace

float next_unit(const LineFacts& a, const LineFacts& b, const LayoutStyle& style) {
  constexpr float kSyllable = 2;  // ems, its hyphen included
  float unit = style.words ? b.first_word : b.first_unit;
  if (style.parted) unit = std::min(unit, kSyllable);
  return unit + (spaced_seam(a.last, b.first) ? a.space : 0);
}

Layout infer_layout(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const LayoutStyle& style) {
  const Lines lines(facts, evidence);
  Chain chain;
  chain.begin(std::make_shared<Setting>(lines, style), style);
  chain.forward(facts.size());
  return chain.infer();
}

LayoutStyle choose_style(const flow::Document& document, const std::vector<LineFacts>& facts,
                         const std::vector<float>& evidence) {
  return Search(document, facts, evidence).run();
}

Layout find_layout(const flow::Document& document, std::vector<LineFacts>& facts, const std::vector<float>& evidence) {
  Search search(document, facts, evidence);
  const LayoutStyle style = search.run();
  if (!search.saw_all()) {
    if (style.face != Face::average) measure(document, style.face, search.widths(), facts);
    return infer_layout(facts, evidence, style);
  }
  // The pass over the lines is the one that won.
  Layout layout = search.infer();
  if (style.face != Face::average) measure(document, style.face, search.widths(), facts);
  return layout;
}

}  // namespace runon::rejoin
