// What wording.cpp asks of the words at a line break, as keys of the table that make_wording.cpp makes of wording.tsv.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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

// Units of a row's weight in one of log odds.
inline constexpr float kWordingUnits = 16;

// The hash of a row (FNV-1a of 64 bits, mixed and cut), and its place in the table. Training keeps one of two rows with one hash.
struct WordingKey {
  static constexpr unsigned kSlotBits = 16;

  constexpr WordingKey(Wording kind, std::string_view text, std::string_view more = {}) {
    add(static_cast<unsigned char>(kind));
    for (const char c : text) add(static_cast<unsigned char>(c));
    for (const char c : more) add(static_cast<unsigned char>(c));
    hash_ ^= hash_ >> 32U;
    hash_ *= 0x9E3779B97F4A7C15U;
  }

  // Never 0, which marks an empty place.
  constexpr std::uint32_t hash() const { return static_cast<std::uint32_t>(hash_ >> 32U) | 1U; }
  constexpr std::uint32_t slot() const { return hash() >> (32U - kSlotBits); }

 private:
  constexpr void add(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001B3U; }

  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace runon::rejoin
