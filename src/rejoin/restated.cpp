#include "rejoin/restated.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/eight.h"

namespace runon::rejoin {
namespace {

// The characters of lines one behind the other, byte by byte, without spaces.
class Reader {
 public:
  Reader(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t first, std::size_t behind)
      : document_(document), facts_(facts), next_(first), behind_(behind) {}

  // Nought behind the last one.
  char next() {
    for (;;) {
      while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
      if (!rest_.empty()) break;
      if (next_ == behind_) return 0;
      rest_ = view(document_, facts_[next_++]);
    }
    const char byte = rest_.front();
    rest_.remove_prefix(1);
    return byte;
  }

 private:
  const flow::Document& document_;
  const std::vector<LineFacts>& facts_;
  std::size_t next_;
  std::size_t behind_;
  std::string_view rest_;
};

// The lines from i + 1 on begin with all that those from `first` to i say.
bool say_again(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t first, std::size_t i) {
  Reader said(document, facts, first, i + 1);
  Reader again(document, facts, i + 1, facts.size());
  char byte = said.next();
  while (byte != 0 && byte == again.next()) byte = said.next();
  return byte == 0;
}

}  // namespace

bool restates(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t i) {
  constexpr std::size_t kMostLines = 3;
  constexpr float kPhrase = 10;  // ems
  const auto size = [&](std::size_t line) { return facts[line].end - facts[line].begin; };
  const std::size_t bytes = std::min(size(i + 1), std::size_t{4});
  const auto begin = [&](std::size_t line) { return base::as_number(document.text, facts[line].begin, bytes); };
  const std::uint64_t own = begin(i + 1);
  float ems = 0;
  for (std::size_t first = i + 1; first > 0 && i + 1 - first < kMostLines;) {
    ems += facts[--first].size.ems;
    if (ems < kPhrase || size(first) < bytes || begin(first) != own) continue;
    // Where the line in front of them is the one that they end in, what comes back began further up.
    if (say_again(document, facts, first, i)) return first == 0 || view(document, facts[first - 1]) != view(document, facts[i]);
  }
  return false;
}

}  // namespace runon::rejoin
