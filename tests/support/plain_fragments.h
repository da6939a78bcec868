// What goes as a fragment, said plainly: from the longest run at each place, however that was found.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "repeats/fragments.h"
#include "repeats/passage.h"
#include "text/utf8.h"

namespace runon::support {

using Spans = std::vector<std::pair<std::size_t, std::size_t>>;

// The runs of `characters` or more that lie in no other. `longest[i]`: bytes from i on that stood before.
inline Spans plain_runs(const repeats::Passage& passage, const std::vector<std::size_t>& longest, std::size_t characters) {
  Spans runs;
  std::size_t reach = 0;
  for (std::size_t i = 0; i < passage.text.size(); ++i) {
    if ((static_cast<unsigned char>(passage.text[i]) & 0xC0U) == 0x80U) continue;  // no character begins here
    std::size_t end = i + longest[i];
    while (end > i && end < passage.text.size() && (static_cast<unsigned char>(passage.text[end]) & 0xC0U) == 0x80U) --end;
    if (end <= reach || text::count(std::string_view(passage.text).substr(i, end - i)) < characters) continue;
    reach = end;
    runs.emplace_back(i, end);
  }
  return runs;
}

// Of each run the sentences that lie in it whole, or else the longest part of one sentence between boundaries; with as many
// letters as it takes. Spans of Passage::text, one for each run that has one.
inline Spans plain_spans(const repeats::Passage& passage, const Spans& runs, std::size_t letters) {
  Spans spans;
  const auto& all = passage.boundaries;
  for (const auto& [begin, end] : runs) {
    std::pair<std::size_t, std::size_t> best{0, 0};
    std::size_t best_letters = 0;
    for (const bool sentences : {true, false}) {
      for (std::size_t from = 0; from < all.size(); ++from) {
        if (all[from].begin < begin || (sentences && !all[from].sentence)) continue;
        for (std::size_t to = from + 1; to < all.size() && all[to].end <= end; ++to) {
          const bool fits = sentences ? all[to].sentence : to == from + 1 || !all[to - 1].sentence;
          if (!fits && !sentences) break;
          if (!fits || all[to].end <= all[from].begin || all[to].end - all[from].begin <= best.second - best.first) continue;
          best = {all[from].begin, all[to].end};
          best_letters = all[to].letters - all[from].letters;
        }
      }
      if (best_letters >= letters) break;
      if (sentences) best = {0, best_letters = 0};
    }
    if (best.second > best.first && best_letters >= letters) spans.push_back(best);
  }
  return spans;
}

// The same of pieces that a Fragments gave: in Passage::text.
inline Spans spans_of(const repeats::Passage& passage, const std::vector<repeats::Piece>& pieces) {
  std::map<std::size_t, std::size_t> begins;
  std::map<std::size_t, std::size_t> ends;
  for (const repeats::Boundary& boundary : passage.boundaries) {
    begins[boundary.text_begin] = boundary.begin;
    ends[boundary.text_end] = boundary.end;
  }
  for (const repeats::Part& part : passage.parts) {
    begins[part.text_begin] = part.begin;
    ends[part.text_end] = part.end;
  }
  Spans spans;
  for (const repeats::Piece& piece : pieces) spans.emplace_back(begins.at(piece.begin), ends.at(piece.end));
  return spans;
}

// Which bytes of `size` lie in a span; those that are spaces are not counted.
inline std::vector<bool> covered(const repeats::Passage& passage, const Spans& spans) {
  std::vector<bool> bytes(passage.text.size());
  for (const auto& [begin, end] : spans)
    for (std::size_t i = begin; i < end; ++i) bytes[i] = passage.text[i] != ' ';
  return bytes;
}

}  // namespace runon::support
