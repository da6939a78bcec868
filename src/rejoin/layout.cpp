#include "rejoin/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "rejoin/measure.h"

namespace runon::rejoin {
namespace {

constexpr int kMaxMeasures = 10;
constexpr int kMaxPieces = 10;
constexpr double kNever = 1e-30;
// Probability that the measure changes behind a paragraph, and inside one (a column break).
constexpr double kChangeBetween = 0.02;
constexpr double kChangeInside = 0.002;

using Row = std::array<double, kMaxMeasures>;

// How far off a true width the sum of advances may be.
double doubt(const Extent& size, bool fine) { return fine ? 0.08 + 0.003 * size.soft : 0.4 + 0.03 * size.soft; }

// The median width, and at least a few ems.
float middle(const std::vector<LineFacts>& facts) {
  std::vector<float> widths;
  for (const LineFacts& f : facts) widths.push_back(f.size.ems);
  std::nth_element(widths.begin(), widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2), widths.end());
  return std::max(widths[widths.size() / 2], 4.0F);
}

// The measures that explain most lines: a line that is full is not wider than its column, and has no room
// left for the beginning of the next one. Each line votes for the measures under which it would be full, the
// stronger the fewer they are.
std::vector<float> candidates(const std::vector<LineFacts>& facts, const LayoutStyle& style) {
  constexpr float kStep = 0.1F;
  constexpr float kNarrow = 5;  // ems: columns are wider
  constexpr float kApart = 0.8F;
  constexpr int kSteps = 900;
  const float any = middle(facts);
  const float slop = style.fine ? 0.06F : 0.3F;
  std::vector<float> step(kSteps + 1, 0.0F);
  const auto bin = [=](float ems) { return std::clamp(static_cast<int>(std::lround(ems / kStep)), 0, kSteps); };
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const float unit = i + 1 < facts.size() ? next_unit(facts[i], facts[i + 1], style) : 1.0F;
    const float w = facts[i].size.ems;
    const float gain = std::max(0.1F, std::log(any / (unit + 2 * slop))) * (w >= kNarrow ? 1.0F : 0.2F);
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
  std::sort(kept.begin(), kept.end());
  return kept;
}

// Density of a line of the page of this extent under a measure.
double density(const Extent& size, double target, bool last, double next_unit, const LayoutStyle& style) {
  // Where full-width punctuation may be set narrower, the width nearest to the target is taken.
  const double over = std::max(0.0, static_cast<double>(size.ems) - target);
  const double gap = target - size.ems + std::min(over, static_cast<double>(size.slack));
  const double sigma = doubt(size, style.fine);
  const double justified = style.justified;
  const double outside = 1e-3 * std::exp(-1.5 * std::max(0.0, -gap / (2.5 * sigma) - 1));
  if (last) return gap > -1.6 * sigma ? 1 / std::max(target, 4.0) : outside / std::max(target, 4.0);
  if (gap < -1.6 * sigma) return outside;
  const double z = gap / sigma;
  double d = justified * std::exp(-0.5 * z * z) * 0.3989 / sigma;
  const double room = next_unit + 1.5 * sigma;
  if (gap < room) d += (1 - justified) / (next_unit + 3 * sigma);
  else d = std::max(d, 1e-3 * std::exp(-0.25 * (gap - next_unit)));
  return d;
}

struct Segment {
  int begin;
  int end;  // one past the last line
  bool first;
  bool last;
  Row weight;
};

class Chain {
 public:
  Chain(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const LayoutStyle& style)
      : facts_(facts),
        style_(style),
        measures_(candidates(facts, style)),
        middle_(middle(facts)),
        lines_(static_cast<int>(facts.size())) {
    odds_.reserve(evidence.size());
    for (const float e : evidence) odds_.push_back(1 / (1 + std::exp(-static_cast<double>(e))));
    odds_.push_back(1);  // the last line ends its paragraph
    build();
  }

  Layout infer() {
    forward();
    backward();
    return collect();
  }

  double forward() {
    const auto k = measures_.size();
    forward_.assign(static_cast<std::size_t>(lines_) + 1, {});
    std::vector<std::array<Row, 2>> inbox(static_cast<std::size_t>(lines_) + 1);
    for (auto& box : inbox) box = {};
    forward_[0] = {};
    for (std::size_t m = 0; m < k; ++m) forward_[0][1][m] = 1 / static_cast<double>(k);
    double log_scale = 0;
    scale_.assign(static_cast<std::size_t>(lines_) + 1, 1);
    std::size_t next = 0;
    for (int i = 0; i < lines_; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (i > 0) {
        for (int y = 0; y < 2; ++y)
          forward_[at][static_cast<std::size_t>(y)] = moved(inbox[at][static_cast<std::size_t>(y)], y == 1);
      }
      for (; next < segments_.size() && segments_[next].begin == i; ++next) {
        const Segment& s = segments_[next];
        Row& box = inbox[static_cast<std::size_t>(s.end)][s.last ? 1 : 0];
        const Row& from = forward_[at][s.first ? 1 : 0];
        for (std::size_t m = 0; m < k; ++m) box[m] += from[m] * s.weight[m];
      }
      // Rescale what is open, so that long documents do not underflow. All of the inbox shares the
      // factor: segments end at most kMaxPieces lines on.
      double top = 0;
      for (int j = i + 1; j <= std::min(lines_, i + kMaxPieces); ++j)
        for (const Row& row : inbox[static_cast<std::size_t>(j)])
          for (std::size_t m = 0; m < k; ++m) top = std::max(top, row[m]);
      if (top <= 0) top = 1;
      for (int j = i + 1; j <= std::min(lines_, i + kMaxPieces); ++j)
        for (Row& row : inbox[static_cast<std::size_t>(j)])
          for (std::size_t m = 0; m < k; ++m) row[m] /= top;
      scale_[at] = top;
      log_scale += std::log(top);
    }
    const Row& done = inbox[static_cast<std::size_t>(lines_)][1];
    total_ = 0;
    for (std::size_t m = 0; m < k; ++m) total_ += done[m];
    return log_scale + std::log(std::max(total_, kNever));
  }

 private:
  Row moved(const Row& row, bool between) const {
    const double change = between ? kChangeBetween : kChangeInside;
    const auto k = measures_.size();
    double sum = 0;
    for (std::size_t m = 0; m < k; ++m) sum += row[m];
    Row out{};
    const double share = k > 1 ? change / static_cast<double>(k - 1) : 0;
    for (std::size_t m = 0; m < k; ++m) out[m] = row[m] * (1 - change - share) + sum * share;
    return out;
  }

  void build() {
    for (int i = 0; i < lines_; ++i) {
      Extent size;
      double inside = 1;  // the evidence for joins between the pieces
      for (int pieces = 1; pieces <= kMaxPieces && i + pieces <= lines_; ++pieces) {
        const int j = i + pieces - 1;
        const LineFacts& f = facts_[static_cast<std::size_t>(j)];
        if (pieces > 1) {
          const LineFacts& before = facts_[static_cast<std::size_t>(j - 1)];
          inside *= (1 - odds_[static_cast<std::size_t>(j - 1)]) * style_.pieces;
          if (spaced_seam(before.last, f.first)) {
            size.ems += f.space;
            size.soft += f.space;
          }
        }
        size.ems += f.size.ems;
        size.slack += f.size.slack;
        size.soft += f.size.soft;
        if (pieces > 1 && (size.ems - size.slack > measures_.back() + 1 + 0.05F * size.soft || inside < 1e-12)) break;
        add(i, j, size, inside, pieces);
      }
    }
  }

  void add(int i, int j, const Extent& size, double inside, int pieces) {
    const bool at_end = j + 1 == lines_;
    const double unit =
        at_end ? 1 : next_unit(facts_[static_cast<std::size_t>(j)], facts_[static_cast<std::size_t>(j + 1)], style_);
    const double end_odds = odds_[static_cast<std::size_t>(j)];
    for (int first = 0; first < 2; ++first) {
      for (int last = at_end ? 1 : 0; last < 2; ++last) {
        Segment s{i, j + 1, first == 1, last == 1, {}};
        for (std::size_t m = 0; m < measures_.size(); ++m) {
          const double target = measures_[m] - (first == 1 ? style_.indent : 0);
          double d = density(size, target, last == 1, unit, style_);
          // Letter-spacing filled the line to its measure.
          if (last == 0 && pieces == 1 && facts_[static_cast<std::size_t>(j)].stretched) d = 0.6;
          // A line on its own (a headline, a byline) need not know the column.
          if (first == 1 && last == 1 && pieces == 1) d = 0.5 * d + 0.5 * (size.ems < 60 ? 1 / 40.0 : 1e-3);
          s.weight[m] = std::max(kNever, d * middle_ * inside * (last == 1 ? end_odds : (1 - end_odds) * (1 - style_.pieces)));
        }
        segments_.push_back(s);
      }
    }
  }

  void backward() {
    const auto k = measures_.size();
    const auto n = static_cast<std::size_t>(lines_);
    // backward_[i][f]: behind the change of measure in front of line i; tail_: in front of it.
    backward_.assign(n + 1, {});
    tail_.assign(n + 1, {});
    for (std::size_t m = 0; m < k; ++m) tail_[n][1][m] = 1;
    std::size_t next = segments_.size();
    // The scales of the forward pass keep this one in range too: a segment from i is divided by scale_[i].
    for (int i = lines_ - 1; i >= 0; --i) {
      const auto at = static_cast<std::size_t>(i);
      for (; next > 0 && segments_[next - 1].begin == i; --next) {
        const Segment& s = segments_[next - 1];
        double scale = 1;
        for (int j = i; j < s.end; ++j) scale *= scale_[static_cast<std::size_t>(j)];
        const Row& to = tail_[static_cast<std::size_t>(s.end)][s.last ? 1 : 0];
        Row& from = backward_[at][s.first ? 1 : 0];
        for (std::size_t m = 0; m < k; ++m) from[m] += s.weight[m] / scale * to[m];
      }
      for (std::size_t y = 0; y < 2; ++y) tail_[at][y] = moved(backward_[at][y], y == 1);
    }
  }

  Layout collect() const {
    const auto k = measures_.size();
    const auto n = static_cast<std::size_t>(lines_);
    Layout out;
    out.style = style_;
    out.break_odds.resize(n - 1);
    out.piece.resize(n - 1);
    out.measure.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      double mass[2] = {0, 0};
      double best = -1;
      for (std::size_t y = 0; y < 2; ++y) {
        for (std::size_t m = 0; m < k; ++m) {
          const double p = forward_[i][y][m] * backward_[i][y][m];
          mass[y] += p;
        }
      }
      for (std::size_t m = 0; m < k; ++m) {
        const double p = forward_[i][0][m] * backward_[i][0][m] + forward_[i][1][m] * backward_[i][1][m];
        if (p > best) {
          best = p;
          out.measure[i] = measures_[m];
        }
      }
      if (i == 0) continue;
      // What is missing of the total went through segments that do not stop here.
      const double total = std::max(total_, kNever);
      const double ends = std::clamp(mass[1] / total, 0.0, 1.0);
      const double joins = std::clamp(mass[0] / total, 0.0, 1.0);
      const double pieces = std::clamp(1 - ends - joins, 0.0, 1.0);
      out.piece[i - 1] = static_cast<float>(pieces);
      const double p = std::clamp(ends, 1e-4, 1 - 1e-4);
      out.break_odds[i - 1] = static_cast<float>(std::log(p / (1 - p)));
      // A line that begins inside a line of the page has its measure from its neighbour.
      if (pieces > 0.5) out.measure[i] = out.measure[i - 1];
    }
    return out;
  }

  const std::vector<LineFacts>& facts_;
  LayoutStyle style_;
  std::vector<float> measures_;
  double middle_;  // median width: densities are per median width, so that faces and numbers of pieces compare
  int lines_;
  std::vector<double> odds_;
  std::vector<Segment> segments_;
  std::vector<std::array<Row, 2>> forward_;
  std::vector<std::array<Row, 2>> backward_;
  std::vector<std::array<Row, 2>> tail_;
  std::vector<double> scale_;
  double total_ = 0;
};

}  // namespace

float next_unit(const LineFacts& a, const LineFacts& b, const LayoutStyle& style) {
  constexpr float kSyllable = 2;  // ems, its hyphen included
  float unit = style.words ? b.first_word : b.first_unit;
  if (style.parted) unit = std::min(unit, kSyllable);
  return unit + (spaced_seam(a.last, b.first) ? a.space : 0);
}

Layout infer_layout(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const LayoutStyle& style) {
  Chain chain(facts, evidence, style);
  Layout layout = chain.infer();
  layout.likelihood = 0;
  return layout;
}

// One line end between words in twenty, and more than one, has a hyphen: compounds alone come to less.
bool parts_words(const std::vector<LineFacts>& facts) {
  int seams = 0;
  int hyphens = 0;
  for (const LineFacts& f : facts) {
    if (f.last == Glyph::lower || f.last == Glyph::hyphen) ++seams;
    if (f.last == Glyph::hyphen) ++hyphens;
  }
  return hyphens > 1 && hyphens * 20 > seams;
}

LayoutStyle choose_style(const flow::Document& document, const std::vector<LineFacts>& facts,
                         const std::vector<float>& evidence) {
  constexpr std::size_t kSample = 200;
  constexpr std::size_t kLikelyFaces = 3;
  const std::size_t n = std::min(facts.size(), kSample);
  std::vector<LineFacts> lines(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(n));
  measure(document, Face::average, lines);
  const std::vector<float> odds(evidence.begin(), evidence.begin() + static_cast<std::ptrdiff_t>(n - 1));
  LayoutStyle best;
  double best_likelihood = -1e300;
  const auto consider = [&](const LayoutStyle& style) {
    const double likelihood = Chain(lines, odds, style).forward();
    if (likelihood <= best_likelihood) return;
    best_likelihood = likelihood;
    best = style;
  };
  const bool hangul = std::any_of(lines.begin(), lines.end(), [](const LineFacts& f) { return f.first == Glyph::hangul; });
  const bool parted = parts_words(lines);
  constexpr float kIndents[] = {0, 1, 1.5F, 2};
  for (const float justified : {0.85F, 0.1F})
    for (const float indent : kIndents)
      for (const bool words : {false, true})
        if (!words || hangul) consider({indent, justified, words, 0.05F, parted});
  LayoutStyle found = best;
  for (const float pieces : {0.005F, 0.2F, 0.5F}) consider({found.indent, found.justified, found.words, pieces, parted});
  found = best;
  found.fine = true;
  std::vector<Face> faces = likely_faces(document, facts, kLikelyFaces);
  faces.insert(faces.begin(), Face::average);
  for (const Face face : faces) {
    measure(document, face, lines);
    found.face = face;
    for (const float justified : {0.85F, 0.1F}) {
      for (const bool words : {false, true}) {
        if (words && !hangul) continue;
        found.justified = justified;
        found.words = words;
        consider(found);
      }
    }
  }
  found = best;
  measure(document, found.face, lines);
  for (const float indent : kIndents) {
    found.indent = indent;
    consider(found);
  }
  return best;
}

}  // namespace runon::rejoin
