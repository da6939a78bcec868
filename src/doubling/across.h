// The rules that look across lines; their rows stand in rules.cpp.
#pragma once

#include <vector>

#include "doubling/neighbours.h"

namespace runon::doubling {

void doubled_neighbours(const Filled& lines, std::vector<Group>& out);
void doubled_neighbour_lines(const Filled& lines, std::vector<Group>& out);

}  // namespace runon::doubling
