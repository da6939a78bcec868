#include "read/globs.h"

#include <algorithm>

#include "text/utf8.h"

namespace runon::read {
namespace {

// One item of a glob that takes one character; where it is no such item, `matched` stays false.
struct Item {
  std::size_t bytes = 0;  // of the glob
  bool matched = false;
};

Item match_set(std::string_view glob, char32_t point) {
  std::size_t at = 1;
  const bool negated = at < glob.size() && (glob[at] == '!' || glob[at] == '^');
  if (negated) ++at;
  bool found = false;
  const std::size_t first = at;
  while (at < glob.size() && (glob[at] != ']' || at == first)) {
    if (glob[at] == '\\' && at + 1 < glob.size()) ++at;
    const text::Decoded low = text::decode(glob, at);
    at += low.bytes;
    char32_t high = low.point;
    if (at + 1 < glob.size() && glob[at] == '-' && glob[at + 1] != ']') {
      const text::Decoded end = text::decode(glob, at + 1);
      high = end.point;
      at += 1 + end.bytes;
    }
    found = found || (point >= low.point && point <= high);
  }
  if (at >= glob.size()) return {1, point == U'['};  // a set without an end is a bracket
  return {at + 1, found != negated && point != U'/'};
}

Item match_one(std::string_view glob, std::string_view text) {
  const text::Decoded c = text::decode(text, 0);
  if (glob.front() == '?') return {1, c.point != U'/'};
  if (glob.front() == '[') return match_set(glob, c.point);
  const std::size_t escape = glob.front() == '\\' && glob.size() > 1 ? 1 : 0;
  const text::Decoded g = text::decode(glob, escape);
  return {escape + g.bytes, text.substr(0, c.bytes) == glob.substr(escape, g.bytes)};
}

// Where to take up again when what follows a star does not match.
struct Retry {
  std::size_t glob = std::string_view::npos;
  std::size_t text = 0;
};

}  // namespace

bool matches(std::string_view glob, std::string_view text) {
  std::size_t g = 0;
  std::size_t t = 0;
  Retry star;  // "*", which ends at a slash
  Retry double_star;
  const auto retry = [&](Retry& from, bool stops) {
    if (from.glob == std::string_view::npos || from.text >= text.size() || (stops && text[from.text] == '/')) return false;
    from.text += text::decode(text, from.text).bytes;
    g = from.glob;
    t = from.text;
    return true;
  };
  while (g < glob.size() || t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      const bool two = g + 1 < glob.size() && glob[g + 1] == '*';
      g += two ? 2 : 1;
      if (two) {
        if (g < glob.size() && glob[g] == '/' && (t == 0 || text[t - 1] == '/')) ++g;  // "**/" is any directories, or none
        double_star = {g, t};
        star = {};
      } else {
        star = {g, t};
      }
      continue;
    }
    if (g < glob.size() && t < text.size()) {
      const Item item = match_one(glob.substr(g), text.substr(t));
      if (item.matched) {
        g += item.bytes;
        t += text::decode(text, t).bytes;
        continue;
      }
    }
    if (retry(star, true)) continue;
    star = {};
    if (!retry(double_star, false)) return false;
  }
  return true;
}

namespace {

bool names(std::string_view glob, std::string_view path) {
  if (!glob.empty() && glob.back() == '/') glob.remove_suffix(1);
  const bool anchored = !glob.empty() && glob.front() == '/';
  if (anchored) glob.remove_prefix(1);
  const bool has_slash = anchored || glob.find('/') != std::string_view::npos;
  // Each directory that the path lies in, then the path.
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    const std::string_view head = path.substr(0, end);
    if (!has_slash) {
      if (matches(glob, head.substr(head.rfind('/') + 1))) return true;
    } else {
      for (std::size_t begin = 0;;) {
        if (matches(glob, head.substr(begin))) return true;
        const std::size_t slash = head.find('/', begin);
        if (anchored || slash == std::string_view::npos) break;
        begin = slash + 1;
      }
    }
    if (end == std::string_view::npos) return false;
  }
}

}  // namespace

bool Globs::in(std::string_view path) const {
  const auto named = [&](const std::string& glob) { return names(glob, path); };
  return (include_.empty() || std::any_of(include_.begin(), include_.end(), named)) && !excludes(path);
}

bool Globs::excludes(std::string_view path) const {
  return std::any_of(exclude_.begin(), exclude_.end(), [&](const std::string& glob) { return names(glob, path); });
}

}  // namespace runon::read
