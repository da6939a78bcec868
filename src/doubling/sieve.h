// The cheap question that comes first: could anything stand twice in this line?
#pragma once

#include <cstddef>
#include <string_view>

#include "base/vectors.h"

namespace runon::doubling {

// False only if no rule that looks into lines would find anything. All of them find texts that stand
// right behind themselves at the begin of the line or at its end; at one of them only, then of two
// characters and more, or four doubled characters in a row. Requires well-formed UTF-8.
// Cost: linear but for lines made to defeat it, n log n; most lines cost a search, many bytes at once, for the first character
// and the last. `room`: how many bytes may be read from the line's begin, its own at least. `wide`: with the wider of two
// forms, which give the same.
bool may_repeat(std::string_view line, std::size_t room, bool wide = base::wide_vectors());

inline bool may_repeat(std::string_view line) { return may_repeat(line, line.size()); }

}  // namespace runon::doubling
