// Which ICU is at work.
#pragma once

#include <string>

namespace runon::text {

std::string icu_version();      // "72.1"
std::string unicode_version();  // "15.0"

}  // namespace runon::text
