#include "base/fields.h"

#include <charconv>

namespace runon::base {
namespace {

void escape(std::string& out, std::string_view text) {
  for (const char c : text) switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '=': out += "\\e"; break;
      default: out += c;
    }
}

std::optional<std::string> unescape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      out += text[at];
      continue;
    }
    if (++at == text.size()) return std::nullopt;
    switch (text[at]) {
      case '\\': out += '\\'; break;
      case 'n': out += '\n'; break;
      case 'e': out += '='; break;
      default: return std::nullopt;
    }
  }
  return out;
}

}  // namespace

std::string_view Fields::text(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string_view() : std::string_view(found->second);
}

std::uint64_t Fields::number(std::string_view name) const {
  const std::string_view value = text(name);
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
  return code == std::errc{} && end == value.data() + value.size() ? number : 0;
}

std::string Fields::lines() const {
  std::string out;
  for (const auto& [name, value] : values_) {
    escape(out, name);
    out += '=';
    escape(out, value);
    out += '\n';
  }
  return out;
}

std::optional<Fields> Fields::of(std::string_view lines) {
  Fields fields;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end + 1);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::optional<std::string> name = unescape(line.substr(0, equals));
    std::optional<std::string> value = unescape(line.substr(equals + 1));
    if (!name || !value || !fields.values_.emplace(*std::move(name), *std::move(value)).second) return std::nullopt;
  }
  return fields;
}

}  // namespace runon::base
