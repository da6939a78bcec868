#include "rejoin/seams.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {

Again::Again(const flow::Document& document, const std::vector<LineFacts>& facts) : facts_(facts), times_(facts.size()) {
  first_.reserve(facts.size());
  std::vector<std::uint64_t> prints;
  prints.reserve(facts.size());
  std::vector<std::uint32_t> slots(std::bit_ceil(2 * facts.size()));  // first lines, counted from 1, by fingerprint
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    const std::string_view line = view(document, facts[i]);
    const std::uint64_t& own = prints.emplace_back(print(line));
    const auto same = [&](std::uint32_t other) { return prints[other] == own && view(document, facts[other]) == line; };
    std::size_t slot = own & (slots.size() - 1);
    while (slots[slot] != 0 && !same(slots[slot] - 1)) slot = (slot + 1) & (slots.size() - 1);
    if (slots[slot] == 0) slots[slot] = i + 1;
    first_.push_back(slots[slot] - 1);
    recurs_ |= ++times_[first_.back()] > 1;
  }
  if (!recurs_) return;
  for (std::size_t i = 0; i + 1 < first_.size(); ++i)
    if (times_[first_[i]] > 1 && times_[first_[i + 1]] > 1) pairs_.add(pair(i));
}

Recurs Again::seen(std::size_t i) const {
  constexpr float kRun = 30;  // ems of two lines, that they are no names
  const auto ems = [&](std::size_t line) { return facts_[line].size.ems + facts_[line + 1].size.ems; };
  if (!recurs_) return Recurs::neither;
  const std::size_t a = count(i);
  const std::size_t b = count(i + 1);
  if (a < 2 && b < 2) return Recurs::neither;
  const std::size_t both = together(i);
  if (both >= a && both >= b) return Recurs::together;
  const bool begins = both < b && i + 2 < first_.size() && together(i + 1) > 1 && ems(i + 1) >= kRun;
  if (begins && facts_[i].last != Glyph::comma) return Recurs::begins;
  const bool ends = both < a && i > 0 && together(i - 1) > 1 && ems(i - 1) >= kRun;
  return ends ? Recurs::ends : Recurs::apart;
}

void Again::agree(std::vector<float>& odds) const {
  struct Sum {
    float odds = 0;
    float copies = 0;
  };
  std::vector<std::size_t> breaks;  // between lines that always stand together, so that the one tells the other
  std::vector<Sum> sums(first_.size());
  for (std::size_t i = 0; i < odds.size(); ++i) {
    if (seen(i) != Recurs::together) continue;
    breaks.push_back(i);
    Sum& sum = sums[first_[i]];
    sum.odds += odds[i];
    ++sum.copies;
  }
  for (const std::size_t i : breaks) {
    const Sum& sum = sums[first_[i]];
    if (std::isfinite(sum.odds)) odds[i] = sum.odds / sum.copies;
  }
}

// How often line i and the next one stand so.
std::size_t Again::together(std::size_t i) const {
  const std::size_t fewer = std::min(count(i), count(i + 1));
  return fewer < 2 ? fewer : pairs_.count(pair(i));
}

std::uint64_t Again::pair(std::size_t i) const { return std::uint64_t{first_[i]} << 32U | first_[i + 1]; }

// How often the line stands; 0: it is short, and may come back by chance.
std::size_t Again::count(std::size_t line) const {
  constexpr float kLong = 5;  // ems
  return facts_[line].size.ems < kLong ? 0 : times_[first_[line]];
}

Abbreviations::Abbreviations(const flow::Document& document, const std::vector<LineFacts>& facts) : text_(document.text) {
  for (const LineFacts& f : facts) {
    const std::string_view word = asked(f);
    if (word.empty()) continue;
    seen_.try_emplace(word);
    maybe_[slot(word)] = true;
  }
  if (seen_.empty()) return;
  for (const LineFacts& f : facts) count_stopped(view(document, f));
  std::erase_if(seen_, [](const auto& word) { return !often(word.first, word.second); });
  if (seen_.empty()) return;  // as in most documents
  for (const LineFacts& f : facts) count_bare(view(document, f));
  std::erase_if(seen_, [](const auto& word) { return word.second.bare > 0; });
}

// Of a word that is not empty: by its first letter, its last one and its length.
std::size_t Abbreviations::slot(std::string_view word) {
  const auto byte = [](char c) { return std::size_t{static_cast<unsigned char>(c)}; };
  return (byte(word.front()) * 29 + byte(word.back()) * 5 + word.size() * 101) % std::tuple_size_v<decltype(maybe_)>;
}

bool Abbreviations::ends(const LineFacts& line) const { return !seen_.empty() && seen_.contains(asked(line)); }

// With a stop, more than once, and as abbreviations have it.
bool Abbreviations::often(std::string_view word, const Count& count) {
  if (count.stopped < 2) return false;
  const bool capital = text::properties(text::decode(word, 0).point).upper();
  return (capital ? count.stopped : count.goes_on) > 1;
}

// The last word of a line that ends in a full stop, without it; empty if there is none, or a long one.
std::string_view Abbreviations::asked(const LineFacts& line) const {
  if (line.last != Glyph::dot || text_[line.end - 1] != '.') return {};
  const std::string_view text = text_.substr(line.begin, line.end - line.begin - 1);
  const std::size_t space = text.rfind(' ');
  const std::string_view word = space == std::string_view::npos ? text : text.substr(space + 1);
  return word.size() <= kLongestAbbreviation ? word : std::string_view{};
}

void Abbreviations::count_stopped(std::string_view line) {
  for (std::size_t dot = line.find('.'); dot != std::string_view::npos; dot = line.find('.', dot + 1)) {
    const std::size_t to = dot + 1;
    if (to == line.size()) break;  // at the line's end a stop says nothing
    if (line[to] != ' ') continue;
    std::size_t from = to;
    while (from > 0 && line[from - 1] != ' ' && to - from <= kLongestAbbreviation + 1) --from;
    if (to - from > kLongestAbbreviation + 1) continue;
    std::string_view word = line.substr(from, to - from);
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
    if (word.empty() || !maybe_[slot(word)]) continue;
    const auto found = seen_.find(word);
    if (found == seen_.end()) continue;
    ++found->second.stopped;
    if (to + 1 < line.size() && text::properties(text::decode(line, to + 1).point).lower()) ++found->second.goes_on;
  }
}

void Abbreviations::count_bare(std::string_view line) {
  for (std::size_t from = 0; from < line.size();) {
    const std::size_t to = line.find(' ', from);
    if (to == std::string_view::npos) break;  // at the line's end a stop says nothing
    std::string_view word = line.substr(from, to - from);
    from = to + 1;
    if (word.size() > kLongestAbbreviation + 1) continue;
    if (word.ends_with('.')) continue;
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
    if (word.empty() || !maybe_[slot(word)]) continue;
    const auto found = seen_.find(word);
    if (found != seen_.end()) ++found->second.bare;
  }
}

}  // namespace runon::rejoin
