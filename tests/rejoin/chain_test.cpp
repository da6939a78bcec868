// The chain beside plain twins: every way to part a few lines is summed up one by one, and the widths of lines are judged
// by formulas written out.
#include "rejoin/chain.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "rejoin/manner.h"
#include "rejoin/quick.h"
#include "rejoin/setting.h"
#include "support/catch.h"
#include "support/random.h"

namespace {

using namespace runon;
using rejoin::LayoutStyle;
using rejoin::LineFacts;
using rejoin::Manner;
using rejoin::Run;
using rejoin::Setting;
using rejoin::Slug;

struct Page {
  std::vector<LineFacts> facts;
  std::vector<float> evidence;
  LayoutStyle style;

  std::vector<Slug> lines() const {
    std::vector<float> ends;
    rejoin::ends_of(evidence, ends);
    std::vector<Slug> out;
    rejoin::add_slugs(facts, ends, style, 0, facts.size(), out);
    return out;
  }
};

Setting setting_of(const std::vector<Slug>& lines, bool fine, float pieces) {
  Setting setting;
  setting.assign(lines, fine, pieces);
  return setting;
}

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
Density density(const Run& run, double column, double justified, double spare) {
  const double sigma = run.sigma;
  const double unit = run.unit + spare;
  // Full-width punctuation may have been set narrower.
  const double over = std::max(0.0, run.ems - column);
  const double gap = column - run.ems + std::min<double>(over, run.slack);
  const bool outside = gap < -1.6 * sigma;
  const bool no_room = gap < unit + 1.5 * sigma;  // for the beginning of the next line
  const double exact = justified / std::sqrt(2 * 3.14159265358979) / sigma * std::exp(-0.5 * (gap / sigma) * (gap / sigma));
  const double too_short = 1e-3 * std::exp(-0.25 * (gap - unit));
  const double too_wide = 1e-3 * std::exp(-1.5 * std::max(0.0, -0.4 * gap / sigma - 1));
  const double ragged = (1 - justified) / (unit + 3 * sigma);
  const double last = 1 / std::max(column, 4.0);
  if (outside) return {too_wide, too_wide * last};
  if (no_room) return {exact + ragged, last};
  return {std::max(exact, too_short), last};
}

double on_its_own(const Run& run) { return run.ems < 60 ? 1.0 / 40 : 1e-3; }

// Sums over all ways to make printed lines of the lines, to end paragraphs, and to choose columns.
class Plain {
 public:
  Plain(const std::vector<Slug>& lines, const Setting& setting, const Manner& manner)
      : lines_(lines), setting_(setting), manner_(manner), n_(setting.size()) {
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
  // No measure is likelier, but for what single precision cannot tell apart.
  bool likeliest(std::size_t line, float measure) const {
    const auto& row = of_measure_[line];
    const auto& all = setting_.measures();
    const auto at = static_cast<std::size_t>(std::find(all.begin(), all.end(), measure) - all.begin());
    return at < all.size() && row[at] >= *std::max_element(row.begin(), row.end()) * (1 - 1e-5);
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
      if (!single) inside *= (1 - lines_[end - 2].ends) * manner_.pieces;
      const double ends = lines_[end - 1].ends;
      const double any = setting_.middle() * inside;
      const double column = setting_.measures()[m] - (fresh ? manner_.first_indent : 0);
      const Density d =
          fresh ? density(run, column, manner_.first_justified, manner_.first_spare) : density(run, column, manner_.justified, 0);
      const double full = (run.filled ? 0.6 : d.full) * any * (1 - ends) * (1 - manner_.pieces);
      // A headline on its own need not know the column.
      const double last = fresh && single ? 0.5 * d.last + 0.5 * on_its_own(run) : d.last;
      if (end < n_) move(end, false, m, weight * std::max(full, 1e-12));
      move(end, true, m, weight * std::max(last * any * ends, 1e-12));
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

  const std::vector<Slug>& lines_;
  const Setting& setting_;
  const Manner& manner_;
  std::size_t n_;
  double total_ = 0;
  std::vector<double> ends_at_;
  std::vector<double> inside_at_;
  std::vector<std::vector<double>> of_measure_;
  std::vector<Step> path_;
};

}  // namespace

TEST_CASE("the chain says what a sum over all ways to part the lines says", "[rejoin]") {
  support::Random random(11);
  std::size_t pieces = 0;
  std::size_t compared = 0;
  for (int round = 0; round < 400; ++round) {
    const Page page = any_page(random, random.between(2, 5));
    const Manner manner = round % 3 == 0 ? Manner::open() : Manner::of(page.style);
    const std::vector<Slug> lines = page.lines();
    const Setting setting = setting_of(lines, page.style.fine, manner.pieces);
    if (std::pow(setting.measures().size(), page.facts.size()) > 1500) continue;
    ++compared;
    CAPTURE(round, page.facts.size(), setting.measures().size());
    rejoin::Chain chain;
    const double likely = chain.forward(lines, setting, manner);
    rejoin::Posterior out;
    chain.infer(out);
    const Plain plain(lines, setting, manner);
    CHECK(likely == Approx(std::log(plain.total())).margin(0.001));
    for (std::size_t i = 0; i + 1 < page.facts.size(); ++i) {
      CAPTURE(i);
      CHECK(out.ends[i] == Approx(plain.ends(i + 1)).epsilon(1e-4).margin(1e-6));
      CHECK(out.pieces[i] == Approx(plain.cut(i + 1)).margin(1e-5));
      if (plain.cut(i + 1) > 0.5) ++pieces;
    }
    CHECK(plain.likeliest(0, out.measure[0]));
    for (std::size_t i = 1; i < page.facts.size(); ++i) {
      if (out.pieces[i - 1] > 0.5F) CHECK(out.measure[i] == out.measure[i - 1]);
      else CHECK(plain.likeliest(i, out.measure[i]));
    }
  }
  CHECK(compared > 100);
  CHECK(pieces > 20);
}

TEST_CASE("a long run of lines is likely by as much as the product of its parts, whatever the range of numbers", "[rejoin]") {
  // Lines that no column explains, so that the product leaves the range of a float time and again.
  support::Random random(12);
  Page page = any_page(random, 2400);
  for (LineFacts& f : page.facts) f.size = {5 + static_cast<float>(random.below(500)) / 10, 0, 0};
  for (float& e : page.evidence) e = -9;
  const std::vector<Slug> lines = page.lines();
  const Manner manner = Manner::of(page.style);
  rejoin::Chain chain;
  // The same lines twice, as two pages and as one: what the seam costs is lost beside the rest.
  const Setting one = setting_of(lines, page.style.fine, manner.pieces);
  const double once = chain.forward(lines, one, manner);
  rejoin::Posterior out;
  chain.infer(out);
  for (const float p : out.ends) REQUIRE((p >= 0 && p <= 1));
  std::vector<Slug> more = lines;
  more.insert(more.end(), lines.begin(), lines.end());
  const Setting two = setting_of(more, page.style.fine, manner.pieces);
  REQUIRE(two.measures() == one.measures());
  const double twice = chain.forward(more, two, manner);
  CHECK(std::fabs(once) > 800);
  CHECK(twice == Approx(2 * once).margin(20));
}

TEST_CASE("a pass is given up where it is hopelessly behind another one over the same lines, and only there", "[rejoin]") {
  support::Random random(14);
  const Page page = any_page(random, 200);
  const std::vector<Slug> lines = page.lines();
  const Setting setting = setting_of(lines, page.style.fine, 0.02F);
  rejoin::Chain chain;
  const double likely = chain.forward(lines, setting, Manner::open());
  const rejoin::Chain::Course course = chain.course();
  CHECK(course.size() > 10);
  CHECK(chain.forward(lines, setting, Manner::open(), &course) == likely);
  rejoin::Chain::Course better = course;
  better.back() += 20;
  CHECK(chain.forward(lines, setting, Manner::open(), &better) == likely);
  better.back() += 20;
  CHECK(chain.forward(lines, setting, Manner::open(), &better) < -1e300);
  CHECK(chain.forward(lines, setting, Manner::open()) == likely);
}

TEST_CASE("widths are judged as the formulas say, in every column", "[rejoin]") {
  support::Random random(13);
  for (int round = 0; round < 40; ++round) {
    const Page page = any_page(random, 12);
    const Setting setting = setting_of(page.lines(), page.style.fine, page.style.pieces);
    const float spare = round % 2 == 0 ? 0.0F : 2.0F;
    rejoin::Columns columns;
    rejoin::Lanes measures{};
    for (std::size_t m = 0; m < setting.measures().size(); ++m) measures[m] = setting.measures()[m];
    columns.aim(measures - page.style.indent);
    columns.justified = rejoin::Lanes{} + page.style.justified;
    columns.log_justified = rejoin::Lanes{} + std::log(page.style.justified / rejoin::kRootTwoPi);
    columns.spare = spare;
    for (std::size_t r = 0; r < setting.first_run(page.facts.size()); ++r) {
      const Run& run = setting.runs()[r];
      rejoin::Lanes full;
      rejoin::Lanes last;
      rejoin::densities(run, std::log(run.sigma), columns, full, last);
      for (std::size_t m = 0; m < setting.measures().size(); ++m) {
        const double column = setting.measures()[m] - page.style.indent;
        // At the very border of a rule either side may be right.
        const double gap = column - run.ems + std::min<double>(std::max(0.0, run.ems - column), run.slack);
        if (std::fabs(gap + 1.6 * run.sigma) < 1e-3 || std::fabs(gap - run.unit - spare - 1.5 * run.sigma) < 1e-3) continue;
        const Density d = density(run, column, page.style.justified, spare);
        CAPTURE(round, r, m, run.ems, column);
        CHECK(full[m] == Approx(d.full).epsilon(0.001).margin(1e-30));
        CHECK(last[m] == Approx(d.last).epsilon(0.001).margin(1e-30));
        CHECK(full[m] * 1e-6F > std::numeric_limits<float>::min());
        CHECK(last[m] * 1e-6F > std::numeric_limits<float>::min());
      }
    }
  }
}

TEST_CASE("the manner of a page is the one of eight that makes its lines likeliest", "[rejoin]") {
  support::Random random(15);
  std::size_t indents = 0;
  for (int round = 0; round < 60; ++round) {
    Page page = any_page(random, 60);
    const float indent = std::vector<float>{0, 1, 1.5F, 2}[random.below(4)];
    for (std::size_t i = 0; i < page.facts.size(); ++i) {
      page.facts[i].size = {i % 6 == 5 ? 9 : i % 6 == 0 ? 20 - indent : 20, 0, 0};
      page.facts[i].stretched = random.one_in(9);
      if (i < page.evidence.size()) page.evidence[i] = i % 6 == 5 ? 2 : -2;
    }
    const std::vector<Slug> lines = page.lines();
    const Setting setting = setting_of(lines, page.style.fine, Manner::open().pieces);
    rejoin::Chain chain;
    chain.forward(lines, setting, Manner::open());
    rejoin::Posterior posterior;
    chain.infer(posterior);
    const auto likely = [&](double width, double justified) {
      double sum = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].stretched || (i > 0 && posterior.pieces[i - 1] > 0.5F) ||
            (i + 1 < lines.size() && posterior.pieces[i] > 0.5F))
          continue;
        const Run& run = setting.runs()[setting.first_run(i)];
        const double fresh = i > 0 ? posterior.ends[i - 1] : 1;
        const double ends = lines[i].ends;
        const Density first = density(run, posterior.measure[i] - width, justified, 0);
        const Density other = density(run, posterior.measure[i], justified, 0);
        sum += std::log(fresh * (first.full * (1 - ends) + 0.5 * (first.last + on_its_own(run)) * ends) +
                        (1 - fresh) * (other.full * (1 - ends) + other.last * ends) + 1e-12);
      }
      return sum;
    };
    double best = -1e300;
    for (const double width : {0.0, 1.0, 1.5, 2.0})
      for (const double justified : {0.85, 0.1}) best = std::max(best, likely(width, justified));
    LayoutStyle plain = page.style;
    LayoutStyle wide = page.style;
    rejoin::find_manner(lines, setting, posterior, false, plain);
    rejoin::find_manner(lines, setting, posterior, base::wide_vectors(), wide);
    CAPTURE(round, indent, plain.indent, plain.justified);
    CHECK(plain.indent == wide.indent);
    CHECK(plain.justified == wide.justified);
    CHECK(likely(plain.indent, plain.justified) == Approx(best).margin(0.001));
    if (plain.indent == indent) ++indents;
  }
  CHECK(indents > 50);
}

TEST_CASE("exp and log are those of the library to a few parts in ten million", "[rejoin]") {
  for (int i = -8700; i < 8700; ++i) {
    const float x = static_cast<float>(i) / 100;
    CHECK(rejoin::quick_exp(x) == Approx(std::exp(x)).epsilon(1e-5).margin(0));
  }
  CHECK(rejoin::quick_exp(-1000) < 2e-38F);
  float floored = 0;
  rejoin::quick_exp<float, std::int32_t>(-1000, floored, -100);
  CHECK(floored == Approx(std::exp2(-100.0F)).epsilon(1e-5).margin(0));
  support::Random random(16);
  for (int i = 0; i < 20000; ++i) {
    const float x =
        std::ldexp(1 + static_cast<float>(random.below(1000000)) / 1000000, static_cast<int>(random.below(240)) - 120);
    CHECK(rejoin::quick_log(x) == Approx(std::log(x)).epsilon(1e-6).margin(1e-6));
  }
  CHECK(rejoin::quick_log(1) == 0);
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
  const std::vector<Slug> lines = page.lines();
  CHECK(lines.front().ends < 1e-6F);
  CHECK(lines.back().ends == 1);
  const Setting setting = setting_of(lines, false, rejoin::kMostPieces);
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
  CHECK(setting_of(lines, true, rejoin::kMostPieces).runs()[0].sigma == Approx(0.08 + 0.003 * 0.5));
  // Where pieces are rare, few lines may be pieces of one; the rest is as it was.
  Setting rare = setting;
  rare.set_pieces(lines, 0.005F);
  CHECK(rare.measures() == setting.measures());
  CHECK(rare.first_run(1) - rare.first_run(0) == 4);
  CHECK(rare.runs()[2].inside == Approx(0.005 * 0.005));
  CHECK(setting.runs()[2].inside == Approx(0.25));
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
  const Setting setting = setting_of(page.lines(), false, rejoin::kMostPieces);
  for (const float column : setting.measures()) CHECK(column < 12);
  CHECK(setting.first_run(1) - setting.first_run(0) == 1);
  page.facts[11].size.ems = 36;  // a wide column
  const Setting wide = setting_of(page.lines(), false, rejoin::kMostPieces);
  CHECK(wide.measures().back() > 35);
  CHECK(wide.measures().back() < 38);
  CHECK(wide.first_run(1) - wide.first_run(0) == 3);
  CHECK(wide.first_run(4) - wide.first_run(3) == 3);
  CHECK(wide.first_run(5) - wide.first_run(4) == 2);  // the sixth line ends a paragraph
  CHECK(wide.first_run(6) - wide.first_run(5) == 1);
}
