// The chain beside plain twins: every way to part a few lines is summed up one by one, and the widths of lines are judged
// by formulas written out.
#include "rejoin/chain.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "rejoin/setting.h"
#include "support/catch.h"
#include "support/random.h"

namespace {

using namespace runon;
using rejoin::LayoutStyle;
using rejoin::LineFacts;
using rejoin::Run;
using rejoin::Setting;

struct Page {
  std::vector<LineFacts> facts;
  std::vector<float> evidence;
  LayoutStyle style;
};

Page any_page(support::Random& random, std::size_t lines) {
  static const std::vector<float> kWidths = {20, 20, 20, 19.6F, 20.3F, 9, 11, 31, 70};
  Page page;
  for (std::size_t i = 0; i < lines; ++i) {
    LineFacts f;
    f.size.ems = random.pick(kWidths);
    f.size.slack = random.one_in(4) ? 0.5F : 0;
    f.size.soft = random.one_in(3) ? f.size.ems : 0;
    f.first_unit = random.one_in(3) ? 3.5F : 1;
    f.first_word = f.first_unit + 1;
    f.first = f.last = random.one_in(2) ? rejoin::Glyph::han : rejoin::Glyph::lower;
    f.stretched = random.one_in(6);
    page.facts.push_back(f);
    page.evidence.push_back(static_cast<float>(random.below(90)) / 10 - 5);
  }
  page.evidence.pop_back();
  page.style.indent = random.one_in(2) ? 2.0F : 0;
  page.style.justified = random.one_in(2) ? 0.85F : 0.1F;
  page.style.pieces = random.one_in(2) ? 0.05F : 0.5F;
  page.style.words = random.one_in(2);
  page.style.parted = random.one_in(2);
  page.style.fine = random.one_in(2);
  return page;
}

// What a run weighs in a column, as one printed line: {full, last of its paragraph}. Logarithms and powers as they come.
struct Density {
  double full;
  double last;
};
Density density(const Run& run, double column, const LayoutStyle& style) {
  const double sigma = run.sigma;
  // Full-width punctuation may have been set narrower.
  const double over = std::max(0.0, run.ems - column);
  const double gap = column - run.ems + std::min<double>(over, run.slack);
  const bool outside = gap < -1.6 * sigma;
  const bool no_room = gap < run.unit + 1.5 * sigma;  // for the beginning of the next line
  const double exact = style.justified * 0.3989 / sigma * std::exp(-0.5 * (gap / sigma) * (gap / sigma));
  const double too_short = 1e-3 * std::exp(-0.25 * (gap - run.unit));
  const double too_wide = 1e-3 * std::exp(-1.5 * std::max(0.0, -0.4 * gap / sigma - 1));
  const double ragged = (1 - style.justified) / (run.unit + 3 * sigma);
  const double last = 1 / std::max(column, 4.0);
  if (outside) return {too_wide, too_wide * last};
  if (no_room) return {exact + ragged, last};
  return {std::max(exact, too_short), last};
}

// Sums over all ways to make printed lines of the lines, to end paragraphs, and to choose columns.
class Plain {
 public:
  Plain(const Setting& setting, const LayoutStyle& style) : setting_(setting), style_(style), n_(setting.size()) {
    ends_at_.assign(n_ + 1, 0);
    inside_at_.assign(n_ + 1, 0);
    of_measure_.assign(n_ + 1, std::vector<double>(setting.measures().size(), 0));
    path_.clear();
    for (std::size_t m = 0; m < setting.measures().size(); ++m)
      walk(0, true, m, 1.0 / static_cast<double>(setting.measures().size()));
  }

  double total() const { return total_; }
  double ends(std::size_t line) const { return ends_at_[line] / total_; }  // a paragraph, in front of the line
  double cut(std::size_t line) const { return 1 - (ends_at_[line] + inside_at_[line]) / total_; }  // a printed line
  float measure(std::size_t line) const {
    const auto& row = of_measure_[line];
    return setting_.measures()[static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin())];
  }

 private:
  struct Step {
    std::size_t line;
    bool fresh;
    std::size_t measure;
  };

  void walk(std::size_t line, bool fresh, std::size_t m, double weight) {
    if (line == n_) {
      total_ += weight;
      for (const Step& step : path_) {
        (step.fresh ? ends_at_ : inside_at_)[step.line] += weight;
        of_measure_[step.line][step.measure] += weight;
      }
      return;
    }
    path_.push_back({line, fresh, m});
    double inside = 1;
    for (std::size_t r = setting_.first_run(line); r < setting_.first_run(line + 1); ++r) {
      const Run& run = setting_.runs()[r];
      const auto end = static_cast<std::size_t>(run.end);
      const bool single = end == line + 1;
      if (!single) inside *= (1 - setting_.ends()[end - 2]) * style_.pieces;
      const double ends = setting_.ends()[end - 1];
      const double any = setting_.middle() * inside;
      const double column = setting_.measures()[m] - (fresh ? style_.indent : 0);
      const Density d = density(run, column, style_);
      const double full = (run.filled ? 0.6 : d.full) * any * (1 - ends) * (1 - style_.pieces);
      // A headline on its own need not know the column.
      const double last = fresh && single ? 0.5 * d.last + 0.5 * (run.ems < 60 ? 1.0 / 40 : 1e-3) : d.last;
      if (end < n_) move(end, false, m, weight * std::max(full, 1e-30));
      move(end, true, m, weight * std::max(last * any * ends, 1e-30));
    }
    path_.pop_back();
  }

  // Behind a paragraph the column changes once in fifty times, inside one once in five hundred.
  void move(std::size_t line, bool fresh, std::size_t m, double weight) {
    const std::size_t columns = setting_.measures().size();
    if (line == n_) return walk(line, fresh, m, weight);
    const double change = fresh ? 0.02 : 0.002;
    for (std::size_t other = 0; other < columns; ++other) {
      const double odds = other == m ? 1 - change : change / static_cast<double>(columns - 1);
      walk(line, fresh, other, weight * odds);
    }
  }

  const Setting& setting_;
  const LayoutStyle& style_;
  std::size_t n_;
  double total_ = 0;
  std::vector<double> ends_at_;
  std::vector<double> inside_at_;
  std::vector<std::vector<double>> of_measure_;
  std::vector<Step> path_;
};

double odds_of(double p) {
  p = std::clamp(p, 1e-4, 1 - 1e-4);
  return std::log(p / (1 - p));
}

}  // namespace

TEST_CASE("the chain says what a sum over all ways to part the lines says", "[rejoin]") {
  support::Random random(11);
  std::size_t pieces = 0;
  std::size_t compared = 0;
  for (int round = 0; round < 300; ++round) {
    const Page page = any_page(random, random.between(2, 5));
    const rejoin::Lines lines(page.facts, page.evidence);
    const auto setting = std::make_shared<Setting>(lines, page.style);
    if (std::pow(setting->measures().size(), page.facts.size()) > 1500) continue;
    ++compared;
    CAPTURE(round, page.facts.size(), setting->measures().size());
    rejoin::Chain chain;
    chain.begin(setting, page.style);
    const double likely = chain.forward(page.facts.size());
    const rejoin::Layout layout = chain.infer();
    const Plain plain(*setting, page.style);
    CHECK(likely == Approx(std::log(plain.total())).margin(0.001));
    for (std::size_t i = 0; i + 1 < page.facts.size(); ++i) {
      CAPTURE(i);
      CHECK(layout.break_odds[i] == Approx(odds_of(plain.ends(i + 1))).margin(0.01));
      CHECK(layout.piece[i] == Approx(plain.cut(i + 1)).margin(0.001));
      if (plain.cut(i + 1) > 0.5) ++pieces;
    }
    CHECK(layout.measure[0] == plain.measure(0));
    for (std::size_t i = 1; i < page.facts.size(); ++i)
      CHECK(layout.measure[i] == (layout.piece[i - 1] > 0.5F ? layout.measure[i - 1] : plain.measure(i)));
  }
  CHECK(compared > 100);
  CHECK(pieces > 20);
}

TEST_CASE("a long run of lines is likely by as much as the product of its parts, whatever the range of numbers", "[rejoin]") {
  // Lines that no column explains, so that the product leaves the range of a double time and again.
  support::Random random(12);
  Page page = any_page(random, 2400);
  for (LineFacts& f : page.facts) f.size = {5 + static_cast<float>(random.below(500)) / 10, 0, 0};
  for (float& e : page.evidence) e = -9;
  const rejoin::Lines lines(page.facts, page.evidence);
  const auto setting = std::make_shared<Setting>(lines, page.style);
  rejoin::Chain whole;
  whole.begin(setting, page.style);
  const double at_once = whole.forward(page.facts.size());
  rejoin::Chain steps;
  steps.begin(setting, page.style);
  double in_steps = 0;
  for (std::size_t end = 30; end <= page.facts.size(); end += 30) in_steps = steps.forward(end);
  CHECK(at_once == Approx(in_steps));
  CHECK(std::fabs(at_once) > 800);
  for (const float odds : whole.infer().break_odds) REQUIRE(std::isfinite(odds));
}

TEST_CASE("widths are judged as the formulas say, in every column", "[rejoin]") {
  support::Random random(13);
  for (int round = 0; round < 40; ++round) {
    const Page page = any_page(random, 12);
    const rejoin::Lines lines(page.facts, page.evidence);
    Setting setting(lines, page.style);
    const float* const all = setting.densities(page.style.justified, page.style.indent, page.facts.size(), false);
    for (std::size_t r = 0; r < setting.first_run(page.facts.size()); ++r) {
      const Run& run = setting.runs()[r];
      for (std::size_t m = 0; m < setting.measures().size(); ++m) {
        const double column = setting.measures()[m] - page.style.indent;
        // At the very border of a rule either side may be right.
        const double gap = column - run.ems + std::min<double>(std::max(0.0, run.ems - column), run.slack);
        if (std::fabs(gap + 1.6 * run.sigma) < 1e-3 || std::fabs(gap - run.unit - 1.5 * run.sigma) < 1e-3) continue;
        const Density d = density(run, column, page.style);
        CAPTURE(round, r, m, run.ems, column);
        CHECK(all[r * 2 * rejoin::kLanes + m] == Approx(d.full).epsilon(0.001).margin(1e-30));
        CHECK(all[r * 2 * rejoin::kLanes + rejoin::kLanes + m] == Approx(d.last).epsilon(0.001).margin(1e-30));
      }
    }
  }
}

TEST_CASE("runs are of one to ten lines, as wide as their lines and the spaces between them", "[rejoin]") {
  Page page;
  for (int i = 0; i < 30; ++i) {
    LineFacts f;
    f.size = {1, 0.25F, 0.5F};
    f.space = 0.3F;
    f.first = f.last = i < 15 ? rejoin::Glyph::han : rejoin::Glyph::lower;
    page.facts.push_back(f);
  }
  page.facts.back().size.ems = 40;
  page.facts[3].stretched = true;
  page.evidence.assign(29, -20);
  const rejoin::Lines lines(page.facts, page.evidence);
  CHECK(lines.ends.front() < 1e-6F);
  CHECK(lines.ends.back() == 1);
  const Setting setting(lines, {});
  REQUIRE(setting.size() == 30);
  const auto run = [&](std::size_t line, std::size_t length) { return setting.runs()[setting.first_run(line) + length - 1]; };
  CHECK(setting.first_run(1) - setting.first_run(0) == 10);
  CHECK(setting.first_run(30) - setting.first_run(29) == 1);
  CHECK(setting.first_run(29) - setting.first_run(28) == 2);
  CHECK(run(0, 1).end == 1);
  CHECK(run(0, 10).end == 10);
  CHECK(run(0, 10).ems == Approx(10));
  CHECK(run(0, 10).slack == Approx(2.5));
  CHECK(run(0, 1).sigma == Approx(0.4 + 0.03 * 0.5));
  CHECK(run(0, 10).sigma == Approx(0.4 + 0.03 * 5));
  CHECK(run(16, 4).ems == Approx(4 + 3 * 0.3));
  CHECK(run(16, 4).sigma == Approx(0.4 + 0.03 * (2 + 0.9)));
  CHECK(run(3, 1).filled);
  CHECK_FALSE(run(3, 2).filled);
  CHECK_FALSE(run(2, 2).filled);
  // What the next line's beginning takes, a space before it included; behind the last line, an em.
  CHECK(run(0, 1).unit == Approx(1));
  CHECK(run(16, 1).unit == Approx(1.3));
  CHECK(run(29, 1).unit == Approx(1));
  LayoutStyle fine;
  fine.fine = true;
  CHECK(Setting(lines, fine).runs()[0].sigma == Approx(0.08 + 0.003 * 0.5));
}

TEST_CASE("a run goes on no farther than the widest column, nor where a paragraph ends for sure", "[rejoin]") {
  Page page;
  for (int i = 0; i < 12; ++i) {
    LineFacts f;
    f.size.ems = 10;
    f.first = f.last = rejoin::Glyph::han;
    page.facts.push_back(f);
  }
  page.evidence.assign(11, 0);
  page.evidence[5] = 60;
  const rejoin::Lines lines(page.facts, page.evidence);
  const Setting setting(lines, {});
  for (const float column : setting.measures()) CHECK(column < 12);
  CHECK(setting.first_run(1) - setting.first_run(0) == 1);
  page.facts[11].size.ems = 36;  // a wide column
  const Setting wide(lines, {});
  CHECK(wide.measures().back() > 35);
  CHECK(wide.measures().back() < 38);
  CHECK(wide.first_run(1) - wide.first_run(0) == 3);
  CHECK(wide.first_run(4) - wide.first_run(3) == 3);
  CHECK(wide.first_run(5) - wide.first_run(4) == 2);  // the sixth line ends a paragraph
  CHECK(wide.first_run(6) - wide.first_run(5) == 1);
}
