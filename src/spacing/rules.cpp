#include "spacing/rules.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/fold.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::spacing {
namespace {

void drop(Gap& gap, const flow::Rule& rule) {
  gap.fate = Fate::drop;
  gap.rule = &rule;
}

// A line in Chinese or Japanese, or one of a document that is.
bool cjk_context(const Look& look) { return look.line.cjk * 2 > look.line.letters || look.document.cjk_document(); }

// Letters, digits and signs of the Latin world, which CJK type sets close (CLREQ 3.2.5 asks for a
// quarter em, which is no character).
bool western(Glyph g) { return g == Glyph::letter || g == Glyph::digit || g == Glyph::comma || g == Glyph::punct; }

bool touches_cjk(Glyph left, Glyph right) {
  const auto soft = [](Glyph g) { return quote(g) || g == Glyph::dash; };
  if ((quote(left) && right == Glyph::digit) || (left == Glyph::digit && quote(right))) return true;
  if (left == Glyph::quote_open || right == Glyph::quote_close) return true;
  return solid(left) || solid(right) || (soft(left) && (soft(right) || right == Glyph::comma));
}

// ---- letter-spaced lines ----

// In a line that is spaced throughout by the narrowest gap, one or two wider gaps between groups of
// four or more part clauses.
bool wide_gaps_part(const LineText& line, std::uint32_t narrow) {
  std::size_t wide = 0;
  std::size_t group = 1;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Gap* gap = line.gap_behind(i);
    const bool letters = line.glyphs[i] == Glyph::cjk && line.glyphs[i + 1] == Glyph::cjk;
    if (gap == nullptr && letters) return false;
    if (gap != nullptr && gap->columns > narrow) {
      if (group < 4 || !letters) return false;
      ++wide;
      group = 0;
    }
    ++group;
  }
  return wide <= 2 && group >= 4;
}

// Whether a run of digits or letters that stand alone between gaps is one number or word, spaced.
void close_up(LineText& line, Glyph kind, std::size_t least, const flow::Rule& rule) {
  for (std::size_t i = 0; i < line.size();) {
    if (line.glyphs[i] != kind) {
      ++i;
      continue;
    }
    std::size_t j = i;
    bool alone = true;
    while (j + 1 < line.size() && line.glyphs[j + 1] == kind) {
      const Gap* gap = line.gap_behind(j);
      alone = alone && gap != nullptr && gap->columns < kColumnGap;
      ++j;
    }
    if (alone && j + 1 - i >= least)
      for (std::size_t k = i; k < j; ++k)
        if (Gap* gap = line.gap_behind(k); gap->fate == Fate::open) drop(*gap, rule);
    i = j + 1;
  }
}

void letter_spaced(const Look& look, const flow::Rule& rule) {
  if (!look.stretch.spaced) return;
  LineText& line = look.line;
  std::uint32_t narrow = kColumnGap;
  for (const Gap& gap : line.gaps) narrow = std::min(narrow, gap.columns);
  const bool wide_part = wide_gaps_part(line, narrow);
  for (Gap& gap : line.gaps) {
    if (gap.fate != Fate::open || gap.columns >= kColumnGap) continue;
    if (!touches_cjk(line.left(gap), line.right(gap))) continue;
    if (wide_part && gap.columns > narrow) gap.fate = Fate::keep;
    else drop(gap, rule);
  }
  close_up(line, Glyph::digit, 2, rule);
  close_up(line, Glyph::letter, 3, rule);
}

// ---- two set as wide as three ----

struct Unit {
  std::size_t begin = 0;  // characters [begin, end)
  std::size_t end = 0;
};

bool han(const LineText& line, std::size_t i) { return text::properties(line.points[i]).script == text::Script::han; }

bool lone_han(const LineText& line, const Unit& unit) { return unit.end - unit.begin == 1 && han(line, unit.begin); }

Gap& gap_before(LineText& line, const Unit& unit) { return *line.gap_behind(unit.begin - 1); }

// Joins units[first, last), all lone, two by two from the left; or all, when `whole`.
void join_lone(LineText& line, const std::vector<Unit>& units, std::size_t first, std::size_t last, bool whole,
               const flow::Rule& rule) {
  for (std::size_t i = first + 1; i < last; i += whole ? 1 : 2)
    if (Gap& gap = gap_before(line, units[i]); gap.fate == Fate::open) drop(gap, rule);
}

// Whether the gaps inside pairs are narrower than those between them, all over.
bool pairs_show(LineText& line, const std::vector<Unit>& units, std::size_t first, std::size_t last) {
  std::uint32_t inside = 0;
  std::uint32_t between = kColumnGap * 2;
  for (std::size_t i = first + 1; i < last; ++i) {
    const std::uint32_t columns = gap_before(line, units[i]).columns;
    if ((i - first) % 2 == 1) inside = std::max(inside, columns);
    else between = std::min(between, columns);
  }
  return inside < between;
}

// What a credit says its name did: photo, text, picture, painting, editing, translation, writing ...
// A closed class; behind a name it is a word of its own.
bool credit(char32_t c) {
  constexpr std::u32string_view kCredits =
      U"\u6444\u651D\u6587\u56FE\u5716\u753B\u756B\u7ED8\u7E6A\u5F71\u7F16\u7DE8\u8BD1\u8B6F\u8457\u64B0\u4E66\u66F8\u4F9B";
  return kCredits.find(c) != std::u32string_view::npos;
}

// "(reporterX Y)": in brackets, one lone character behind a longer unit, a role with the family name set
// close to it, is the given name.
void join_given_name(LineText& line, const std::vector<Unit>& units, std::size_t i, const flow::Rule& rule) {
  const auto longer = [&](const Unit& unit) { return unit.end - unit.begin >= 3; };
  if (i == 0 || !longer(units[i - 1]) || (i + 1 < units.size() && !longer(units[i + 1]))) return;
  if (credit(line.points[units[i].begin])) return;
  if (Gap& gap = gap_before(line, units[i]); gap.fate == Fate::open && gap.columns < kColumnGap) drop(gap, rule);
}

// The units of one run of CJK characters: what stands between its gaps.
void padded_run(const Look& look, const Unit& run, const flow::Rule& rule) {
  LineText& line = look.line;
  std::vector<Unit> units;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    if (i == run.begin || line.gap_after[i - 1] != 0) units.push_back({i, i});
    units.back().end = i + 1;
  }
  const auto bracket = [&](std::size_t i) { return line.glyphs[i] == Glyph::open || line.glyphs[i] == Glyph::close; };
  const bool enclosed = run.begin > 0 && bracket(run.begin - 1) && (run.end == line.size() || bracket(run.end));
  for (std::size_t first = 0; first < units.size();) {
    std::size_t last = first;
    // The gap before a lone unit of the run must be one that padding makes: at most two ems.
    while (last < units.size() && lone_han(line, units[last]) &&
           (last == first || gap_before(line, units[last]).columns < kColumnGap))
      ++last;
    const std::size_t lone = last - first;
    if (lone == 2 && first > 0 && credit(line.points[units[first].begin]) && credit(line.points[units[first + 1].begin])) {
      first = last;
      continue;
    }
    if (lone < 2) {
      if (lone == 1 && enclosed) join_given_name(line, units, first, rule);
      first = std::max(last, first + 1);
      continue;
    }
    const bool all_of_run = lone == units.size();
    const bool heading = all_of_run && !enclosed && !(lone % 2 == 0 && lone > 2 && pairs_show(line, units, first, last));
    join_lone(line, units, first, last, heading || (all_of_run && lone == 3), rule);
    first = last;
  }
}

// Names of two characters, and words of two over a column, are set as wide as three by a gap. Beside
// other units, lone characters are such pairs; a run that is nothing else is a heading set wide.
void padded(const Look& look, const flow::Rule& rule) {
  if (look.stretch.spaced) return;
  const LineText& line = look.line;
  Unit run;
  for (const Gap& gap : line.gaps) {
    if (gap.left < run.end || line.left(gap) != Glyph::cjk || line.right(gap) != Glyph::cjk) continue;
    run = {gap.left, gap.left + 2};
    while (run.begin > 0 && line.glyphs[run.begin - 1] == Glyph::cjk) --run.begin;
    while (run.end < line.size() && line.glyphs[run.end] == Glyph::cjk) ++run.end;
    padded_run(look, run, rule);
  }
}

// ---- beside punctuation ----

// Who wrote it, in brackets at the end of the line behind the last sentence: the gap parts the two, since signatures are set
// on the right.
bool signed_behind(const LineText& line, const Gap& gap) {
  constexpr std::size_t kLongest = 16;  // characters, brackets and all
  const std::size_t first = gap.left + 1;
  if (line.left(gap) != Glyph::end || line.right(gap) != Glyph::open || line.glyphs.back() != Glyph::close) return false;
  if (line.size() - first > kLongest) return false;
  return std::all_of(line.glyphs.begin() + static_cast<std::ptrdiff_t>(first) + 1, line.glyphs.end() - 1,
                     [](Glyph g) { return g == Glyph::cjk || g == Glyph::middle; });
}

void punctuation(const Look& look, const flow::Rule& rule) {
  if (!cjk_context(look)) return;
  for (Gap& gap : look.line.gaps) {
    if (gap.fate != Fate::open || gap.columns >= kColumnGap || signed_behind(look.line, gap)) continue;
    const Glyph left = look.line.left(gap);
    const Glyph right = look.line.right(gap);
    // An ideographic space behind a mark is typed: it parts fields.
    if (gap.ideographic && right != Glyph::stop && right != Glyph::end && right != Glyph::close && right != Glyph::comma)
      continue;
    const Place place = place_of(left, right);
    // Where the line, or the document, spaces its marks anyway, a gap at a doubtful place says nothing.
    const auto habit = [&] {
      return place != Place::places && place != Place::mixed &&
             (look.stretch.bad_gaps > 0 || (look.document.habit(place) && !look.document.paragraph_lines()));
    };
    if (never_spaced(left, right) || habit()) drop(gap, rule);
  }
}

// ---- beside letters and digits ----

void mixed_script(const Look& look, const flow::Rule& rule) {
  if (!cjk_context(look)) return;
  for (Gap& gap : look.line.gaps) {
    if (gap.fate != Fate::open || gap.ideographic || gap.columns >= 4) continue;
    const Glyph left = look.line.left(gap);
    const Glyph right = look.line.right(gap);
    if (!(solid(left) && western(right)) && !(western(left) && solid(right))) continue;
    if (look.document.paragraph_lines()) return;
    drop(gap, rule);
  }
}

// ---- wide gaps ----

// Characters from `i` on, forward or back, that are CJK with no gap left between.
std::size_t unit_length(const LineText& line, std::size_t i, bool forward) {
  std::size_t length = 1;
  while (forward ? i + 1 < line.size() && !line.parted_behind(i) && line.glyphs[i + 1] == Glyph::cjk
                 : i > 0 && !line.parted_behind(i - 1) && line.glyphs[i - 1] == Glyph::cjk) {
    i = forward ? i + 1 : i - 1;
    ++length;
  }
  return length;
}

// A wide gap that parts clauses or fields says no more than one space does. Where one space would be
// taken for letter-spacing (between lone characters, beside letters and digits) it stays as it is.
void wide_gap(const Look& look, const flow::Rule& rule) {
  if (look.tabular || !cjk_context(look)) return;
  const LineText& line = look.line;
  std::vector<Gap> before = line.gaps;
  bool any = false;
  for (Gap& gap : look.line.gaps) {
    if ((gap.fate != Fate::open && gap.fate != Fate::keep) || gap.tab || gap.characters < 2) continue;
    const Glyph left = line.left(gap);
    const Glyph right = line.right(gap);
    const bool letters = left == Glyph::cjk && right == Glyph::cjk;
    if (letters ? unit_length(line, gap.left, false) < 2 || unit_length(line, gap.left + 1, true) < 2
                : !signed_behind(line, gap) && (never_spaced(left, right) || (place_of(left, right) != Place::after_end &&
                                                                              place_of(left, right) != Place::after_close)))
      continue;
    gap.fate = Fate::single;
    gap.rule = &rule;
    any = true;
  }
  if (any && weigh(line.settled()).spaced) look.line.gaps = std::move(before);
}

// ---- words of other scripts ----

bool word_part(Glyph g) {
  return g == Glyph::letter || g == Glyph::hangul || g == Glyph::foreign || g == Glyph::digit || g == Glyph::cjk;
}

// A run of lone letters of one script is a spaced word when its plain spelling stands elsewhere in the
// document. Korean syllables, where lone words are frequent but not six in a row, need no such witness
// from six on.
void spaced_word(const Look& look, const flow::Rule& rule) {
  LineText& line = look.line;
  const auto lone = [&](std::size_t i, Glyph kind) {
    return line.glyphs[i] == kind && (i == 0 || line.gap_after[i - 1] != 0 || !word_part(line.glyphs[i - 1])) &&
           (i + 1 == line.size() || line.gap_after[i] != 0 || !word_part(line.glyphs[i + 1]));
  };
  std::size_t passed = 0;
  for (std::size_t g = 0; g < line.gaps.size(); ++g) {
    const std::size_t i = line.gaps[g].left;
    const Glyph kind = line.glyphs[i];
    if (i < passed || (kind != Glyph::letter && kind != Glyph::hangul) || !lone(i, kind)) continue;
    std::size_t j = i + 1;
    while (j < line.size() && lone(j, kind) && line.gap_after[j - 1] != 0 &&
           line.gap_behind(j - 1)->columns == line.gap_behind(i)->columns)
      ++j;
    const std::size_t length = j - i;
    const bool hangul = kind == Glyph::hangul;
    std::u32string word;
    for (std::size_t k = i; k < j; ++k) word += text::lower_case(line.points[k]);
    const bool spaced = (hangul && length >= 6) || (length >= (hangul ? 3U : 4U) && look.words.contains(word));
    if (spaced)
      for (std::size_t k = i; k + 1 < j; ++k)
        if (Gap* gap = line.gap_behind(k); gap->fate == Fate::open) drop(*gap, rule);
    passed = j;
  }
}

// ---- right to left ----

bool rtl_letter(char32_t c) {
  const text::Properties& p = text::properties(c);
  return (p.script == text::Script::arabic || p.script == text::Script::hebrew) && p.letter();
}

bool rtl_mark(char32_t c) {
  return c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4 || c == '.' || c == ':' || c == '!' || c == ',';
}

// pdftotext takes the mark and the space behind it for a run from left to right, and turns them round:
// "word ,word". No orthography writes that, so a single place is proof enough.
void rtl_punctuation(std::string_view text, flow::Edits& edits, const flow::Rule& rule) {
  for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::size_t mark = text.find_first_not_of(' ', at);
    if (mark == std::string_view::npos) break;
    const text::Decoded d = text::decode(text, mark);
    const std::size_t next = mark + d.bytes;
    const bool turned = at > 0 && rtl_mark(d.point) && next < text.size() && rtl_letter(text::decode(text, next).point) &&
                        rtl_letter(text::decode_before(text, at).point);
    if (turned) edits.add(at, next, std::string(text.substr(mark, d.bytes)) + " ", rule);
    at = mark - 1;
  }
}

// ---- the table ----

constexpr std::string_view kStage = "spacing";

constexpr std::array kRows = {
    Row{{kStage, "letter-spaced", "A CJK line spaced out by gaps between its characters closes up.",
         // "Own strengths, in contact with the people", as a justified column leaves it.
         "\xE8\x87\xAA \xE8\xBA\xAB \xE4\xBC\x98 \xE5\x8A\xBF \xEF\xBC\x8C\xE5\x9C\xA8 \xE8\x81\x94 \xE7\xB3\xBB",
         "\xE8\x87\xAA\xE8\xBA\xAB\xE4\xBC\x98\xE5\x8A\xBF\xEF\xBC\x8C\xE5\x9C\xA8\xE8\x81\x94\xE7\xB3\xBB", true},
        letter_spaced},
    Row{{kStage, "padded-pair", "A name or word of two Han characters that was set as wide as three closes up.",
         "\xE7\xBB\xBC \xE5\x90\x88", "\xE7\xBB\xBC\xE5\x90\x88", true},
        padded},
    Row{{kStage, "punctuation-gap", "The white of full-width punctuation is no space.",
         "\xE5\x88\xB6\xE5\xBA\xA6 \xEF\xBC\x8C\xE5\xBC\x95\xE5\xAF\xBC",
         "\xE5\x88\xB6\xE5\xBA\xA6\xEF\xBC\x8C\xE5\xBC\x95\xE5\xAF\xBC", true},
        punctuation},
    Row{{kStage, "mixed-script", "The quarter em between CJK characters and Latin letters or digits is no space.",
         "8 \xE6\x9C\x88 6 \xE6\x97\xA5",
         "8\xE6\x9C\x88"
         "6\xE6\x97\xA5",
         true},
        mixed_script},
    Row{{kStage, "wide-gap", "A wide gap between clauses or fields of a CJK line becomes one space.",
         "\xE7\xAB\x8B\xE8\xB6\xB3\xE5\xB1\xA5\xE8\x81\x8C    \xE6\x9C\x8D\xE5\x8A\xA1\xE5\x8F\x91\xE5\xB1\x95",
         "\xE7\xAB\x8B\xE8\xB6\xB3\xE5\xB1\xA5\xE8\x81\x8C \xE6\x9C\x8D\xE5\x8A\xA1\xE5\x8F\x91\xE5\xB1\x95", true},
        nullptr,
        wide_gap},
    Row{{kStage, "spaced-word", "A letter-spaced word closes up when its plain spelling stands elsewhere.",
         "C H A P T E R\nThis chapter", "CHAPTER\nThis chapter", true},
        spaced_word},
    Row{{kStage, "rtl-punctuation", "A space that stands before a mark of Arabic or Hebrew text moves behind it.",
         "\xD9\x88\xD9\x84\xD9\x83\xD9\x86 \xD8\x8C\xD8\xB1\xD8\xA8\xD9\x85\xD8\xA7",
         "\xD9\x88\xD9\x84\xD9\x83\xD9\x86\xD8\x8C \xD8\xB1\xD8\xA8\xD9\x85\xD8\xA7", true},
        nullptr,
        nullptr,
        rtl_punctuation},
};

static_assert(flow::ids_differ(kRows), "two rules of one id");

}  // namespace

std::span<const Row> rows() { return kRows; }

}  // namespace runon::spacing
