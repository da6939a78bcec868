#include "rejoin/apart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "rejoin/layout.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// ---- tables ----

constexpr std::size_t kMostFields = 16;

// Where fields begin and end, in columns from the line's begin on; what a tab, or white space of two columns or more, parts.
struct Fields {
  std::array<std::size_t, kMostFields> begins{};
  std::array<std::size_t, kMostFields> ends{};
  std::array<bool, kMostFields> wide{};  // three columns or more in front of it: justified lines have two now and then
  std::size_t size = 0;
};

Fields fields_of(const flow::Document& document, const LineFacts& f) {
  constexpr std::size_t kTab = 8;
  Fields out;
  const std::string_view text = document.view(document.lines[f.line]);
  std::size_t column = 0;
  std::size_t white = 0;  // columns of it in front of the character
  bool parts = true;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    at += d.bytes;
    const text::Properties& p = text::properties(d.point);
    const std::size_t width = d.point == U'\t' ? kTab - column % kTab : p.mark() ? 0 : p.wide() ? 2 : 1;
    column += width;
    if (p.space()) {
      white += width;
      parts = parts || d.point == U'\t' || white >= 2;
      continue;
    }
    if (parts) {
      if (out.size == kMostFields) break;
      out.begins[out.size] = column - width;
      out.wide[out.size] = white >= 3;
      ++out.size;
    }
    out.ends[out.size - 1] = column;
    white = 0;
    parts = false;
  }
  return out;
}

// How many fields but the first begin or end below one of the other line.
struct Aligned {
  std::size_t either = 0;  // wide white space stands in front of one of the two
  std::size_t both = 0;    // in front of both
};

Aligned aligned(const Fields& above, const Fields& below) {
  Aligned count;
  for (std::size_t j = 1; j < below.size; ++j)
    for (std::size_t i = 1; i < above.size; ++i) {
      if (above.begins[i] != below.begins[j] && above.ends[i] != below.ends[j]) continue;
      if (above.wide[i] || below.wide[j]) ++count.either;
      if (above.wide[i] && below.wide[j]) ++count.both;
      break;
    }
  return count;
}

// The column that more lines end at than at any other, where that is three in ten and more: justified text of equally wide
// letters, whose spaces are wider here and there.
std::size_t justified_end(const std::vector<std::size_t>& ends) {
  std::vector<std::size_t> sorted;
  std::copy_if(ends.begin(), ends.end(), std::back_inserter(sorted), [](std::size_t end) { return end > 0; });
  std::sort(sorted.begin(), sorted.end());
  std::size_t best = 0;
  std::size_t most = std::max<std::size_t>(sorted.size() * 3 / 10, 3);
  for (std::size_t i = 0, begin = 0; i < sorted.size(); ++i) {
    if (sorted[i] != sorted[begin]) begin = i;
    if (i - begin + 1 <= most) continue;
    most = i - begin + 1;
    best = sorted[i];
  }
  return best;
}

void find_tables(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& apart) {
  std::vector<std::size_t> ends(facts.size());  // 0: no columns
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!facts[i].columns) continue;
    const Fields fields = fields_of(document, facts[i]);
    ends[i] = fields.ends[fields.size - 1];
  }
  const std::size_t justified = justified_end(ends);
  Fields above;
  std::size_t some = 0;  // breaks in a row, up to the one at hand, over which a field stands below another
  std::size_t many = 0;  // the same of two fields
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    if (ends[i] == 0 || ends[i + 1] == 0) {
      some = many = 0;
      continue;
    }
    if (i == 0 || ends[i - 1] == 0) above = fields_of(document, facts[i]);
    const Fields below = fields_of(document, facts[i + 1]);
    const Aligned places = aligned(above, below);
    above = below;
    const bool full = justified > 0 && ends[i] == justified && ends[i + 1] == justified;
    some = places.both > 0 && !full ? some + 1 : 0;
    many = places.either >= 2 ? many + 1 : 0;
    const std::size_t run = std::max(some >= 2 ? some : 0, many >= (full ? 2U : 1U) ? many : 0);
    for (std::size_t k = 0; k < run; ++k) apart[i - k] = true;
  }
}

// ---- rules and frames ----

bool is_box(std::string_view text, std::size_t at) {
  return text.substr(at, 2) == "\xE2\x94" || text.substr(at, 2) == "\xE2\x95";
}

// The same sign again and again, which ends no sentence and is no quotation mark or ellipsis.
bool is_one_sign(std::string_view text) {
  const text::Decoded first = text::decode(text, 0);
  const text::Properties& p = text::properties(first.point);
  if (p.letter() || p.digit() || p.sentence_end() || p.breaking == text::Breaking::quote || p.breaking == text::Breaking::open ||
      first.point == 0x2026 || first.point == 0x22EF)  // HORIZONTAL, MIDLINE ELLIPSIS
    return false;
  for (std::size_t at = first.bytes; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    if (d.point != first.point && !text::properties(d.point).space()) return false;
    at += d.bytes;
  }
  return true;
}

// A row of a frame: bars or box drawings (U+2500..U+257F) at both ends. A rule: signs that rules are made of, or one sign of any
// sort, three times and more.
bool is_ruled(std::string_view text, const LineFacts& f) {
  constexpr std::string_view kRules = "-=_*~#+| ";
  if (f.visible < 3) return false;
  if (text.size() >= 3 && is_box(text, 0)) return is_box(text, text.size() - 3);
  if (text.front() == '|') return text.back() == '|';
  if (f.letters > 0) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) { return kRules.find(c) != std::string_view::npos; }) ||
         is_one_sign(text);
}

void find_rules(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& apart) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].letters * 2 > facts[i].visible && facts[i].symbols == 0 && !facts[i].columns) continue;
    if (!is_ruled(view(document, facts[i]), facts[i])) continue;
    if (i > 0) apart[i - 1] = true;
    if (i < apart.size()) apart[i] = true;
  }
}

// ---- passages within blank lines or indents ----

float right_edge(const LineFacts& f) { return f.indent + f.size.ems; }

// The margins of most of the text.
struct Margins {
  float left = 0;
  float right = 0;
  std::uint32_t blanks = 0;  // blank lines that stand between two lines as a rule
};

Margins margins_of(const std::vector<LineFacts>& facts) {
  constexpr float kStep = 0.25F;
  constexpr std::size_t kSteps = 64;
  std::array<float, kSteps> weights{};
  std::array<std::size_t, 4> blanks{};
  const auto step = [](float indent) { return std::min(static_cast<std::size_t>(std::lround(indent / kStep)), kSteps - 1); };
  for (const LineFacts& f : facts) {
    weights[step(f.indent)] += f.size.ems;
    ++blanks[std::min<std::size_t>(f.blanks, blanks.size() - 1)];
  }
  Margins out;
  const auto most = static_cast<std::size_t>(std::max_element(weights.begin(), weights.end()) - weights.begin());
  out.left = static_cast<float>(most) * kStep;
  out.blanks = static_cast<std::uint32_t>(std::max_element(blanks.begin(), blanks.end()) - blanks.begin());
  std::vector<float> edges;
  for (const LineFacts& f : facts)
    if (step(f.indent) == most) edges.push_back(right_edge(f));
  const auto high = edges.begin() + static_cast<std::ptrdiff_t>(edges.size() * 4 / 5);
  std::nth_element(edges.begin(), high, edges.end());
  out.right = *high;
  return out;
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// As most lines of programs, settings and markup begin or end, and few lines of text do: a brace, a call, an assignment, a tag, a
// name in quotes and a colon, the prompt of a shell.
bool of_program(std::string_view text, const LineFacts& f) {
  const char first = text.front();
  std::string_view bare = text;
  while (bare.size() > 1 && (bare.back() == ';' || bare.back() == ',' || bare.back() == ':')) bare.remove_suffix(1);
  const char last = bare.back();
  if (last == '{' || last == '}' || first == '{' || first == '}') return true;
  if (text.back() == ';' && f.symbols > 0) return true;
  const std::size_t open = text.find('(');
  if (last == ')' && open != std::string_view::npos && open > 0 && text[open - 1] != ' ') return true;
  if ((first == '<' && last == '>') || (first == '"' && text.find("\": ") != std::string_view::npos)) return true;
  const std::size_t equals = text.find("= ");
  if (equals != std::string_view::npos && equals > 0 &&
      std::string_view(" +-*/|&!<>=").find(text[equals - 1]) != std::string_view::npos)
    return true;
  if (text.starts_with("//") || text.starts_with("#include")) return true;
  return text.size() > 2 && text[1] == ' ' && (first == '$' || first == '%') && !is_digit(text[2]);
}

class Passages {
 public:
  Passages(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& apart)
      : document_(document), facts_(facts), apart_(apart), margins_(margins_of(facts)) {}

  void find() {
    for (std::size_t begin = 0; begin < facts_.size();) {
      std::size_t end = begin + 1;
      while (end < facts_.size() && goes_on(end)) ++end;
      if (is_program(begin, end)) keep(begin, end);
      else find_ragged(begin, end);
      begin = end;
    }
  }

  // Where a passage is parted from the text around by blank lines that do not stand everywhere, it ends there.
  void part_from_text() {
    const std::vector<bool> inside = apart_;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      const bool beside = (i > 0 && inside[i - 1]) || (i + 1 < inside.size() && inside[i + 1]);
      if (beside && facts_[i + 1].blanks > margins_.blanks) apart_[i] = true;
    }
  }

 private:
  bool indented(std::size_t i) const { return facts_[i].indent > margins_.left + 0.4F; }

  // The line belongs to the passage of the one before.
  bool goes_on(std::size_t i) const {
    const LineFacts& f = facts_[i];
    return f.blanks <= margins_.blanks && !f.page_break && !f.across;
  }

  void keep(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i + 1 < end; ++i) apart_[i] = true;
  }

  // Lines in a row that are indented.
  void find_ragged(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end;) {
      std::size_t behind = i;
      while (behind < end && indented(behind)) ++behind;
      if (behind > i && is_ragged(i, behind)) keep(i, behind);
      i = std::max(behind, i + 1);
    }
  }

  // The next line's begin would have gone on this one, with room to spare.
  bool stops_short(std::size_t i) const {
    constexpr float kFar = 0.8F;
    return right_edge(facts_[i]) + next_unit(facts_[i], facts_[i + 1], {}) <
           margins_.left + kFar * (margins_.right - margins_.left);
  }

  // Four breaks in five and more do.
  bool stays_short(std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    for (std::size_t i = begin; i + 1 < end; ++i) count += stops_short(i) ? 1 : 0;
    return count * 5 >= (end - begin - 1) * 4;
  }

  // Lines in the middle of sentences do not fill a column of their own. Lines about one middle are headlines.
  bool is_ragged(std::size_t begin, std::size_t end) const {
    if (end - begin < 3 || !stays_short(begin, end)) return false;
    float edge = 0;
    bool centred = true;
    bool same = true;
    const auto middle = [&](std::size_t i) { return facts_[i].indent + facts_[i].size.ems / 2; };
    for (std::size_t i = begin; i < end; ++i) {
      edge = std::max(edge, right_edge(facts_[i]));
      centred = centred && std::fabs(middle(i) - middle(begin)) < 1;
      same = same && std::fabs(facts_[i].indent - facts_[begin].indent) < 0.2F;
    }
    if (centred && !same) return false;
    std::size_t open = 0;
    std::size_t full = 0;
    for (std::size_t i = begin; i + 1 < end; ++i) {
      if (facts_[i].stop) continue;
      ++open;
      // Widths are those of an average face: another is a twentieth wider or narrower.
      const float room = edge - right_edge(facts_[i]) - next_unit(facts_[i], facts_[i + 1], {});
      if (room < 0.5F + 0.06F * facts_[i].size.soft) ++full;
    }
    return open >= 2 && full * 4 <= open * 3;
  }

  // Half of its lines and more are of a program.
  bool is_program(std::size_t begin, std::size_t end) const {
    if (end - begin < 2 || !stays_short(begin, end)) return false;
    std::size_t lines = 0;
    for (std::size_t i = begin; i < end; ++i) lines += of_program(view(document_, facts_[i]), facts_[i]) ? 1 : 0;
    return lines * 2 >= end - begin;
  }

  const flow::Document& document_;
  const std::vector<LineFacts>& facts_;
  std::vector<bool>& apart_;
  Margins margins_;
};

}  // namespace

std::vector<bool> set_apart(const flow::Document& document, const std::vector<LineFacts>& facts) {
  std::vector<bool> apart(facts.empty() ? 0 : facts.size() - 1);
  if (facts.size() < 3) return apart;
  find_tables(document, facts, apart);
  find_rules(document, facts, apart);
  Passages passages(document, facts, apart);
  passages.find();
  passages.part_from_text();
  return apart;
}

}  // namespace runon::rejoin
