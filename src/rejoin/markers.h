// How lines begin that start list items, headings and captions.
#pragma once

#include <string_view>

#include "rejoin/line_facts.h"
#include "text/properties.h"

namespace runon::rejoin {

// By its first characters; never Marker::byline. Constant time.
Marker marker_of(std::string_view line);

// Unless a line begins with one of these, or with a letter of ASCII and ')', marker_of() gives Marker::none.
bool may_mark(char32_t point, const text::Properties& properties);
bool ideograph_may_mark(char32_t point);  // the same of those in U+4E00..U+9FA5

}  // namespace runon::rejoin
