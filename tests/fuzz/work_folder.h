// A folder of the process, empty again for each input.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "support/folder.h"

namespace runon::fuzz {

class WorkFolder {
 public:
  WorkFolder() {
    for (const auto& entry : std::filesystem::directory_iterator(folder().path())) std::filesystem::remove_all(entry.path());
  }

  std::string operator/(std::string_view name) const { return folder() / name; }
  std::string put(std::string_view name, std::string_view bytes) const { return folder().put(name, bytes); }
  std::string get(std::string_view name) const { return folder().get(name); }
  bool has(std::string_view name) const { return folder().has(name); }

  // Names of what stands directly in it.
  static std::size_t count() {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder().path())) ++n;
    return n;
  }

 private:
  static const support::Folder& folder() {
    static const support::Folder one;
    return one;
  }
};

}  // namespace runon::fuzz
