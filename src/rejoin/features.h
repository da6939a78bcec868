// The evidence at a line break, as numbers. Each feature has a name and a meaning; the models of
// model.h weigh them. Two families: what text and blank lines say (evidence features), and what the
// widths of lines say (layout features, filled in once layout.h has inferred the page).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "rejoin/layout.h"
#include "rejoin/line_facts.h"
#include "rejoin/shape.h"

namespace runon::rejoin {

class Again;

// Below, a is the line before the break, b the one after it; widths are in ems.
enum class F : int {
  blanks,
  blank_share,
  blanks_before,
  blanks_after,
  blank_excess,
  across,
  page_break,
  indent_a,
  indent_b,
  indent_next,
  indent_step,
  indent_share,
  last,
  last2,
  first,
  first2,
  stop,
  unclosed,
  unopened,
  marker_a,
  marker_b,
  stretched_a,
  stretched_b,
  words_a,
  words_b,
  first_unit,
  stops_a,
  cjk_a,
  cjk_b,
  same_kind,
  stop_b,
  pauses_a,
  pauses_b,
  wording,
  again,
  lines,
  stop_share,
  middle_width,
  widest,
  width_spread,
  upper_share,
  comma_share,
  // Layout.
  evidence,
  page_odds,
  page_odds_before,
  page_odds_after,
  page_odds_after2,
  piece,
  piece_before,
  piece_after,
  width_a,
  width_b,
  width_before,
  width_next,
  measure,
  fill,
  short_a,
  short_b,
  short_before,
  short_next,
  spare,
  measure_step,
  local_short,
  local_spare,
  width_step,
  style_indent,
  style_justified,
  style_pieces,
  style_fine,
  full_share,
  blank_learned,
  run_lines,
  run_next,
  run_stops,
  run_stops_next,
  mean_lines,
  mean_stops,
  depth,
  count
};
inline constexpr int kFeatures = static_cast<int>(F::count);
inline constexpr int kEvidenceFeatures = static_cast<int>(F::evidence);

struct Feature {
  std::string_view name;
  std::string_view summary;
};

// Name and meaning, by F.
const std::array<Feature, static_cast<std::size_t>(kFeatures)>& feature_table();

using Row = std::array<float, static_cast<std::size_t>(kFeatures)>;

inline float& at(Row& row, F f) { return row[static_cast<std::size_t>(f)]; }
inline float at(const Row& row, F f) { return row[static_cast<std::size_t>(f)]; }
// Of a truth value or a class: its number.
template <class T>
float number(T value) {
  return static_cast<float>(value);
}

// The evidence features of all breaks: one row for each of facts.size() - 1. Linear. The second where the others are known.
void evidence_features(const flow::Document& document, const std::vector<LineFacts>& facts, std::vector<Row>& rows);
void evidence_features(const flow::Document& document, const std::vector<LineFacts>& facts, const Shape& shape,
                       const Again& again, std::vector<Row>& rows);

// Fills in the layout features, given what the evidence model made of the others.
void layout_features(const std::vector<LineFacts>& facts, const std::vector<float>& evidence, const Layout& layout,
                     std::vector<Row>& rows);

}  // namespace runon::rejoin
