#include "cli/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest.h"
#include "io/file.h"
#include "pipeline/option_table.h"

namespace runon::cli {
namespace {

using base::Code;
using base::Done;
using base::Error;
using base::Status;

Error unknown_key(const std::string& where, std::string_view key) {
  std::vector<std::string_view> names;
  for (const pipeline::Option& row : pipeline::option_table())
    if ((row.commands & pipeline::kClean) != 0) names.push_back(row.name);
  const std::string_view near = base::nearest(key, names);
  return Error{Code::config, fmt::format("no such key: '{}'", key), where,
               near.empty() ? "runon clean --print-config shows all keys" : fmt::format("did you mean '{}'?", near)};
}

// As it would be typed; nothing for tables, arrays and dates.
std::optional<std::string> typed(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  return std::nullopt;
}

Status set(const pipeline::Option& row, const toml::node& node, const std::string& where, pipeline::RunOptions& options) {
  const std::optional<std::string> value = typed(node);
  Status done = value ? row.set(options, *value)
                      : Status(Error{Code::config, "neither text, number nor switch", {}, "write it as --print-config does"});
  if (done) return done;
  done.error().code = Code::config;
  done.error().what = fmt::format("{}: {}", row.name, done.error().what);
  done.error().where = where;
  return done;
}

Status take(std::string_view key, const toml::node& node, const std::string& where, pipeline::RunOptions& options) {
  const pipeline::Option* row = pipeline::find_option(key);
  const bool known = row != nullptr && row->name == key && (row->commands & pipeline::kClean) != 0;
  const toml::table* section = node.as_table();
  if (section != nullptr && !known && !section->is_inline())
    return Error{Code::config, fmt::format("'{}' is a section", key), where, "all keys stand at the top"};
  if (!known) return unknown_key(where, key);
  const toml::array* list = node.as_array();
  if (list == nullptr) return set(*row, node, where, options);
  if (!row->repeats) return Error{Code::config, fmt::format("'{}' takes one value", key), where, {}};
  for (const toml::node& one : *list)
    if (Status done = set(*row, one, where, options); !done) return done;
  return Done{};
}

}  // namespace

Status read_config(const std::string& path, pipeline::RunOptions& options) {
  base::Result<io::InputFile> file = io::InputFile::open(path);
  std::string text;
  Status read = file ? file.value().read_all(text) : Status(std::move(file.error()));
  if (!read) {
    read.error().code = Code::config;
    return read;
  }
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return Error{Code::config, std::string(error.description()), fmt::format("{}:{}", path, error.source().begin.line),
                 "write it as --print-config does"};
  }
  for (const auto& [key, node] : table) {
    const std::string where = fmt::format("{}:{}", path, key.source().begin.line);
    if (Status done = take(key.str(), node, where, options); !done) return done;
  }
  return Done{};
}

}  // namespace runon::cli
