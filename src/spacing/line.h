// A line as the spacing rules see it: characters with their typographic class, and the gaps between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "flow/rule.h"

namespace runon::spacing {

// What a character is to spacing. CJK type is set solid: no space belongs between its characters, and
// the white around its punctuation is part of the glyph (JIS X 4051; CLREQ 3.1; CSS Text 3, 4.1.2).
enum class Glyph : std::uint8_t {
  cjk,         // Han, kana, Bopomofo, full-width letters and digits
  open,        // full-width opening bracket
  close,       // full-width closing bracket
  stop,        // full-width comma, enumeration comma, colon, semicolon
  end,         // full-width full stop, exclamation and question mark
  middle,      // middle dot between names or words
  wide,        // other full-width signs
  quote_open,  // curly quotes, which both worlds use
  quote_close,
  dash,    // em dash and its kin
  symbol,  // bullets, geometric shapes, arrows, box lines
  letter,  // Latin, Greek, Cyrillic
  digit,
  hangul,
  foreign,  // letters of other scripts
  comma,    // ASCII punctuation that stands close to what is before it: , ; : ! ?
  punct,    // what is left: ASCII punctuation, currency ...
};

Glyph find_glyph(char32_t point);
inline Glyph glyph(char32_t point) {
  return point >= 0x4E00 && point <= 0x9FFF ? Glyph::cjk : find_glyph(point);  // CJK Unified Ideographs: most of what comes
}

// Spaces of a line: those that a space bar or a typesetter puts there.
inline bool white(char32_t c) {
  if (c > 0x3000 || (c > ' ' && c < 0xA0)) return false;
  return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// A mark that belongs to the character before it.
bool combines(char32_t point);

constexpr bool cjk_punctuation(Glyph g) { return g >= Glyph::open && g <= Glyph::wide; }
constexpr bool solid(Glyph g) { return g == Glyph::cjk || cjk_punctuation(g); }
constexpr bool quote(Glyph g) { return g == Glyph::quote_open || g == Glyph::quote_close; }

// Where no typesetting puts a space: before a stop or closing mark, behind an opening one or a comma,
// and between two marks. A gap there has no meaning.
bool never_spaced(Glyph left, Glyph right);

enum class Fate : std::uint8_t { open, keep, drop, single };

// White space between two characters of a line.
struct Gap {
  std::size_t left = 0;   // index of the character before it; left + 1 is the one behind it
  std::size_t begin = 0;  // byte span in the document's text
  std::size_t end = 0;
  std::uint32_t columns = 0;  // display width: U+3000 and U+2003 count two
  std::uint32_t characters = 0;
  bool tab = false;
  bool ideographic = false;          // all of it U+3000
  Fate fate = Fate::open;            // `single`: one space stays of it
  const flow::Rule* rule = nullptr;  // that decided drop or single
};

// Goes through the characters of a line that are neither white space nor, but for the first behind such, marks that
// combine. Keeps nothing of what it has passed.
class LineWalk {
 public:
  explicit LineWalk(std::string_view line) : text_(line), end_(line.size()) {}

  // Goes to the next one; false at the end.
  bool next();
  // Passes the ideographs right behind the character it is at, as next() would each; gives how many.
  std::size_t skip_ideographs();
  char32_t point() const { return point_; }
  Glyph glyph() const { return glyph_; }
  bool behind_gap() const { return gap_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t end_;
  char32_t point_ = 0;
  Glyph glyph_ = Glyph::punct;
  bool gap_ = false;
  bool any_ = false;
};

// Characters of a line without its white space (marks that combine belong to the one before), and the
// gaps, from left to right. White space before the first and behind the last character is no gap.
struct LineText {
  std::vector<char32_t> points;
  std::vector<Glyph> glyphs;
  std::vector<Gap> gaps;
  std::vector<std::uint32_t> gap_after;  // for each character: 1 + index of the gap behind it, or 0
  std::size_t cjk = 0;                   // characters of class cjk
  std::size_t letters = 0;               // of class letter, hangul and foreign

  // Reads text[begin, end), which must be well-formed UTF-8. Reuses the memory.
  void read(std::string_view text, std::size_t begin, std::size_t end);

  // The line as the fates of its gaps leave it (the bytes are those of before).
  LineText settled() const;

  std::size_t size() const { return points.size(); }
  const Gap* gap_behind(std::size_t i) const { return gap_after[i] == 0 ? nullptr : &gaps[gap_after[i] - 1]; }
  Gap* gap_behind(std::size_t i) { return gap_after[i] == 0 ? nullptr : &gaps[gap_after[i] - 1]; }
  // A gap stands behind character i and no rule has dropped it.
  bool parted_behind(std::size_t i) const { return gap_after[i] != 0 && gaps[gap_after[i] - 1].fate != Fate::drop; }
  Glyph left(const Gap& gap) const { return glyphs[gap.left]; }
  Glyph right(const Gap& gap) const { return glyphs[gap.left + 1]; }
};

}  // namespace runon::spacing
