// What went wrong, as a value: a kind, a sentence, a place, and what to do.
//
// Errors are returned (result.h), never thrown across a public function. Damaged data is not an
// Error: stages count it in the Report and go on.
#pragma once

#include <string>
#include <string_view>

namespace runon::base {

// Who must act decides the kind; kinds map to the program's exit status (exit_status below).
enum class Code {
  usage,        // the caller: options that contradict each other, values out of range
  config,       // the caller: a configuration file that cannot be understood
  not_found,    // the data: an input that does not exist (the other inputs are still cleaned)
  unreadable,   // the data: an input that exists but cannot be read
  not_text,     // the data: an input that is not text (a picture, an archive of another kind)
  malformed,    // the data: a record that does not follow its format
  unwritable,   // the machine: an output that cannot be written
  no_memory,    // the machine: memory ran out
  damaged,      // the machine: a file that we wrote is not what we wrote
  closed_pipe,  // nobody: who read the output went away, which ends a run quietly
  interrupted,  // the caller: the run was told to stop
  internal,     // ours: a promise inside the library was broken; please report it
};

struct Error {
  Code code = Code::internal;
  std::string what;   // what is wrong, with the value seen: "no such file"
  std::string where;  // the place: "FILE", "FILE:LINE", "FILE: byte N", or empty
  std::string hint;   // what the user can do about it, or empty
};

// "where: what". One line, no newline at the end; the hint is left to the caller.
std::string message(const Error& error);

// The process exit status that this kind leads to: 1 the machine, 2 the caller, 3 the data;
// 130 interrupted, where nobody knows by which signal.
int exit_status(Code code);

// The short, stable name of a kind, for machine-readable reports: "not_text".
std::string_view name(Code code);

}  // namespace runon::base
