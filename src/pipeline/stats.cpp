#include "pipeline/stats.h"

#include <fmt/format.h>

#include <iterator>
#include <map>

#include "base/json.h"
#include "write/json.h"

namespace runon::pipeline {
namespace {

void append_map(std::string& out, std::string_view key, const std::map<std::string, std::size_t>& counts) {
  fmt::format_to(std::back_inserter(out), ",\n  \"{}\": {{", key);
  bool first = true;
  for (const auto& [name, count] : counts) {
    out += first ? "\n    " : ",\n    ";
    first = false;
    base::append_json(out, name);
    out += ": " + std::to_string(count);
  }
  out += first ? "}" : "\n  }";
}

void append_corpus(std::string& out, const repeats::CorpusFigures& figures) {
  if (figures.units + figures.fragments == 0) return;
  fmt::format_to(
      std::back_inserter(out),
      ",\n  \"corpus\": {{\n    \"units\": {},\n    \"distinct\": {},\n    \"exact_repeats\": {},\n    \"near_repeats\": {},\n"
      "    \"fragments\": {},\n    \"collisions\": {},\n    \"clusters\": {},\n    \"text_bytes\": {},\n    \"dropped_bytes\": "
      "{},\n"
      "    \"table_bytes\": {},\n    \"near_bytes\": {},\n    \"fragment_bytes\": {},\n    \"temp_bytes\": {},\n    "
      "\"largest_clusters\": [",
      figures.units, figures.distinct, figures.exact, figures.near, figures.fragments, figures.collisions, figures.clusters,
      figures.bytes, figures.dropped, figures.table_bytes, figures.near_bytes, figures.fragment_bytes, figures.disk_bytes);
  std::string_view comma;
  for (const repeats::Cluster& cluster : figures.largest) {
    fmt::format_to(std::back_inserter(out), "{}\n      {{\"copies\": {}, \"text\": ", comma, cluster.size);
    base::append_json(out, cluster.text);
    out += '}';
    comma = ",";
  }
  out += "],\n    \"largest_losses\": [";
  comma = {};
  for (const repeats::SourceLoss& loss : figures.sources) {
    fmt::format_to(std::back_inserter(out), "{}\n      {{\"source\": ", comma);
    write::append_name(out, loss.source);
    fmt::format_to(std::back_inserter(out), ", \"text_bytes\": {}, \"dropped_bytes\": {}}}", loss.bytes, loss.dropped);
    comma = ",";
  }
  out += "]\n  }";
}

}  // namespace

std::string stats_json(const Report& report, const Cost& cost) {
  std::string out = fmt::format("{{\n  \"runon\": \"{}\"", RUNON_VERSION);
  for (const Figure& figure : figures())
    fmt::format_to(std::back_inserter(out), ",\n  \"{}\": {}", figure.name, report.*figure.member);
  fmt::format_to(std::back_inserter(out), ",\n  \"edits\": {},\n  \"rejected\": {}", report.edit_count(), report.reject_count());
  append_corpus(out, report.corpus);
  for (const Table& table : tables()) append_map(out, table.name, report.*table.member);
  const double rate = cost.seconds > 0 ? static_cast<double>(report.bytes_in) / cost.seconds : 0;
  fmt::format_to(std::back_inserter(out),
                 ",\n  \"threads\": {},\n  \"seconds\": {:.3f},\n  \"bytes_in_per_second\": {:.0f},\n  \"peak_memory_bytes\": {}",
                 cost.threads, cost.seconds, rate, cost.peak_memory_bytes);
  return out + "\n}\n";
}

base::Status write_stats(const Report& report, const Cost& cost, const RunOptions& options, io::TempFiles& temps) {
  // With a key: what a run leaves that is killed right here, the next one takes away.
  base::Result<io::OutputFile> file = io::OutputFile::create(options.stats, temps, "stats");
  if (!file) return std::move(file.error());
  if (base::Status done = file.value().write(stats_json(report, cost)); !done) return done;
  return file.value().commit();
}

}  // namespace runon::pipeline
