// A break that a few trees are sure of is theirs; of the others many trees decide.
#include "rejoin/decide.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "characters/characters.h"
#include "rejoin/layout.h"
#include "support/catch.h"
#include "support/generate.h"
#include "support/lines.h"

namespace {

using namespace runon;
using rejoin::Row;

std::vector<Row> rows_of(support::Lines& lines) {
  std::vector<Row> rows;
  rejoin::evidence_features(lines.document, lines.facts, rows);
  const std::vector<float> evidence = rejoin::evidence_odds(rejoin::evidence_model(), rows);
  rejoin::layout_features(lines.facts, evidence, rejoin::find_layout(lines.document, lines.facts, evidence), rows);
  return rows;
}

}  // namespace

TEST_CASE("each break gets the odds of the model that decides it, alone as in company", "[rejoin]") {
  flow::Scratch scratch;
  std::size_t plain = 0;
  std::size_t doubtful = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    flow::Document cleaned = flow::Document::of("test", support::document(seed));
    REQUIRE(characters::Characters({}, {})(cleaned, scratch).ok());
    support::Lines lines(cleaned.text);
    if (lines.facts.size() < 2) continue;
    const std::vector<Row> rows = rows_of(lines);
    const std::vector<float> odds = rejoin::decide(rows);
    REQUIRE(odds.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const float screen = rejoin::score(rejoin::screen_model(), rows[i]);
      CAPTURE(i, screen);
      if (rejoin::settled(screen)) {
        ++plain;
        REQUIRE(odds[i] == screen);
        REQUIRE(&rejoin::deciding_model(rows[i]) == &rejoin::screen_model());
        continue;
      }
      ++doubtful;
      REQUIRE(odds[i] == rejoin::score(rejoin::decision_model(), rows[i]));
      REQUIRE(&rejoin::deciding_model(rows[i]) == &rejoin::decision_model());
    }
  }
  CHECK(plain > 100);
  CHECK(doubtful > 100);
}
