// What this program is made of: the output depends on some of it.
#pragma once

#include <string>

namespace runon::pipeline {

// "runon 0.1.0", then a line for each library with its version, Unicode's among them.
std::string versions();

}  // namespace runon::pipeline
