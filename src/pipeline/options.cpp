#include "pipeline/options.h"

#include <fmt/format.h>

namespace runon::pipeline {
namespace {

base::Status check(const repeats::Options& options) {
  using base::Code;
  using base::Error;
  const bool corpus = options.scope == repeats::Scope::corpus;
  if (options.max_copies < 1 || options.max_copies > 255)
    return Error{Code::usage, fmt::format("--max-copies {} is out of range", options.max_copies), {}, "use 1 to 255"};
  if (options.prefer.size() > 63) return Error{Code::usage, "--prefer was given more than 63 times", {}, "join patterns by '*'"};
  if (options.unit == repeats::UnitKind::document && options.scope == repeats::Scope::document)
    return Error{Code::usage,
                 "--repeat-unit document and --repeats document contradict each other",
                 {},
                 "whole documents are compared with --repeats corpus"};
  if (!options.prefer.empty() && !corpus)
    return Error{Code::usage, "--prefer needs --repeats corpus", {}, "one document has nothing to choose from"};
  if (options.verify && !corpus)
    return Error{Code::usage, "--verify needs --repeats corpus", {}, "the paragraphs of one document are too few to collide"};
  return base::Done{};
}

}  // namespace

base::Status check(const Options& options) {
  using base::Code;
  using base::Error;
  if (options.threads > 1024)
    return Error{Code::usage, fmt::format("--threads {} is out of range", options.threads), {}, "use 0 (all cores) to 1024"};
  const double confidence = options.rejoin.min_confidence;
  if (confidence != 0 && !(confidence >= 0.5 && confidence < 1))
    return Error{Code::usage, fmt::format("--min-confidence {} is out of range", confidence), {}, "use 0, or 0.5 to below 1"};
  return check(options.repeats);
}

}  // namespace runon::pipeline
