#include "furniture/rules.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "flow/edit_walk.h"
#include "furniture/masthead.h"
#include "furniture/shapes.h"
#include "furniture/tokens.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::furniture {

namespace {

using flow::Mark;
using flow::Rule;

void jump_line(const Page& page, const Rule& rule) {
  for (std::size_t i = 0; i < page.lines.size(); ++i)
    if (may_be_jump(page.lines, i) && is_jump(page.lines, page.lines[i])) page.mark(i, Mark::jump, rule);
}

// A number between dashes or words of pages, or with the number of all pages, is one of a page even if no other page shows it,
// where it stands first or last in a text of several lines.
void page_number_rule(const Page& page, const Rule& rule) {
  constexpr std::size_t kFewestRows = 4;
  for (std::size_t i = 0; i < page.lines.size(); ++i)
    if (page.recurrence.roles[i] == Role::number) page.mark(i, Mark::furniture, rule);
  if (page.lines.size() < kFewestRows) return;
  for (const std::size_t i : {std::size_t{0}, page.lines.size() - 1}) {
    if (page.lines.longer(i, kLongestNumber) || page.verdicts[i].rule != nullptr) continue;
    // In brackets it counts what stands beside it.
    if (text::properties(page.lines.place(i).opening.points[0]).breaking == text::Breaking::open) continue;
    const std::optional<PageNumber> number = page_number(page.lines, page.lines[i]);
    if (number && !number->roman && (number->framed || number->of)) page.mark(i, Mark::furniture, rule);
  }
}

void running_head(const Page& page, const Rule& rule) {
  for (std::size_t i = 0; i < page.lines.size(); ++i)
    if (page.recurrence.roles[i] == Role::head) page.mark(i, Mark::furniture, rule);
}

// A masthead stands on top of a page, in lines of its own, and has at least one field that running
// text and datelines do not begin with: a date with its weekday may open a letter or a diary, a
// date with a folio or an editor's label opens a page.
constexpr std::size_t kMastheadRows = 8;

void fields_on_top(const Page& page, const Rule& rule) {
  constexpr std::size_t kLongestName = 10;
  std::size_t rows = 0;
  int distinct = 0;
  bool telling = false;
  bool numbered = false;  // the row before has the page's number, but not its section's name
  for (; rows < kMastheadRows && rows < page.lines.size(); ++rows) {
    if (!opens_with_class(page.lines.place(rows)) && page.lines.longer(rows, kLongestName)) break;
    const Masthead found = masthead(page.lines, page.lines[rows]);
    if (!found.pure() && !(numbered && found.name)) break;
    distinct += found.distinct();
    telling = telling || found.telling();
    numbered = found.page && !found.folio;
  }
  if (distinct < 2 || !telling || rows == page.lines.size()) return;
  for (std::size_t i = 0; i < rows; ++i) page.mark(i, Mark::furniture, rule);
}

std::string_view text_of(const Page& page, std::size_t row) {
  return page.document.view(page.document.lines[page.lines.place(row).line]);
}

// Four digits in a row, of which one stands at every fourth place.
bool has_year(std::string_view text) {
  for (std::size_t i = 3; i < text.size(); i += 4) {
    if (!text::ascii_digit(text[i])) continue;
    std::size_t begin = i;
    while (begin > 0 && text::ascii_digit(text[begin - 1])) --begin;
    std::size_t end = i + 1;
    while (end < text.size() && text::ascii_digit(text[end])) ++end;
    if (end - begin >= 4) return true;
  }
  return false;
}

// A year stands in it, in digits or in what the line begins with, and no comma or stop of running text in
// ideographs.
bool may_hold_date(const Page& page, std::size_t row) {
  const std::string_view text = text_of(page, row);
  if (!has_year(text) && !opens_with_class(page.lines.place(row))) return false;
  return !page.lines.longer(row, kLongest) && text.find("\xEF\xBC\x8C") == std::string_view::npos &&  // FULLWIDTH COMMA
         text.find("\xE3\x80\x82") == std::string_view::npos;                                         // IDEOGRAPHIC FULL STOP
}

bool may_be_folio(const Page& page, std::size_t row) {
  constexpr std::size_t kLongestFolio = 12;
  const std::string_view text = text_of(page, row);
  return !page.lines.longer(row, kLongestFolio) && std::any_of(text.begin(), text.end(), text::ascii_digit);
}

bool is_masthead(const Page& page, std::size_t row) {
  return may_hold_date(page, row) && masthead(page.lines, page.lines[row]).sure();
}

// Marks the row if it is a masthead by itself. True: it stays, and is one of those on the edge.
bool leave_or_mark(const Page& page, std::size_t row, const Rule& rule) {
  if (page.verdicts[row].rule == nullptr && is_masthead(page, row)) page.mark(row, Mark::furniture, rule);
  return page.verdicts[row].rule == nullptr;
}

// A text of nothing else is no page: an address, or what somebody looked for.
bool nothing_but_mastheads(const Page& page) {
  for (std::size_t row = 0; row < page.lines.size(); ++row)
    if (page.verdicts[row].rule == nullptr && !is_masthead(page, row)) return false;
  return true;
}

// It is among the first or last of the lines that stay: one other may stand beyond it, a label or a motto.
constexpr std::size_t kEdge = 2;

// On either edge, since what is drawn last comes out behind all articles.
void masthead_rule(const Page& page, const Rule& rule) {
  fields_on_top(page, rule);
  if (nothing_but_mastheads(page)) return;
  const std::size_t size = page.lines.size();
  for (std::size_t i = 0, seen = 0; i < size && seen < kEdge; ++i) seen += leave_or_mark(page, i, rule) ? 1 : 0;
  for (std::size_t i = size, seen = 0; i > 0 && seen < kEdge; --i) seen += leave_or_mark(page, i - 1, rule) ? 1 : 0;
}

// Something is a newspaper's page rather than a letter or a chapter: an article comes from another
// page, a masthead stands on top, or the line itself was printed over itself, as display type is.
bool newspaper(const Page& page, std::size_t last) {
  for (const Verdict& verdict : page.verdicts)
    if (verdict.rule != nullptr && (verdict.mark == Mark::jump || verdict.rule->id == "masthead")) return true;
  for (std::size_t i = 0; i < page.lines.size(); ++i)
    if (opens_with_jump(page.lines, i)) return true;
  const flow::Line& line = page.document.lines[page.lines.place(last).line];
  flow::BackMap back(page.document.edits);
  const std::size_t from = back.to_begin(line.begin);
  const std::size_t to = back.to_end(line.end);
  return std::any_of(page.document.edits.begin(), page.document.edits.end(), [&](const flow::Edit& edit) {
    return edit.begin <= to && edit.end >= from && edit.rule->stage == "doubling";
  });
}

// A page's number beside its section's name, on the edge of a page. In a text that is no newspaper's page it is a heading.
void folio_rule(const Page& page, const Rule& rule) {
  std::size_t first = 0;
  std::size_t last = page.lines.size();
  while (first < last && page.verdicts[first].rule != nullptr) ++first;
  while (last > first && page.verdicts[last - 1].rule != nullptr) --last;
  if (last - first < 2) return;
  for (const std::size_t row : {first, last - 1})
    if (may_be_folio(page, row) && is_folio(page.lines, page.lines[row]) && newspaper(page, row))
      page.mark(row, Mark::furniture, rule);
}

// A page's column label ("meetings of the week") comes out behind all its articles, for it is drawn
// last. In the middle of a page nothing tells a label from a short headline, so there it stays; a
// headline, though, has its article behind it or is a line of many words. Only in ideographs, where
// four to eight characters are a phrase without a verb; only behind a finished sentence or a line
// twice as wide; and never in a text too short to be a page.
void column_label(const Page& page, const Rule& rule) {
  constexpr std::size_t kFewestRows = 40;
  constexpr std::size_t kLongestLabel = 8;
  std::size_t at = page.lines.size();
  while (at > 0 && page.verdicts[at - 1].rule != nullptr) --at;
  if (at < kFewestRows || page.lines.longer(at - 1, kLongestLabel)) return;
  const auto is_han = [](char32_t p) { return text::properties(p).script == text::Script::han; };
  const std::span<const char32_t> opening = page.lines.place(at - 1).opening.folded();
  if (!std::all_of(opening.begin(), opening.end(), is_han)) return;
  const Row& last = page.lines[at - 1];
  const Row& before = page.lines[at - 2];
  const std::span<const char32_t> points = page.lines.folded(last);
  const bool han = std::all_of(points.begin(), points.end(), is_han);
  const std::span<const std::uint8_t> breaks = page.lines.breaks(last).subspan(1);
  const bool spaced = std::any_of(breaks.begin(), breaks.end(), [](std::uint8_t space) { return space != 0; });
  if (!han || spaced || points.size() < 4 || points.size() > kLongestLabel) return;
  if (before.opens && before.width < 2 * last.width) return;
  if (newspaper(page, at - 1)) page.mark(at - 1, Mark::furniture, rule);
}

constexpr Rule rule(std::string_view id, std::string_view summary, std::string_view before = {}, std::string_view after = {}) {
  return {"furniture", id, summary, before, after};
}

constexpr RuleRow kTable[] = {
    {rule("jump-line", "A line that only says where a text goes on, or comes from, is a jump line.",
          "The council met on\n(continued on page 3)\nMonday to talk.\n", "The council met on\n\nMonday to talk.\n"),
     jump_line},
    {rule("page-number", "A number that grows by one from page to page is a page number.",
          "The council met and\n1\n\ftalked all day about\n2\n\fa new library.\n3\n",
          "The council met and\n\n\ftalked all day about\n\n\fa new library.\n\n"),
     page_number_rule},
    {rule("running-head", "A line that comes back on every page, where no text of its own stands, is a running head.",
          "Annual report\nThe council met and\n\fAnnual report\ntalked all day.\n",
          "\nThe council met and\n\f\ntalked all day.\n"),
     running_head},
    {rule("masthead", "Date, folio, editor and telephone in lines of their own on top of a page are its masthead.",
          "2\xE7\xBB\xBC\xE5\x90\x88 2024\xE5\xB9\xB4"
          "8\xE6\x9C\x88"
          "9\xE6\x97\xA5\n\xE4\xBC\x9A\xE8\xAE\xAE\n",
          "\n\xE4\xBC\x9A\xE8\xAE\xAE\n"),
     masthead_rule},
    {rule("folio", "A page number and its section's name on the edge of a newspaper's page are its folio.",
          "2\xE7\xBB\xBC\xE5\x90\x88\n"
          "\xEF\xBC\x88\xE6\x8E\xA5\xE4\xB8\x80\xE7\x89\x88\xEF\xBC\x89\n\xE4\xBC\x9A\xE8\xAE\xAE\n",
          "\n\n\xE4\xBC\x9A\xE8\xAE\xAE\n"),
     folio_rule},
    {rule("column-label", "A short phrase behind all articles of a newspaper's page is a label of its columns."), column_label},
};

static_assert(flow::ids_differ(kTable), "two rules of one id");

}  // namespace

std::span<const RuleRow> table() { return kTable; }

}  // namespace runon::furniture
