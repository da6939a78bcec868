#include "repeats/accounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "base/json.h"
#include "text/utf8.h"

namespace runon::repeats {
namespace {

constexpr std::size_t kLargest = 5;
constexpr std::size_t kOrigins = 4096;
constexpr std::uint64_t kRowMemory = std::uint64_t{16} << 20U;
// Below these a large share is no wonder.
constexpr std::uint64_t kAlarmBytes = 10000;
constexpr std::uint64_t kAlarmUnits = 1000;

// Names of files need not be UTF-8, and JSON has no other strings.
void append_name(std::string& out, std::string_view name) {
  std::string sound;
  for (std::size_t at = 0; at < name.size();) {
    const text::Decoded d = text::decode(name, at);
    text::append(sound, d.point);
    at += d.bytes;
  }
  base::append_json(out, sound);
}

void append_place(std::string& out, const flow::Copy& place) {
  out += R"({"doc":)";
  append_name(out, place.doc);
  if (!place.record.empty()) {
    out += R"(,"record":)";
    append_name(out, place.record);
  }
  fmt::format_to(std::back_inserter(out), R"(,"lines":[{},{}])", place.first_line, place.last_line);
}

}  // namespace

void Losses::add(const flow::Document& document, const Unit& unit, const Verdict& verdict) {
  Row row{};
  row.kept = verdict.kept;
  row.number = verdict.number;
  row.similarity = verdict.exact ? 2 : verdict.similarity;
  std::size_t size = std::min(unit.end - unit.begin, row.snippet.size());
  // Not in the middle of a character.
  while (size > 0 && unit.begin + size < document.text.size() &&
         (static_cast<unsigned char>(document.text[unit.begin + size]) & 0xC0U) == 0x80U)
    --size;
  std::memcpy(row.snippet.data(), document.text.data() + unit.begin, size);
  row.snippet_bytes = static_cast<std::uint32_t>(size);
  rows_.push_back(row);
}

void Losses::add(const flow::Document& document, std::size_t bytes) {
  const SourceLoss loss{{}, bytes, bytes - document.text.size()};
  Input& input = inputs_[document.input];
  if (input.all.source.empty()) {
    input.all.source = document.source;
    // A record's source ends in its line.
    if (document.record) input.all.source.erase(std::min(input.all.source.rfind(':'), input.all.source.size()));
  }
  add(input.all, loss);
  if (!document.record || document.record->origin.empty()) return;
  add(input.told, loss);
  add(origins_[document.record->origin], loss);
}

void Losses::add(SourceLoss& to, const SourceLoss& loss) {
  if (to.source.empty()) to.source = loss.source;
  to.bytes += loss.bytes;
  to.dropped += loss.dropped;
}

Accounts::Accounts(const Options& options) : alarm_(options.alarm), rows_(options.temp_dir, kRowMemory) {}

base::Status Accounts::add(const Losses& losses) {
  for (const Losses::Row& row : losses.rows_)
    if (base::Status done = rows_.add(row); !done) return done;
  for (const auto& [number, input] : losses.inputs_) {
    Losses::add(inputs_[number].all, input.all);
    Losses::add(inputs_[number].told, input.told);
  }
  if (too_many_) return base::Done{};
  for (const auto& [origin, loss] : losses.origins_) Losses::add(origins_[origin], loss);
  too_many_ = origins_.size() > kOrigins;
  if (too_many_) origins_.clear();
  return base::Done{};
}

base::Status Accounts::close(const Corpus& corpus, CorpusFigures& figures,
                             const std::function<base::Status(std::string_view)>& line, bool wants_lines) {
  if (base::Status done = rows_.begin(); !done) return done;
  std::vector<std::pair<std::uint64_t, Cluster>> largest;  // with the number of what stays; the largest first
  std::string members;
  std::uint64_t kept = 0;
  Cluster cluster;
  const auto close_cluster = [&]() -> base::Status {
    if (cluster.size == 0) return base::Done{};
    ++figures.clusters;
    if (wants_lines) {
      base::Result<flow::Copy> place = corpus.place(kept);
      if (!place) return std::move(place.error());
      std::string out = fmt::format(R"({{"size":{},"kept":)", cluster.size);
      append_place(out, place.value());
      out += R"(},"text":)";
      base::append_json(out, cluster.text);
      out += R"(,"members":[)" + members + "]}\n";
      if (base::Status done = line(out); !done) return done;
    }
    if (largest.size() < kLargest || largest.back().second.size < cluster.size) {
      const auto at =
          std::find_if(largest.begin(), largest.end(), [&](const auto& other) { return other.second.size < cluster.size; });
      largest.insert(at, {kept, cluster});
      if (largest.size() > kLargest) largest.pop_back();
    }
    return base::Done{};
  };
  for (;;) {
    const base::Result<std::optional<Losses::Row>> next = rows_.next();
    if (!next) return next.error();
    if (!next.value() || next.value()->kept != kept || cluster.size == 0) {
      if (base::Status done = close_cluster(); !done) return done;
      if (!next.value()) break;
      kept = next.value()->kept;
      cluster = {1, {}, std::string(next.value()->snippet.data(), next.value()->snippet_bytes)};
      members.clear();
    }
    const Losses::Row& row = *next.value();
    ++cluster.size;
    ++(row.similarity > 1 ? figures.exact : figures.near);
    if (!wants_lines) continue;
    base::Result<flow::Copy> place = corpus.place(row.number);
    if (!place) return std::move(place.error());
    if (!members.empty()) members += ',';
    append_place(members, place.value());
    if (row.similarity > 1) members += R"(,"similarity":"exact"})";
    else fmt::format_to(std::back_inserter(members), R"(,"similarity":{:.4f}}})", row.similarity);
  }
  for (auto& [number, one] : largest) {
    base::Result<flow::Copy> place = corpus.place(number);
    if (!place) return std::move(place.error());
    one.kept = std::move(place.value());
    figures.largest.push_back(std::move(one));
  }
  figures.disk_bytes += rows_.bytes_on_disk();
  settle_clusters(figures);
  settle_sources(figures);
  return base::Done{};
}

void Accounts::settle_clusters(CorpusFigures& figures) const {
  if (alarm_ <= 0 || figures.units < kAlarmUnits) return;
  for (const Cluster& cluster : figures.largest)
    if (static_cast<double>(cluster.size - 1) > alarm_ / 10 * static_cast<double>(figures.units))
      figures.alarms.push_back(fmt::format("{:.0f}% of all that was compared repeats one text, in {} line {}: \"{}\"",
                                           100.0 * static_cast<double>(cluster.size) / static_cast<double>(figures.units),
                                           cluster.kept.doc, cluster.kept.first_line, cluster.text));
}

// Inputs, but for what their records say they are from, then these.
std::vector<SourceLoss> Accounts::losses() const {
  std::vector<SourceLoss> all;
  for (const auto& [number, input] : inputs_) {
    SourceLoss loss = input.all;
    if (!too_many_) {
      loss.bytes -= input.told.bytes;
      loss.dropped -= input.told.dropped;
    }
    all.push_back(std::move(loss));
  }
  for (const auto& [origin, loss] : origins_) all.push_back({origin, loss.bytes, loss.dropped});
  return all;
}

void Accounts::settle_sources(CorpusFigures& figures) const {
  std::size_t alarms = 0;
  for (const SourceLoss& loss : losses()) {
    figures.bytes += loss.bytes;
    figures.dropped += loss.dropped;
    const bool too_much =
        alarm_ > 0 && loss.bytes >= kAlarmBytes && static_cast<double>(loss.dropped) > alarm_ * static_cast<double>(loss.bytes);
    if (too_much && ++alarms <= kLargest)
      figures.alarms.push_back(fmt::format("{} lost {:.0f}% of its text to repeats", loss.source,
                                           100.0 * static_cast<double>(loss.dropped) / static_cast<double>(loss.bytes)));
    if (loss.dropped == 0 || (figures.sources.size() == kLargest && figures.sources.back().dropped >= loss.dropped)) continue;
    const auto at = std::find_if(figures.sources.begin(), figures.sources.end(),
                                 [&, dropped = loss.dropped](const SourceLoss& other) { return other.dropped < dropped; });
    figures.sources.insert(at, loss);
    if (figures.sources.size() > kLargest) figures.sources.pop_back();
  }
  if (alarms > kLargest) figures.alarms.push_back(fmt::format("and {} more sources lost as much", alarms - kLargest));
}

}  // namespace runon::repeats
