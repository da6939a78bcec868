// Numbered headings of a Chinese or Japanese text ("2.1 title"): the gap behind their number is typed.
#pragma once

#include <cstddef>
#include <vector>

#include "flow/document.h"
#include "spacing/gap_lines.h"

namespace runon::spacing {

// Indices of the lines, ascending, that begin with a number, or several with full stops between, a gap and an ideograph, and make
// a series that begins with 1 and has three members at least: each number counts on from the one before, on its level or on one
// above, or opens a level below. Lines with marks of sentences, long ones and numbers of units (years, months, persons) are none.
// Linear in the lines that begin with digits.
std::vector<std::size_t> numbered_headings(const flow::Document& document, const GapLines& gaps);

}  // namespace runon::spacing
