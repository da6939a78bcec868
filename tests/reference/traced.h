// The slow, plain twin of flow/edit: a text whose every byte remembers where it came from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "flow/edit.h"

namespace runon::reference {

inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

class Traced {
 public:
  explicit Traced(std::string_view base) {
    for (std::size_t i = 0; i < base.size(); ++i) bytes_.push_back({base[i], i});
  }

  // Carries out edits from the last to the first, so that positions before them stay true.
  void apply(const flow::Edits& edits) {
    for (std::size_t i = edits.size(); i-- > 0;) {
      const flow::Edit& edit = edits[i];
      std::vector<Byte> made;
      for (const char c : edit.after) made.push_back({c, kNowhere});
      const auto at = bytes_.begin() + static_cast<std::ptrdiff_t>(edit.begin);
      const auto next = bytes_.erase(at, bytes_.begin() + static_cast<std::ptrdiff_t>(edit.end));
      bytes_.insert(next, made.begin(), made.end());
    }
  }

  std::string text() const {
    std::string out;
    for (const Byte& byte : bytes_) out += byte.value;
    return out;
  }

  std::size_t size() const { return bytes_.size(); }

  // The base position of the byte at `at`, or kNowhere for one that an edit brought.
  std::size_t origin(std::size_t at) const { return bytes_[at].origin; }

 private:
  struct Byte {
    char value;
    std::size_t origin;
  };
  std::vector<Byte> bytes_;
};

// What restore does: walks the text and puts back what each edit took away. Reads of `base` only
// what the edits cover (an audit record's "before"), and says nothing of an edit that does not find
// its replacement where it should stand: the result is then not the base.
inline std::string undo(std::string_view text, const flow::Edits& edits, std::string_view base) {
  std::string out;
  std::size_t at = 0;
  for (const flow::Edit& edit : edits) {
    const std::size_t kept = edit.begin - out.size();
    if (at + kept > text.size()) return "<an edit stands behind the text>";
    out += text.substr(at, kept);
    at += kept;
    if (text.substr(at, edit.after.size()) != edit.after) return "<a replacement is not where it should stand>";
    out += base.substr(edit.begin, edit.end - edit.begin);
    at += edit.after.size();
  }
  out += text.substr(at);
  return out;
}

}  // namespace runon::reference
