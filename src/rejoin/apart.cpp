#include "rejoin/apart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rejoin/layout.h"
#include "rejoin/listed.h"
#include "rejoin/program.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

// Ends in the page that something is on: a number and the word for a page, or a number by itself behind a space.
bool is_entry(std::string_view text) {
  static constexpr std::string_view kPages[] = {"\xE7\x89\x88", "\xE9\xA1\xB5", "\xE9\xA0\x81", "\xE9\x9D\xA2"};
  bool page = false;
  for (const std::string_view word : kPages)
    if (text.ends_with(word)) page = true, text.remove_suffix(word.size());
  const std::size_t digits = text.find_last_not_of("0123456789");
  if (digits == std::string_view::npos || digits + 1 == text.size() || text.size() - digits > 4) return false;
  return page || text[digits] == ' ';
}

// The sign that begins the line as one of a list does, with a space behind it; 0 for none.
char32_t item_sign(std::string_view text) {
  constexpr std::u32string_view kSigns = U"*-+\u00B7\u2013\u2014\u30FB";
  const text::Decoded first = text::decode(text, 0);
  if (first.bytes == text.size() || kSigns.find(first.point) == std::u32string_view::npos) return 0;
  return text::properties(text::decode(text, first.bytes).point).space() ? first.point : 0;
}

// A label and a colon in front of something else: "From: ...", three words at most. Behind a colon speech begins as well, which a
// quotation mark opens.
bool is_labelled(std::string_view text) {
  constexpr std::size_t kLongest = 32;  // bytes
  constexpr std::string_view kWideColon = "\xEF\xBC\x9A";
  const std::string_view front = text.substr(0, kLongest + kWideColon.size() - 1);
  if (front.find(':') == std::string_view::npos && front.find(kWideColon) == std::string_view::npos) return false;
  std::size_t words = 1;
  for (std::size_t at = 0; at < text.size() && at < kLongest;) {
    const text::Decoded d = text::decode(text, at);
    const std::size_t next = at + d.bytes;
    const text::Properties& p = text::properties(d.point);
    if (d.point == U':' || d.point == 0xFF1A) {  // FULLWIDTH COLON
      if (at == 0 || next >= text.size()) return false;
      const text::Properties& behind = text::properties(text::decode(text, next).point);
      return d.point == U':' ? behind.space() : behind.breaking != text::Breaking::quote;
    }
    if (d.point == U' ' && ++words > 3) return false;
    constexpr std::u32string_view kInside = U" -()\uFF08\uFF09";  // and full-width brackets: "party (A)"
    if (!p.letter() && !p.mark() && !p.digit() && kInside.find(d.point) == std::u32string_view::npos) return false;
    at = next;
  }
  return false;
}

class Passages {
 public:
  Passages(const flow::Document& document, const std::vector<LineFacts>& facts, const Edges& edges, std::vector<bool>& apart)
      : document_(document), facts_(facts), apart_(apart), margins_(edges.margins), short_(edges.ends_early) {}

  void find() {
    for (std::size_t begin = 0; begin < facts_.size();) {
      std::size_t end = begin + 1;
      while (end < facts_.size() && goes_on(end)) ++end;
      if (is_program(begin, end) || is_signature(begin, end) || closes_letter(begin, end)) keep(begin, end);
      else find_ragged(begin, end);
      find_labels(begin, end);
      begin = end;
    }
    find_label_pairs();
    find_short_runs();
    find_measured_verse();
    part_from_text();
    find_items();
    find_listed(document_, facts_, short_, apart_);
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

  // Where a passage is parted from the text around by blank lines that do not stand everywhere, it ends there.
  void part_from_text() {
    const std::vector<bool> inside = apart_;
    if (std::find(inside.begin(), inside.end(), true) == inside.end()) return;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      const bool beside = (i > 0 && inside[i - 1]) || (i + 1 < inside.size() && inside[i + 1]);
      if (beside && facts_[i + 1].blanks > margins_.blanks) apart_[i] = true;
    }
  }

  // Four lines in five and more end far from the margin.
  bool stays_short(std::size_t begin, std::size_t end) const {
    std::size_t count = 0;
    for (std::size_t i = begin; i + 1 < end; ++i) count += short_[i] ? 1 : 0;
    return count * 5 >= (end - begin - 1) * 4;
  }

  // Lines in the middle of sentences do not fill a column of their own. Lines about one middle are headlines.
  bool is_ragged(std::size_t begin, std::size_t end) const {
    if (end - begin < 3 || !stays_short(begin, end)) return false;
    bool centred = true;
    bool same = true;
    for (std::size_t i = begin; i < end; ++i) {
      centred = centred && std::fabs(middle(facts_[i]) - middle(facts_[begin])) < 1;
      same = same && std::fabs(facts_[i].indent - facts_[begin].indent) < 0.2F;
    }
    return !(centred && !same) && room_left(begin, end, 3);
  }

  // Lines in the middle of sentences leave no room for the next one's begin: of four breaks `most` at most do not.
  bool room_left(std::size_t begin, std::size_t end, std::size_t most) const {
    float edge = 0;
    for (std::size_t i = begin; i < end; ++i) edge = std::max(edge, right_edge(facts_[i]));
    std::size_t open = 0;
    std::size_t full = 0;
    for (std::size_t i = begin; i + 1 < end; ++i) {
      if (facts_[i].stop) continue;
      ++open;
      // Widths are those of an average face: another is a twentieth wider or narrower.
      const float room = edge - right_edge(facts_[i]) - next_unit(facts_[i], facts_[i + 1], {});
      if (room < 0.5F + 0.06F * facts_[i].size.soft) ++full;
    }
    return open >= 2 && full * 4 <= open * most;
  }

  // Lines of addresses, signatures and lists of names, a line that ends in a colon above them or not: without a comma or a stop,
  // none begins small, and most would have had room for more; or there are four, and all begin with capitals.
  bool is_signature(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kMany = 4;
    const std::size_t first = facts_[begin].last == Glyph::colon ? begin + 1 : begin;
    if (first + 3 > end || facts_[begin].cjk || !stays_short(begin, end)) return false;
    bool capitals = end - first >= kMany;
    for (std::size_t i = first; i < end; ++i) {
      const LineFacts& f = facts_[i];
      if (f.pauses > 0 || f.cjk || f.first == Glyph::lower) return false;
      capitals = capitals && f.first == Glyph::upper;
    }
    return capitals || room_left(first, end, 2);
  }

  // The end of a letter: a few words and a comma, and below it a name, and who that is, which end no sentence.
  bool closes_letter(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kMost = 4;       // lines, and words of the first two
    constexpr std::size_t kMostBelow = 8;  // words
    if (end - begin < 2 || end - begin > kMost || facts_[begin].last != Glyph::comma) return false;
    for (std::size_t i = begin; i < end; ++i) {
      const LineFacts& f = facts_[i];
      if (f.cjk || f.stop || f.first != Glyph::upper || f.words > (i < begin + 2 ? kMost : kMostBelow)) return false;
      if (f.pauses > (i == begin ? 1 : 0) || (i + 1 < end && !short_[i])) return false;
    }
    return true;
  }

  // A break stands in front of each line that begins with a label, where at least three do, one in four, the first among them;
  // or both of two short lines.
  void find_labels(std::size_t begin, std::size_t end) {
    if (end - begin < 2 || !is_labelled(view(document_, facts_[begin]))) return;
    std::vector<std::size_t> labelled;
    for (std::size_t i = begin + 1; i < end; ++i)
      if (is_labelled(view(document_, facts_[i]))) labelled.push_back(i);
    const std::size_t count = labelled.size() + 1;
    if (!(count >= 3 && count * 4 >= end - begin) && !(count == 2 && end - begin == 2 && short_[begin])) return;
    for (const std::size_t i : labelled) apart_[i - 1] = true;
  }

  // Of two lines in a row that begin with labels both begin anew, wherever they end. In Chinese and Japanese a colon stands
  // behind any words of a sentence.
  void find_label_pairs() {
    const auto is_label = [&](std::size_t i) { return !facts_[i].cjk && is_labelled(view(document_, facts_[i])); };
    bool before = is_label(0);
    for (std::size_t i = 1; i < facts_.size(); ++i) {
      const bool labelled = is_label(i);
      if (before && labelled) {
        apart_[i - 1] = true;
        if (i > 1 && facts_[i - 2].last != Glyph::comma) apart_[i - 2] = true;
      }
      before = labelled;
    }
  }

  // Lines in a row that end far from the margin, blank lines between or not, up to one that ends a sentence.
  void find_short_runs() {
    constexpr std::size_t kFewest = 6;
    for (std::size_t begin = 0; begin + 1 < facts_.size();) {
      std::size_t end = begin;
      while (end + 1 < facts_.size() && short_[end] && !facts_[end].stop && !facts_[end + 1].page_break &&
             !facts_[end + 1].across)
        ++end;
      if (end - begin + 1 >= kFewest && is_verse(begin, end + 1)) keep(begin, end + 1);
      if (end > begin) {
        find_fields(begin, end + 1);
        find_entries(begin, end + 1);
      }
      begin = std::max(end, begin + 1);
    }
  }

  // Chinese verse, or a list of titles: nothing but ideographs and few marks, hardly a comma or a stop in sixteen characters, and
  // the lines are not of one width, as those of a column are.
  bool is_verse(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kStretch = 16;
    std::size_t visible = 0;
    std::size_t pauses = 0;
    std::array<std::size_t, 64> widths{};  // how many lines, by ems
    for (std::size_t i = begin; i < end; ++i) {
      const LineFacts& f = facts_[i];
      if (!f.cjk || f.first != Glyph::han || f.unclosed != 0 || f.unopened != 0 || f.letters + f.pauses < f.visible) return false;
      visible += f.visible;
      pauses += f.pauses;
      ++widths[std::min(static_cast<std::size_t>(std::lround(f.size.ems)), widths.size() - 1)];
    }
    const std::size_t most = *std::max_element(widths.begin(), widths.end());
    return pauses * kStretch <= visible && most * 10 < (end - begin) * 6;
  }

  // Regular Chinese verse: four lines and more of as many ideographs each, four to eight, and a mark at their ends only.
  void find_measured_verse() {
    constexpr std::uint32_t kShortest = 4;
    constexpr std::uint32_t kLongest = 8;
    constexpr std::size_t kFewest = 4;
    const auto measured = [&](std::size_t i) {
      const LineFacts& f = facts_[i];
      return f.cjk && f.letters >= kShortest && f.letters <= kLongest && f.visible == f.letters + 1 && f.pauses == 1 &&
             (f.last == Glyph::comma || f.last == Glyph::stop);
    };
    for (std::size_t begin = 0; begin < facts_.size();) {
      std::size_t end = begin;
      while (end < facts_.size() && measured(end) && facts_[end].letters == facts_[begin].letters) ++end;
      if (end - begin >= kFewest && facts_[end - 1].stop) keep(begin, end);
      begin = std::max(end, begin + 1);
    }
  }

  // Lines in a row that begin with labels and end far from the margin: two begin anew, and of three what is behind them does.
  void find_fields(std::size_t begin, std::size_t end) {
    std::size_t labels = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (is_labelled(view(document_, facts_[i]))) {
        if (++labels < 2) continue;
        apart_[i - 1] = true;
        if (labels == 2 && i >= begin + 2 && facts_[i - 2].last != Glyph::comma) apart_[i - 2] = true;
        continue;
      }
      if (labels >= 3) apart_[i - 1] = true;
      labels = 0;
    }
  }

  // Three entries of a table of contents in a row, and what is behind them.
  void find_entries(std::size_t begin, std::size_t end) {
    std::size_t entries = 0;
    for (std::size_t i = begin; i < end; ++i) {
      entries = is_entry(view(document_, facts_[i])) ? entries + 1 : 0;
      for (std::size_t k = 0; entries >= 3 && k < 3; ++k)
        if (i - k < apart_.size()) apart_[i - k] = true;
    }
  }

  // Items that begin with one sign: another one stands within a few lines. Alone, such a sign may have another use.
  void find_items() {
    constexpr std::size_t kReach = 4;
    std::array<char32_t, kReach> signs{};  // of the lines before, by line
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const char32_t sign = item_sign(view(document_, facts_[i]));
      for (std::size_t k = i; sign != 0 && k > 0 && i - k < kReach;) {
        if (signs[--k % kReach] != sign) continue;
        apart_[i - 1] = true;
        if (k > 0) apart_[k - 1] = true;
        break;
      }
      signs[i % kReach] = sign;
    }
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
  const Margins& margins_;
  const std::vector<bool>& short_;
};

}  // namespace

void set_apart(const flow::Document& document, const std::vector<LineFacts>& facts, const Edges& edges,
               std::vector<bool>& apart) {
  if (facts.size() < 3) return;
  Passages(document, facts, edges, apart).find();
}

}  // namespace runon::rejoin
