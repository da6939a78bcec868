#include "pipeline/report.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "flow/counts.h"

namespace runon::pipeline {

void Report::add(const flow::Document& document) {
  ++documents;
  bytes_in += document.base.size();
  bytes_out += document.text.size();
  // Rules are few and known by address: only their sums need a name.
  std::vector<std::pair<const flow::Rule*, std::size_t>> sums;
  const auto count_rule = [&](const flow::Rule* rule) {
    auto found = std::find_if(sums.begin(), sums.end(), [&](const auto& sum) { return sum.first == rule; });
    if (found == sums.end()) found = sums.insert(found, {rule, 0});
    ++found->second;
  };
  for (const flow::Edit& edit : document.edits) {
    count_rule(edit.rule);
    for (const flow::Rule* taken_in : edit.with) count_rule(taken_in);
  }
  for (const auto& [rule, sum] : sums) edits[std::string(rule->stage) + "." + std::string(rule->id)] += sum;
  for (const flow::Problem& problem : document.problems) problems[problem.what] += problem.count;
  const flow::Counts counts = flow::count(document);
  lines_in += counts.lines;
  blocks_out += counts.paragraphs;
  lines_joined += counts.joined;
  undoubled += counts.undoubled;
  lines_dropped += counts.dropped;
  repeats_dropped += counts.repeats;
}

void Report::add(const base::Error& reject) { ++rejects[std::string(base::name(reject.code))]; }

void Report::add(const Report& other) {
  documents += other.documents;
  bytes_in += other.bytes_in;
  bytes_out += other.bytes_out;
  lines_in += other.lines_in;
  blocks_out += other.blocks_out;
  lines_joined += other.lines_joined;
  undoubled += other.undoubled;
  lines_dropped += other.lines_dropped;
  repeats_dropped += other.repeats_dropped;
  for (const auto& [rule, count] : other.edits) edits[rule] += count;
  for (const auto& [what, count] : other.problems) problems[what] += count;
  for (const auto& [code, count] : other.rejects) rejects[code] += count;
}

namespace {
std::size_t sum(const std::map<std::string, std::size_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0},
                         [](std::size_t so_far, const auto& count) { return so_far + count.second; });
}
}  // namespace

std::size_t Report::edit_count() const { return sum(edits); }
std::size_t Report::reject_count() const { return sum(rejects); }

}  // namespace runon::pipeline
