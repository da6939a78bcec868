// How the parts of a scholarly paper are labelled, and how its references are written.
#pragma once

#include <string_view>

namespace runon::rejoin {

// The line begins with a label of what stands in front of a paper's text, and a colon or a bracket: abstract, key words,
// classification, dates, funding, authors. A closed class of words, in nine languages. Constant time.
bool opens_front_matter(std::string_view line);

// The line ends inside a reference: behind the mark for the kind of publication, which names its place next ("[J]."), or between
// volume and pages ("39(5):", and a digit on the next line). GB/T 7714-2015. Constant time.
bool ends_in_reference(std::string_view line, std::string_view next);

}  // namespace runon::rejoin
