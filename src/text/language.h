// How likely a text is in each of some forty languages: what encodings are told apart by.
//
// A language is a small model of characters. A character belongs to a class (ASCII letter, CJK ideograph,
// control, ...); the classes follow each other with the probabilities of the language's group of scripts.
// Inside a class: the letters of an alphabet by the letter before them, ideographs and Hangul syllables each
// by itself (in the order of GB 2312, Big5, JIS X 0208 and KS X 1001, whose levels say how common those are
// that the training texts lack), all others by what is common to all languages. All are probabilities, so
// that the bits of two readings of the same bytes can be compared (Shannon 1948), and bytes without a
// pattern cost eight bits each whatever they are read as.
//
// language_rows.inc holds the figures, made by scripts/train_encodings. Its rows:
//   classes GROUP ROW...            a row for each class: the bits of each class behind it
//   common CLASS HEX+BITS...        bits of a character within its class
//   language ID GROUP HEX...        letters (of Latin: beside a to z); then lines with the bits of each letter
//                                   behind none, and behind each letter those of none and of each letter
//   signs ID BITS HEX+BITS...       bits of quotation marks, dashes and their like in a language of its own use of
//                                   them; for others BITS are on top of the common ones
//   table ID                        then lines with the bits of a standard's characters; '}' for none
// Bits are in quarters, one character from '0' (0) to 'o' (15.75). '~', a count, written like bits, and a
// character stand for that many of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/signs.h"

namespace runon::text {

class Languages {
 public:
  // The models that the library comes with; made at the first call, from any thread.
  static const Languages& standard();

  // Models of other rows (see above), as training tries them. Rows must be well-formed.
  explicit Languages(std::span<const std::string_view> rows);

  std::size_t size() const { return languages_.size(); }
  std::string_view id(std::size_t language) const { return languages_[language].id; }

  // Which scripts a text is in that this language can be meant for.
  enum Scripts : std::uint8_t { kLatin = 1, kCyrillic = 2, kGreek = 4, kHebrew = 8, kArabic = 16, kThai = 32, kEastAsian = 64 };
  std::uint8_t scripts(std::size_t language) const { return languages_[language].scripts; }

  // The scripts that make up a tenth and more of the letters beyond ASCII.
  std::uint8_t scripts_of(std::u32string_view text) const;

  // Minus the binary logarithm of the probability of `text` in a language, as it stands behind a space.
  // Escapes of ill-formed bytes (encoding.h) cost 24 bits each, 8 where they go on. Where it is `enough` or more, it may be
  // that of a part that is as much, too. Linear.
  double bits(std::size_t language, std::u32string_view text, double enough = std::numeric_limits<double>::max()) const;

  // The least of all languages that have the scripts of the text.
  double bits(std::u32string_view text) const;

 private:
  static constexpr std::size_t kClasses = 23;
  using ClassRows = std::array<std::array<std::uint8_t, kClasses>, kClasses>;

  struct Language {
    std::string id;
    std::uint8_t scripts = 0;
    const ClassRows* classes = nullptr;
    std::size_t letters = 0;
    std::vector<std::uint8_t> slots;    // by place (slot_of): number of the letter, 0 for none; 0x80: its capital
    std::vector<std::uint8_t> pairs;    // (letters + 1) squared
    std::vector<std::uint8_t> singles;  // bits of ideographs or syllables, from first_single on
    char32_t first_single = 0;
    std::vector<std::uint8_t> signs;  // by sign_slot(); empty where the language has no row of them
  };

  void read_classes(std::string_view row);
  void read_common(std::string_view row);
  void read_language(std::string_view row, std::string_view body);
  void read_table(std::string_view id, std::string_view body);
  void read_signs(std::string_view row);
  Beside beside(char32_t c) const;
  unsigned place(std::u32string_view text, std::size_t at) const;
  std::uint8_t kind_of(char32_t c) const;
  unsigned within(const Language& language, char32_t c, std::uint8_t kind) const;

  std::vector<std::pair<std::string, ClassRows>> groups_;
  std::vector<std::uint8_t> kinds_;   // class of each character of the BMP
  std::vector<std::uint8_t> common_;  // bits of each within its class
  std::vector<Language> languages_;
};

}  // namespace runon::text
