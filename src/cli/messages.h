// Words for people, on standard error.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace runon::cli {

// "runon: FILE:LINE: what" and the hint on a line of its own.
void print_error(const base::Error& error);

// Errors that do not end the run: the first ten of a kind are printed, the rest counted.
class SoftErrors {
 public:
  void add(const base::Error& error);

  // Says how many were not printed.
  void close() const;

 private:
  std::map<base::Code, std::size_t> counts_;
};

// `text` with control characters, and what is not UTF-8, as visible escapes: nothing of an input reaches
// a terminal as a command to it.
std::string visible(std::string_view text);

void print(std::string_view text);        // to standard output
void print_words(std::string_view text);  // to standard error

}  // namespace runon::cli
