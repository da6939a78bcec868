#include "rejoin/decide.h"

#include <cstddef>

namespace runon::rejoin {

std::vector<float> decide(const std::vector<Row>& rows) { return decide(screen_model(), decision_model(), rows); }

std::vector<float> decide(const Model& screen, const Model& decision, const std::vector<Row>& rows) {
  std::vector<float> odds = scores(screen, rows);
  std::vector<std::size_t> doubtful;
  std::vector<Row> asked;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (settled(odds[i])) continue;
    doubtful.push_back(i);
    asked.push_back(rows[i]);
  }
  const std::vector<float> second = scores(decision, asked);
  for (std::size_t k = 0; k < doubtful.size(); ++k) odds[doubtful[k]] = second[k];
  return odds;
}

const Model& deciding_model(const Row& row) { return settled(score(screen_model(), row)) ? screen_model() : decision_model(); }

}  // namespace runon::rejoin
