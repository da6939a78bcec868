// What the chain (chain.h) takes of a page: its lines in one face, the columns that there may be, and which runs of lines
// may make a line of the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rejoin/layout.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// Measures stand side by side in the lanes of a vector. Of 128 pages, eight columns explained the lines as well as ten did,
// four did not.
inline constexpr std::size_t kMaxMeasures = 8;
inline constexpr int kMaxPieces = 10;
inline constexpr float kMostPieces = 0.5F;    // of LayoutStyle::pieces
inline constexpr float kLeastInside = 1e-7F;  // weight of joins inside a run below which it is left out
inline constexpr float kLeastColumn = 4;      // ems: no column is narrower

// A line as the layout sees it, in one face.
struct Slug {
  float ems = 0;  // see Extent
  float slack = 0;
  float soft = 0;
  float space = 0;         // what stands between it and the next line where both are one line of the page
  float unit = 1;          // width that it would have had to spare to take in the next line's beginning; an em behind the last
  float ends = 1;          // probability, by evidence alone, that a paragraph ends with it; 1 for the last one
  bool stretched = false;  // letter-spacing filled it to its measure
};

// Probabilities of the log odds of paragraph ends.
void ends_of(const std::vector<float>& evidence, std::vector<float>& ends);

// Appends the lines [from, to) as a page of their own. `ends`: of the breaks between them, from 0 on.
void add_slugs(const std::vector<LineFacts>& facts, const std::vector<float>& ends, const LayoutStyle& style, std::size_t from,
               std::size_t to, std::vector<Slug>& out);

// One to kMaxPieces source lines that may make a line of the page.
struct Run {
  int end;  // one past the last line
  float ems;
  float slack;
  float unit;
  float sigma;   // how far off the true width the sum of advances may be
  float inside;  // how likely joins between its lines are, by evidence and style
  bool filled;
};

class Setting {
 public:
  // Of at least one line. `fine`: in the right face. `pieces`: of the style. What it held before is forgotten, the room kept.
  void assign(const std::vector<Slug>& lines, bool fine, float pieces);

  // The same for the lines that it has, where only the style's pieces are other ones.
  void set_pieces(const std::vector<Slug>& lines, float pieces) { find_runs(lines, pieces); }

  std::size_t size() const { return first_.size() - 1; }            // lines
  const std::vector<float>& measures() const { return measures_; }  // ascending, 1 to kMaxMeasures
  float middle() const { return middle_; }                          // median width in ems: densities are per median width

  // The runs that begin with a line are [first_run(line), first_run(line + 1)), by length.
  const Run* runs() const { return runs_.data(); }
  std::size_t first_run(std::size_t line) const { return first_[line]; }

 private:
  void find_middle(const std::vector<Slug>& lines);
  void find_measures(const std::vector<Slug>& lines);
  void find_runs(const std::vector<Slug>& lines, float pieces);

  bool fine_ = false;
  float middle_ = 0;
  float widest_ = 0;
  std::vector<float> measures_;
  std::vector<float> widths_;
  std::vector<Run> runs_;
  std::vector<std::uint32_t> first_;
};

// How far off a true width the sum of advances may be.
inline float doubt(float soft, bool fine) { return fine ? 0.08F + 0.003F * soft : 0.4F + 0.03F * soft; }

}  // namespace runon::rejoin
