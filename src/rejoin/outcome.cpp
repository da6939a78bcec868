#include "rejoin/outcome.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rejoin/constraints.h"
#include "rejoin/line_facts.h"
#include "rejoin/regions.h"
#include "rejoin/seams.h"
#include "rejoin/trait.h"
#include "rejoin/wrapped.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// Lines of text alone, none of them marked, that make up the text, but for a last line end.
bool plain_lines(const flow::Document& document) {
  std::size_t at = 0;
  for (const flow::Line& line : document.lines) {
    if (line.begin != at || line.end == at || line.dropped || line.page_break || line.mark != flow::Mark::none) return false;
    if (line.end < document.text.size() && document.text[line.end] != '\n') return false;
    at = line.end + 1;
  }
  return at >= document.text.size();
}

bool is_space(char32_t point) { return text::properties(point).space(); }

// How often words stand inside lines with a full stop behind, by a few bits of each: no less often than any of them does.
class Stopped {
 public:
  // Of words that are longer than any abbreviation nothing is known.
  static bool too_long(std::string_view word) { return word.size() > kLongestAbbreviation; }

  void count(std::string_view line) {
    for (std::size_t at = line.find('.'); at != std::string_view::npos; at = line.find('.', at + 1)) {
      if (at + 1 == line.size() || line[at + 1] != ' ') continue;
      std::string_view word = last_word(line.substr(0, at));
      if (too_long(word)) continue;
      while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
      std::uint8_t& seen = seen_[slot(word)];
      if (!word.empty() && seen < kOften) ++seen;
    }
  }

  bool often(std::string_view word) const { return seen_[slot(word)] >= kOften; }

  // What stands behind the last space. No more of a long word than shows that it is one.
  static std::string_view last_word(std::string_view text) {
    std::size_t begin = text.size();
    while (begin > 0 && text[begin - 1] != ' ' && text.size() - begin <= kLongestAbbreviation) --begin;
    return text.substr(begin);
  }

 private:
  static constexpr std::uint8_t kOften = 2;

  static std::size_t slot(std::string_view word) {
    if (word.empty()) return 0;
    const auto byte = [](char c) { return std::size_t{static_cast<unsigned char>(c)}; };
    return (byte(word.front()) * 29 + byte(word.back()) * 5 + word.size() * 101) % kSlots;
  }

  static constexpr std::size_t kSlots = 0x400;
  std::array<std::uint8_t, kSlots> seen_{};
};

enum class End : std::uint8_t {
  open,   // letters and whatever else
  mark,   // comma, colon, dash
  stop,   // of a sentence
  doubt,  // a full stop that may be an abbreviation's
};

// How a line ends that does not end in white space; see LineFacts::stop and last.
End end_of(std::string_view line) {
  Glyph last = Glyph::none;
  if (line.size() >= 3 && text::ideograph_at(line, line.size() - 3) != 0) return End::open;
  for (std::size_t at = line.size(); at > 0;) {
    const text::Decoded d = text::decode_before(line, at);
    at -= d.bytes;
    const Trait t = traits()(d.point);
    if (t.is(Trait::kSpace | Trait::kMark)) continue;
    if (last == Glyph::none) last = t.glyph;
    switch (t.glyph) {
      case Glyph::close:
      case Glyph::quote: continue;
      case Glyph::comma:
      case Glyph::colon:
      case Glyph::dash: return last == t.glyph ? End::mark : End::open;
      case Glyph::stop:
      case Glyph::ellipsis: return End::stop;
      case Glyph::dot: {
        const bool word = last == Glyph::dot && line.back() == '.';
        return word && !Stopped::too_long(Stopped::last_word(line.substr(0, line.size() - 1))) ? End::doubt : End::stop;
      }
      default: return End::open;
    }
  }
  return End::open;
}

// At least as many as the stage finds are left out of both: see lines_close().
struct Closed {
  std::size_t stops = 0;
  std::size_t marks = 0;
  std::size_t doubtful = 0;  // of no count so far

  bool enough(std::size_t lines) const {
    const auto n = static_cast<float>(lines);
    return lines_close(static_cast<float>(stops) / n, static_cast<float>(marks) / n, lines);
  }
};

bool closed(const flow::Document& document, std::span<const flow::Line> lines, const std::vector<End>& ends) {
  const std::size_t n = ends.size();
  const auto count = [&](End end) { return static_cast<std::size_t>(std::count(ends.begin(), ends.end(), end)); };
  Closed found{count(End::stop), count(End::mark), count(End::doubt)};
  if (found.enough(n)) return true;
  if (!Closed{found.stops + found.doubtful, found.marks, 0}.enough(n)) return false;
  Stopped stopped;
  for (const flow::Line& line : lines) stopped.count(document.view(line));
  for (std::size_t i = 0; i < n; ++i) {
    if (ends[i] != End::doubt) continue;
    const std::string_view text = document.view(lines[i]);
    if (!stopped.often(Stopped::last_word(text.substr(0, text.size() - 1)))) ++found.stops;
  }
  return found.enough(n);
}

// Many lines may be single characters, as nearly all of vertical text are.
bool may_be_vertical(std::span<const flow::Line> lines) {
  constexpr std::size_t kLongestCharacter = 4;
  const auto n = std::count_if(lines.begin(), lines.end(),
                               [](const flow::Line& line) { return line.end - line.begin <= kLongestCharacter; });
  return static_cast<std::size_t>(n) * 2 >= lines.size();
}

bool parts_a_date(const flow::Document& document) {
  for (std::size_t i = 0; i + 1 < document.lines.size(); ++i)
    if (splits_date(document.view(document.lines[i]), document.view(document.lines[i + 1]))) return true;
  return false;
}

// A paragraph may have been cut in the middle of a sentence.
bool may_be_cut(const flow::Document& document, std::span<const flow::Line> lines) {
  constexpr std::size_t kLeast = 60;  // bytes: of half an em each, as ASCII has
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string_view text = document.view(lines[i]);
    if (text.size() >= kLeast && cut_odds(text, document.view(lines[i + 1]))) return true;
  }
  return false;
}

// Lines may have been cut by a column (wrapped.h): of those that may reach as far as nine in ten of all do, words belong together
// with the next ones at the ends of two.
bool may_be_wrapped(const flow::Document& document, std::span<const flow::Line> lines, const std::vector<End>& ends) {
  constexpr float kLeastEms = 0.15F;  // of a byte; a character has one em at most
  constexpr float kNear = 2;          // more than may be missing in a full line
  if (static_cast<std::size_t>(std::count(ends.begin(), ends.end(), End::open)) < kFewestCut) return false;
  std::vector<std::size_t> sizes;
  sizes.reserve(lines.size());
  for (const flow::Line& line : lines) sizes.push_back(line.end - line.begin);
  const float edge = kLeastEms * static_cast<float>(widest_but_few(sizes)) - kNear;
  std::size_t full = 0;
  float sum = 0;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    if (ends[i] != End::open) continue;
    const std::string_view text = document.view(lines[i]);
    if (static_cast<float>(text::count(text)) < edge) continue;
    ++full;
    sum += std::min(words_together(text, document.view(lines[i + 1])), 0.0F);
  }
  return full >= kFewestCut && sum <= kCutByColumn;
}

// Whether any of that is so, from what the stage gathers of the lines.
bool was_cut(const flow::Document& document, const std::vector<LineFacts>& facts) {
  if (cut_by_column(document, facts)) return true;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    const LineFacts& a = facts[i];
    const LineFacts& b = facts[i + 1];
    if (may_go_on(a, b, a.size.ems) && cut_odds(view(document, a), view(document, b))) return true;
  }
  return false;
}

// The same of lines that the stage judges together; `facts` of all lines, where they were gathered.
bool leaves_region(const flow::Document& document, std::size_t begin, std::size_t end, const std::vector<LineFacts>& facts) {
  const std::span<const flow::Line> lines = std::span(document.lines).subspan(begin, end - begin);
  if (may_be_vertical(lines)) return false;
  std::vector<End> ends;
  ends.reserve(lines.size());
  for (const flow::Line& line : lines) ends.push_back(end_of(document.view(line)));
  if (!closed(document, lines, ends)) return false;
  if (!may_be_cut(document, lines) && !may_be_wrapped(document, lines, ends)) return true;
  std::vector<LineFacts> known;
  if (facts.empty()) gather(document, known);
  else known.assign(facts.begin() + static_cast<std::ptrdiff_t>(begin), facts.begin() + static_cast<std::ptrdiff_t>(end));
  return !was_cut(document, known);
}

}  // namespace

bool leaves_lines(const flow::Document& document) {
  if (!plain_lines(document)) return false;
  for (const flow::Line& line : document.lines) {
    const std::string_view text = document.view(line);
    if (is_space(text::decode(text, 0).point) || is_space(text::decode_before(text, text.size()).point)) return false;
  }
  const std::size_t n = document.lines.size();
  if (n < 2) return true;
  if (parts_a_date(document)) return false;
  if (n < 2 * kRegionLines) return leaves_region(document, 0, n, {});
  std::vector<LineFacts> facts;
  gather(document, facts);
  const std::vector<std::size_t> begins = find_regions(facts);
  for (std::size_t r = 0; r < begins.size(); ++r) {
    // A region is judged with the line behind it.
    const std::size_t end = r + 1 < begins.size() ? begins[r + 1] + 1 : n;
    if (!leaves_region(document, begins[r], end, facts)) return false;
  }
  return true;
}

}  // namespace runon::rejoin
