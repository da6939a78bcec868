#include "doubling/rules.h"

#include <algorithm>
#include <array>

#include "doubling/across.h"

namespace runon::doubling {
namespace {

using text::properties;

// ---- What all rules share ------------------------------------------------------------------------

bool letter(char32_t c) { return properties(c).letter(); }

// ---- doubled-line: the whole line is one text, two to four times -----------------------------------
// Whole lines of running text are cut at random, so a line that is a square by chance is a matter of
// length alone; what remains is what languages say twice: verbs (ABAB), counting (yi ... yi ...), slogans,
// names of places and bands, refrains. They are short, or parted by a mark or a space. So the evidence is
// the weight of one copy, less where copies touch ("TeslaNikola": no one writes so), more where a space
// or a closing mark parts them; a wide gap parts columns of a table, and nothing is believed of it alone.

Strength of_wide_script(const Weight& unit, Gap seam) {
  if (seam == Gap::wide) return grade(unit.mass, kOutOfReach, 8, kOutOfReach);
  if (seam == Gap::space) {
    // Heads of a table in two panels: short cells, and their row once more.
    if (unit.words > 1 && static_cast<double>(unit.letters) < 3.0 * static_cast<double>(unit.words)) return Strength::none;
    return grade(unit.mass, 9, 5, 3);
  }
  const bool idiom = unit.counts || unit.repeats_itself;
  return grade(unit.mass, idiom ? 5 : 4, 3, 2);
}

Strength of_alphabet(const Weight& unit, Gap seam, bool capital) {
  if (seam == Gap::wide) return unit.words >= 3 && unit.letters >= 20 ? Strength::fair : Strength::none;
  if (seam == Gap::space) {
    if (unit.words >= 3 && unit.letters >= 15) return Strength::strong;
    if (unit.words >= 2 && unit.letters >= 8) return Strength::fair;
    return unit.letters >= 8 ? Strength::weak : Strength::none;
  }
  if (unit.hex && unit.words == 1) return Strength::none;
  if (unit.letters >= 8) return Strength::strong;
  if (unit.letters >= 5) return Strength::fair;
  return unit.letters >= 2 && capital ? Strength::weak : Strength::none;
}

// A clause or sentence said twice is rhetoric while it is short; in an alphabet, with the space that belongs
// between sentences, it may be two equal arguments of a list.
Strength of_clause(const Weight& unit, Gap seam) {
  if (unit.wide > 0 || seam == Gap::none) return grade(unit.mass, 8, 4, kOutOfReach);
  return unit.words >= 4 && unit.letters >= 20 ? Strength::strong : Strength::none;
}

Find doubled_line(const Look& look) {
  const Squeezed& line = look.line;
  const std::size_t n = line.size();
  const std::size_t unit = shortest_period(look.z);
  if (unit == n || n / unit > kMostCopies) return {};
  const Weight weight = weigh(line, 0, unit);
  const Gap seam = widest(line, unit, unit, n);
  Find find;
  find.runs.push_back({0, unit, n / unit, 1});
  if (weight.letters == 0 || (weight.sign && weight.wide == 0)) return {};
  if (unit == 1) {
    // One character four times may be a name of two equal characters printed twice.
    find.runs.front() = {0, 2, 2, 1};
    find.strength = n == 4 && weight.ideographs == 1 ? Strength::weak : Strength::none;
  } else if (ends_in_clause_mark(line, 0, unit)) {
    find.strength = of_clause(weight, seam);
  } else if (weight.wide > 0) {
    find.strength = of_wide_script(weight, seam);
  } else {
    find.strength = of_alphabet(weight, seam, properties(line.points[0]).upper());
  }
  return find;
}

// ---- doubled-letters: every character of the line, or of whole words at its begin or end, k times -----
// In an alphabet no word doubles each of its letters; four in a row are proof. Chinese does, two by two
// (AABB), so there a part of a line needs more than three such words could give, or an odd number. Runs
// of digits, an ascending series ("AABBCC" names a rhyme) and rows of spaced ideographs (marks in a table;
// letter-spacing is gone by now) prove nothing.

struct Letters {
  std::size_t runs = 0;      // characters of the single text
  std::size_t letters = 0;   // of them letters
  std::size_t distinct = 0;  // of those, different from the one before
  std::size_t wide = 0;
  bool series = true;  // each is the next code point
  bool spaced = true;  // a gap before every character but the first
  bool fours = true;   // words of four: AABB AABB
};

Letters count_letters(const Squeezed& line, std::size_t begin, std::size_t end, std::size_t copies) {
  Letters count;
  std::size_t word = 0;
  for (std::size_t i = begin; i < end; ++i, ++word) {
    const bool gap = i > begin && line.gap[i] != Gap::none;
    if (i > begin && !gap) count.spaced = false;
    if (gap) {
      if (word != 4) count.fours = false;
      word = 0;
    }
    if ((i - begin) % copies != 0) continue;
    ++count.runs;
    const char32_t c = line.points[i];
    const bool first = i == begin;
    if (!first && line.points[i - 1] + 1 != c) count.series = false;
    if (!letter(c)) continue;
    ++count.letters;
    if (first || line.points[i - 1] != c) ++count.distinct;
    if (properties(c).wide()) ++count.wide;
  }
  if (word != 4 || word == end - begin) count.fours = false;
  return count;
}

Strength of_letters(const Letters& count, std::size_t copies) {
  if (count.distinct < 2 || count.series || (count.fours && copies == 2 && count.wide > 0)) return Strength::none;
  const std::size_t proof = count.wide > 0 || copies == 2 ? 4 : 3;
  const bool varied = count.distinct >= std::min<std::size_t>(count.letters, 3);
  Strength strength = Strength::weak;
  if (count.letters >= proof && varied) strength = Strength::strong;
  else if (count.letters >= 3 || (count.wide == 0 && copies > 2)) strength = Strength::fair;
  if (!count.spaced) return strength;
  return count.wide == 0 && count.letters >= 4 ? std::min(strength, Strength::fair) : Strength::none;
}

bool of_part_letters(const Letters& count) {
  if (count.series || count.spaced || count.distinct + 1 < count.letters) return false;
  if (count.wide == 0) return count.letters >= 4;
  return count.letters >= 8 || (count.letters >= 5 && count.letters % 2 == 1);
}

// How many whole groups of `copies` equal characters stand from `at` on.
std::size_t groups(const Squeezed& line, std::size_t at, std::size_t copies) {
  std::size_t count = 0;
  for (; at + copies <= line.size(); at += copies, ++count)
    for (std::size_t j = 1; j < copies; ++j)
      if (line.points[at + j] != line.points[at]) return count;
  return count;
}

std::size_t groups_before(const Squeezed& line, std::size_t end, std::size_t copies) {
  std::size_t count = 0;
  for (; end >= copies; end -= copies, ++count)
    for (std::size_t j = 2; j <= copies; ++j)
      if (line.points[end - j] != line.points[end - 1]) return count;
  return count;
}

Find letter_runs(std::size_t begin, std::size_t end, std::size_t copies, Strength strength) {
  Find find;
  find.strength = strength;
  for (std::size_t i = begin; i < end; i += copies) find.runs.push_back({i, 1, copies, 1});
  return find;
}

Find doubled_letters(const Look& look) {
  const Squeezed& line = look.line;
  const std::size_t n = line.size();
  Find best;
  for (std::size_t copies = kMostCopies; copies >= 2; --copies) {
    const std::size_t head = groups(line, 0, copies) * copies;
    if (head == n) {
      const Strength strength = of_letters(count_letters(line, 0, n, copies), copies);
      if (strength > best.strength) best = letter_runs(0, n, copies, strength);
      continue;
    }
    if (best.strength == Strength::strong) continue;
    const auto word_ends = [&](std::size_t i) {
      return line.gap[i] != Gap::none || properties(line.points[i]).wide() || !letter(line.points[i]);
    };
    if (head >= 4 * copies && word_ends(head) && of_part_letters(count_letters(line, 0, head, copies)))
      return letter_runs(0, head, copies, Strength::strong);
    const std::size_t tail = groups_before(line, n, copies) * copies;
    if (tail >= 4 * copies && (line.gap[n - tail] != Gap::none || properties(line.points[n - tail]).wide()) &&
        of_part_letters(count_letters(line, n - tail, n, copies)))
      return letter_runs(n - tail, n, copies, Strength::strong);
  }
  return best;
}

// ---- doubled-words: every word of the line, or three and more at its begin or end, k times ------------
// "How How are are you you". Two different words ("bye bye baby baby") are a song; three different ones
// with eight letters between them are not. Words of one character are marks in a table.

struct Words {
  std::vector<std::size_t> at;  // where each begins, and the end
  bool wide_gaps = false;
};

Words words_of(const Squeezed& line) {
  Words words;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0 && line.gap[i] == Gap::none) continue;
    words.at.push_back(i);
    if (i > 0 && line.gap[i] == Gap::wide) words.wide_gaps = true;
  }
  words.at.push_back(line.size());
  return words;
}

std::u32string_view word(const Squeezed& line, const Words& words, std::size_t w) {
  return std::u32string_view(line.points).substr(words.at[w], words.at[w + 1] - words.at[w]);
}

// Groups of `copies` equal words from word `w` on.
std::size_t word_groups(const Squeezed& line, const Words& words, std::size_t w, std::size_t copies) {
  std::size_t count = 0;
  for (; w + copies < words.at.size(); w += copies, ++count)
    for (std::size_t j = 1; j < copies; ++j)
      if (word(line, words, w + j) != word(line, words, w)) return count;
  return count;
}

// The same in front of the line's end.
std::size_t word_groups_at_end(const Squeezed& line, const Words& words, std::size_t copies) {
  std::size_t count = 0;
  for (std::size_t end = words.at.size() - 1; end >= copies; end -= copies, ++count)
    for (std::size_t j = 2; j <= copies; ++j)
      if (word(line, words, end - j) != word(line, words, end - 1)) return count;
  return count;
}

Find word_runs(const Squeezed& line, const Words& words, std::size_t w, std::size_t groups_found, std::size_t copies) {
  Find find;
  std::size_t different = 0;
  std::size_t letters = 0;
  double mass = 0;
  for (std::size_t g = 0; g < groups_found; ++g, w += copies) {
    const std::size_t unit = words.at[w + 1] - words.at[w];
    find.runs.push_back({words.at[w], unit, copies, 1});
    const Weight weight = weigh(line, words.at[w], words.at[w + 1]);
    letters += weight.letters;
    mass += weight.mass;
    const bool same = g > 0 && word(line, words, w) == word(line, words, w - copies);
    if (weight.letters > 0 && !same) ++different;
  }
  if (different < 2 || letters <= groups_found) return {};
  const bool whole = groups_found * copies + 1 == words.at.size();
  if (different >= 3 && mass >= 3.2) find.strength = Strength::strong;
  else if (whole) find.strength = mass >= 3 ? Strength::fair : Strength::weak;
  return find;
}

Find doubled_words(const Look& look) {
  const Words words = words_of(look.line);
  const std::size_t count = words.at.size() - 1;
  if (count < 4 || words.wide_gaps) return {};
  for (std::size_t copies = kMostCopies; copies >= 2; --copies) {
    const std::size_t head = word_groups(look.line, words, 0, copies);
    if (head >= 2 && (head * copies == count || head >= 3)) {
      Find find = word_runs(look.line, words, 0, head, copies);
      if (find.strength != Strength::none) return find;
    }
    const std::size_t tail = count % copies == 0 ? 0 : word_groups_at_end(look.line, words, copies);
    if (tail < 3) continue;
    Find find = word_runs(look.line, words, count - tail * copies, tail, copies);
    if (find.strength != Strength::none) return find;
  }
  return {};
}

// ---- doubled-runs: the line is XXYY..., where XY is the text --------------------------------------------
// A viewer that fakes bold prints each run of a font twice; the seam of the runs is anywhere. A line that
// can be parted into squares altogether is no accident once one of them is long, by the measure of
// doubled-line, or one is fair by it and the whole long; parted into short ones it may be reduplication upon
// reduplication.

Find doubled_runs(const Look& look) {
  const Squeezed& line = look.line;
  if (line.size() > kLongestParted) return {};
  for (std::size_t copies = kMostCopies; copies >= 2; --copies) {
    Find find;
    find.runs = part_into_runs(line.points, copies);
    double heaviest = 0;
    double all = 0;
    std::size_t longest = 0;
    bool wide_gap = false;
    bool square = false;  // a unit that is a square in its turn has more copies than its neighbours: not one habit
    for (const Run& run : find.runs) {
      const std::u32string_view unit = std::u32string_view(line.points).substr(run.begin, run.unit);
      square = square || (run.unit >= 4 && run.unit % 2 == 0 && unit.substr(run.unit / 2) == unit.substr(0, run.unit / 2));
      const Weight weight = weigh(line, run.begin, run.begin + run.unit);
      const Gap seam = widest(line, run.begin + run.unit, run.unit, run.end());
      const bool list = seam != Gap::none && ends_in_clause_mark(line, run.begin, run.begin + run.unit);
      const double mass = weight.wide == 0 && (weight.sign || list) ? 0 : weight.mass;
      heaviest = std::max(heaviest, mass);
      all += mass;
      longest = std::max(longest, run.unit);
      wide_gap = wide_gap || seam == Gap::wide;
    }
    if (find.runs.size() < 2 || longest < 2 || wide_gap || square) continue;
    find.strength = heaviest >= 3 && all >= 7 ? Strength::strong : std::min(grade(heaviest, 5, 3, 0), grade(all, 5, 3, 2));
    if (find.strength != Strength::none) return find;
  }
  return {};
}

// ---- doubled-part: the line begins, or ends, with a text two to four times -------------------------------
// Inside a sentence reduplication is at home ("day after day, day after day"), so one copy has to weigh
// more than any of it does: seven characters that touch, or ten where the Chinese one is among them; in
// alphabets ten letters that touch, or six words and 32 letters ("with the exception and ... with the
// exception and"). A clause mark at the seam makes it rhetoric, below twelve characters. Wide gaps part
// columns; signs of programs prove nothing in an alphabet.

Strength of_part(const Squeezed& line, const Run& run) {
  const Weight unit = weigh(line, run.begin, run.begin + run.unit);
  const Gap seam = widest(line, run.begin + run.unit, run.unit, run.end());
  if (seam == Gap::wide || unit.letters == 0 || (unit.sign && unit.wide == 0)) return Strength::none;
  if (ends_in_clause_mark(line, run.begin, run.begin + run.unit)) return grade(unit.mass, 12, 9, kOutOfReach);
  if (unit.wide > 0) {
    if (seam == Gap::space) return grade(unit.mass, kOutOfReach, 10, kOutOfReach);
    return unit.one ? grade(unit.mass, 10, 7, kOutOfReach) : grade(unit.mass, 7, 5, kOutOfReach);
  }
  if (seam == Gap::space) return unit.words >= 6 && unit.letters >= 32 ? Strength::strong : Strength::none;
  if (unit.words < 2) return unit.letters >= 12 && !unit.hex ? Strength::fair : Strength::none;
  return grade(static_cast<double>(unit.letters), 10, 8, kOutOfReach);
}

// The best run at the begin of a text of which `z` is the Z-function; `run_of` places it in the line.
// A square inside a longer run of the same period is not looked at, so at most log n squares are
// weighed (Crochemore and Rytter, "Squares, cubes, and time-space efficient string searching", 1995).
template <class Place>
Find best_part(const Squeezed& line, const std::vector<std::size_t>& z, const Place& run_of) {
  Find best;
  std::size_t covered = 0;  // squares up to this length belong to a run that was weighed
  for (std::size_t unit = 2; unit <= z.size() / 2; ++unit) {
    if (z[unit] < unit || 2 * unit <= covered) continue;
    covered = std::max(covered, z[unit] + unit);
    const std::size_t copies = 1 + z[unit] / unit;
    if (copies > kMostCopies || copies * unit == z.size()) continue;
    const Run run = run_of(unit, copies);
    const Strength strength = of_part(line, run);
    if (strength <= best.strength) continue;
    best.strength = strength;
    best.runs.assign(1, run);
  }
  return best;
}

Find doubled_part(const Look& look) {
  const Squeezed& line = look.line;
  const std::size_t n = line.size();
  if (n < 8 || doubled_runs(look).strength != Strength::none) return {};  // runs explain the whole line
  Find head = best_part(line, look.z, [](std::size_t unit, std::size_t copies) { return Run{0, unit, copies, 1}; });
  if (head.strength == Strength::strong) return head;
  // A text's end is the begin of its mirror image.
  const std::size_t again =
      std::u32string_view(line.points).substr(0, n - 2).rfind(std::u32string_view(line.points).substr(n - 2));
  if (again == std::u32string_view::npos) return head;
  std::vector<std::size_t> z;
  z_function(std::u32string(line.points.rbegin(), line.points.rend()), z);
  Find tail = best_part(line, z, [n](std::size_t unit, std::size_t copies) { return Run{n - unit * copies, unit, copies, 1}; });
  return tail.strength > head.strength ? tail : head;
}

// ---- the table ----------------------------------------------------------------------------------------------
// Examples: "the example headline" (U+793A U+4F8B ...), its halves, and Latin words.

// clang-format off
constexpr std::array kRows = {
    Row{{"doubling", "doubled-line", "a line that is one text two to four times becomes that text once",
         "Open Source MetricsOpen Source Metrics", "Open Source Metrics"},
        Family::blocks, doubled_line, nullptr},
    Row{{"doubling", "doubled-letters", "a line, or words at its begin or end, with every character k times", "BBOOLLDD", "BOLD"},
        Family::letters, doubled_letters, nullptr},
    Row{{"doubling", "doubled-words", "a line, or words at its begin or end, with every word k times", "How How are are you you",
         "How are you"},
        Family::words, doubled_words, nullptr},
    Row{{"doubling", "doubled-runs", "a line that is XXYY, where XY is the text: overprinted run by run",
         "\u793A\u4F8B\u6587\u5B57\u5217\u793A\u4F8B\u6587\u5B57\u5217\u884C\u884C", "\u793A\u4F8B\u6587\u5B57\u5217\u884C"},
        Family::blocks, doubled_runs, nullptr},
    Row{{"doubling", "doubled-part", "a line that begins or ends with a text two to four times",
         "Open Source MetricsOpen Source Metrics, page 3", "Open Source Metrics, page 3"},
        Family::blocks, doubled_part, nullptr},
    Row{{"doubling", "doubled-neighbours", "equal lines right behind each other become one",
         "Open Source Metrics\nOpen Source Metrics", "Open Source Metrics\n"},
        Family::blocks, nullptr, doubled_neighbours},
    Row{{"doubling", "doubled-neighbour-lines", "a text of two to four lines, printed again right below, becomes one",
         "Finding new users for your\nown project\nFinding new users for your\nown project",
         "Finding new users for your\nown project\n\n"},
        Family::blocks, nullptr, doubled_neighbour_lines},
};
// clang-format on

static_assert(flow::ids_differ(kRows), "two rules of one id");

}  // namespace

std::span<const Row> table() { return kRows; }

}  // namespace runon::doubling
