#include "rejoin/wrapped.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "rejoin/layout.h"
#include "rejoin/margins.h"
#include "rejoin/markers.h"
#include "rejoin/measure.h"
#include "rejoin/outcome.h"
#include "rejoin/program.h"
#include "rejoin/wording.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// So few lines say little of a column by their widths alone.
constexpr std::size_t kFew = 16;
// Of no more than these the first line has its say, too.
constexpr std::size_t kFewest = 4;

float widest_of(std::span<const LineFacts> facts) {
  float widest = 0;
  for (const LineFacts& f : facts) widest = std::max(widest, f.size.ems);
  return widest;
}

// Share of the lines that cannot have taken in the beginning of the next one, had the widest line been as wide
// as the column; the last line counts where it reaches as far as they do.
struct Fullness {
  float share = 0;
  bool last = false;
};

Fullness fullness(const std::vector<LineFacts>& facts) {
  const float widest = widest_of(facts);
  const auto reaches = [&](const LineFacts& f, float unit) { return f.size.ems + unit >= widest - 0.4F - 0.03F * f.size.soft; };
  int full = 0;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i)
    if (reaches(facts[i], next_unit(facts[i], facts[i + 1], {}))) ++full;
  return {static_cast<float>(full) / static_cast<float>(facts.size() - 1), reaches(facts.back(), 1)};
}

bool is_letter(Glyph glyph) { return glyph >= Glyph::han && glyph <= Glyph::letter; }

bool ends_sentence(const LineFacts& f) { return f.stop || f.stops > 0; }

// Of letters whose script, as Thai and Lao, shows the ends of sentences by a space at most.
bool without_stops(const LineFacts& f) { return f.letters > 0 && !f.cjk && !f.spaced && f.last != Glyph::none; }

// Lines without the end of a sentence, most of which begin as a line in the middle of one does, and a comma among them.
bool inside_a_sentence(const std::vector<LineFacts>& facts) {
  const auto goes_on = [](const LineFacts& f) {
    return f.first == Glyph::lower || f.first == Glyph::han || f.first == Glyph::kana || f.first == Glyph::comma;
  };
  const auto on = static_cast<std::size_t>(std::count_if(facts.begin() + 1, facts.end(), goes_on));
  return on * 2 >= facts.size() - 1 && std::any_of(facts.begin(), facts.end(), [](const LineFacts& f) { return f.pauses > 0; });
}

// Of the lines that end no sentence, the share of those that are not much narrower than the widest. A column makes nearly all of
// them so; where a line is a paragraph they are headlines. The last line, which nothing follows, is neither; nor is a first line
// that ends no sentence, since heads and headlines can be wider than the column below.
float open_and_wide(const std::vector<LineFacts>& facts) {
  constexpr float kWide = 0.5F;
  const std::size_t first = !facts.front().stop && facts.size() > kFewest ? 1 : 0;
  const float widest = widest_of(std::span(facts).subspan(first));
  std::size_t open = 0;
  std::size_t wide = 0;
  for (std::size_t i = first; i + 1 < facts.size(); ++i) {
    if (facts[i].stop) continue;
    ++open;
    if (facts[i].size.ems >= kWide * widest) ++wide;
  }
  return open == 0 ? 0 : static_cast<float>(wide) / static_cast<float>(open);
}

// What the words say on the average at the ends of lines that end no sentence.
float wording_of(const flow::Document& document, const std::vector<LineFacts>& facts) {
  float sum = 0;
  int open = 0;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    if (facts[i].stop) continue;
    ++open;
    sum += words_together(view(document, facts[i]), view(document, facts[i + 1]));
  }
  return open == 0 ? 0 : sum / static_cast<float>(open);
}

// The right edge of the lines but for one in ten, which may be wider.
float column_edge(const std::vector<LineFacts>& facts) {
  std::vector<float> edges;
  edges.reserve(facts.size());
  for (const LineFacts& f : facts) edges.push_back(right_edge(f));
  return widest_but_few(edges);
}

// What programs and markup have more of than text.
struct Signs {
  std::size_t lines = 0;
  std::size_t wordless = 0;
  std::size_t visible = 0;
  std::size_t signs = 0;

  void count(const LineFacts& f) {
    ++lines;
    if (f.letters == 0) ++wordless;
    visible += f.visible;
    signs += f.symbols;
  }

  bool telling() const { return has(kMany) || wordless * 2 >= lines; }
  bool some() const { return has(kSome); }

 private:
  // Of the characters; text about no programs has one sign in three hundred at most.
  static constexpr double kMany = 0.03;
  static constexpr double kSome = 0.01;

  bool has(double share) const { return static_cast<double>(signs) >= share * static_cast<double>(visible); }
};

// Text with programs, formulas or names of files in it, not a program with remarks in it: every second line at most is a
// program's, one in twenty a remark, and one in thirty-two was cut by a column in mid-sentence: few signs there, nor in the next
// line; as wide as most; no capital begins the next one. Or as many lines as that takes at least were cut between ideographs
// whose words belong together, which remarks are not, since each of their lines begins with their sign; a shell's prompt looks
// like it.
bool holds_text(const flow::Document& document, const std::vector<LineFacts>& facts) {
  constexpr std::size_t kEnough = 5;
  constexpr float kWide = 0.85F;
  const float edge = kWide * column_edge(facts);
  const auto plain = [](const LineFacts& f) { return f.symbols * 50U <= f.visible; };
  std::size_t cut = 0;
  std::size_t program = 0;
  std::size_t remarks = 0;
  std::size_t words = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const LineFacts& f = facts[i];
    if (is_remark(view(document, f))) ++remarks;
    else if (of_program(view(document, f), f)) ++program;
    if (i + 1 == facts.size() || f.stop || right_edge(f) < edge) continue;
    if (cut_odds(view(document, f), view(document, facts[i + 1]))) ++words;
    if (!plain(f) || !plain(facts[i + 1])) continue;
    const Glyph next = facts[i + 1].first;
    if ((is_letter(f.last) || f.last == Glyph::comma) && is_letter(next) && next != Glyph::upper) ++cut;
  }
  const std::size_t lines = facts.size();
  if (program * 2 > lines) return false;
  return (words >= kEnough && remarks * 4 <= lines) || (remarks * 20 <= lines && cut >= kEnough && cut * 32 >= lines);
}

// Every line is one paragraph.
bool one_a_line(const std::vector<LineFacts>& facts, const Shape& shape) {
  constexpr float kUnwrapped = 0.36F;
  // Of 130 wrapped pages 0.23 at most, of their clean texts 0.55 at least, tables and programs among the lines or not.
  constexpr float kUnwrappedWeight = 0.4F;
  return (shape.width_spread >= kUnwrapped || shape.spread_weight >= kUnwrappedWeight) &&
         std::none_of(facts.begin(), facts.end(), [](const LineFacts& f) { return f.blanks > 0 || f.page_break || f.across; });
}

}  // namespace

float words_together(std::string_view before, std::string_view after) {
  constexpr float kMost = 8;
  return std::clamp(words_alone(before, after), -kMost, kMost);
}

std::optional<float> cut_odds(std::string_view before, std::string_view after) {
  constexpr std::size_t kBytes = 3;  // of the characters that are asked for
  constexpr float kTogether = -3.0F;
  if (before.size() < kBytes) return {};
  const std::string_view last = before.substr(before.size() - kBytes);
  const bool open = text::ideograph_at(last, 0) != 0 || last == "\xEF\xBC\x8C" || last == "\xE3\x80\x81";  // U+FF0C, U+3001
  if (!open || text::ideograph_at(after, 0) == 0 || marker_of(after) != Marker::none) return {};
  const float odds = wording_odds(before, after);
  return odds <= kTogether ? std::optional(odds) : std::nullopt;
}

Matter matter_of(const flow::Document& document, const std::vector<LineFacts>& facts, const Tables& tables) {
  if (facts.size() < 3) return Matter::text;
  std::size_t columns = 0;
  std::size_t fields = 0;
  Signs all;
  Signs others;  // of lines that are no rows
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const LineFacts& f = facts[i];
    if (f.columns) ++columns;
    if (f.commas > 1 && f.commas == facts.front().commas && f.words < 4U * f.commas) ++fields;
    all.count(f);
    if (!tables.rows[i] && !(i > 0 && tables.breaks[i - 1]) && !(i < tables.breaks.size() && tables.breaks[i])) others.count(f);
  }
  const Signs& signs = others.visible * 2 >= all.visible ? others : all;
  if (columns * 3 > facts.size() * 2 || fields * 10 > facts.size() * 9) return Matter::verbatim;
  if (!signs.telling()) return signs.some() ? Matter::mixed : Matter::text;
  return holds_text(document, facts) ? Matter::mixed : Matter::verbatim;
}

bool cut_by_column(const flow::Document& document, const std::vector<LineFacts>& facts) {
  constexpr float kColumn = 12;       // ems
  constexpr float kNear = 1.2F;       // the same: of an edge, one character and what its marks may be set narrower
  constexpr float kTogether = -2.5F;  // log odds, on the average
  const float edge = column_edge(facts);
  if (edge < kColumn) return false;
  std::size_t full = 0;
  std::size_t cut = 0;
  float sum = 0;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    if (right_edge(facts[i]) < edge - kNear || facts[i].last == Glyph::comma) continue;
    ++full;
    if (!is_letter(facts[i].last)) continue;
    ++cut;
    sum += words_together(view(document, facts[i]), view(document, facts[i + 1]));
  }
  return cut >= kFewestCut && cut * 2 >= full && sum <= std::min(kCutByColumn, kTogether * static_cast<float>(cut));
}

bool finished(const flow::Document& document, const std::vector<LineFacts>& facts, const Shape& shape) {
  constexpr float kWord = 7;     // ems
  constexpr float kColumn = 12;  // the same: commands and names of things are narrower, columns seldom
  constexpr float kMany = 0.7F;  // of lines that are full
  constexpr float kSome = 0.5F;
  constexpr float kHardly = 0.35F;  // the same
  constexpr float kHeadlines = 0.25F;
  // Log odds. How words begin is not asked: of lists and verse in small letters it would say what it says of wrapped lines.
  constexpr float kTogether = -2.5F;
  if (lines_close(shape.stop_share, shape.comma_share, facts.size())) return !cut_by_column(document, facts);
  if (facts.size() >= 5 && std::exp2(shape.middle_width) * shape.widest < kWord) return true;
  const bool few = facts.size() <= kFew;
  if (std::any_of(facts.begin(), facts.end(), ends_sentence)) {
    if (few) return open_and_wide(facts) < kHeadlines && wording_of(document, facts) > kTogether;
  } else if (std::any_of(facts.begin(), facts.end(), without_stops)) {
    if (few && facts.size() >= 4 && fullness(facts).share < kHardly) return true;
  } else {
    const Fullness full = fullness(facts);
    const bool cut = few && full.share >= kSome && widest_of(facts) >= kColumn && wording_of(document, facts) <= kTogether;
    if (cut) return false;
    if (full.share < kMany || full.last) return true;
    if (few) return !inside_a_sentence(facts);
  }
  return one_a_line(facts, shape) && !cut_by_column(document, facts);
}

}  // namespace runon::rejoin
