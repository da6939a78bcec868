#include "read/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>

#include "text/utf8.h"

namespace runon::read {
namespace {

constexpr std::size_t kLongestPart = 200;  // bytes; most file systems end at 255
constexpr std::size_t kMostParts = 40;     // and paths at 4096 bytes

std::string shortened(std::string_view part) {
  if (part.size() <= kLongestPart) return std::string(part);
  std::size_t kept = kLongestPart - 20;
  while (kept > 0 && (static_cast<unsigned char>(part[kept]) & 0xC0U) == 0x80U) --kept;
  return fmt::format("{}~{:016x}", part.substr(0, kept), std::hash<std::string_view>()(part));
}

}  // namespace

std::string valid_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const text::Decoded d = text::decode(name, at);
    if (d.well_formed) out += name.substr(at, d.bytes);
    else
      for (std::size_t i = 0; i < d.bytes; ++i)
        fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(name[at + i]));
    at += d.bytes;
  }
  return out;
}

std::string MemberNames::make(std::string_view name) {
  const std::string valid = valid_name(name);
  const std::hash<std::string> hash;
  std::string_view rest = valid;
  std::string path;
  for (std::size_t parts = 0; !rest.empty();) {
    // Deeper than any path may be: what is left becomes one part.
    const std::string_view part = rest.substr(0, parts < kMostParts ? rest.find('/') : std::string_view::npos);
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    if (part.empty() || part == "." || part == "..") continue;
    std::string plain = shortened(part);
    std::replace(plain.begin(), plain.end(), '/', '_');
    ++parts;
    const bool last = rest.find_first_not_of("./") == std::string_view::npos;
    std::string base = path.empty() ? path : path + "/";
    base += plain;
    std::string candidate = base;
    for (std::size_t copy = 2; files_.count(hash(candidate)) != 0 || (last && directories_.count(hash(candidate)) != 0); ++copy)
      candidate = fmt::format("{}~{}", base, copy);
    (last ? files_ : directories_).insert(hash(candidate));
    path = std::move(candidate);
    if (last) break;
  }
  if (!path.empty()) return path;
  // Nothing of the name is left ("..").
  for (std::size_t copy = 1;; ++copy)
    if (std::string made = fmt::format("member~{}", copy); files_.insert(hash(made)).second) return made;
}

}  // namespace runon::read
