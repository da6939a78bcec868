// The inferred page, and the models over it.
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "pipeline/clean.h"
#include "rejoin/chain.h"
#include "rejoin/features.h"
#include "rejoin/layout.h"
#include "rejoin/manner.h"
#include "rejoin/measure.h"
#include "rejoin/model.h"
#include "rejoin/setting.h"
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
    rejoin::measure(document, style.face, {}, facts);
    layout = rejoin::infer_layout(facts, evidence, style);
  }
};

// Lines of all lengths, spaces and letters among ideographs, so that runs of several lines are likely.
std::string any_page(unsigned seed, std::size_t lines) {
  std::mt19937 random(seed);
  std::string text;
  for (std::size_t l = 0; l < lines; ++l) {
    const std::size_t length = 1 + random() % (random() % 3 == 0 ? 8 : 30);
    for (std::size_t i = 0; i < length; ++i) text += random() % 7 == 0 ? "a" : random() % 9 == 0 ? "，" : "港";
    text += '\n';
  }
  return text;
}

bool same(const rejoin::Layout& a, const rejoin::Layout& b) {
  return a.break_odds == b.break_odds && a.measure == b.measure && a.piece == b.piece;
}

}  // namespace

TEST_CASE("wide and plain vectors give the same bits, and what was kept of the search those of a new pass", "[rejoin]") {
  if (!base::wide_vectors()) WARN("this processor has no wide vectors: only one form ran");
  for (unsigned seed = 0; seed < 12; ++seed) {
    Inferred page(seed % 3 == 0 ? column(8, 5, 20, 6) : any_page(seed, 30 + 40 * seed));
    rejoin::measure(page.document, rejoin::Face::average, {}, page.facts);
    const std::size_t n = page.facts.size();
    std::vector<float> evidence;
    for (std::size_t i = 0; i + 1 < n; ++i) evidence.push_back(static_cast<float>(i * 7 % 9) - 5.0F);
    for (const float pieces : {0.005F, rejoin::kMostPieces}) {
      rejoin::LayoutStyle style{1.5F, 0.85F, false, pieces, false, rejoin::Face::average, seed % 2 == 0};
      std::vector<float> ends;
      rejoin::ends_of(evidence, ends);
      std::vector<rejoin::Slug> lines;
      rejoin::add_slugs(page.facts, ends, style, 0, n, lines);
      rejoin::Setting setting;
      setting.assign(lines, style.fine, style.pieces);
      for (const rejoin::Manner& manner : {rejoin::Manner::of(style), rejoin::Manner::open()}) {
        rejoin::Posterior plain;
        rejoin::Posterior wide;
        rejoin::Chain one(false);
        rejoin::Chain other(base::wide_vectors());
        CHECK(one.forward(lines, setting, manner) == other.forward(lines, setting, manner));
        one.infer(plain);
        other.infer(wide);
        CHECK(plain.ends == wide.ends);
        CHECK(plain.pieces == wide.pieces);
        CHECK(plain.measure == wide.measure);
      }
    }
    const rejoin::LayoutStyle chosen = rejoin::choose_style(page.document, page.facts, evidence);
    const rejoin::Layout kept = rejoin::find_layout(page.document, page.facts, evidence);
    CHECK(same(kept, rejoin::infer_layout(page.facts, evidence, chosen)));
  }
}

TEST_CASE("a short line in a column of full ones ends its paragraph, by widths alone", "[rejoin]") {
  const Inferred page(column(6, 5, 18, 7));
  for (std::size_t i = 0; i + 1 < page.facts.size(); ++i) {
    INFO("break " << i);
    CHECK((page.layout.break_odds[i] > 0) == (i % 5 == 4));
    CHECK(std::fabs(page.layout.measure[i] - 18) < 0.1F);
  }
}

TEST_CASE("words are parted where hyphens at line ends go on in small letters", "[rejoin]") {
  std::string parted;
  std::string compounds;
  for (int i = 0; i < 8; ++i) {
    parted += "the harbour was full of mer-\nchants and of the boats they\n";
    compounds += "der Hafen lag voller Standard-\nBoote und der Leute davon\n";
  }
  CHECK(Inferred(parted).layout.style.parted);
  CHECK_FALSE(Inferred(compounds).layout.style.parted);
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
