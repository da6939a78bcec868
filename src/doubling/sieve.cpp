#include "doubling/sieve.h"

#include <cstddef>

#include "doubling/walk.h"

namespace runon::doubling {
namespace {

enum class Square { none, single, longer };  // a character twice; a text of two characters and more twice

bool stands_at(std::string_view line, std::string_view character, std::size_t at) {
  for (std::size_t i = 0; i < character.size(); ++i)
    if (line[at + i] != character[i]) return false;
  return true;
}

// Both search by the last byte of a character: of 64 values, while the first is nearly always the same.
std::size_t find(std::string_view line, std::string_view character, std::size_t from) {
  const std::size_t before = character.size() - 1;
  for (std::size_t at = line.find(character.back(), from + before); at != std::string_view::npos;
       at = line.find(character.back(), at + 1))
    if (stands_at(line, character, at - before)) return at - before;
  return std::string_view::npos;
}

// Where the last `character` that ends at `end` or before begins.
std::size_t find_back(std::string_view line, std::string_view character, std::size_t end) {
  const char last = character.back();
  for (; end >= character.size(); --end)
    if (line[end - 1] == last && stands_at(line, character, end - character.size())) return end - character.size();
  return std::string_view::npos;
}

// A text that the line begins with and that stands right behind itself.
Square at_begin(std::string_view line) {
  const Walk start(line);
  const std::string_view first = line.substr(start.at(), start.bytes());
  Square found = Square::none;
  for (std::size_t at = find(line, first, start.at() + first.size()); at != std::string_view::npos;
       at = find(line, first, at + first.size())) {
    Walk head = start;
    Walk again(line, at);
    std::size_t agree = 0;
    for (; head.at() < at && !again.done() && head.point() == again.point(); ++agree) {
      head.next();
      again.next();
    }
    if (head.at() < at) continue;
    if (agree > 1) return Square::longer;
    found = Square::single;
  }
  return found;
}

// The mirror image: a text that the line ends with and that stands right before itself.
Square at_end(std::string_view line) {
  const WalkBack start(line, line.size());
  const std::string_view last = line.substr(start.at(), start.bytes());
  Square found = Square::none;
  for (std::size_t end = start.at(); end >= last.size();) {
    end = find_back(line, last, end);
    if (end == std::string_view::npos) break;
    WalkBack tail = start;
    WalkBack again(line, end + last.size());
    std::size_t agree = 0;
    for (; tail.end() > end + last.size() && !again.done() && tail.point() == again.point(); ++agree) {
      tail.next();
      again.next();
    }
    if (tail.end() > end + last.size()) continue;
    if (agree > 1) return Square::longer;
    found = Square::single;
  }
  return found;
}

// Four characters in a row, each two, three or four times.
template <class Step>
bool four_doubled(const Step& start) {
  for (std::size_t copies = 2; copies <= 4; ++copies) {
    Step step = start;
    std::size_t seen = 0;
    for (char32_t c = 0; seen < 4 * copies && !step.done(); ++seen, step.next()) {
      if (seen % copies == 0) c = step.point();
      else if (step.point() != c) break;
    }
    if (seen == 4 * copies) return true;
  }
  return false;
}

// Rulers and laughter: more than four times one character and nothing else.
bool one_character(Walk step) {
  const char32_t c = step.point();
  std::size_t seen = 0;
  for (; !step.done() && step.point() == c; step.next()) ++seen;
  return step.done() && seen > 4;
}

}  // namespace

bool may_repeat(std::string_view line) {
  const Walk start(line);
  if (start.done() || one_character(start)) return false;
  const Square head = at_begin(line);
  if (head == Square::longer) return true;
  const Square tail = at_end(line);
  if (tail == Square::longer || (head == Square::single && tail == Square::single)) return true;
  return (head == Square::single && four_doubled(start)) || (tail == Square::single && four_doubled(WalkBack(line, line.size())));
}

}  // namespace runon::doubling
