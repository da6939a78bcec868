#include "pipeline/report.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "flow/counts.h"

namespace runon::pipeline {
namespace {

constexpr std::array kFigures = {
    Figure{"documents", &Report::documents},
    Figure{"bytes_in", &Report::bytes_in},
    Figure{"bytes_out", &Report::bytes_out},
    Figure{"lines_in", &Report::lines_in},
    Figure{"paragraphs_out", &Report::blocks_out},
    Figure{"line_breaks_joined", &Report::lines_joined},
    Figure{"undoubled", &Report::undoubled},
    Figure{"lines_dropped", &Report::lines_dropped},
    Figure{"repeats_dropped", &Report::repeats_dropped},
    Figure{"long_document_cuts", &Report::cuts},
    Figure{"documents_cleaned_in_pieces", &Report::in_pieces},
};

constexpr std::array kTables = {
    Table{"edits_by_rule", &Report::edits},     Table{"bytes_removed_by_stage", &Report::removed},
    Table{"problems", &Report::problems},       Table{"documents_by_encoding", &Report::encodings},
    Table{"rejects_by_code", &Report::rejects},
};

}  // namespace

std::span<const Figure> figures() { return kFigures; }
std::span<const Table> tables() { return kTables; }

void Report::add(const flow::Document& document) {
  ++documents;
  bytes_in += document.base.size();
  bytes_out += document.text.size();
  for (const auto& [rule, count, bytes] : flow::sum_rules(document)) {
    edits[std::string(rule->stage) + "." + std::string(rule->id)] += count;
    if (bytes > 0) removed[std::string(rule->stage)] += bytes;
  }
  for (const flow::Problem& problem : document.problems) problems[problem.what] += problem.count;
  if (!document.record) ++encodings[document.encoding.name];
  const flow::Counts counts = flow::count(document);
  lines_in += counts.lines;
  blocks_out += counts.paragraphs;
  lines_joined += counts.joined;
  undoubled += counts.undoubled;
  lines_dropped += counts.dropped;
  repeats_dropped += counts.repeats;
  if (document.piece && document.piece->cut) ++cuts;
}

void Report::add(const base::Error& reject) { ++rejects[std::string(base::name(reject.code))]; }

void Report::add(const Report& other) {
  for (const Figure& figure : kFigures) this->*figure.member += other.*figure.member;
  for (const Table& table : kTables)
    for (const auto& [name, count] : other.*table.member) (this->*table.member)[name] += count;
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
