// The cheap question that comes first: could anything stand twice in this line?
#pragma once

#include <string_view>

namespace runon::doubling {

// False only if no rule that looks into lines would find anything. All of them find texts that stand
// right behind themselves at the begin of the line or at its end; at one of them only, then of two
// characters and more, or four doubled characters in a row. Requires well-formed UTF-8.
// Cost: linear but for lines made to defeat it, n log n; for most lines a search for the first character
// and one for the last.
bool may_repeat(std::string_view line);

}  // namespace runon::doubling
