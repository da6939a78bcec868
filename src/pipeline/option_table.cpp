#include "pipeline/option_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "base/nearest.h"
#include "pipeline/clean.h"
#include "read/split_on.h"
#include "text/encoding.h"

namespace runon::pipeline {
namespace {

using base::Code;
using base::Done;
using base::Error;
using base::Status;

Error unsound(std::string_view value, std::string_view hint) {
  return Error{Code::usage, fmt::format("'{}' is no value for it", value), {}, std::string(hint)};
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else out += c;
  }
  return out + '"';
}

template <class Enum, std::size_t n>
using Choices = std::array<std::pair<std::string_view, Enum>, n>;

template <class Enum, std::size_t n>
Status choose(const Choices<Enum, n>& choices, std::string_view value, Enum& into) {
  std::string all;
  for (const auto& [name, choice] : choices) {
    if (name == value) return into = choice, Done{};
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  return unsound(value, "choose one of: " + all);
}

template <class Enum, std::size_t n>
std::string chosen(const Choices<Enum, n>& choices, Enum value) {
  for (const auto& [name, choice] : choices)
    if (choice == value) return quoted(name);
  return {};
}

template <class Number>
Status number(std::string_view value, Number& into, std::string_view range) {
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), into);
  // TOML has integers of 64 bits with a sign: what is printed is to be read again.
  bool fits = true;
  if constexpr (std::is_integral_v<Number>) fits = std::in_range<std::int64_t>(into);
  if (code != std::errc{} || end != value.data() + value.size() || !fits)
    return unsound(value, fmt::format("give a number, {}", range));
  return Done{};
}

Status flag(std::string_view value, bool& into) {
  if (value != "true" && value != "false") return unsound(value, "give true or false");
  into = value == "true";
  return Done{};
}

Status text(std::string_view value, std::string& into) {
  if (value.empty()) return unsound(value, "give something that is not empty");
  into = value;
  return Done{};
}

std::string shown(bool value) { return value ? "true" : "false"; }
std::string shown(const std::string& value) { return value.empty() ? std::string() : quoted(value); }

constexpr Choices<write::Format, 2> kFormats{{{"text", write::Format::text}, {"jsonl", write::Format::jsonl}}};
constexpr Choices<read::InputFormat, 3> kInputFormats{
    {{"auto", read::InputFormat::automatic}, {"text", read::InputFormat::text}, {"jsonl", read::InputFormat::jsonl}}};
constexpr Choices<write::Granularity, 2> kGranularities{
    {{"document", write::Granularity::document}, {"paragraph", write::Granularity::paragraph}}};
constexpr Choices<characters::Normalize, 3> kNormalize{
    {{"none", characters::Normalize::none}, {"nfc", characters::Normalize::nfc}, {"nfkc", characters::Normalize::nfkc}}};
constexpr Choices<characters::Mojibake, 2> kMojibake{
    {{"off", characters::Mojibake::off}, {"repair", characters::Mojibake::repair}}};
constexpr Choices<characters::OnInvalid, 3> kOnInvalid{{{"replace", characters::OnInvalid::replace},
                                                        {"reject", characters::OnInvalid::reject},
                                                        {"latin1", characters::OnInvalid::latin1}}};
constexpr Choices<furniture::Fate, 2> kFates{{{"keep", furniture::Fate::keep}, {"drop", furniture::Fate::drop}}};
constexpr Choices<repeats::Scope, 3> kScopes{
    {{"off", repeats::Scope::off}, {"document", repeats::Scope::document}, {"corpus", repeats::Scope::corpus}}};
constexpr Choices<repeats::UnitKind, 3> kUnits{
    {{"block", repeats::UnitKind::block}, {"document", repeats::UnitKind::document}, {"line", repeats::UnitKind::line}}};
constexpr Choices<bool, 2> kDigits{{{"strict", true}, {"loose", false}}};
constexpr Choices<repeats::Keep, 2> kKeeps{{{"first", repeats::Keep::first}, {"longest", repeats::Keep::longest}}};
constexpr Choices<Progress, 3> kProgress{{{"auto", Progress::automatic}, {"on", Progress::on}, {"off", Progress::off}}};

Status skip(RunOptions& o, std::string_view value) {
  std::array<bool, kStageNames.size()> skipped{};
  while (!value.empty()) {
    const std::string_view name = value.substr(0, value.find(','));
    value.remove_prefix(std::min(name.size() + 1, value.size()));
    const auto found = std::find(kStageNames.begin(), kStageNames.end(), name);
    if (found == kStageNames.end()) return unsound(name, "stages are: characters, spacing, doubling, furniture, rejoin, repeats");
    skipped[static_cast<std::size_t>(found - kStageNames.begin())] = true;
  }
  o.clean.skip = skipped;
  return Done{};
}

std::string skipped(const RunOptions& o) {
  std::string out;
  for (std::size_t i = 0; i < kStageNames.size(); ++i)
    if (o.clean.skip[i]) out += (out.empty() ? "" : ",") + std::string(kStageNames[i]);
  return quoted(out);
}

Status switch_rule(RunOptions& o, std::string_view id, bool on) {
  std::vector<std::string_view> ids;
  for (const flow::Rule* rule : all_rules()) ids.push_back(rule->id);
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
    const std::string_view near = base::nearest(id, ids);
    return unsound(id, near.empty() ? "runon clean --list-rules shows all rules" : fmt::format("did you mean '{}'?", near));
  }
  o.clean.rules.set(id, on);
  return Done{};
}

// The last word on each rule, so that what is printed can be given back in any order.
std::string switched(const RunOptions& o, bool on) {
  std::string out;
  const auto& changes = o.clean.rules.changes();
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    const bool last = std::none_of(change + 1, changes.end(), [&](const auto& later) { return later.first == change->first; });
    if (last && change->second == on) out += (out.empty() ? "" : ", ") + quoted(change->first);
  }
  return out.empty() ? out : fmt::format("[{}]", out);
}

// Bytes: a number, with K, M, G or T for powers of 1024.
Status bytes(std::string_view value, std::uint64_t& into) {
  constexpr std::string_view kUnitLetters = "KMGT";
  std::uint64_t number_of = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number_of);
  std::string_view rest = value.substr(static_cast<std::size_t>(end - value.data()));
  unsigned shift = 0;
  if (!rest.empty()) {
    const std::size_t unit = kUnitLetters.find(static_cast<char>(rest.front() & ~0x20));
    if (unit == std::string_view::npos) return unsound(value, "give a number of bytes, as 4096, 64M or 2G");
    shift = static_cast<unsigned>(10 * (unit + 1));
    rest.remove_prefix(1);
  }
  if (code != std::errc{} || !rest.empty() || number_of == 0 || number_of > (UINT64_MAX >> shift))
    return unsound(value, "give a number of bytes, as 4096, 64M or 2G");
  into = number_of << shift;
  return Done{};
}

std::string shown_bytes(std::uint64_t value) {
  if (value == 0) return {};
  std::size_t unit = 0;
  while (unit < 4 && value % 1024 == 0) {
    value /= 1024;
    ++unit;
  }
  return fmt::format("\"{}{}\"", value, std::string_view("KMGT").substr(unit == 0 ? 4 : unit - 1, unit == 0 ? 0 : 1));
}

Status fragments(RunOptions& o, std::string_view value) {
  constexpr std::size_t kUsual = 100;
  if (value == "off") return o.clean.repeats.fragments = 0, Done{};
  if (value == "on") return o.clean.repeats.fragments = kUsual, Done{};
  return number(value, o.clean.repeats.fragments, "16 to 65536; on (100), or off");
}

Status exempt_kinds(RunOptions& o, std::string_view value) {
  std::array<bool, std::size(flow::kKindNames)> exempt{};
  if (value == "none") value = {};
  while (!value.empty()) {
    const std::string_view name = value.substr(0, value.find(','));
    value.remove_prefix(std::min(name.size() + 1, value.size()));
    const auto* const found = std::find(std::begin(flow::kKindNames), std::end(flow::kKindNames), name);
    if (found == std::end(flow::kKindNames))
      return unsound(name, "kinds are: body, headline, caption, credit, furniture, jump, listitem, verse, table, code; or none");
    exempt[static_cast<std::size_t>(found - std::begin(flow::kKindNames))] = true;
  }
  o.clean.repeats.exempt = exempt;
  return Done{};
}

std::string exempted(const RunOptions& o) {
  std::string out;
  for (std::size_t i = 0; i < std::size(flow::kKindNames); ++i)
    if (o.clean.repeats.exempt[i]) out += (out.empty() ? "" : ",") + std::string(flow::kKindNames[i]);
  return quoted(out.empty() ? "none" : out);
}

std::string listed(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ", ") + quoted(value);
  return out.empty() ? out : fmt::format("[{}]", out);
}

Status encoding(RunOptions& o, std::string_view value) {
  const base::Result<std::string> name = text::encoding_name(value);
  if (!name) return unsound(value, name.error().hint);
  o.read.encoding = value;
  return Done{};
}

Status add_glob(std::vector<std::string>& globs, std::string_view value) {
  if (value.empty()) return unsound(value, "give a glob, as *.txt");
  globs.emplace_back(value);
  return Done{};
}

std::string shown(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : ", ") + quoted(value);
  return out.empty() ? out : fmt::format("[{}]", out);
}

Status split_on(RunOptions& o, std::string_view value) {
  if (value.empty()) return unsound(value, "give form-feed, blank-lines:N or a pattern");
  base::Result<read::SplitOn> split = read::SplitOn::parse(std::string(value));
  if (!split) return std::move(split.error());
  o.read.split_on = value;
  return Done{};
}

Status max_document(RunOptions& o, std::string_view value) {
  std::uint64_t most = 0;
  if (value != "0")
    if (Status done = bytes(value, most); !done) return done;
  if (most > 0 && most < 4096) return unsound(value, "give 4K or more; 0 is no bound");
  o.read.max_document = most;
  return Done{};
}

Status max_expand(RunOptions& o, std::string_view value) {
  double ratio = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), ratio);
  if (code != std::errc{} || end != value.data() + value.size() || !(ratio == 0 || ratio >= 1) || !(ratio <= 1e12))
    return unsound(value, "give 1 or more; 0 is no bound");
  o.read.max_expand = ratio;
  return Done{};
}

#include "pipeline/option_rows.inc"

}  // namespace

std::span<const Option> option_table() { return kRows; }

const Option* find_option(std::string_view name) {
  const auto found = std::find_if(kRows.begin(), kRows.end(),
                                  [&](const Option& row) { return row.name == name || (!name.empty() && row.negation == name); });
  return found == kRows.end() ? nullptr : &*found;
}

Status check(const RunOptions& options) {
  const bool text = options.format == write::Format::text;
  const auto clash = [](std::string_view what, std::string_view hint) {
    return Error{Code::usage, std::string(what), {}, std::string(hint)};
  };
  if (text && options.write.blocks)
    return clash("--blocks and --format text contradict each other", "blocks go into JSON Lines: --format jsonl");
  if (text && options.write.granularity == write::Granularity::paragraph)
    return clash("--granularity paragraph and --format text contradict each other",
                 "text has a paragraph a line anyway; or use --format jsonl");
  if (options.write.blocks && options.write.granularity == write::Granularity::paragraph)
    return clash("--blocks and --granularity paragraph contradict each other",
                 "a paragraph's record has kind, lines and bytes anyway");
  if (options.shard_bytes != 0 && options.output == "-")
    return clash("--shard-size needs a file as the output", "-o out.jsonl gives out-00000.jsonl and so on");
  if (options.resume && options.output == "-")
    return clash("--resume needs a file or a directory as the output", "give the -o of the interrupted run");
  if (!options.clusters.empty() && options.clean.repeats.scope != repeats::Scope::corpus)
    return clash("--clusters needs --repeats corpus", "--audit names the copies inside documents");
  return check(options.clean);
}

std::string print_config(const RunOptions& options) {
  std::string out;
  std::string_view group;
  for (const Option& row : kRows) {
    if ((row.commands & kClean) == 0) continue;
    const std::string value = row.get(options);
    if (value.empty()) continue;
    if (row.group != group) out += fmt::format("{}# {}\n", out.empty() ? "" : "\n", row.group);
    group = row.group;
    out += fmt::format("{} = {}\n", row.name, value);
  }
  return out;
}

}  // namespace runon::pipeline
