#include "rejoin/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "rejoin/chain.h"
#include "rejoin/density.h"
#include "rejoin/manner.h"
#include "rejoin/measure.h"
#include "rejoin/setting.h"

namespace runon::rejoin {
namespace {

// One line end between words in twenty, and more than one, parts a word: compounds alone come to less, but for those that go
// on with a capital, as German ones do.
bool hyphenated(const std::vector<LineFacts>& facts) {
  int seams = 0;
  int hyphens = 0;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    if (facts[i].last == Glyph::lower || facts[i].last == Glyph::hyphen) ++seams;
    if (facts[i].last == Glyph::hyphen && facts[i + 1].first != Glyph::upper) ++hyphens;
  }
  return hyphens > 1 && hyphens * 20 > seams;
}

// Log odds, in place. No text is surer than one in ten thousand.
void to_odds(std::vector<float>& probabilities) {
  const Lanes low = Lanes{} + 1e-4F;
  const Lanes high = Lanes{} + (1 - 1e-4F);
  for (std::size_t i = 0; i < probabilities.size(); i += kLanes) {
    const std::size_t n = std::min(kLanes, probabilities.size() - i);
    std::array<float, kLanes> each{};
    std::copy_n(probabilities.data() + i, n, each.begin());
    Lanes p;
    base::load(each.data(), p);
    p = p < low ? low : p;
    p = high < p ? high : p;
    quick_log<Lanes, IntLanes>(p / (1.0F - p), p);
    base::store(p, each.data());
    std::copy_n(each.begin(), n, probabilities.data() + i);
  }
}

// Of lines that the chain passed over in the manner of the style.
Layout infer(Chain& chain, const LayoutStyle& style) {
  Posterior posterior;
  chain.infer(posterior);
  to_odds(posterior.ends);
  return {style, std::move(posterior.ends), std::move(posterior.measure), std::move(posterior.pieces)};
}

// The style of a document, looked for in lines from its begin and from its middle.
class Search {
 public:
  Search(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<float>& ends)
      : document_(document),
        half_(facts.size() > kSample ? kSample / 2 : facts.size()),
        middle_(facts.size() > kSample ? facts.size() / 2 : facts.size()) {
    const auto add = [](const auto& from, std::size_t begin, std::size_t end, auto& to) {
      to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(end));
    };
    sample_.reserve(std::min(facts.size(), kSample));
    add(facts, 0, half_, sample_);
    if (middle_ < facts.size()) add(facts, middle_, middle_ + half_, sample_);
    add(ends, 0, std::min(half_, ends.size()), ends_);
    if (middle_ < facts.size()) add(ends, middle_, middle_ + half_ - 1, ends_);
  }

  LayoutStyle run() {
    LayoutStyle style;
    style.parted = hyphenated(sample_);
    const bool hangul = std::any_of(sample_.begin(), sample_.end(), [](const LineFacts& f) { return f.first == Glyph::hangul; });
    const std::size_t ways = hangul ? 2 : 1;  // between syllables, and between words
    std::vector<Slug> rough[2];
    for (std::size_t words = 0; words < ways; ++words) {
      style.words = words == 1;
      add_lines(style, rough[words]);
    }
    style.fine = true;
    KnownLines known;
    style.face = likely_face(document_, sample_, sample_.size() > half_ ? half_ : 0, known);
    if (style.face != Face::average) measure(document_, style.face, known, sample_);
    for (std::size_t words = 0; words < ways; ++words) {
      style.words = words == 1;
      std::vector<Slug> lines;
      add_lines(style, lines);
      consider(style, std::move(lines));
    }
    style.words = best_->style.words;
    style.fine = false;
    style.face = Face::average;
    consider(style, std::move(rough[style.words ? 1 : 0]));
    return best_->style;
  }

  // Measures all lines in the face that was found.
  void measure_all(std::vector<LineFacts>& facts) const {
    const Face face = best_->style.face;
    if (face == Face::average) return;
    for (std::size_t i = 0; i < sample_.size(); ++i) {
      const LineFacts& from = sample_[i];
      LineFacts& to = facts[i < half_ ? i : middle_ + i - half_];
      to.size = from.size;
      to.space = from.space;
      to.first_unit = from.first_unit;
      to.first_word = from.first_word;
    }
    if (sample_.size() == facts.size()) return;
    const std::span<LineFacts> all(facts);
    measure(document_, face, {}, all.subspan(half_, middle_ - half_));
    measure(document_, face, {}, all.subspan(middle_ + half_));
  }

  bool saw_all(const std::vector<LineFacts>& facts) const { return sample_.size() == facts.size(); }

  // Where it saw all.
  Layout infer_all() {
    find_likely(*best_);
    return infer(best_->chain, best_->style);
  }

 private:
  static constexpr std::size_t kSample = 128;

  struct Trial {
    LayoutStyle style;
    std::vector<Slug> lines;
    Setting setting;
    Chain chain;
    Chain::Course course;          // in the open manner; empty: there is no trial
    std::optional<double> likely;  // in the style's
  };

  void add_lines(const LayoutStyle& style, std::vector<Slug>& out) const {
    out.reserve(sample_.size());
    add_slugs(sample_, ends_, style, 0, half_, out);
    if (half_ < sample_.size()) add_slugs(sample_, ends_, style, half_, sample_.size(), out);
  }

  void consider(const LayoutStyle& style, std::vector<Slug> lines) {
    const Manner open = Manner::open();
    const bool first = best_->course.empty();
    other_->style = style;
    other_->lines = std::move(lines);
    other_->likely.reset();
    other_->setting.assign(other_->lines, style.fine, open.pieces);
    const double likely = other_->chain.forward(other_->lines, other_->setting, open, first ? nullptr : &best_->course);
    if (std::isinf(likely)) return;
    other_->course = other_->chain.course();
    other_->chain.infer(posterior_);
    find_manner(other_->lines, other_->setting, posterior_, base::wide_vectors(), other_->style);
    if (first || find_likely(*other_) > find_likely(*best_)) std::swap(best_, other_);
  }

  // How likely a trial's lines are in its style.
  static double find_likely(Trial& trial) {
    if (!trial.likely) {
      trial.setting.set_pieces(trial.lines, trial.style.pieces);
      trial.likely = trial.chain.forward(trial.lines, trial.setting, Manner::of(trial.style));
    }
    return *trial.likely;
  }

  const flow::Document& document_;
  std::size_t half_;    // lines from the document's begin
  std::size_t middle_;  // where as many others begin, or there are none
  std::vector<LineFacts> sample_;
  std::vector<float> ends_;
  std::unique_ptr<Trial> best_ = std::make_unique<Trial>();  // not to be moved: the chain keeps the setting's address
  std::unique_ptr<Trial> other_ = std::make_unique<Trial>();
  Posterior posterior_;
};

}  // namespace

float next_unit(const LineFacts& a, const LineFacts& b, const LayoutStyle& style) {
  constexpr float kSyllable = 2;  // ems, its hyphen included
  float unit = style.words ? b.first_word : b.first_unit;
  if (style.parted) unit = std::min(unit, kSyllable);
  return unit + (spaced_seam(a.last, b.first) ? a.space : 0);
}

Layout infer_layout(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const LayoutStyle& style) {
  std::vector<float> ends;
  ends_of(evidence, ends);
  std::vector<Slug> lines;
  lines.reserve(facts.size());
  add_slugs(facts, ends, style, 0, facts.size(), lines);
  Setting setting;
  setting.assign(lines, style.fine, style.pieces);
  Chain chain;
  chain.forward(lines, setting, Manner::of(style));
  return infer(chain, style);
}

LayoutStyle choose_style(const flow::Document& document, const std::vector<LineFacts>& facts,
                         const std::vector<float>& evidence) {
  std::vector<float> ends;
  ends_of(evidence, ends);
  return Search(document, facts, ends).run();
}

Layout find_layout(const flow::Document& document, std::vector<LineFacts>& facts, const std::vector<float>& evidence) {
  std::vector<float> ends;
  ends_of(evidence, ends);
  Search search(document, facts, ends);
  const LayoutStyle style = search.run();
  search.measure_all(facts);
  return search.saw_all(facts) ? search.infer_all() : infer_layout(facts, evidence, style);
}

}  // namespace runon::rejoin
