#include "pipeline/options.h"

#include <fmt/format.h>

namespace runon::pipeline {

base::Status check(const Options& options) {
  using base::Code;
  using base::Error;
  if (options.threads > 1024)
    return Error{Code::usage, fmt::format("--threads {} is out of range", options.threads), {}, "use 0 (all cores) to 1024"};
  const double confidence = options.rejoin.min_confidence;
  if (confidence != 0 && !(confidence >= 0.5 && confidence < 1))
    return Error{Code::usage, fmt::format("--min-confidence {} is out of range", confidence), {}, "use 0, or 0.5 to below 1"};
  if (options.repeats.scope == repeats::Scope::corpus)
    return Error{
        Code::usage, "--repeats corpus is not there yet", {}, "use --repeats document, which looks within each document"};
  return base::Done{};
}

}  // namespace runon::pipeline
