#include "doubling/neighbours.h"

#include <algorithm>

#include "doubling/walk.h"

namespace runon::doubling {
namespace {

constexpr std::size_t kMostBlankLines = 2;  // between two copies
constexpr std::size_t kAround = 8;          // lines looked at on either side

std::string_view trimmed(std::string_view text) {
  const Walk head(text);
  const WalkBack tail(text, text.size());
  return text.substr(head.at(), tail.end() - head.at());
}

bool has_clause_mark(std::string_view text) {
  for (Walk walk(text); !walk.done(); walk.next())
    if (closes_clause(walk.point())) return true;
  return false;
}

}  // namespace

Filled::Filled(const flow::Document& document) : document_(document) {
  lines_.resize(document.lines.size());
  firsts_.resize(document.lines.size());
  std::size_t count = 0;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const char32_t first = first_shown(document.view(document.lines[i]));
    if (first == kNoneShown) continue;
    lines_[count] = i;
    firsts_[count++] = first;
  }
  lines_.resize(count);
  firsts_.resize(count);
}

bool Filled::same_behind_first(std::size_t a, std::size_t b) const {
  Walk left(text(a));
  Walk right(text(b));
  while (!left.done() && !right.done() && left.point() == right.point()) {
    left.next();
    right.next();
  }
  return left.done() && right.done();
}

std::size_t Filled::next_alike(std::size_t i, std::size_t height) const {
  const char32_t* const firsts = firsts_.data();
  const std::size_t size = firsts_.size();
  while (i + height < size && firsts[i] != firsts[i + height]) ++i;
  return i + height < size ? i : size;
}

bool Filled::near(std::size_t upper, std::size_t lower) const {
  const std::vector<flow::Line>& lines = document_.lines;
  if (line(lower) - line(upper) > kMostBlankLines + 1) return false;
  for (std::size_t l = line(upper) + 1; l <= line(lower); ++l)
    if (lines[l].page_break) return false;
  return true;
}

std::size_t Filled::copies(std::size_t i, std::size_t height) const {
  std::size_t count = 1;
  for (std::size_t at = i + height; at + height <= size(); at += height, ++count) {
    for (std::size_t j = 0; j < height; ++j)
      if (!same(at + j - height, at + j) || !near(at + j - 1, at + j)) return count;
  }
  return count;
}

bool Filled::stands_elsewhere(std::size_t i, std::size_t from, std::size_t to) const {
  // Where few ask, a table of all texts does not pay.
  constexpr std::size_t kFew = 8;
  if (looked_through_ < kFew) {
    ++looked_through_;
    const std::string_view wanted = trimmed(text(i));
    for (std::size_t j = 0; j < size(); ++j)
      if ((j < from || j >= to) && firsts_[j] == firsts_[i] && trimmed(text(j)) == wanted) return true;
    return false;
  }
  if (places_.empty()) {
    places_.reserve(size());
    for (std::size_t j = 0; j < size(); ++j) {
      const auto [place, fresh] = places_.try_emplace(base::hash128(trimmed(text(j))), Places{j, j});
      if (!fresh) place->second.last = j;
    }
  }
  const Places places = places_[base::hash128(trimmed(text(i)))];
  return places.first < from || places.last >= to;
}

bool Filled::among_sentences(std::size_t from, std::size_t to) const {
  const std::size_t first = from - std::min(from, kAround);
  const std::size_t last = std::min(size(), to + kAround);
  if (last - first <= to - from + 2) return true;
  for (std::size_t i = first; i < last; ++i)
    if ((i < from || i >= to) && has_clause_mark(text(i))) return true;
  return false;
}

}  // namespace runon::doubling
