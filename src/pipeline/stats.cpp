#include "pipeline/stats.h"

#include <fmt/format.h>

#include <iterator>
#include <map>

#include "base/json.h"

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

}  // namespace

std::string stats_json(const Report& report) {
  std::string out = fmt::format(
      "{{\n  \"runon\": \"{}\",\n  \"documents\": {},\n  \"bytes_in\": {},\n  \"bytes_out\": {},\n  \"lines_in\": {},\n"
      "  \"paragraphs_out\": {},\n  \"line_breaks_joined\": {},\n  \"undoubled\": {},\n  \"lines_dropped\": {},\n"
      "  \"repeats_dropped\": {},\n  \"edits\": {},\n  \"rejected\": {}",
      RUNON_VERSION, report.documents, report.bytes_in, report.bytes_out, report.lines_in, report.blocks_out, report.lines_joined,
      report.undoubled, report.lines_dropped, report.repeats_dropped, report.edit_count(), report.reject_count());
  if (report.corpus.units > 0)
    fmt::format_to(
        std::back_inserter(out),
        ",\n  \"corpus\": {{\n    \"units\": {},\n    \"distinct\": {},\n    \"collisions\": {},\n    \"table_bytes\": {},\n"
        "    \"temp_bytes\": {}\n  }}",
        report.corpus.units, report.corpus.distinct, report.corpus.collisions, report.corpus.table_bytes,
        report.corpus.disk_bytes);
  append_map(out, "edits_by_rule", report.edits);
  append_map(out, "problems", report.problems);
  append_map(out, "rejects_by_code", report.rejects);
  return out + "\n}\n";
}

base::Status write_stats(const Report& report, const RunOptions& options, io::TempFiles& temps) {
  base::Result<io::OutputFile> file = io::OutputFile::create(options.stats, temps);
  if (!file) return std::move(file.error());
  if (base::Status done = file.value().write(stats_json(report)); !done) return done;
  return file.value().commit();
}

}  // namespace runon::pipeline
