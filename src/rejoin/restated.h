// Lines that say again what the lines in front of them say.
#pragma once

#include <cstddef>
#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::rejoin {

// The lines behind the break after line i begin with all that one to three lines in front of it say, however both are broken
// into lines: a report that opens with its own headline, a caption printed twice. No sentence goes on so, and joined the two
// would be taken for one that was doubled. Short phrases are no evidence: verse and lists have such. Spaces do not count.
// Cost: a look at a few characters for most breaks; the lines compared where those are the same. Threads: any.
bool restates(const flow::Document& document, const std::vector<LineFacts>& facts, std::size_t i);

}  // namespace runon::rejoin
