// The stage's rule table.
#pragma once

#include <span>
#include <vector>

#include "doubling/find.h"
#include "doubling/neighbours.h"
#include "flow/rule.h"

namespace runon::doubling {

// A rule looks into one line, or across neighbouring lines; the other function is null.
struct Row {
  flow::Rule head;
  Family family = Family::blocks;
  Find (*in_line)(const Look& look) = nullptr;
  void (*across)(const Filled& lines, std::vector<Group>& out) = nullptr;
};

// In order of application: rows that look into lines stand before those that look across.
std::span<const Row> table();

}  // namespace runon::doubling
