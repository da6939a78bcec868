// A line with its copies taken out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "doubling/find.h"

namespace runon::doubling {

// The line with each run reduced to the copies that it keeps, the first ones. A gap inside a copy stays
// if all copies have it: one that only some have was slipped in. The gap before a run stays, unless every
// character of a letter-by-letter doubling has one. Requires: `line` is squeezed from `text`. Linear.
std::string single(std::string_view text, const Squeezed& line, const std::vector<Run>& runs);

}  // namespace runon::doubling
