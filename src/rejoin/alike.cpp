#include "rejoin/alike.h"

#include <algorithm>
#include <array>
#include <utility>

#include "rejoin/trait.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

constexpr std::uint32_t kMix = 0x9E3779B1U;
constexpr std::size_t kLongest = 200;  // bytes that are looked at: longer lines are no items

// Of ASCII.
bool letter(char byte) { return static_cast<unsigned char>((byte | 0x20) - 'a') < 26; }

// The parts of a line as a set: a table of places, which a line's few parts leave mostly empty.
class Few {
 public:
  explicit Few(const std::uint32_t* parts) : parts_(parts) {}

  // The one that stands at `number` in the parts; false if one like it is in already.
  bool add(std::size_t number) {
    const std::size_t slot = find(parts_[number]);
    if (places_[slot] != 0) return false;
    places_[slot] = static_cast<std::uint8_t>(number + 1);
    return true;
  }

  bool has(std::uint32_t part) const { return places_[find(part)] != 0; }

 private:
  static constexpr std::size_t kSlots = 256;
  static_assert(kLongest / 3 + kLongest / 5 < kSlots / 2);  // pairs have three bytes a part, words four and what parts them

  // Where it is, or would be. The high bits of a fingerprint are the mixed ones.
  std::size_t find(std::uint32_t part) const {
    std::size_t slot = part >> 24U;
    while (places_[slot] != 0 && parts_[places_[slot] - 1U] != part) slot = (slot + 1) % kSlots;
    return slot;
  }

  const std::uint32_t* parts_;
  std::array<std::uint8_t, kSlots> places_{};  // 1-based; 0: none
};

}  // namespace

Alike::Alike(const flow::Document& document, const std::vector<LineFacts>& facts) {
  begin_.reserve(facts.size() + 1);
  parts_.reserve(facts.size() * 16);
  for (const LineFacts& f : facts) {
    begin_.push_back(parts_.size());
    read(view(document, f));
    const std::uint32_t* const first = parts_.data() + begin_.back();
    Few seen(first);
    std::size_t kept = begin_.back();
    for (std::size_t i = kept; i < parts_.size(); ++i) {
      parts_[kept] = parts_[i];
      if (seen.add(kept - begin_.back())) ++kept;
    }
    parts_.resize(kept);
  }
  begin_.push_back(parts_.size());
}

void Alike::read(std::string_view line) {
  constexpr std::size_t kShortWord = 3;  // letters; shorter ones are in any line
  if (line.size() > kLongest) line = line.substr(0, kLongest);
  const text::Known<look_at>& known = traits();
  char32_t before = 0;
  std::uint32_t word = 0;
  std::size_t letters = 0;
  const auto end_word = [&] {
    if (letters > kShortWord) parts_.push_back(word);
    letters = 0;
    word = 0;
  };
  for (std::size_t at = 0; at < line.size();) {
    if (char32_t point = text::ideograph_at(line, at); point != 0) {
      end_word();
      if (before != 0) parts_.push_back((before << 16U ^ point) * kMix);
      for (before = point; (point = text::ideograph_at(line, at += 3)) != 0; before = point)
        parts_.push_back((before << 16U ^ point) * kMix);
      continue;
    }
    if (letter(line[at])) {
      for (before = 0; at < line.size() && letter(line[at]); ++at, ++letters)
        word = (word ^ static_cast<unsigned char>(line[at])) * kMix;
      continue;
    }
    const text::Decoded d = text::decode(line, at);
    const Trait t = known(d.point);
    at += d.bytes;
    const bool cjk = t.is(Trait::kCjk);
    if (!cjk && t.is(Trait::kLetter | Trait::kMark)) {
      word = (word ^ d.point) * kMix;
      ++letters;
      before = 0;
      continue;
    }
    end_word();
    if (cjk && before != 0) parts_.push_back((before << 16U ^ d.point) * kMix);
    before = cjk ? d.point : 0;
  }
  end_word();
}

float Alike::share(std::size_t i, std::size_t j) const {
  constexpr std::size_t kFewest = 4;
  const std::size_t fewer = std::min(begin_[i + 1] - begin_[i], begin_[j + 1] - begin_[j]);
  if (fewer < kFewest) return -1;
  if (begin_[i + 1] - begin_[i] > fewer) std::swap(i, j);
  const std::uint32_t* const first = parts_.data() + begin_[i];
  Few ours(first);
  for (std::size_t number = 0; number < fewer; ++number) ours.add(number);
  std::size_t both = 0;
  for (std::size_t other = begin_[j]; other < begin_[j + 1]; ++other) both += ours.has(parts_[other]) ? 1 : 0;
  return static_cast<float>(both) / static_cast<float>(fewer);
}

}  // namespace runon::rejoin
