#include "repeats/units.h"

#include <algorithm>

#include "repeats/rules.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace runon::repeats {
namespace {

void add(std::vector<Unit>& units, const flow::Document& document, Unit unit, const Options& options, std::string& key) {
  const std::string_view text = std::string_view(document.text).substr(unit.begin, unit.end - unit.begin);
  // A letter takes a byte at least: what is too short need not be folded.
  if (text.size() < options.min_letters) return;
  const Fingerprint print = fingerprint(text, key);
  if (print.letters == 0 || print.letters < options.min_letters) return;
  unit.hash = print.hash;
  unit.letters = static_cast<std::uint32_t>(std::min<std::size_t>(print.letters, UINT32_MAX));
  if (options.keep == Keep::longest)
    unit.length = static_cast<std::uint32_t>(std::min<std::size_t>(text::count(text), UINT32_MAX));
  // At most twice as many are needed; of longer texts the begin need not be looked at.
  unit.may_go = options.unit == UnitKind::document || print.letters >= 2 * options.min_letters ||
                print.letters >= letters_needed(text, options.min_letters);
  units.push_back(unit);
}

void add_lines(std::vector<Unit>& units, const flow::Document& document, const Options& options, std::string& key) {
  std::size_t block = 0;
  for (const flow::Line& line : document.lines) {
    if (line.begin == line.end) continue;
    while (block < document.blocks.size() && document.blocks[block].end <= line.begin) ++block;
    if (block == document.blocks.size()) return;
    if (line.begin < document.blocks[block].begin || exempt(document.blocks[block].kind, options)) continue;
    const std::size_t end = std::min(line.end, document.blocks[block].end);
    add(units, document, {line.begin, end, line.number, line.number, 0, 0, false, {}}, options, key);
  }
}

}  // namespace

std::vector<Unit> units_of(const flow::Document& document, const Options& options) {
  std::vector<Unit> units;
  std::string key;
  switch (options.unit) {
    case UnitKind::block:
      units.reserve(document.blocks.size());
      for (const flow::Block& block : document.blocks) {
        if (block.dropped || exempt(block.kind, options)) continue;
        add(units, document, {block.begin, block.end, block.first_line, block.last_line, 0, 0, false, {}}, options, key);
      }
      break;
    case UnitKind::line: add_lines(units, document, options, key); break;
    case UnitKind::document:
      if (!document.blocks.empty())
        add(units, document,
            {0, document.text.size(), document.blocks.front().first_line, document.blocks.back().last_line, 0, 0, false, {}},
            options, key);
      break;
  }
  return units;
}

std::vector<Likeness> likenesses_of(const flow::Document& document, const std::vector<Unit>& units, const Options& options) {
  std::vector<Likeness> all;
  if (options.near == 0) return all;
  const Banding banding = banding_for(options.near);
  const LikenessOptions how{options.near, options.near_strict_digits, options.near_ocr};
  all.reserve(units.size());
  for (const Unit& unit : units)
    all.push_back(likeness_of(std::string_view(document.text).substr(unit.begin, unit.end - unit.begin), how, banding));
  return all;
}

void key_of(const flow::Document& document, const Unit& unit, std::string& key) {
  text::fold(std::string_view(document.text).substr(unit.begin, unit.end - unit.begin), key);
}

bool matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;  // the last one passed
  std::size_t tried = 0;                      // where what it stands for ends
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      tried = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++tried;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::uint32_t preference(const flow::Document& document, const std::vector<std::string>& patterns) {
  for (std::size_t i = 0; i < patterns.size(); ++i)
    if (matches(patterns[i], document.id) || matches(patterns[i], document.source) ||
        (document.record && !document.record->origin.empty() && matches(patterns[i], document.record->origin)))
      return static_cast<std::uint32_t>(patterns.size() - i);
  return 0;
}

}  // namespace runon::repeats
