#include "doubling/rewrite.h"

#include <algorithm>

namespace runon::doubling {
namespace {

bool letter_spaced(const Squeezed& line, const std::vector<Run>& runs) {
  if (runs.size() < 2) return false;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].unit != 1) return false;
    for (std::size_t c = runs[i].begin + (i == 0 ? 1 : 0); c < runs[i].end(); ++c)
      if (line.gap[c] == Gap::none) return false;
  }
  return true;
}

bool gap_in_all(const Squeezed& line, const Run& run, std::size_t within) {
  for (std::size_t c = 0; c < run.copies; ++c)
    if (line.gap[run.begin + c * run.unit + within] == Gap::none) return false;
  return true;
}

}  // namespace

std::string single(std::string_view text, const Squeezed& line, const std::vector<Run>& runs) {
  std::string out;
  const std::size_t n = line.size();
  const bool close_up = letter_spaced(line, runs);
  const auto gap_before = [&](std::size_t i) {
    return text.substr(i == 0 ? 0 : line.to[i - 1], line.from[i] - (i == 0 ? 0 : line.to[i - 1]));
  };
  const auto character = [&](std::size_t i) { return text.substr(line.from[i], line.to[i] - line.from[i]); };
  auto run = runs.begin();
  for (std::size_t i = 0; i < n;) {
    if (run == runs.end() || i < run->begin) {
      out += gap_before(i);
      out += character(i++);
      continue;
    }
    for (std::size_t j = 0; j < run->unit * run->keep; ++j) {
      const std::size_t within = j % run->unit;
      const bool first = j == 0;
      if (first ? !(close_up && run != runs.begin()) : within == 0 || gap_in_all(line, *run, within)) out += gap_before(i + j);
      out += character(i + j);
    }
    i = run->end();
    ++run;
  }
  out += text.substr(n == 0 ? 0 : line.to[n - 1]);
  return out;
}

}  // namespace runon::doubling
