// What stands on top of a newspaper's page, or at its foot: date, folio, the paper's name, editors.
#pragma once

#include <cstddef>

#include "furniture/lines.h"

namespace runon::furniture {

// Fields of a masthead found in a line.
struct Masthead {
  bool date = false;  // day, month and year
  bool weekday = false;
  bool folio = false;  // page number and section name, in either order: one to three digits (a letter before), 2 to 4 ideographs
  bool page = false;   // a page number that a word, a letter or brackets set apart: "page 3", "A3", "(3)"
  bool paper = false;  // a name in ideographs that ends as those of papers do
  bool name = false;   // a name of two to four ideographs and nothing else, as sections have
  int staff = 0;       // "editor: ..."; also without a colon, where spaces part the label and the name from all else
  int fields = 0;      // "editor: ...", "tel.: ...", an issue number
  std::size_t rest = 0;  // characters that belong to no field

  int distinct() const { return (date ? 1 : 0) + (weekday ? 1 : 0) + (folio || page ? 1 : 0) + (paper ? 1 : 0) + fields; }

  // Nothing but fields.
  bool pure() const { return distinct() > 0 && rest == 0; }

  // Has a field that running text, datelines and letters do not begin with.
  bool telling() const { return folio || page || paper || fields > 0; }

  // It is one wherever it stands on the edge of a page: a date, and what only pages have. A notice ends with a date and a
  // telephone number as well, and a text from a paper with its name, day and page.
  bool sure() const;
};

// Linear in the line.
Masthead masthead(const Lines& lines, const Row& row);

// Whether `folio` stands alone in a line: "2 news", "news A4", with a name in ideographs.
bool is_folio(const Lines& lines, const Row& row);

}  // namespace runon::furniture
