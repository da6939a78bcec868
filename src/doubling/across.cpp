#include "doubling/across.h"

#include <algorithm>

namespace runon::doubling {
namespace {

using text::properties;

// ---- doubled-neighbours: equal lines right behind each other ----------------------------------------------
// A headline or caption that the page draws twice. Against it stand dialogue ("Yes." "Yes."), refrains,
// cells of a table, code, and a heading that its first sentence takes up on a line of its own. So: weight;
// no mark that closes a clause, unless it is as long as a sentence; running text around it, which it is
// not itself; a short text stands nowhere else; no bracket opens right below it; up to four copies. A pair that
// follows a pair right away may be the next line of the same headline, and is believed beside it.

// Lines of programs and of markup, in an alphabet.
bool like_code(const Squeezed& line, const Weight& weight) {
  if (weight.wide > 0) return false;
  const char32_t last = line.points.back();
  return weight.sign || last == U';' || last == U')';
}

// "key: value", as settings have it, and some headlines.
bool like_setting(const Squeezed& line) {
  const std::size_t colon = line.points.find(U':');
  if (colon == std::u32string::npos || colon + 1 >= line.size() || line.gap[colon + 1] == Gap::none) return false;
  return std::all_of(line.gap.begin() + 1, line.gap.begin() + static_cast<std::ptrdiff_t>(colon) + 1,
                     [](Gap gap) { return gap == Gap::none; });
}

Strength one_less(Strength strength) {
  return strength == Strength::none ? strength : static_cast<Strength>(static_cast<int>(strength) - 1);
}

Strength of_neighbours(const Filled& lines, const Squeezed& line, const Group& group) {
  const std::size_t end = group.first + group.copies;
  const Weight weight = weigh(line, 0, line.size());
  if (weight.letters == 0 || like_code(line, weight) || group.copies > kMostCopies) return Strength::none;
  for (std::size_t i = 1; i < line.size(); ++i)
    if (line.gap[i] == Gap::wide) return Strength::none;  // a row of a table
  Strength strength = grade(weight.mass, 6, 3, 2);
  if (ends_in_clause_mark(line, 0, line.size())) strength = grade(weight.mass, 20, kOutOfReach, 4);
  if (weight.digits > weight.letters || (weight.wide == 0 && like_setting(line))) strength = std::min(strength, Strength::weak);
  if (end < lines.size() && properties(Walk(lines.text(end)).point()).breaking == text::Breaking::open)
    strength = std::min(strength, Strength::weak);
  // Verse without marks has lines of less than twelve ideographs, or fifty letters.
  const bool verse = weight.mass < (weight.wide > 0 ? 12 : 20) && !lines.among_sentences(group.first, end);
  if (verse) strength = std::min(strength, Strength::fair);
  const bool refrain = weight.mass < 12 && strength > Strength::weak && lines.stands_elsewhere(group.first, group.first, end);
  return refrain ? one_less(strength) : strength;
}

}  // namespace

void doubled_neighbours(const Filled& lines, std::vector<Group>& out) {
  Squeezed line;
  for (std::size_t i = 0; (i = lines.next_alike(i, 1)) < lines.size();) {
    Group group{i, 1, lines.copies(i, 1), Strength::none, false};
    if (group.copies > 1) {
      line.assign(lines.text(i));
      group.strength = of_neighbours(lines, line, group);
      group.follows = weigh(line, 0, line.size()).letters > 0;
      out.push_back(group);
    }
    i += group.copies;
  }
}

namespace {

// ---- doubled-neighbour-lines: a text of two to four lines, then the same lines again ------------------------
// A headline set in lines and drawn twice. Couplets and cells of a table repeat likewise; but a headline's
// lines are cut where its measure ends: no line closes a sentence, nor the last a clause, unless it is
// long; the first is filled and none is longer than it.

Strength of_lines(const Filled& lines, const Group& group) {
  Squeezed line;
  double all = 0;
  double first = 0;
  for (std::size_t j = 0; j < group.height; ++j) {
    line.assign(lines.text(group.first + j));
    const Weight weight = weigh(line, 0, line.size());
    if (weight.letters == 0 || like_code(line, weight) || widest(line, 0, 1, line.size()) == Gap::wide) return Strength::none;
    const bool last = j + 1 == group.height;
    if (last ? weight.mass < 8 && ends_in_clause_mark(line, 0, line.size()) : properties(line.points.back()).sentence_end())
      return Strength::none;
    if (j == 0) first = weight.mass;
    if (weight.mass > first * 1.2) return Strength::none;
    all += weight.mass;
  }
  const std::size_t end = group.first + group.height * group.copies;
  if (group.copies > kMostCopies || (all < 20 && !lines.among_sentences(group.first, end))) return Strength::none;
  if (lines.stands_elsewhere(group.first, group.first, end)) return Strength::none;
  return first >= 8 ? grade(all, 12, 9, kOutOfReach) : grade(all, kOutOfReach, 9, kOutOfReach);
}

}  // namespace

void doubled_neighbour_lines(const Filled& lines, std::vector<Group>& out) {
  for (std::size_t height = 2; height <= 4; ++height) {
    for (std::size_t i = 0; (i = lines.next_alike(i, height)) + 2 * height <= lines.size();) {
      if (!lines.same(i, i + height)) {
        ++i;
        continue;
      }
      Group group{i, height, lines.copies(i, height), Strength::none, false};
      if (group.copies < 2) {
        ++i;
        continue;
      }
      group.strength =
          lines.copies(i, 1) > 1 || (height == 4 && lines.copies(i, 2) > 1) ? Strength::none : of_lines(lines, group);
      if (group.strength != Strength::none) out.push_back(group);
      i += height * (group.copies - 1) + 1;
    }
  }
}

}  // namespace runon::doubling
