#include "rejoin/alike.h"

#include <algorithm>

#include "rejoin/trait.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

constexpr std::uint32_t kMix = 0x9E3779B1U;

}  // namespace

Alike::Alike(const flow::Document& document, const std::vector<LineFacts>& facts) {
  begin_.reserve(facts.size() + 1);
  for (const LineFacts& f : facts) {
    begin_.push_back(parts_.size());
    read(view(document, f));
    const auto first = parts_.begin() + static_cast<std::ptrdiff_t>(begin_.back());
    std::sort(first, parts_.end());
    parts_.erase(std::unique(first, parts_.end()), parts_.end());
  }
  begin_.push_back(parts_.size());
}

void Alike::read(std::string_view line) {
  constexpr std::size_t kShortWord = 3;  // letters; shorter ones are in any line
  constexpr std::size_t kLongest = 200;  // bytes that are looked at: longer lines are no items
  if (line.size() > kLongest) line = line.substr(0, kLongest);
  char32_t before = 0;
  std::uint32_t word = 0;
  std::size_t letters = 0;
  const auto end_word = [&] {
    if (letters > kShortWord) parts_.push_back(word);
    letters = 0;
    word = 0;
  };
  for (std::size_t at = 0; at < line.size();) {
    if (const char byte = line[at]; (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) {
      word = (word ^ static_cast<unsigned char>(byte)) * kMix;
      ++letters;
      before = 0;
      ++at;
      continue;
    }
    char32_t point = text::ideograph_at(line, at);
    bool cjk = point != 0;
    bool letter = cjk;
    std::size_t bytes = 3;
    if (!cjk) {
      const text::Decoded d = text::decode(line, at);
      const Trait t = traits()(d.point);
      point = d.point;
      bytes = d.bytes;
      cjk = t.is(Trait::kCjk);
      letter = t.is(Trait::kLetter) || t.is(Trait::kMark);
    }
    at += bytes;
    if (cjk || !letter) end_word();
    if (cjk && before != 0) parts_.push_back((before << 16U ^ point) * kMix);
    before = cjk ? point : 0;
    if (!cjk && letter) {
      word = (word ^ point) * kMix;
      ++letters;
    }
  }
  end_word();
}

float Alike::share(std::size_t i, std::size_t j) const {
  constexpr std::size_t kFewest = 4;
  const std::size_t fewer = std::min(begin_[i + 1] - begin_[i], begin_[j + 1] - begin_[j]);
  if (fewer < kFewest) return -1;
  std::size_t both = 0;
  for (std::size_t a = begin_[i], b = begin_[j]; a < begin_[i + 1] && b < begin_[j + 1];) {
    if (parts_[a] == parts_[b]) ++both;
    const std::uint32_t left = parts_[a];
    if (left <= parts_[b]) ++a;
    if (parts_[b] <= left) ++b;
  }
  return static_cast<float>(both) / static_cast<float>(fewer);
}

}  // namespace runon::rejoin
