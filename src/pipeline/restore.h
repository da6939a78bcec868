// Cleaned JSON Lines and their audit -> the inputs, byte for byte.
#pragma once

#include <string>

#include "base/result.h"
#include "io/output.h"

namespace runon::pipeline {

struct RestoreOptions {
  std::string clean;                // what `clean` wrote as JSON Lines, in either granularity
  std::string audit;                // what it wrote with --audit in the same run
  std::string output = "-";         // a file or standard output for one input; a directory for several
  std::string text_field = "text";  // as it was for that run
};

struct Restored {
  std::size_t inputs = 0;
  std::size_t bytes = 0;
};

// Walks both files side by side: each document's edits are undone, and that what they put there does
// stand there is checked on the way. An Error (malformed) says where the two do not belong together;
// nothing of that input is written then. Holds one document at a time, or one input where that is a
// JSON Lines file that goes to standard output.
//
// What comes back: every plain text file; of JSON Lines files every record, those that were rejected
// too, and what stands between them. An input that was rejected as a whole is in neither file.
base::Result<Restored> restore(const RestoreOptions& options, io::TempFiles& temps);

}  // namespace runon::pipeline
