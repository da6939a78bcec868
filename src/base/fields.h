// Names and values in a line each: how runs keep what they need to go on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace runon::base {

// Any bytes may stand in names and values. Linear.
class Fields {
 public:
  void set(std::string_view name, std::string_view value) { values_[std::string(name)] = value; }
  void set(std::string_view name, std::uint64_t value) { set(name, std::to_string(value)); }

  // Empty, or 0, where there is none of that name or it is no number.
  std::string_view text(std::string_view name) const;
  std::uint64_t number(std::string_view name) const;

  const std::map<std::string, std::string, std::less<>>& all() const { return values_; }

  // All fields as "name=value" lines, in order of their names, and back; nothing where it is not so made.
  std::string lines() const;
  static std::optional<Fields> of(std::string_view lines);

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace runon::base
