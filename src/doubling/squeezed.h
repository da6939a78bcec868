// A line without its spaces: what copies of a text are compared by, since extractors slip spaces
// into one copy and not into the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "doubling/walk.h"
#include "text/properties.h"

namespace runon::doubling {

// What stands before a character.
enum class Gap : std::uint8_t {
  none,
  space,  // one space of any width
  wide,   // a tab, or two spaces and more: where columns part
};

// The characters of a line other than spaces and invisible ones (Default_Ignorable, such as the bidi
// embeddings around every Arabic line), with the way back to its bytes.
struct Squeezed {
  std::u32string points;
  std::vector<std::size_t> from;  // byte of the line at which each begins, invisible ones before it taken in
  std::vector<std::size_t> to;    // byte behind it
  std::vector<Gap> gap;           // what parts it from the one before; the first: what the line begins with

  std::size_t size() const { return points.size(); }

  // Fills all of it from a line of well-formed UTF-8. Linear.
  void assign(std::string_view line);
};

// What some characters weigh as evidence: how improbable it is that they are said twice in a row by
// accident or by the grammar of a language. One Chinese character or Korean syllable tells about as
// much as two and a half letters of an alphabet (entropy of some 10 bits against 4), kana lie between,
// digits tell least (years and codes repeat), punctuation nothing.
struct Weight {
  double mass = 0;
  std::size_t letters = 0;     // of any script
  std::size_t ideographs = 0;  // Han
  std::size_t wide = 0;        // Han, kana, Hangul
  std::size_t digits = 0;
  std::size_t words = 0;        // stretches without a gap
  bool hex = true;              // nothing but 0-9 a-f A-F
  bool repeats_itself = false;  // a letter stands twice in it (looked for in short texts only)
  bool counts = false;          // a Chinese numeral in it, as idioms have
  bool sign = false;            // a sign of programs, markup and paths in it: _ = < > { } \\ ` | # /
  bool one = false;             // the Chinese one in it: "yi ... yi ..." is how Chinese says "step by step"
};

// The weight of characters [begin, end). Linear in them.
Weight weigh(const Squeezed& line, std::size_t begin, std::size_t end);

// The widest of the gaps before characters begin, begin + step, ... below end.
Gap widest(const Squeezed& line, std::size_t begin, std::size_t step, std::size_t end);

// True for a mark that closes a clause or a sentence in some script: . , ; : ! ? and their kin.
bool closes_clause(char32_t point);

// True when [begin, end) ends in such a mark, closing quotes and brackets behind it not counted.
bool ends_in_clause_mark(const Squeezed& line, std::size_t begin, std::size_t end);
// The same of what it walks back over.
bool ends_in_clause_mark(WalkBack back);

}  // namespace runon::doubling
