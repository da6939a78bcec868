// What the features of a line break are, by the meanings that their table states.
#include "rejoin/features.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "rejoin/seams.h"
#include "support/catch.h"
#include "support/lines.h"

namespace {

using namespace runon;
using rejoin::F;
using rejoin::Glyph;
using support::Lines;
using Values = std::vector<float>;

std::vector<rejoin::Row> evidence_of(const Lines& page) {
  std::vector<rejoin::Row> rows;
  rejoin::evidence_features(page.document, page.facts, rows);
  return rows;
}

void check(const std::vector<rejoin::Row>& rows, F feature, const Values& expected) {
  REQUIRE(rows.size() == expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rejoin::feature_table()[static_cast<std::size_t>(feature)].name, i);
    CHECK(rejoin::at(rows[i], feature) == Approx(expected[i]));
  }
}

float number(Glyph glyph) { return static_cast<float>(glyph); }

// A page of six lines with its layout, as if inferred.
struct Laid {
  std::vector<rejoin::LineFacts> facts;
  rejoin::Layout layout;
  Values evidence = {1, 2, 3, 4, 5};

  Laid() {
    for (const float ems : {20.0F, 19.0F, 8.0F, 11.5F, 20.5F, 70.0F}) {
      rejoin::LineFacts f;
      f.size.ems = ems;
      f.first = f.last = Glyph::han;
      facts.push_back(f);
    }
    layout.style = {2, 0.85F, false, 0.05F, false, rejoin::Face::average, true};
    layout.break_odds = {-1, 2, -3, -4, 5};
    layout.piece = {0.1F, 0.2F, 0.9F, 0.3F, 0.4F};
    layout.measure = {20, 20, 20, 20, 20, 66};
  }

  std::vector<rejoin::Row> rows() const {
    std::vector<rejoin::Row> out(facts.size() - 1);
    for (rejoin::Row& row : out) row.fill(0);
    rejoin::layout_features(facts, evidence, layout, out);
    return out;
  }
};

}  // namespace

TEST_CASE("a break knows the blank lines and the indents around it and in the document", "[rejoin]") {
  const Lines page("河水流过小路\n\n  桥下有灯\n\n\n\n\n\n\n\n石阶\n\n    路边\n\n树\n");
  REQUIRE(page.facts.size() == 5);
  const auto rows = evidence_of(page);
  check(rows, F::blanks, {1, 5, 1, 1});
  check(rows, F::blanks_before, {-1, 1, 5, 1});
  check(rows, F::blanks_after, {5, 1, 1, -1});
  check(rows, F::blank_share, {1, 1, 1, 1});
  check(rows, F::blank_excess, {0, 6, 0, 0});
  const float two = page.facts[1].indent;
  const float four = page.facts[3].indent;
  REQUIRE(two > 0);
  REQUIRE(four == Approx(2 * two));
  check(rows, F::indent_a, {0, two, 0, four});
  check(rows, F::indent_b, {two, 0, four, 0});
  check(rows, F::indent_next, {0, four, 0, -1});
  check(rows, F::indent_step, {two, -two, four, -four});
  check(rows, F::indent_share, {0.4F, 0.4F, 0.4F, 0.4F});
  check(rows, F::lines, {std::log2(5.0F), std::log2(5.0F), std::log2(5.0F), std::log2(5.0F)});
  check(evidence_of(Lines("a\nb\n\nc\nd\ne\n")), F::blank_share, {0.25F, 0.25F, 0.25F, 0.25F});
  // Usual is the middle gap, of two the wider one; what stands in front of the first line is none.
  check(evidence_of(Lines("a\nb\n\nc\n")), F::blank_excess, {-1, 0});
  check(evidence_of(Lines("\n\n\na\nb\n\nc\nd\n")), F::blank_excess, {0, 1, 0});
}

TEST_CASE("a break knows the characters at its sides", "[rejoin]") {
  const Lines page("He said (so:\nThe end. It is.\n(河水, one)) two\n• 1 ， 2\n");
  REQUIRE(page.facts.size() == 4);
  const auto rows = evidence_of(page);
  check(rows, F::last, {number(page.facts[0].last), number(page.facts[1].last), number(page.facts[2].last)});
  check(rows, F::last2, {number(Glyph::lower), number(page.facts[1].last2), number(Glyph::lower)});
  check(rows, F::first, {number(Glyph::upper), number(Glyph::open), number(page.facts[3].first)});
  check(rows, F::first2, {number(Glyph::lower), number(Glyph::han), number(page.facts[3].first2)});
  check(rows, F::stop, {0, 1, 0});
  check(rows, F::unclosed, {1, 0, 0});
  check(rows, F::unopened, {0, 1, 0});
  check(rows, F::words_a, {3, 4, 3});
  check(rows, F::words_b, {4, 3, 4});
  check(rows, F::marker_b, {0, 0, static_cast<float>(rejoin::Marker::bullet)});
  check(rows, F::marker_a, {0, 0, 0});
  check(rows, F::cjk_a, {0, 0, 0});
  check(rows, F::same_kind, {1, 1, 1});
  check(evidence_of(Lines("河水\nriver\nwater\n")), F::same_kind, {0, 1});
  check(evidence_of(Lines("河水\nriver\n河水\n")), F::cjk_a, {1, 0});
  check(evidence_of(Lines("河水\nriver\n河水\n")), F::cjk_b, {0, 1});
}

TEST_CASE("words and sentence ends are counted up to a bound", "[rejoin]") {
  std::string many;
  for (int i = 0; i < 16; ++i) many += "go! ";
  const auto rows = evidence_of(Lines(many + "on\na b. c. d\nx\n"));
  check(rows, F::words_a, {15, 4});
  check(rows, F::words_b, {4, 1});
  check(rows, F::stops_a, {5, rejoin::at(rows[1], F::stops_a)});
}

TEST_CASE("a document's lines are described by shares", "[rejoin]") {
  // Ends of sentences, capitals, commas and their kin.
  const auto rows = evidence_of(Lines("One line here.\nanother one,\nThird of them:\nthe last—\nAnd again.\n"));
  REQUIRE(rows.size() == 4);
  CHECK(rejoin::at(rows[0], F::stop_share) == Approx(0.4));
  CHECK(rejoin::at(rows[0], F::upper_share) == Approx(3.5 / 6));
  CHECK(rejoin::at(rows[0], F::comma_share) == Approx(0.6));
}

TEST_CASE("a document's widths are described by their middle, their widest and how few agree", "[rejoin]") {
  const auto line = [](std::size_t ems) {
    std::string out;
    for (std::size_t i = 0; i < ems; ++i) out += "港";
    return out + "\n";
  };
  std::string text;
  for (std::size_t i = 0; i < 95; ++i) text += line(16);
  for (std::size_t i = 0; i < 5; ++i) text += line(32);
  auto rows = evidence_of(Lines(text));
  CHECK(rejoin::at(rows[0], F::middle_width) == Approx(4));
  CHECK(rejoin::at(rows[0], F::widest) == Approx(2));
  CHECK(rejoin::at(rows[0], F::width_spread) == Approx(0));
  // A twentieth, but for one line.
  rows = evidence_of(Lines(text + line(16)));
  CHECK(rejoin::at(rows[0], F::widest) == Approx(1));
  // Of a hundred lines, two more have to agree to half an em.
  const std::string most = text.substr(4 * line(16).size(), text.size() - 4 * line(16).size());
  CHECK(rejoin::at(evidence_of(Lines(most + line(40) + line(40) + line(40) + line(50)))[0], F::width_spread) == Approx(0.01));
  CHECK(rejoin::at(evidence_of(Lines(most + line(40) + line(40) + line(50) + line(50)))[0], F::width_spread) == Approx(0.04));
}

TEST_CASE("layout features are those of the break, and of those next to it", "[rejoin]") {
  const auto rows = Laid().rows();
  check(rows, F::evidence, {1, 2, 3, 4, 5});
  check(rows, F::page_odds, {-1, 2, -3, -4, 5});
  check(rows, F::page_odds_before, {9, -1, 2, -3, -4});
  check(rows, F::page_odds_after, {2, -3, -4, 5, 9});
  check(rows, F::page_odds_after2, {-3, -4, 5, 9, 9});
  check(rows, F::piece, {0.1F, 0.2F, 0.9F, 0.3F, 0.4F});
  check(rows, F::piece_before, {0, 0.1F, 0.2F, 0.9F, 0.3F});
  check(rows, F::piece_after, {0.2F, 0.9F, 0.3F, 0.4F, 0});
  check(rows, F::width_a, {20, 19, 8, 11.5F, 20.5F});
  check(rows, F::width_b, {19, 8, 11.5F, 20.5F, 60});
  check(rows, F::width_before, {0, 20, 19, 8, 11.5F});
  check(rows, F::width_next, {8, 11.5F, 20.5F, 60, 0});
  check(rows, F::measure, {20, 20, 20, 20, 20});
  check(rows, F::measure_step, {0, 0, 0, 0, 46});
  check(rows, F::width_step, {-1, -11, 3.5F, 9, 49.5F});
  check(rows, F::style_indent, {2, 2, 2, 2, 2});
  check(rows, F::style_justified, {0.85F, 0.85F, 0.85F, 0.85F, 0.85F});
  check(rows, F::style_pieces, {0.05F, 0.05F, 0.05F, 0.05F, 0.05F});
  check(rows, F::style_fine, {1, 1, 1, 1, 1});
  Laid wide;
  wide.layout.measure = {66, 66, 66, 66, 66, 66};
  check(wide.rows(), F::measure, {60, 60, 60, 60, 60});
}

TEST_CASE("what a line is short of its column is told of the printed line, put together from its pieces", "[rejoin]") {
  Laid page;
  auto rows = page.rows();
  // The third and the fourth line are one of 19.5.
  check(rows, F::fill, {1, 0.95F, 0.4F, 0.975F, 1.025F});
  check(rows, F::short_a, {0, 1, 12, 0.5F, -0.5F});
  check(rows, F::short_b, {1, 0.5F, 0.5F, -0.5F, -4});
  check(rows, F::short_before, {0, 0, 1, 0.5F, 0.5F});
  check(rows, F::short_next, {0.5F, 0.5F, -0.5F, -4, 0});
  check(rows, F::spare, {-1, 0, 11, -0.5F, -1.5F});
  // The widest line of five before and five after.
  check(rows, F::local_short, {50, 51, 62, 50.5F, 49.5F});
  check(rows, F::local_spare, {49, 50, 61, 49.5F, 48.5F});
  // Half an em short at most: the first line, and the two pieces and the one behind them where half a letter is soft.
  check(rows, F::full_share, {1.0F / 6, 1.0F / 6, 1.0F / 6, 1.0F / 6, 1.0F / 6});
  for (rejoin::LineFacts& f : page.facts) f.size.soft = 4;
  rows = page.rows();
  check(rows, F::full_share, {4.0F / 6, 4.0F / 6, 4.0F / 6, 4.0F / 6, 4.0F / 6});
  // Punctuation that may be set narrower explains what is too wide, and no more than that.
  page.facts[4].size.slack = 0.3F;
  page.facts[5].size.slack = 9;
  check(page.rows(), F::short_b, {1, 0.5F, 0.5F, -0.2F, 0});
  // Letters have a space between the pieces.
  for (rejoin::LineFacts& f : page.facts) f.first = f.last = Glyph::lower;
  rows = page.rows();
  CHECK(rejoin::at(rows[3], F::short_a) == Approx(0.25));
  CHECK(rejoin::at(rows[0], F::spare) == Approx(-1.25));
}

TEST_CASE("the widest line nearby is one of four before and five after", "[rejoin]") {
  std::vector<rejoin::LineFacts> facts(14);
  for (rejoin::LineFacts& f : facts) f.size.ems = 10;
  facts[6].size.ems = 20;
  rejoin::Layout layout;
  layout.break_odds.assign(13, -1);
  layout.piece.assign(13, 0);
  layout.measure.assign(14, 20);
  std::vector<rejoin::Row> rows(13);
  rejoin::layout_features(facts, Values(13, 0), layout, rows);
  check(rows, F::local_short, {0, 10, 10, 10, 10, 10, 0, 10, 10, 10, 10, 0, 0});
}

TEST_CASE("runs are counted from one likely paragraph end to the next", "[rejoin]") {
  Laid page;
  page.facts[0].stops = 2;
  page.facts[1].last = Glyph::dot;
  page.facts[4].stops = 30;
  const auto rows = page.rows();
  check(rows, F::run_lines, {1, 2, 1, 1, 2});
  check(rows, F::run_next, {1, 2, 2, 1, 1});
  check(rows, F::run_stops, {2, 3, 0, 0, 20});
  check(rows, F::run_stops_next, {1, 20, 20, 20, 0});
  check(rows, F::mean_lines, {5.0F / 3, 5.0F / 3, 5.0F / 3, 5.0F / 3, 5.0F / 3});
  check(rows, F::mean_stops, {11, 11, 11, 11, 11});
}

TEST_CASE("brackets stay open up to a paragraph's end", "[rejoin]") {
  Laid page;
  page.facts[0].unclosed = 3;
  page.facts[1].unopened = 1;
  page.facts[2].unopened = 1;
  page.facts[3].unclosed = 9;
  check(page.rows(), F::depth, {3, 2, 0, 5, 5});
}

TEST_CASE("what blank lines mean is learned from where the layout ends paragraphs", "[rejoin]") {
  Laid page;
  page.layout.break_odds = {-50, 50, -50, -50, 50};
  page.facts[2].blanks = 1;
  page.facts[5].blanks = 2;
  // Both ends have blank lines, none of the three joins has: (2 + 0.5) of (2 + 1), against 1 of (3 + 2).
  const float both = std::log((2.5F / 3) / (1.0F / 5));
  check(page.rows(), F::blank_learned, {both, both, both, both, both});
  page.facts[1].blanks = 1;
  page.facts[5].blanks = 0;
  const float one = std::log((1.5F / 3) / (2.0F / 5));
  check(page.rows(), F::blank_learned, {one, one, one, one, one});
  // What is open counts half as an end, half as a join: 0.5 of 1 + 5/2, against 1 of 2 + 5/2; then with a blank line.
  page.layout.break_odds = {0, 0, 0, 0, 0};
  page.facts[1].blanks = page.facts[2].blanks = 0;
  const float none = std::log((0.5F / 3.5F) / (1.0F / 4.5F));
  check(page.rows(), F::blank_learned, {none, none, none, none, none});
  page.facts[1].blanks = 1;
  const float open = std::log((1.0F / 3.5F) / (1.5F / 4.5F));
  check(page.rows(), F::blank_learned, {open, open, open, open, open});
}
