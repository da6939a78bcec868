#include "rejoin/page_lines.h"

#include <algorithm>

namespace runon::rejoin {
namespace {

constexpr std::size_t kFewestSpaced = 5;  // lines with a space behind them
constexpr float kOverWidth = 1.05F;       // how much wider than usual a line may be

// One space stands behind the line, and nothing but blank lines parts it from the next one, which is not set in.
bool may_go_on(const flow::Document& document, const LineFacts& a, const LineFacts& b) {
  return a.trailing && document.lines[a.line].end == a.end + 1 && document.text[a.end] == ' ' && b.indent == 0 && !b.page_break &&
         !b.across;
}

// The width that all but the widest of the lines keep within that have no white space behind them.
float usual_width(const std::vector<LineFacts>& facts) {
  std::vector<float> widths;
  for (const LineFacts& f : facts)
    if (!f.trailing) widths.push_back(f.size.ems);
  const auto there = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 19 / 20);
  std::nth_element(widths.begin(), there, widths.end());
  return *there;
}

// Indices of the facts of lines that go on in the next one; none where the white space behind lines does not say that.
std::vector<std::size_t> find_cut(const flow::Document& document, const std::vector<LineFacts>& facts) {
  const auto trailing =
      static_cast<std::size_t>(std::count_if(facts.begin(), facts.end(), [](const LineFacts& f) { return f.trailing; }));
  if (trailing < kFewestSpaced || trailing * 3 > facts.size() * 2) return {};
  std::vector<std::size_t> cut;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i)
    if (may_go_on(document, facts[i], facts[i + 1])) cut.push_back(i);
  if (cut.size() * 20 < trailing * 19) return {};
  const float room = usual_width(facts) * kOverWidth;
  std::size_t stops = 0;
  std::size_t upper = 0;
  std::size_t cased = 0;
  std::size_t signs = 0;
  std::size_t wide = 0;
  for (const std::size_t i : cut) {
    const LineFacts& a = facts[i];
    const LineFacts& b = facts[i + 1];
    if (a.stop) ++stops;
    if (b.first == Glyph::upper) ++upper;
    if (b.first == Glyph::upper || b.first == Glyph::lower) ++cased;
    if (b.first == Glyph::punct || b.first == Glyph::symbol || b.first == Glyph::quote || b.first == Glyph::other) ++signs;
    if (a.size.ems + a.space + b.size.ems > room) ++wide;
  }
  if (stops * 4 > cut.size() || upper * 2 > cased || signs * 4 > cut.size() || wide * 20 > cut.size()) return {};
  return cut;
}

}  // namespace

PageLines put_together(flow::Document& document, std::vector<LineFacts>& facts, flow::Edits& edits) {
  const std::vector<std::size_t> cut = find_cut(document, facts);
  if (cut.empty()) return {};
  edits.clear();
  std::vector<PageLines::Cut> cuts;
  for (const std::size_t i : cut) {
    const LineFacts& a = facts[i];
    const LineFacts& b = facts[i + 1];
    const bool spaced = spaced_seam(a.last, b.first);
    cuts.push_back({a.line, b.line, spaced ? flow::Joint::space : flow::Joint::close});
    edits.add(a.end, b.begin, spaced ? " " : "", kPageLine);
  }
  std::vector<PageLines::LastPiece> last;
  auto next = cuts.begin();
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    flow::Line& line = document.lines[last.size()];
    line = document.lines[i];
    for (; next != cuts.end() && next->line == i; ++next) i = next->next;
    line.end = document.lines[i].end;
    last.push_back({i, document.lines[i].number});
  }
  document.lines.resize(last.size());
  document.apply(edits);
  gather(document, facts);
  return {std::move(cuts), std::move(last)};
}

}  // namespace runon::rejoin
