// What wording.cpp asks of the words at a line break, as keys of the table that make_wording.cpp makes of wording.tsv.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace runon::rejoin {

// What a row of wording.tsv is about. Han and kana are written without spaces, so there characters say it; a word is what
// stands between them, white space and punctuation, and its tail the last three characters of a longer one.
enum class Wording : std::uint8_t {
  last,        // the last character in front of the break, Han or kana
  last_two,    // the last two; for punctuation, white space and the end of the text stands _
  first,       // the first character behind it
  first_two,   // the first two
  across,      // the characters on both sides
  last_word,   // the last word in front of it
  last_tail,   // its tail
  first_word,  // the first word behind it; so capitals tell a name from a word that begins a sentence
  first_tail,  // its tail
  shape,       // how the last word, the first one and the second one begin: a capital, two, a small letter, a digit ...
  count
};
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Wording::count)> kWordingNames = {
    "last", "last_two", "first", "first_two", "across", "last_word", "last_tail", "first_word", "first_tail", "shape"};

// Of these a row has two parts: its first character, and what follows it.
constexpr bool in_two_parts(Wording kind) {
  return kind == Wording::last_two || kind == Wording::first_two || kind == Wording::across || kind == Wording::shape;
}

// The hash of a row, and its place in the table. Eight bytes are taken at once, and multiplied into those before; what is shorter
// is read so that it overlaps itself (as in wyhash, Wang Yi). Training keeps one of two rows with one hash.
class WordingKey {
 public:
  static constexpr unsigned kSlotBits = 16;

  WordingKey(Wording kind, std::string_view text, std::string_view more = {})
      : hash_((static_cast<std::uint64_t>(kind) + 1) * 0x94D049BB133111EBU) {
    add(text);
    if (!more.empty()) add(more);
  }

  // Never 0, which marks an empty place.
  std::uint32_t hash() const { return static_cast<std::uint32_t>(hash_ >> 32U) | 1U; }
  std::uint32_t slot() const { return hash() >> (32U - kSlotBits); }

 private:
  template <class Unsigned>
  static std::uint64_t load(const char* from) {
    Unsigned value;
    std::memcpy(&value, from, sizeof value);
    return value;
  }

  void mix(std::uint64_t eight) {
    hash_ = (hash_ ^ eight) * 0x9E3779B97F4A7C15U;
    hash_ ^= hash_ >> 29U;
  }

  void add(std::string_view text) {
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left > 8; left -= 8, at += 8) mix(load<std::uint64_t>(at));
    if (left >= 4) mix(load<std::uint32_t>(at) << 32U | load<std::uint32_t>(at + left - 4));
    else if (left > 0)
      mix(load<std::uint8_t>(at) << 16U | load<std::uint8_t>(at + left / 2) << 8U | load<std::uint8_t>(at + left - 1));
    hash_ = (hash_ + text.size()) * 0xBF58476D1CE4E5B9U;
  }

  std::uint64_t hash_;
};

}  // namespace runon::rejoin
