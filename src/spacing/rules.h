// The rules of the spacing stage, in order of application.
#pragma once

#include <span>
#include <string_view>

#include "flow/edit.h"
#include "flow/rule.h"
#include "spacing/evidence.h"
#include "spacing/line.h"
#include "spacing/stretch.h"

namespace runon::spacing {

// A line and what is known about it.
struct Look {
  LineText& line;
  const Stretch& stretch;
  const Evidence& document;
  Words& words;
  bool tabular = false;  // a wide gap stands over or under one of a neighbouring line
  bool heading = false;  // a number that counts on stands in front of its first gap (headings.h)
};

// One of the three functions is set.
struct Row {
  flow::Rule head;
  // Decides the fate of gaps that are still open: sets Gap::fate and Gap::rule.
  void (*in_line)(const Look& look, const flow::Rule& rule) = nullptr;
  // The same, when the text has been through all rules of the first kind: what columns remain shows only then.
  void (*in_settled_line)(const Look& look, const flow::Rule& rule) = nullptr;
  // Adds edits of the whole text; asked when it holds Hebrew or Arabic letters.
  void (*across)(std::string_view text, flow::Edits& edits, const flow::Rule& rule) = nullptr;
};

std::span<const Row> rows();

// Keeps, before any rule is asked, the gaps that mark structure: tabs, what follows a list marker or the number of a heading,
// what parts the fields of a masthead or of a form, and what is left in brackets to be filled in.
void keep_structure(const Look& look);

}  // namespace runon::spacing
