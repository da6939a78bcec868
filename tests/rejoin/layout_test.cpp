// The inferred page, and the models over it.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "pipeline/clean.h"
#include "rejoin/features.h"
#include "rejoin/layout.h"
#include "rejoin/measure.h"
#include "rejoin/model.h"
#include "support/catch.h"
#include "support/lines.h"

namespace {

using namespace runon;

// Paragraphs of ideographs in a column of `measure` ems: all lines full but the last of each.
std::string column(std::size_t paragraphs, std::size_t lines, std::size_t measure, std::size_t last) {
  std::string text;
  for (std::size_t p = 0; p < paragraphs; ++p) {
    for (std::size_t l = 0; l < lines; ++l) {
      const std::size_t length = l + 1 == lines ? last : measure;
      for (std::size_t i = 0; i < length; ++i) text += "港";
      text += '\n';
    }
  }
  return text;
}

struct Inferred : support::Lines {
  rejoin::Layout layout;

  explicit Inferred(const std::string& text) : Lines(text) {
    const std::vector<float> evidence(facts.size() - 1, -1.0F);
    const rejoin::LayoutStyle style = rejoin::choose_style(document, facts, evidence);
    rejoin::measure(document, style.face, facts);
    layout = rejoin::infer_layout(facts, evidence, style);
  }
};

}  // namespace

TEST_CASE("a short line in a column of full ones ends its paragraph, by widths alone", "[rejoin]") {
  const Inferred page(column(6, 5, 18, 7));
  for (std::size_t i = 0; i + 1 < page.facts.size(); ++i) {
    INFO("break " << i);
    CHECK((page.layout.break_odds[i] > 0) == (i % 5 == 4));
    CHECK(std::fabs(page.layout.measure[i] - 18) < 0.1F);
  }
}

TEST_CASE("each column has its own measure", "[rejoin]") {
  const Inferred page(column(5, 6, 12, 4) + column(5, 6, 25, 9));
  CHECK(std::fabs(page.layout.measure[3] - 12) < 0.1F);
  CHECK(std::fabs(page.layout.measure[page.facts.size() - 3] - 25) < 0.1F);
}

TEST_CASE("pieces that add up to the measure are one printed line", "[rejoin]") {
  std::string text = column(8, 5, 20, 6);
  std::string pieces;
  for (const std::size_t length :
       {std::size_t{9}, std::size_t{11}, std::size_t{20}, std::size_t{13}, std::size_t{7}, std::size_t{20}})
    pieces += column(1, 1, 20, length);
  const Inferred page(pieces + text);
  CHECK(page.layout.break_odds[0] < 0);
  CHECK(page.layout.piece[0] > 0.5);
  CHECK(page.layout.piece[1] < 0.5);
  CHECK(page.layout.break_odds[3] < 0);
}

TEST_CASE("a long document neither overflows nor underflows", "[rejoin]") {
  const Inferred page(column(4000, 5, 18, 7));
  for (const float odds : page.layout.break_odds) REQUIRE(std::isfinite(odds));
  CHECK(page.layout.break_odds[page.facts.size() - 6] > 0);
}

TEST_CASE("the shares of the features and the model's constant make the score", "[rejoin]") {
  const Inferred page(column(6, 5, 18, 7));
  std::vector<rejoin::Row> rows;
  rejoin::evidence_features(page.document, page.facts, rows);
  std::vector<float> evidence;
  evidence = rejoin::evidence_odds(rejoin::evidence_model(), rows);
  rejoin::layout_features(page.facts, evidence, page.layout, rows);
  float constant = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::array<float, static_cast<std::size_t>(rejoin::kFeatures)> share{};
    rejoin::shares(rejoin::decision_model(), rows[i], share);
    float sum = 0;
    for (const float s : share) sum += s;
    const float rest = rejoin::score(rejoin::decision_model(), rows[i]) - sum;
    if (i == 0) constant = rest;
    CHECK(std::fabs(rest - constant) < 0.01F);
  }
}

TEST_CASE("every feature has a name of its own and a meaning", "[rejoin]") {
  const auto& table = rejoin::feature_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    CHECK(!table[i].summary.empty());
    for (std::size_t j = 0; j < i; ++j) CHECK(table[i].name != table[j].name);
  }
}

TEST_CASE("lines that are all wider than any column stay paragraphs of their own", "[rejoin]") {
  std::string text;
  for (int i = 0; i < 5; ++i)
    text += "河水流过小路，在桥下拐弯，那里有一盏灯。" + std::string(static_cast<std::size_t>(300 * i), 'a') + "。";
  text = text + "\n" + text + "b。\n" + text + "c。\n";
  const Inferred page(text);
  CHECK(page.layout.measure.size() == 3);
  const auto cleaner = pipeline::Cleaner::create();
  flow::Document document = flow::Document::of("test", text);
  REQUIRE(cleaner.value().clean(document).ok());
  CHECK(document.blocks.size() == 3);
}
